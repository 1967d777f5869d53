// The whole picture as one SVG that stands by itself: epoch and words above, network and output below.

import { css, mix } from "../../../web/components/kit/colours.js"
import { count } from "../../../web/components/kit/counts.js"
import { escaped, group, tag, text } from "../../../web/components/kit/svg.js"
import { fill } from "../../../web/components/kit/words.js"
import { describe } from "./describe.js"
import { networkPicture } from "./svg_network.js"
import { WIDTH as OUTPUT, outputPicture } from "./svg_output.js"

/** @import { Colour, Palette } from "../../../web/components/kit/types.d.ts" */
/** @import { Scene, Words } from "../../../web/network/types.d.ts" */

const MARGIN = 32
const GAP = 40
const TOP = 96

/** Return the picture as `{markup, width, height}`.
 *
 * `scene` has `view` and `snapshot`, which must fit one another, `colours` as `{colours, ink, ground}`, `font`, and
 * `image(pixels, side)`, which returns the address of a square of red, green, blue and opacity.
 * @type {(scene: Scene) => { markup: string, width: number, height: number }}
 */
export function composePicture(scene) {
  const { view, snapshot, colours, font } = scene
  const [network, output] = [networkPicture(scene), outputPicture(scene)]
  const width = MARGIN + network.width + GAP + OUTPUT + MARGIN
  const height = TOP + Math.max(network.height + 40, output.height) + MARGIN
  const quiet = css(mix(colours.ground, colours.ink, 0.72))
  const title = fill(view.words.picture_title, { epoch: count(snapshot.epoch) })
  const words = describe(view, snapshot)
  const markup = tag(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: "img",
      "aria-labelledby": "title description",
      "font-family": `${font}, system-ui, sans-serif`,
      "font-size": 14,
      fill: css(colours.ink),
    },
    tag("title", { id: "title" }, escaped(title)),
    tag("desc", { id: "description" }, escaped(words)),
    tag("rect", { width, height, fill: css(colours.ground) }),
    text(MARGIN, 46, title, { "font-size": 24, "font-weight": 650 }),
    text(MARGIN, 70, words, { fill: quiet }),
    group(MARGIN, TOP, network.markup, group(68, network.height + 30, key(view.words, colours.colours, quiet))),
    group(MARGIN + network.width + GAP, TOP, output.markup),
  )
  return { markup, width, height }
}

/** Return what the links' colours and dashes mean.
 * @type {(words: Words, colours: Palette, fillColour: string) => string} */
function key(words, { positive, negative }, fillColour) {
  /** @type {(x: number, colour: Colour, dashes: string | null) => string} */
  const sample = (x, colour, dashes) =>
    tag("line", {
      x1: x,
      x2: x + 28,
      y1: -4,
      y2: -4,
      stroke: css(colour),
      "stroke-width": 3,
      "stroke-dasharray": dashes,
    })
  const small = { "font-size": 12, fill: fillColour }
  return [
    sample(0, positive, null),
    text(36, 0, words.positive, small),
    sample(160, negative, "7 4"),
    text(196, 0, words.negative, small),
  ].join("")
}

/** Return what the picture's file is called.
 * @type {(snapshot: { epoch: number }, format: string) => string} */
export function pictureName({ epoch }, format) {
  return `bakeoff-lab-epoch-${epoch}.${format}`
}
