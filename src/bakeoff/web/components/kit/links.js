// A link of a network diagram: a cubic curve that leaves and arrives level.

/** @import { Ends } from "./types.d.ts" */

/** Return how far from its neuron's middle the `i`th of `count` links arrives: they are fanned out, to be told apart.
 * @type {(i: number, count: number, fan: number) => number} */
export function fanned(i, count, fan) {
  return count > 1 ? (i / (count - 1) - 0.5) * fan : 0
}

/** Return the point of a link at t in 0..1.
 * @type {(ends: Ends, t: number) => [x: number, y: number]} */
export function along({ x0, y0, x1, y1 }, t) {
  const s = 1 - t
  const middle = (x0 + x1) / 2
  const near = s * s * s + 3 * s * s * t
  return [s * s * s * x0 + 3 * s * t * middle + t * t * t * x1, near * y0 + (1 - near) * y1]
}

/** Return a link as the data of an SVG path.
 * @type {(ends: Ends) => string} */
export function path({ x0, y0, x1, y1 }) {
  const middle = (x0 + x1) / 2
  const [x, y, ...curve] = [x0, y0, middle, y0, middle, y1, x1, y1].map((value) => Math.round(value * 10) / 10)
  return `M${x} ${y}C${curve.join(" ")}`
}
