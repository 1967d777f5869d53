// From the grids on the wire to pixels: bytes of red, green, blue and opacity, the top row first.

/** @import { Colour } from "./types.d.ts" */

const BOUNDARY = 0.62

/**
 * @typedef {Float32Array | Uint8Array} Values from 0 to 255
 * @typedef {{ codes: Uint8Array, confidences: Float32Array }} Classes
 * @typedef {{ cells: Int32Array, shares: Float32Array }} Places the cell before each pixel, and how far beyond it is
 */

/** Return where pixel `index` of `size` lies among `side` cells: the two cells beside it and how far it is between.
 * @type {(index: number, size: number, side: number) => [cell: number, share: number]} */
function between(index, size, side) {
  const place = Math.min(side - 1, Math.max(0, ((index + 0.5) * side) / size - 0.5))
  const low = Math.min(side - 2, Math.floor(place))
  return [low, place - low]
}

/** @type {Map<string, Places>} */
const remembered = new Map()

/** Return `between` for every pixel of a row, or column; worked out once.
 * @type {(size: number, side: number) => Places} */
function places(size, side) {
  const key = `${size} ${side}`
  const known = remembered.get(key)
  if (known) return known
  const all = Array.from({ length: size }, (_, index) => between(index, size, side))
  const found = {
    cells: Int32Array.from(all, ([cell]) => cell),
    shares: Float32Array.from(all, ([, share]) => share),
  }
  remembered.set(key, found)
  return found
}

/** Return a side x side grid of values at size x size pixels, linear between the cells' middles.
 * @type {(values: Uint8Array, side: number, size: number) => Float32Array} */
export function enlarge(values, side, size) {
  const result = new Float32Array(size * size)
  const { cells, shares } = places(size, side)
  for (let row = 0; row < size; row++) {
    const [above, down] = [cells[row], shares[row]]
    for (let column = 0; column < size; column++) {
      const right = shares[column]
      const at = above * side + cells[column]
      const top = values[at] + (values[at + 1] - values[at]) * right
      const bottom = values[at + side] + (values[at + side + 1] - values[at + side]) * right
      result[row * size + column] = top + (bottom - top) * down
    }
  }
  return result
}

/** Write values 0..255 as colours of a ramp of 256; discretised, only on which side of the middle they are.
 * @type {(values: Values, ramp: Uint8Array, pixels: Uint8ClampedArray, discretise?: boolean) => void} */
export function shade(values, ramp, pixels, discretise = false) {
  for (let index = 0; index < values.length; index++) {
    const value = discretise ? (values[index] < 127.5 ? 20 : 235) : Math.round(values[index])
    pixels[4 * index] = ramp[3 * value]
    pixels[4 * index + 1] = ramp[3 * value + 1]
    pixels[4 * index + 2] = ramp[3 * value + 2]
    pixels[4 * index + 3] = 255
  }
}

/** Return class codes and their confidences, side x side each, at size x size pixels: `{codes, confidences}`.
 *
 * A pixel has the class that the four cells round it give most to: the near ones and the surer ones count more.
 * @type {(planes: Uint8Array, side: number, size: number) => Classes}
 */
export function enlargeClasses(planes, side, size) {
  const codes = planes.subarray(0, side * side)
  const sureness = planes.subarray(side * side)
  const result = { codes: new Uint8Array(size * size), confidences: enlarge(sureness, side, size) }
  const votes = new Float32Array(256)
  const { cells, shares } = places(size, side)
  for (let row = 0; row < size; row++) {
    const [above, down] = [cells[row], shares[row]]
    for (let column = 0; column < size; column++) {
      const right = shares[column]
      const at = above * side + cells[column]
      result.codes[row * size + column] = vote(votes, codes, sureness, at, side, right, down)
    }
  }
  return result
}

/**
 * Return the class of a pixel among four cells, of which `at` is the one above and left of it.
 *
 * @param {Float32Array} votes room for one of each class
 * @param {Uint8Array} codes
 * @param {Uint8Array} sureness
 * @param {number} at
 * @param {number} side
 * @param {number} right how far the pixel is from that cell's middle to the next one's, 0 to 1
 * @param {number} down
 */
function vote(votes, codes, sureness, at, side, right, down) {
  const cells = [at, at + 1, at + side, at + side + 1]
  if (codes[at] === codes[cells[1]] && codes[at] === codes[cells[2]] && codes[at] === codes[cells[3]]) return codes[at]
  // Near a boundary all are about as unsure as the least sure; what they have above it says where it runs.
  const least = 0.95 * Math.min(...cells.map((cell) => sureness[cell]))
  const nearness = [(1 - right) * (1 - down), right * (1 - down), (1 - right) * down, right * down]
  for (const cell of cells) votes[codes[cell]] = 0
  let best = codes[at]
  cells.forEach((cell, index) => {
    votes[codes[cell]] += nearness[index] * (sureness[cell] - least)
    if (votes[codes[cell]] > votes[best]) best = codes[cell]
  })
  return best
}

/** Write classes as their colours, paler where less sure; `tables[code]` is that class's ramp of 256.
 * @type {(classes: Classes, tables: Uint8Array[], pixels: Uint8ClampedArray, discretise?: boolean) => void} */
export function shadeClasses({ codes, confidences }, tables, pixels, discretise = false) {
  for (let index = 0; index < codes.length; index++) {
    const value = 3 * (discretise ? 225 : Math.round(confidences[index]))
    const table = tables[codes[index]]
    pixels[4 * index] = table[value]
    pixels[4 * index + 1] = table[value + 1]
    pixels[4 * index + 2] = table[value + 2]
    pixels[4 * index + 3] = 255
  }
}

/** Darken (or, with a light ink, lighten) the pixels at which the answer changes: `answers` holds one per pixel.
 * @type {(answers: Uint8Array, size: number, pixels: Uint8ClampedArray, ink: Colour) => void} */
export function outline(answers, size, pixels, ink) {
  for (let row = 0; row + 1 < size; row++) {
    for (let column = 0; column + 1 < size; column++) {
      const at = row * size + column
      if (answers[at] === answers[at + 1] && answers[at] === answers[at + size]) continue
      for (let channel = 0; channel < 3; channel++) {
        const old = pixels[4 * at + channel]
        pixels[4 * at + channel] = old + (ink[channel] - old) * BOUNDARY
      }
    }
  }
}

/** Return on which side of the middle each value is.
 * @type {(values: Values) => Uint8Array} */
export function sides(values) {
  const result = new Uint8Array(values.length)
  for (let index = 0; index < values.length; index++) result[index] = values[index] < 127.5 ? 0 : 1
  return result
}
