// Paints the network diagram: links, biases, and a heatmap in every tile.

import { css, mix, stroke } from "../../../web/components/kit/colours.js"
import { contextOf, markerPath } from "../../../web/components/kit/dom.js"
import { along } from "../../../web/components/kit/links.js"
import { twoDecimals } from "../../../web/components/kit/numbers.js"
import { shade } from "../../../web/components/kit/pixels.js"
import { classTables } from "../../../web/network/ground.js"
import { product, tileText } from "./forward.js"
import { biasSquare, NODE } from "./geometry.js"

/** @import { Colour, Ends, Palette } from "../../../web/components/kit/types.d.ts" */
/** @import { Diagram, Frame, Link, Spot, Tile, Way, WeightPlace, What } from "../../../web/network/types.d.ts" */

const ROUND = 7
const NEURON_SIDE = 20
const FEW_INPUTS = 4 // a neuron told of more has its products written only while it is hovered
const ROOMY = 100
const APART = 10 // pixels between what is written in two columns

/**
 * @typedef {CanvasRenderingContext2D} Context
 * @typedef {Link & { source: number }} SourcedLink with the tile that it starts at, if that is a feature's
 * @typedef {{ sheet: HTMLCanvasElement, firsts: number[] }} Sheet
 *
 * @typedef {object} Scene
 * @property {Diagram} diagram
 * @property {SourcedLink[]} links
 * @property {boolean[]} active which of the features are fed in
 * @property {Uint8Array[]} featureMaps
 * @property {number[]} firstNeurons
 * @property {number} nClasses
 * @property {(code: number) => string} shapeOf
 * @property {Frame | null} frame
 * @property {Way | null} way of a point through the network, told in numbers
 * @property {What | null} hover
 * @property {HTMLCanvasElement} sheet that is not shown
 * @property {number | null} flow how far what flows along the links has come, in pixels; null where nothing moves
 * @property {Palette} colours
 * @property {Colour} ink
 * @property {Colour} ground
 */

/** Paint a frame.
 * @type {(context: Context, scene: Scene) => void} */
export function drawNetwork(context, scene) {
  context.lineCap = "butt"
  for (const link of scene.links) drawLink(context, link, scene)
  if (scene.frame && scene.flow !== null) drawFlow(context, scene.frame, scene.flow, scene)
  const sheet = tileSheet(scene)
  for (const tile of scene.diagram.columns.flat()) drawTile(context, tile, sheet, scene)
  if (scene.frame && scene.way) drawWay(context, scene.frame, scene.way, scene)
}

/** Write what each weight adds, where there is room for it, and what each tile passes on.
 * @type {(context: Context, frame: Frame, way: Way, scene: Scene) => void} */
function drawWay(context, frame, way, { links, diagram, active, hover, ink, ground }) {
  const [first, second] = diagram.columns
  const room = second[0].x - first[0].x - APART
  /** Numbers of one column do not reach those of the next: with six layers they are written more narrowly.
   * @type {(text: string, x: number, y: number, size: number) => void} */
  const write = (text, x, y, size) => {
    context.font = `600 ${size}px ${getComputedStyle(context.canvas).fontFamily}`
    context.lineWidth = 3.5
    context.lineJoin = "round"
    context.strokeStyle = css(ground, 0.92)
    context.strokeText(text, x, y, room)
    context.fillStyle = css(ink)
    context.fillText(text, x, y, room)
  }
  context.textAlign = "center"
  for (const link of links) {
    const crowded = way.inputs[link.layer].length > FEW_INPUTS || link.x1 - link.x0 < ROOMY
    const hovered = hover?.kind === "tile" && hover.column === link.layer + 1 && hover.index === link.j
    if (crowded ? !hovered : hover?.kind === "tile" && !hovered) continue
    const [x, y] = along(link, hovered && crowded ? 0.5 : 0.74)
    write(twoDecimals(product(way, weightOf(frame, link), link.layer, link.i)), x, y + 3.5, 10)
  }
  const sources = active.flatMap((on, index) => (on ? [index] : []))
  for (const { column, index, x, y } of diagram.columns.flat()) {
    const place = column ? index : sources.indexOf(index)
    if (place < 0) continue
    const last = column === diagram.columns.length - 1 // at the border: nothing may stand beyond it
    context.textAlign = last ? "right" : "center"
    write(tileText(way, column, place), last ? x + NODE + 8 : x + NODE / 2, y + NODE + 11, 10)
  }
}

