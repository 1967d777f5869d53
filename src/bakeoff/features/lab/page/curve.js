// The learning curve as numbers: rows of epoch, train loss, test loss, train score, test score.

import { shareOf } from "./moments.js"

/** @import { Floats } from "../../../web/components/kit/types.d.ts" */

export const COLUMNS = { epoch: 0, train_loss: 1, test_loss: 2, train_score: 3, test_score: 4 }
const WIDTH = 5
const USUAL = 0.9 // the share of a curve's values that is in sight at least
const ROOM = 1.3 // times the highest of these
const SPIKE = 2 // times that is a spike

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

/** Return from where to where to draw some lists, zero included and never of no width, and their largest value.
 *
 * A few values far above the others and above where the lists begin are left outside: one spike would flatten the rest.
 * @type {(lists: Numbers[]) => [low: number, high: number, most: number]} */
export function extent(lists) {
  const finite = lists.map((list) => [...list].map((value) => value ?? Number.NaN).filter(Number.isFinite))
  const values = finite.flat().sort((one, other) => one - other)
  const most = Math.max(0, ...values.slice(-1))
  const usual = values[Math.floor(USUAL * values.length)] ?? 0
  const enough = Math.max(ROOM * usual, ...finite.flatMap(([first]) => first ?? []))
  const high = most > SPIKE * enough ? enough : most
  const low = Math.min(0, ...values.slice(0, 1))
  return high > low ? [low, high, most] : [low, low + 1, low + 1]
}

/** Return a line as an SVG path in a width x height box, by the logarithm of the epoch; a gap where a value is none, and along
 * the upper edge where it lies above.
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
    const y = height * (1 - (Math.min(value, high) - low) / (high - low))
    drawn += `${pen}${x.toFixed(1)} ${y.toFixed(1)}`
    pen = "L"
  })
  return drawn
}
