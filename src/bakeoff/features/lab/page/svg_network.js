// The network diagram as SVG: links, biases, and a heatmap in every tile.

import { css, mix, shape, stroke } from "../../../web/components/kit/colours.js"
import { path } from "../../../web/components/kit/links.js"
import { outline } from "../../../web/components/kit/markers.js"
import { shade } from "../../../web/components/kit/pixels.js"
import { group, tag, text } from "../../../web/components/kit/svg.js"
import { fill } from "../../../web/components/kit/words.js"
import { classTables } from "../../../web/network/ground.js"
import { weightOf } from "./draw_network.js"
import { FEATURES, heatmap } from "./features.js"
import { arrange, biasSquare, links, NODE, TOP } from "./geometry.js"
import { firstNeurons } from "./layers.js"

/** @import { Colour, Palette } from "../../../web/components/kit/types.d.ts" */
/** @import { Diagram, Link, Scene, Snapshot, Tile, View } from "../../../web/network/types.d.ts" */

/** @import { Attributes } from "../../../web/components/kit/svg.js" */

const WIDTH = 700
const HEADS = 34
const ROUND = 7

/** Return the diagram: `{markup, width, height}`.
 * @type {(scene: Scene) => { markup: string, width: number, height: number }} */
export function networkPicture(scene) {
  const { view, snapshot, colours } = scene
  const plan = arrange([FEATURES.length, ...view.layers.map(([units]) => units), view.outputs], WIDTH)
  const sources = [...FEATURES.keys()].filter((index) => view.features.includes(FEATURES[index].name))
  const lines = links(plan, sources).map((link) => line(link, snapshot, colours.colours))
  const tiles = plan.columns.flat().map((place) => tile(place, scene))
  const round = tag("rect", { width: 1, height: 1, rx: ROUND / NODE })
  const clip = tag("clipPath", { id: "tile", clipPathUnits: "objectBoundingBox" }, round)
  const moved = group(0, HEADS - TOP, clip, ...lines, ...tiles)
  return { markup: heads(plan, view) + moved, width: plan.width, height: plan.height + HEADS - TOP }
}

/** @type {(plan: Diagram, view: View) => string} */
function heads({ columns }, { layers, activations, words }) {
  const names = new Map(activations)
  /** @type {(column: number) => number} */
  const middle = (column) => columns[column][0].x + NODE / 2
  const bold = { "font-weight": 650 }
  return [
    text(columns[0][0].x + NODE, 14, words.features, { ...bold, "text-anchor": "end" }),
    ...layers.map(([units, activation], index) =>
      text(
        middle(index + 1),
        14,
        fill(words.layer_neurons, { n: units, activation: names.get(activation) ?? activation }),
        {
          "text-anchor": "middle",
          "font-size": 13,
        },
      ),
    ),
    text(columns[columns.length - 1][0].x + NODE, 14, words.output_column, { ...bold, "text-anchor": "end" }),
  ].join("")
}

/** @type {(link: Link, snapshot: Snapshot, colours: Palette) => string} */
function line(link, { weights }, { positive, negative }) {
  const { width, alpha, dashed } = stroke(weightOf({ weights }, link))
  return tag("path", {
    d: path(link),
    fill: "none",
    stroke: css(dashed ? negative : positive),
    "stroke-opacity": alpha,
    "stroke-width": width,
    "stroke-dasharray": dashed ? "7 4" : null,
  })
}

/** @type {(place: Tile, scene: Scene) => string} */
function tile(place, { view, snapshot, image, colours: { colours, ink, ground } }) {
  const { column, index, x, y } = place
  const on = column > 0 || view.features.includes(FEATURES[index].name)
  const box = { x, y, width: NODE, height: NODE, rx: ROUND }
  return [
    tag("rect", { ...box, fill: css(colours.neutral) }),
    tag("image", {
      ...box,
      href: image(...heat(place, view, snapshot, colours)),
      opacity: on ? null : 0.38,
      preserveAspectRatio: "none",
      "clip-path": "url(#tile)",
    }),
    tag("rect", { ...box, fill: "none", stroke: css(mix(ground, ink, on ? 0.72 : 0.25)), "stroke-width": 1.5 }),
    column ? bias(place, snapshot, colours, ink) : text(x - 10, y + NODE / 2 + 5, FEATURES[index].label, label(on)),
    column > view.layers.length && view.n_classes ? mark(place, colours, ground) : "",
  ].join("")
}

/** @type {(on: boolean) => Attributes} */
function label(on) {
  return { "text-anchor": "end", opacity: on ? null : 0.6 }
}

/** Return a tile's heatmap as pixels, and how many of them are in a row.
 * @type {(place: Tile, view: View, snapshot: Snapshot, colours: Palette) => Parameters<Scene["image"]>} */
function heat({ column, index }, view, { neurons }, colours) {
  const side = neurons.shape[1]
  const number = column && firstNeurons(view.layers)[column - 1] + index
  const values = column
    ? neurons.values.subarray(number * side * side, (number + 1) * side * side)
    : heatmap(FEATURES[index], side)
  const pixels = new Uint8ClampedArray(4 * side * side)
  const sure = view.n_classes && column > view.layers.length
  shade(values, sure ? classTables(colours)[index] : colours.ramp, pixels)
  return [pixels, side]
}

/** @type {(place: Tile, snapshot: Snapshot, colours: Palette, ink: Colour) => string} */
function bias(place, { biases }, { neutral, positive, negative }, ink) {
  const { x, y, size } = biasSquare(place)
  const value = biases[place.column - 1].values[place.index]
  const sign = value < 0 ? negative : positive
  return tag("rect", {
    x,
    y,
    width: size,
    height: size,
    rx: 2,
    fill: css(mix(neutral, sign, Math.min(1, Math.abs(value)))),
    stroke: css(mix(neutral, value === 0 ? ink : sign, 0.8)),
    "stroke-dasharray": value < 0 ? "2 1.5" : null,
  })
}

/** @type {(place: Tile, colours: Palette, ground: Colour) => string} */
function mark({ x, y, index }, { classes }, ground) {
  return tag("path", {
    d: outline(shape(index), x + NODE, y, 5.5),
    fill: css(classes[index]),
    stroke: css(ground),
    "stroke-width": 2,
    "paint-order": "stroke",
  })
}
