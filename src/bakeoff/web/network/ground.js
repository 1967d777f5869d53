// What the network answers over the plane, as pixels.

import { colourTable, mix, region } from "../components/kit/colours.js"
import { enlarge, enlargeClasses, outline, shade, shadeClasses, sides } from "../components/kit/pixels.js"

/** @import { Colour, Grid, Palette } from "../components/kit/types.d.ts" */

/**
 * @typedef {object} Look
 * @property {Palette} colours
 * @property {Uint8Array[]} tables of `classTables`
 * @property {Uint8Array} ramp 256 colours for a grid of single values
 * @property {boolean} discretise
 * @property {boolean} contour whether a line is drawn where the answer changes
 */

/** @type {WeakMap<Palette, Uint8Array[]>} */
const known = new WeakMap()

/** Return the colours of each class's region from unsure to sure, as `shadeClasses` wants them.
 * @type {(colours: Palette) => Uint8Array[]} */
export function classTables(colours) {
  const tables =
    known.get(colours) ??
    colours.classes.map((_, code) => colourTable((confidence) => region(colours, code, confidence)))
  known.set(colours, tables)
  return tables
}

/** Return the colours of a grid of single values that is the answer: of two classes, or of a number's sign.
 * @type {(nClasses: number, colours: Palette) => Uint8Array} */
export function answerRamp(nClasses, { ramp, between }) {
  return nClasses ? between : ramp
}

/** Write a grid as `size` x `size` pixels of red, green, blue and opacity; return them.
 * @type {<Pixels extends Uint8ClampedArray>(pixels: Pixels, size: number, grid: Grid, look: Look) => Pixels} */
export function shadeGround(pixels, size, grid, { colours, tables, ramp, discretise, contour }) {
  const side = grid.shape[grid.shape.length - 1]
  let answers
  if (grid.shape.length === 3) {
    const classes = enlargeClasses(grid.values, side, size)
    shadeClasses(classes, tables, pixels, discretise)
    answers = classes.codes
  } else {
    const values = enlarge(grid.values, side, size)
    shade(values, ramp, pixels, discretise)
    answers = sides(values)
  }
  /** @type {Colour} */
  const far = colours.mode === "light" ? [0, 0, 0] : [255, 255, 255]
  if (contour) outline(answers, size, pixels, mix(colours.neutral, far, 0.6))
  return pixels
}
