// The output side as SVG: the figures, the learning curve, and what the network answers over the plane.

import { css, mix, pointColour, shape } from "../../../web/components/kit/colours.js"
import { count } from "../../../web/components/kit/counts.js"
import { outline } from "../../../web/components/kit/markers.js"
import { loss, score } from "../../../web/components/kit/numbers.js"
import { group, tag, text } from "../../../web/components/kit/svg.js"
import { lookOf, placed } from "../../../web/network/draw_output.js"
import { shadeGround } from "../../../web/network/ground.js"
import { column, extent, path } from "./curve.js"
import { decades, shareOf } from "./moments.js"

/** @import { Palette, Theme } from "../../../web/components/kit/types.d.ts" */
/** @import { Kind, Scene, View } from "../../../web/network/types.d.ts" */

/** @import { Attributes } from "../../../web/components/kit/svg.js" */

export const WIDTH = 340
const LEFT = 52
const PLANE = WIDTH - LEFT
const PIXELS = 320
const CURVE = { width: WIDTH, height: 84 }
const END = { "text-anchor": "end" }
const RADIUS = 3.6

/** Return the side: `{markup, height}`.
 * @type {(scene: Scene) => { markup: string, height: number }} */
export function outputPicture(scene) {
  const key = legend(scene)
  const markup =
    figures(scene) +
    group(0, 84, curve(scene)) +
    text(0, 222, scene.view.words.answer, { "font-weight": 650 }) +
    group(LEFT, 236, plane(scene)) +
    group(LEFT, 236 + PLANE + 52, key.markup)
  return { markup, height: 236 + PLANE + 52 + key.height }
}

/** @type {(colours: Theme) => string} */
function quiet({ ink, ground }) {
  return css(mix(ground, ink, 0.72))
}

/** Test and training, loss and score: as the table on the page.
 * @type {(scene: Scene) => string} */
function figures({ view, snapshot, colours }) {
  const { words, n_classes: nClasses } = view
  const [test, train] = [0.68 * WIDTH, WIDTH]
  const small = { ...END, fill: quiet(colours), "font-size": 12 }
  const ink = css(colours.ink)
  /** @type {(y: number, name: string, kind: Kind, tell: (value: number | null) => string) => string} */
  const row = (y, name, kind, tell) =>
    text(0, y, name) +
    text(test, y, tell(snapshot[`test_${kind}`]), { ...END, "font-size": 18, "font-weight": 600 }) +
    text(train, y, tell(snapshot[`train_${kind}`]), { ...END, "font-size": 18 })
  /** @type {(x: number, dashed: Attributes | null) => string} */
  const sample = (x, dashed) =>
    tag("line", {
      x1: x - 18,
      x2: x,
      y1: 8,
      y2: 8,
      stroke: dashed ? quiet(colours) : ink,
      "stroke-width": 2,
      ...dashed,
    })
  return [
    sample(test - 7.2 * words.test.length, null),
    text(test, 12, words.test, small),
    sample(train - 7.2 * words.train.length, { "stroke-dasharray": "5 3" }),
    text(train, 12, words.train, small),
    row(38, words.loss, "loss", loss),
    row(64, nClasses ? words.accuracy : words.r2, "score", (value) => score(value, nClasses, words)),
  ].join("")
}

/** The losses by epoch.
 * @type {(scene: Scene) => string} */
function curve({ view, snapshot, colours }) {
  const epochs = column(snapshot.curve, "epoch")
  const lines = [column(snapshot.curve, "train_loss"), column(snapshot.curve, "test_loss")]
  const [low, high, most] = extent(lines)
  const last = Math.max(1, snapshot.last_epoch, ...epochs.slice(-1))
  const [train, test] = lines.map((values) => path(epochs, values, { last, low, high, ...CURVE }))
  const line = { fill: "none", "stroke-linejoin": "round" }
  const [soft, note] = [quiet(colours), { fill: quiet(colours), "font-size": 12 }]
  const { width, height } = CURVE
  const now = width * shareOf(snapshot.epoch, last)
  const marks = [0, ...decades(last)].map((epoch) =>
    text(width * shareOf(epoch, last), height + 14, count(epoch), note),
  )
  return [
    tag("path", { ...line, d: `M0 0V${height}H${width}`, stroke: css(mix(colours.ground, colours.ink, 0.3)) }),
    tag("line", { x1: now, x2: now, y1: 0, y2: height, stroke: soft, "stroke-dasharray": "2 3" }),
    tag("path", { ...line, d: train, stroke: soft, "stroke-width": 1.6, "stroke-dasharray": "5 3" }),
    tag("path", { ...line, d: test, stroke: css(colours.ink), "stroke-width": 2 }),
    text(6, 11, most > high ? `${loss(high)} ↑ ${loss(most)}` : loss(high), note),
    ...marks,
    text(0, height + 32, view.words.curve_loss, note),
    text(width, height + 14, count(last), { ...note, ...END }),
  ].join("")
}