/** How fast dots move along a link; 0 where its weight is near zero. @type {(weight: number) => number} */
const paceOf = (weight) => Math.sign(weight) * Math.min(2, Math.round(Math.abs(weight)))

/** Have dots move along the links: all of one colour in one path, which costs least.
 * @type {(context: Context, frame: Frame, flow: number, scene: Scene) => void} */
function drawFlow(context, frame, flow, { links, colours }) {
  for (const sign of [1, -1]) {
    context.beginPath()
    for (const link of links) {
      const pace = sign * paceOf(weightOf(frame, link))
      for (const start of pace > 0 ? [0, 1 / 3, 2 / 3] : []) {
        const [x, y] = along(link, ((flow * pace) / 150 + start) % 1)
        context.rect(x - 2.5, y - 2.5, 5, 5) // a circle would cost three times as much
      }
    }
    context.fillStyle = css(sign > 0 ? colours.positive : colours.negative)
    context.fill()
  }
}

/** @type {(context: Context, ends: Ends) => void} */
function curve(context, { x0, y0, x1, y1 }) {
  const middle = (x0 + x1) / 2
  context.moveTo(x0, y0)
  context.bezierCurveTo(middle, y0, middle, y1, x1, y1)
}

/** @type {(context: Context, link: SourcedLink, scene: Scene) => void} */
function drawLink(context, link, { frame, colours, hover, ink }) {
  const weight = frame ? weightOf(frame, link) : 0
  const { width, alpha, dashed } = stroke(weight)
  const hovered = hover?.kind === "link" && hover.layer === link.layer && hover.i === link.i && hover.j === link.j
  const beside = hover?.kind === "tile" && !touches(hover, link)
  const colour = frame ? (dashed ? colours.negative : colours.positive) : mix(colours.neutral, ink, 0.3)
  context.beginPath()
  curve(context, link)
  context.setLineDash(dashed ? [7, 4] : [])
  context.lineWidth = hovered ? width + 2.5 : width
  context.strokeStyle = css(colour, hovered ? 1 : beside ? alpha * 0.25 : alpha)
  context.stroke()
  context.setLineDash([])
}

/** @type {(tile: Pick<Tile, "column" | "index">, link: SourcedLink) => boolean} */
function touches({ column, index }, link) {
  return (
    (column === link.layer + 1 && index === link.j) ||
    (column === link.layer && index === (column ? link.i : link.source))
  )
}

/** Return a link's weight in a snapshot.
 * @type {(network: Pick<Frame, "weights">, place: WeightPlace) => number} */
export function weightOf({ weights }, { layer, i, j }) {
  const { values, shape } = weights[layer]
  return values[i * shape[1] + j]
}

/** Return all heatmaps under one another on a canvas that is not shown, and where each column's first one is.
 * @type {(scene: Scene) => Sheet} */
function tileSheet({ frame, featureMaps, colours, firstNeurons, nClasses, sheet }) {
  const count = frame ? frame.neurons.shape[0] : 0
  const side = NEURON_SIDE
  const rows = (featureMaps.length + count) * side
  if (sheet.height !== rows || sheet.width !== side) Object.assign(sheet, { width: side, height: rows })
  const context = contextOf(sheet, { willReadFrequently: true })
  const image = context.createImageData(side, rows)
  featureMaps.forEach((map, index) => shade(map, colours.ramp, image.data.subarray(4 * index * side * side)))
  const neurons = image.data.subarray(4 * featureMaps.length * side * side)
  if (frame) shade(frame.neurons.values, colours.ramp, neurons)
  if (frame && nClasses) shadeClasses(frame.neurons.values, nClasses, neurons, colours)
  context.putImageData(image, 0, 0)
  return { sheet, firsts: [0, ...firstNeurons.map((first) => first + featureMaps.length)] }
}

