// Paints the large picture: what the network, or one neuron, answers over the plane, and the points.

import { paintMarker } from "../components/kit/canvas.js"
import { css, pointColour, shape } from "../components/kit/colours.js"
import { contextOf, markerPath, sharpen } from "../components/kit/dom.js"
import { same } from "../components/kit/same.js"
import { answerRamp, classTables, shadeGround } from "./ground.js"

/** @import { Grid, Palette } from "../components/kit/types.d.ts" */
/** @import { Cursor, Points, Served } from "./types.d.ts" */

const MOVING = 160
const STILL = 320
const RADIUS = 3.6

/**
 * @typedef {CanvasRenderingContext2D} Context
 * @typedef {{ off: HTMLCanvasElement, layer: HTMLCanvasElement }} Hidden
 *
 * @typedef {object} Scene
 * @property {Grid | null} grid
 * @property {Points} points
 * @property {Cursor | null} cursor
 * @property {number | null} chosen the row of a point that stands out
 * @property {Palette} colours
 * @property {Uint8Array[]} tables of `classTables`
 * @property {Uint8Array} ramp of `shadeGround`
 * @property {number} half
 * @property {number} nClasses
 * @property {boolean} showTest
 * @property {boolean} discretise
 * @property {boolean} contour
 * @property {boolean} [still] whether nothing moves
 */

/** Return how a view's answer is painted.
 * @type {(view: Pick<Served, "half" | "n_classes" | "show_test" | "discretise">, colours: Palette) =>
 *   Pick<Scene, "colours" | "tables" | "ramp" | "half" | "nClasses" | "showTest" | "discretise" | "contour">} */
export function lookOf({ half, n_classes: nClasses, show_test: showTest, discretise }, colours) {
  const [tables, ramp] = [classTables(colours), answerRamp(nClasses, colours)]
  return { colours, tables, ramp, half, nClasses, showTest, discretise, contour: nClasses > 0 }
}

/** Paint a grid into a canvas that is not shown; return it.
 * @type {(off: HTMLCanvasElement, grid: Grid, scene: Scene) => HTMLCanvasElement} */
function groundPicture(off, grid, scene) {
  const fine = (scene.still ?? true) ? STILL : MOVING
  if (off.width !== fine) Object.assign(off, { width: fine, height: fine })
  const context = contextOf(off, { willReadFrequently: true })
  const image = context.createImageData(fine, fine)
  shadeGround(image.data, fine, grid, scene)
  context.putImageData(image, 0, 0)
  return off
}

/** Paint the picture `size` pixels wide; `scene.grid` is null before the first snapshot. `off` and `layer` are
 * canvases that are not shown: the ground's pixels, and the points, which seldom change.
 * @type {(canvas: HTMLCanvasElement, hidden: Hidden, scene: Scene, size: number) => void} */
export function drawOutput(canvas, { off, layer }, scene, size) {
  const context = sharpen(canvas, size, size)
  context.fillStyle = css(scene.colours.neutral)
  context.fillRect(0, 0, size, size)
  if (scene.grid) context.drawImage(groundPicture(off, scene.grid, scene), 0, 0, size, size)
  context.drawImage(pointLayer(layer, scene, size), 0, 0, size, size)
  drawChosen(context, scene, size)
  if (scene.cursor) drawCursor(context, scene.cursor, scene, size)
}

/** Return where a point of the plane is in the picture.
 * @type {(x1: number, x2: number, size: number, half: number) => [x: number, y: number]} */
export function placed(x1, x2, size, half) {
  return [((x1 + half) / (2 * half)) * size, ((half - x2) / (2 * half)) * size]
}

/** @type {WeakMap<HTMLCanvasElement, unknown[]>} */
const drawnFor = new WeakMap()

/** Paint the points on their layer if anything of them changed; return it.
 * @type {(layer: HTMLCanvasElement, scene: Scene, size: number) => HTMLCanvasElement} */
function pointLayer(layer, scene, size) {
  const { points, nClasses, showTest, colours, half } = scene
  const now = [points, nClasses, showTest, colours, half, size, globalThis.devicePixelRatio]
  const before = drawnFor.get(layer)
  if (same(before, now)) return layer
  drawnFor.set(layer, now)
  drawPoints(sharpen(layer, size, size), scene, size)
  return layer
}

/** @type {(context: Context, scene: Scene, size: number) => void} */
function drawPoints(context, scene, size) {
  const { x1, test } = scene.points
  // Test points first, so that they hide no training point.
  for (const part of scene.showTest ? [1, 0] : [0]) {
    for (let row = 0; row < x1.length; row++) {
      if (test[row] === part) drawPoint(context, row, RADIUS, scene, size)
    }
  }
}

/** Paint the point of a row.
 * @type {(context: Context, row: number, radius: number, scene: Scene, size: number) => void} */
function drawPoint(context, row, radius, { points, nClasses, colours, half }, size) {
  const [x, y] = placed(points.x1[row], points.x2[row], size, half)
  const target = points.target[row]
  paintMarker(context, markerPath(nClasses > 0 ? shape(target) : "circle", x, y, radius), {
    test: points.test[row] === 1,
    colour: pointColour(colours, target, nClasses),
    mode: colours.mode,
  })
}

/** Draw the point that stands out once more, larger and in a ring.
 * @type {(context: Context, scene: Scene, size: number) => void} */
function drawChosen(context, scene, size) {
  const { chosen, points, colours, half } = scene
  if (chosen === null || chosen >= points.x1.length) return
  drawPoint(context, chosen, 5.5, scene, size)
  const [x, y] = placed(points.x1[chosen], points.x2[chosen], size, half)
  ring(context, x, y, 11, colours.mode === "light" ? "#101418" : "#ffffff", colours)
}

/** @type {(context: Context, x: number, y: number, radius: number, colour: string, colours: Palette) => void} */
function ring(context, x, y, radius, colour, colours) {
  const path = new Path2D()
  path.arc(x, y, radius, 0, 2 * Math.PI)
  strokeWithHalo(context, path, colour, 2, colours)
}

/** @type {(context: Context, path: Path2D, colour: string, width: number, colours: Palette) => void} */
function strokeWithHalo(context, path, colour, width, { mode }) {
  context.lineWidth = width + 2
  context.strokeStyle = mode === "light" ? "#ffffff" : "#0b0d0f"
  context.stroke(path)
  context.lineWidth = width
  context.strokeStyle = colour
  context.stroke(path)
}

/** @type {(context: Context, cursor: Cursor, scene: Scene, size: number) => void} */
function drawCursor(context, cursor, { colours, half }, size) {
  const [x, y] = placed(cursor.x1, cursor.x2, size, half)
  const path = new Path2D()
  path.arc(x, y, Math.max(4, (cursor.radius / (2 * half)) * size), 0, 2 * Math.PI)
  path.moveTo(x - 4, y)
  path.lineTo(x + 4, y)
  path.moveTo(x, y - 4)
  path.lineTo(x, y + 4)
  strokeWithHalo(context, path, css(cursor.colour), 1.5, colours)
}