/** @type {(scene: Scene) => string} */
function plane(scene) {
  const { view, snapshot, colours, image } = scene
  const pixels = shadeGround(
    new Uint8ClampedArray(4 * PIXELS * PIXELS),
    PIXELS,
    snapshot.output,
    lookOf(view, colours.colours),
  )
  const square = { width: PLANE, height: PLANE }
  return [
    tag("image", { ...square, href: image(pixels, PIXELS), preserveAspectRatio: "none" }),
    points(view, colours.colours),
    tag("rect", { ...square, fill: "none", stroke: css(mix(colours.ground, colours.ink, 0.3)) }),
    scales(view, colours),
  ].join("")
}

/** Test points first, so that they hide no training point; hollow.
 * @type {(view: View, colours: Palette) => string} */
function points({ points: all, n_classes: nClasses, half, show_test: showTest }, colours) {
  const halo = colours.mode === "light" ? "#ffffff" : "#0c0f12"
  /** @type {string[]} */
  const marks = []
  for (const part of showTest ? [1, 0] : [0]) {
    all.x1.forEach((x1, row) => {
      if (all.test[row] !== part) return
      const [x, y] = placed(x1, all.x2[row], PLANE, half)
      const d = outline(nClasses ? shape(all.target[row]) : "circle", x, y, RADIUS)
      const colour = css(pointColour(colours, all.target[row], nClasses))
      const [fill, stroke, width] = part ? [halo, colour, 1.7] : [colour, halo, 1]
      marks.push(tag("path", { d, fill, stroke, "stroke-width": width }))
    })
  }
  return marks.join("")
}

/** @type {(view: View, colours: Theme) => string} */
function scales({ ticks, axes }, colours) {
  const small = { "font-size": 11, fill: quiet(colours) }
  /** @type {(index: number, list: string[]) => number} */
  const at = (index, list) => (PLANE * index) / (list.length - 1)
  /** @type {(name: string) => string} */
  const clear = (name) => (name.length > 30 ? `${name.slice(0, 29)}…` : name)
  return [
    ...ticks.x1.map((tick, index) =>
      text(PLANE - at(index, ticks.x1), PLANE + 15, tick, { ...small, "text-anchor": "middle" }),
    ),
    ...ticks.x2.map((tick, index) => text(-6, at(index, ticks.x2) + 4, tick, { ...small, ...END })),
    text(PLANE, PLANE + 31, clear(axes[0]), { "font-size": 12, "font-weight": 600, ...END }),
    text(0, 0, clear(axes[1]), {
      "font-size": 12,
      "font-weight": 600,
      transform: `translate(-38 0) rotate(-90)`,
      ...END,
    }),
  ].join("")
}

/** Return what the colours mean: `{markup, height}`.
 * @type {(scene: Scene) => { markup: string, height: number }} */
function legend({ view, colours }) {
  const { classes, negative, neutral, positive } = colours.colours
  if (!view.n_classes) {
    const stops = [negative, neutral, positive].map((colour, index) =>
      tag("stop", { offset: index / 2, "stop-color": css(colour) }),
    )
    const bar = tag("rect", { x: 30, y: -9, width: PLANE - 50, height: 9, rx: 4, fill: "url(#ramp)" })
    return {
      markup: tag("linearGradient", { id: "ramp" }, ...stops) + text(0, 0, "−1") + bar + text(PLANE, 0, "1", END),
      height: 8,
    }
  }
  const names = view.class_names.map((name, code) => [
    tag("path", { d: outline(shape(code), 6, 20 * code - 5, 5), fill: css(classes[code]) }),
    text(18, 20 * code, name),
  ])
  if (view.show_test) names.push([text(18, 20 * names.length, view.words.test_points, { fill: quiet(colours) })])
  return { markup: names.flat().join(""), height: 20 * names.length - 12 }
}
