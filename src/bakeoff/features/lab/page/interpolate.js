// The pictures between two snapshots.

/** @import { Wired } from "../../../web/components/kit/types.d.ts" */
/** @import { Snapshot } from "../../../web/network/types.d.ts" */

const SHORTEST = 60
const LONGEST = 300

/**
 * Return an array between two of the same length: the first at t = 0, the second at t = 1.
 *
 * @template {Float32Array | Uint8Array} Values
 * @param {Values} from
 * @param {Values} to
 * @param {number} t
 */
export function blend(from, to, t) {
  const result = /** @type {Values} */ (to.slice())
  const rounding = to instanceof Float32Array ? 0 : 0.5
  for (let index = 0; index < to.length; index++) {
    result[index] = from[index] + (to[index] - from[index]) * t + rounding
  }
  return result
}

/** Return how long to take for the way to a snapshot that came `gap` ms after the one before.
 * @type {(gap: number) => number} */
export function duration(gap) {
  return Math.min(LONGEST, Math.max(SHORTEST, gap))
}

/** @type {(a: Wired<unknown> | undefined, b: Wired<unknown>) => boolean} */
function sameShape(a, b) {
  return a?.shape.length === b.shape.length && a.shape.every((n, axis) => n === b.shape[axis])
}

/** @type {<Values extends Float32Array | Uint8Array>(from: Wired<Values>, to: Wired<Values>, t: number) => Wired<Values>} */
function blendArray(from, to, t) {
  return sameShape(from, to) ? { values: blend(from.values, to.values, t), shape: to.shape } : to
}

/** Return the snapshot between two; one of another network, or at t = 1, is the second as it is.
 * @type {(from: Snapshot | null, to: Snapshot, t: number) => Snapshot} */
export function between(from, to, t) {
  if (!from || t >= 1 || from.weights.length !== to.weights.length) return to
  /** @type {(name: "weights" | "biases") => Wired<Float32Array>[]} */
  const layers = (name) => to[name].map((array, layer) => blendArray(from[name][layer], array, t))
  // Class codes have nothing between them.
  const output = to.output.shape.length === 2 ? blendArray(from.output, to.output, t) : to.output
  return {
    ...to,
    weights: layers("weights"),
    biases: layers("biases"),
    neurons: blendArray(from.neurons, to.neurons, t),
    output,
  }
}
