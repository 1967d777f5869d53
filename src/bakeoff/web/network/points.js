// The painted points: lists of frozen {x1, x2, target}, and their history. Nothing here is ever changed in place.

/** @import { Place, Point, Points } from "./types.d.ts" */

export const MOST_POINTS = 2000
const MOST_STEPS = 200

const RASTER = 2 ** 16 - 1

/**
 * @typedef {object} History
 * @property {readonly Point[]} points
 * @property {readonly (readonly Point[])[]} past
 * @property {readonly (readonly Point[])[]} future
 *
 * @typedef {{ radius: number, count: number, random: () => number }} Disc `random` returns 0 to 1
 */

/** Return a point; the plane from -half to half has a raster, the one that links have room for.
 * @type {(x1: number, x2: number, target: number, half?: number) => Point} */
export function point(x1, x2, target, half = 6) {
  /** @type {(value: number) => number} */
  const snapped = (value) => {
    const share = Math.round(((Math.min(half, Math.max(-half, value)) + half) / (2 * half)) * RASTER)
    return Math.fround((share / RASTER) * 2 * half - half)
  }
  return Object.freeze({ x1: snapped(x1), x2: snapped(x2), target })
}

/** Return the list of points that columns `{x1, x2, target}` hold.
 * @type {(columns: Pick<Points, "x1" | "x2" | "target">) => Point[]} */
export function fromColumns({ x1, x2, target }) {
  return Array.from(x1, (value, row) => point(value, x2[row], target[row]))
}

/** Return the columns of a list of points, all of them for training.
 * @type {(points: readonly Point[]) => Points} */
export function toColumns(points) {
  /** @type {(name: keyof Point) => Float32Array} */
  const column = (name) => Float32Array.from(points, (each) => each[name])
  return { x1: column("x1"), x2: column("x2"), target: column("target"), test: new Uint8Array(points.length) }
}

/** Return columns as the server takes them: a row of both coordinates and the class for each point.
 * @type {(columns: Points) => number[][]} */
export function toRows({ x1, x2, target }) {
  /** @type {(value: number) => number} */
  const rounded = (value) => Math.round(value * 1e4) / 1e4
  return Array.from(x1, (value, row) => [rounded(value), rounded(x2[row]), target[row]])
}

/** Return a normal deviate from a generator of uniform ones (Box and Muller, 1958).
 * @type {(random: () => number) => number} */
function normal(random) {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

/** Return the points with `count` more of one class in a disc.
 * @type {(points: readonly Point[], place: Place, target: number, disc: Disc) => readonly Point[]} */
export function brush(points, { x1, x2 }, target, { radius, count, random }) {
  const room = Math.min(count, MOST_POINTS - points.length)
  const fresh = Array.from({ length: Math.max(0, room) }, () => {
    const angle = 2 * Math.PI * random()
    const distance = radius * Math.sqrt(random())
    return point(x1 + distance * Math.cos(angle), x2 + distance * Math.sin(angle), target)
  })
  return [...points, ...fresh]
}

/** Return the points without those in a disc.
 * @type {(points: readonly Point[], place: Place, radius: number) => readonly Point[]} */
export function erase(points, { x1, x2 }, radius) {
  const kept = points.filter((each) => Math.hypot(each.x1 - x1, each.x2 - x2) > radius)
  return kept.length === points.length ? points : kept
}

/** Return every point moved a little.
 * @type {(points: readonly Point[], spread: number, random: () => number) => readonly Point[]} */
export function jitter(points, spread, random) {
  return points.map(({ x1, x2, target }) => point(x1 + spread * normal(random), x2 + spread * normal(random), target))
}

/** Whether two lists hold the same points, in any order.
 * @type {(a: readonly Point[], b: readonly Point[]) => boolean} */
export function samePoints(a, b) {
  /** @type {(points: readonly Point[]) => string} */
  const key = (points) =>
    points
      .map(({ x1, x2, target }) => `${x1.toFixed(4)},${x2.toFixed(4)},${target}`)
      .sort()
      .join(" ")
  return a === b || (a.length === b.length && key(a) === key(b))
}

/** Return a history that starts with these points.
 * @type {(points: readonly Point[]) => History} */
export function start(points) {
  return { points, past: [], future: [] }
}

/** Return the history after an act; one that changed nothing is not part of it.
 * @type {(history: History, points: readonly Point[]) => History} */
export function act(history, points) {
  if (points === history.points) return history
  return { points, past: [...history.past, history.points].slice(-MOST_STEPS), future: [] }
}

/** Return the history one act back.
 * @type {(history: History) => History} */
export function undo({ points, past, future }) {
  const before = past.at(-1)
  return before ? { points: before, past: past.slice(0, -1), future: [points, ...future] } : { points, past, future }
}

/** Return the history with the act that was taken back done again.
 * @type {(history: History) => History} */
export function redo({ points, past, future }) {
  return future.length
    ? { points: future[0], past: [...past, points], future: future.slice(1) }
    : { points, past, future }
}
