// The surface as a map: bands of shade from low to high, parted by lines of equal height.

import { mix } from "../../../../web/components/kit/colours.js"

/** @import { Colour } from "../../../../web/components/kit/types.d.ts" */

const BANDS = 16
const FLOOR = 1e-3 // of the map's highest place: what lies lower is one band
const [LOW, HIGH] = [0.02, 0.4] // how much of the tint the lowest and the highest place have
const LINE = 0.3

/**
 * @typedef {[left: number, right: number, bottom: number, top: number]} View
 * @typedef {(x: number, y: number) => number} Height above the lowest place
 */

/** Return the level of each pixel, from 0 at the lowest place to `BANDS` at the highest, by the height's logarithm.
 * @type {(height: Height, view: View, width: number, rows: number) => Float32Array} */
export function levels(height, [left, right, bottom, top], width, rows) {
  const heights = new Float32Array(width * rows)
  let highest = 0
  for (let row = 0; row < rows; row++) {
    const y = top - ((row + 0.5) / rows) * (top - bottom)
    for (let column = 0; column < width; column++) {
      const value = height(left + ((column + 0.5) / width) * (right - left), y)
      heights[row * width + column] = value
      highest = Math.max(highest, value)
    }
  }
  const soft = FLOOR * highest || 1
  const scale = BANDS / Math.log(1 + highest / soft)
  return heights.map((value) => scale * Math.log(1 + Math.max(0, value) / soft))
}

/** Return how much of the tint each pixel has, with lines one pixel wide at whole levels.
 * @type {(level: Float32Array, width: number, line: number) => Float32Array} */
export function shades(level, width, line) {
  return level.map((value, index) => {
    const beside = (index + 1) % width ? level[index + 1] : level[index - 1]
    const below = index + width < level.length ? level[index + width] : level[index - width]
    const steep = Math.hypot(beside - value, below - value)
    const nearest = Math.round(value)
    const apart = steep > 0 ? Math.abs(value - nearest) / steep : Infinity
    const on = nearest > 0 && nearest < BANDS ? Math.max(0, Math.min(1, line / 2 + 0.5 - apart)) : 0
    const shade = LOW + (HIGH - LOW) * (Math.floor(Math.min(value, BANDS - 1e-6)) / (BANDS - 1))
    return shade + LINE * on
  })
}

/** Return the map's pixels.
 * @type {(shade: Float32Array, width: number, rows: number, colours: { ground: Colour, tint: Colour }) => ImageData} */
export function pixelsOf(shade, width, rows, { ground, tint }) {
  const table = Array.from({ length: 256 }, (_, value) => mix(ground, tint, value / 255))
  const image = new ImageData(width, rows)
  shade.forEach((value, index) => {
    const [red, green, blue] = table[Math.round(255 * Math.min(1, value))]
    const at = 4 * index
    image.data[at] = red
    image.data[at + 1] = green
    image.data[at + 2] = blue
    image.data[at + 3] = 255
  })
  return image
}
