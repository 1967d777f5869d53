// The moments that the time machine can go to, and the logarithmic scale on which they and the curve are drawn.

/** @import { Wired } from "../../../web/components/kit/types.d.ts" */
/** @import { Moment } from "../parts/types.d.ts" */

/** Return the moments that `{values, shape: [n, 2]}` holds: epoch and batch each, the earliest first.
 * @type {(wired: Wired<Int32Array>) => Moment[]} */
export function momentsOf({ values, shape }) {
  return Array.from({ length: shape[0] }, (_, row) => ({ epoch: values[2 * row], batch: values[2 * row + 1] }))
}

/** About where a moment is, in epochs: how many batches one has is not known here.
 * @type {(moment: Moment) => number} */
export function placeOf({ epoch, batch }) {
  return epoch + batch / (batch + 1)
}

/** Return where an epoch lies between the first (0) and the last (1), on a scale that is logarithmic from the first on.
 * @type {(epoch: number, last: number, first?: number) => number} */
export function shareOf(epoch, last, first = 0) {
  return last > first ? Math.log1p(Math.max(0, epoch - first)) / Math.log1p(last - first) : 0
}

/** Return the epoch that lies there: the way back from `shareOf`.
 * @type {(share: number, last: number, first?: number) => number} */
export function epochAt(share, last, first = 0) {
  return first + Math.expm1(share * Math.log1p(last - first))
}

/** Return the index of the moment that lies nearest to a share of the scale.
 * @type {(moments: readonly Moment[], share: number) => number} */
export function nearestMoment(moments, share) {
  const [first, last] = [placeOf(moments[0]), placeOf(moments[moments.length - 1])]
  const distances = moments.map((moment) => Math.abs(shareOf(placeOf(moment), last, first) - share))
  return distances.indexOf(Math.min(...distances))
}

/** Return the epochs that mark the scale: 1, 10, 100 and so on, as far as there is room before the last one's mark.
 * @type {(last: number) => number[]} */
export function decades(last) {
  const all = Array.from({ length: 9 }, (_, power) => 10 ** power)
  return all.filter((epoch) => shareOf(epoch, last) < 0.76)
}

/** @type {Record<string, (index: number, count: number) => number>} */
const STEPS = {
  ArrowLeft: (index) => index - 1,
  ArrowDown: (index) => index - 1,
  ArrowRight: (index) => index + 1,
  ArrowUp: (index) => index + 1,
  PageDown: (index) => index - 10,
  PageUp: (index) => index + 10,
  Home: () => 0,
  End: (_, count) => count - 1,
}

/** Return the index of the moment to which a key goes from one of `count`, or null for another key.
 * @type {(key: string, index: number, count: number) => number | null} */
export function steppedTo(key, index, count) {
  const step = STEPS[key]
  return step ? Math.min(count - 1, Math.max(0, step(index, count))) : null
}
