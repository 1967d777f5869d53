// The learning curve as numbers: rows of epoch, train loss, test loss, train score, test score.

import { shareOf } from "./moments.js"

/** @import { Floats } from "../../../web/components/kit/types.d.ts" */

export const COLUMNS = { epoch: 0, train_loss: 1, test_loss: 2, train_score: 3, test_score: 4 }
const WIDTH = 5

/**
 * @typedef {Float32Array | readonly number[]} Epochs
 * @typedef {Float32Array | readonly (number | null)[]} Numbers null for what is not finite
 *
 * @typedef {object} Scale
 * @property {number} last the epoch at the right end
 * @property {number} low
 * @property {number} high
 * @property {number} width
 * @property {number} height
 */

/** Return a column of a curve `{values, shape: [n, 5]}`.
 * @type {(curve: Floats, name: keyof typeof COLUMNS) => Float32Array} */
export function column({ values, shape }, name) {
  return Float32Array.from({ length: shape[0] }, (_, row) => values[row * WIDTH + COLUMNS[name]])
}

/** Return the row whose epoch is nearest, or -1 for a curve without rows.
 * @type {(epochs: Epochs, epoch: number) => number} */
export function nearest(epochs, epoch) {
  let best = -1
  epochs.forEach((each, row) => {
    if (best < 0 || Math.abs(each - epoch) < Math.abs(epochs[best] - epoch)) best = row
  })
  return best
}

/** Return the smallest and largest finite value of some lists, zero among them; never of no width.
 * @type {(lists: Numbers[]) => [low: number, high: number]} */
export function extent(lists) {
  let [low, high] = [0, 0]
  for (const list of lists) {
    for (const value of list) {
      if (value === null || !Number.isFinite(value)) continue
      low = Math.min(low, value)
      high = Math.max(high, value)
    }
  }
  return high > low ? [low, high] : [low, low + 1]
}

/** Return a line as an SVG path in a width x height box, by the logarithm of the epoch; a gap where a value is none.
 * @type {(epochs: Epochs, values: Numbers, scale: Scale) => string} */
export function path(epochs, values, { last, low, high, width, height }) {
  let pen = "M"
  let drawn = ""
  values.forEach((value, row) => {
    if (value === null || !Number.isFinite(value)) {
      pen = "M"
      return
    }
    const x = width * shareOf(epochs[row], last)
    const y = height * (1 - (value - low) / (high - low))
    drawn += `${pen}${x.toFixed(1)} ${y.toFixed(1)}`
    pen = "L"
  })
  return drawn
}