/** Paint the outputs' heatmaps, the last of all, in their classes' colours.
 * @type {(values: Uint8Array, count: number, pixels: Uint8ClampedArray, colours: Palette) => void} */
function shadeClasses(values, count, pixels, colours) {
  const size = NEURON_SIDE * NEURON_SIDE
  const tables = classTables(colours)
  for (let code = 0; code < count; code++) {
    const from = values.length - (count - code) * size
    shade(values.subarray(from, from + size), tables[code], pixels.subarray(4 * from))
  }
}

/** @type {(context: Context, tile: Tile, sheet: Sheet, scene: Scene) => void} */
function drawTile(context, tile, { sheet, firsts }, scene) {
  const { colours, frame, active, hover, ink, ground } = scene
  const on = tile.column > 0 || active[tile.index]
  const hovered = hover?.kind === "tile" && hover.column === tile.column && hover.index === tile.index
  context.save()
  if (on) drawShadow(context, tile, colours)
  box(context, tile)
  context.fillStyle = css(colours.neutral)
  context.fill()
  context.clip()
  context.globalAlpha = on ? 1 : 0.38
  if (tile.column === 0 || frame) {
    const top = (firsts[tile.column] + tile.index) * NEURON_SIDE
    context.drawImage(sheet, 0, top, NEURON_SIDE, NEURON_SIDE, tile.x, tile.y, NODE, NODE)
  }
  context.restore()
  box(context, tile)
  context.lineWidth = hovered ? 3 : 1.5
  context.strokeStyle = css(hovered ? ink : mix(ground, ink, on ? 0.72 : 0.25))
  context.stroke()
  if (tile.column > 0) drawBias(context, tile, scene)
  if (tile.column > 0 && tile.column === scene.diagram.columns.length - 1) drawClass(context, tile, scene)
}

/** A blurred shadow would cost more than all the rest of the picture.
 * @type {(context: Context, at: Spot, colours: Palette) => void} */
function drawShadow(context, { x, y }, { mode }) {
  context.fillStyle = mode === "light" ? "rgba(16,20,24,0.12)" : "rgba(0,0,0,0.35)"
  context.beginPath()
  context.roundRect(x - 1, y + 1, NODE + 2, NODE + 2, ROUND + 1)
  context.fill()
}

/** @type {(context: Context, at: Spot) => void} */
function box(context, { x, y }) {
  context.beginPath()
  context.roundRect(x, y, NODE, NODE, ROUND)
}

/** @type {(context: Context, tile: Tile, scene: Scene) => void} */
function drawBias(context, tile, { frame, colours, hover, ink }) {
  const { x, y, size } = biasSquare(tile)
  const bias = frame ? frame.biases[tile.column - 1].values[tile.index] : 0
  const hovered = hover?.kind === "bias" && hover.layer === tile.column - 1 && hover.j === tile.index
  const sign = bias < 0 ? colours.negative : colours.positive
  context.beginPath()
  context.roundRect(x, y, size, size, 2)
  context.fillStyle = css(mix(colours.neutral, sign, Math.min(1, Math.abs(bias))))
  context.fill()
  context.lineWidth = hovered ? 2.5 : 1
  context.strokeStyle = css(hovered ? ink : mix(colours.neutral, bias === 0 ? ink : sign, 0.8))
  // As links are: dashed where negative, so that the colour does not say it alone.
  context.setLineDash(bias < 0 ? [2, 1.5] : [])
  context.stroke()
  context.setLineDash([])
}

/** @type {(context: Context, tile: Tile, scene: Scene) => void} */
function drawClass(context, tile, { nClasses, colours, shapeOf, ground }) {
  if (!nClasses) return
  const path = markerPath(shapeOf(tile.index), tile.x + NODE, tile.y, 5.5)
  context.fillStyle = css(colours.classes[tile.index])
  context.strokeStyle = css(ground)
  context.lineWidth = 2
  context.stroke(path)
  context.fill(path)
}
