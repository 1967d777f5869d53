// The moments that the time machine can go to, and the logarithmic scale on which they and the curve are drawn.

/** @import { Wired } from "../../../web/components/kit/types.d.ts" */
/** @import { Moment } from "../../../web/network/types.d.ts" */

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

/** Return the kept moment that lies nearest to a share of the scale.
 * @type {(moments: readonly Moment[], share: number) => Moment} */
export function nearestMoment(moments, share) {
  const [first, last] = [placeOf(moments[0]), placeOf(moments[moments.length - 1])]
  const distances = moments.map((moment) => Math.abs(shareOf(placeOf(moment), last, first) - share))
  return moments[distances.indexOf(Math.min(...distances))]
}

/** Return the epochs that mark the scale: 1, 10, 100 and so on, as far as there is room before the last one's mark.
 * @type {(last: number) => number[]} */
export function decades(last) {
  const all = Array.from({ length: 9 }, (_, power) => 10 ** power)
  return all.filter((epoch) => shareOf(epoch, last) < 1 - (13 * String(last).length + 16) / 126)
}

/** @type {Record<string, number>} */
const EPOCHS = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 }

/** Return the moment to which a key goes, or null for another key: an epoch on or back, or a batch that is kept between.
 * @type {(key: string, at: Moment, moments: readonly Moment[]) => Moment | null} */
export function steppedTo(key, at, moments) {
  const [first, last] = [moments[0], moments[moments.length - 1]]
  if (key === "Home") return first
  if (key === "End") return last
  const by = EPOCHS[key]
  if (!by) return null
  const here = placeOf(at)
  const whole = { epoch: by < 0 && at.batch ? at.epoch + by + 1 : at.epoch + by, batch: 0 }
  const between = moments.filter(
    (moment) => (placeOf(moment) - here) * by > 0 && (placeOf(moment) - whole.epoch) * by < 0,
  )
  const next = Math.abs(by) > 1 || !between.length ? whole : between[by < 0 ? between.length - 1 : 0]
  if (placeOf(next) <= placeOf(first)) return first
  return placeOf(next) >= placeOf(last) ? last : next
}
