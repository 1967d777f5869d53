// The way that an optimiser takes, as bakeoff.features.learn.descent.paths has it; a test compares the two.

import { RULES } from "./descent_rules.js"

/** @import { Surface } from "./descent_surfaces.js" */

/**
 * @typedef {object} Way
 * @property {[x: number, y: number]} start
 * @property {number} steps
 * @property {string} schedule
 * @property {number} noise
 * @property {number} momentum
 * @property {ArrayLike<number>} errors of the gradient before the noise's size is known: x, y, x, y, …
 *
 * @typedef {{ minima: [x: number, y: number][], radius: number }} Target
 */

const FAR = 1e6
const LEFT = 0.01
const HALVINGS = 5

/** Return what share of the learning rate a step takes, counted from 0.
 * @type {(schedule: string, step: number, steps: number) => number} */
export function shareOfRate(schedule, step, steps) {
  if (schedule === "exponential") return LEFT ** (step / steps)
  if (schedule === "step") return 0.5 ** Math.floor((HALVINGS * step) / steps)
  if (schedule === "cosine") return 0.5 * (1 + Math.cos((Math.PI * Math.min(step, steps)) / steps))
  return 1
}

/** @type {(value: number) => number} */
const kept = (value) => Math.min(FAR, Math.max(-FAR, value))

/** Return where an optimiser is before and after each step: x, y, x, y, …
 * @type {(rule: string, rate: number, surface: Surface, way: Way) => Float64Array} */
export function pathOf(rule, rate, surface, { start, steps, schedule, noise, momentum, errors }) {
  const { memory, move } = RULES[rule]
  const memories = [[...memory], [...memory]]
  const places = new Float64Array(2 * (steps + 1))
  let [x, y] = start
  places.set([x, y])
  for (let step = 0; step < steps; step++) {
    const slope = surface.slope(x, y)
    const told = { rate: rate * shareOfRate(schedule, step, steps), step: step + 1, momentum }
    x = kept(move(x, { ...told, slope: slope[0] + noise * errors[2 * step] }, memories[0]))
    y = kept(move(y, { ...told, slope: slope[1] + noise * errors[2 * step + 1] }, memories[1]))
    places.set([x, y], 2 * step + 2)
  }
  return places
}

/** Return after how many steps a path is near a minimum to stay; infinity if it never is.
 * @type {(places: Float64Array, target: Target) => number} */
export function arrivalOf(places, { minima, radius }) {
  const steps = places.length / 2 - 1
  for (let step = steps; step >= 0; step--) {
    const away = Math.min(...minima.map(([x, y]) => Math.hypot(places[2 * step] - x, places[2 * step + 1] - y)))
    if (away > radius) return step === steps ? Infinity : step + 1
  }
  return 0
}

/** Return where a path is at a moment, which may lie between two steps.
 * @type {(places: Float64Array, moment: number) => [x: number, y: number]} */
export function placeAt(places, moment) {
  const last = places.length / 2 - 1
  const step = Math.min(Math.floor(moment), last)
  const next = Math.min(step + 1, last)
  const between = moment - step
  const [x, y] = [places[2 * step], places[2 * step + 1]]
  return [x + between * (places[2 * next] - x), y + between * (places[2 * next + 1] - y)]
}

const [SLOW, FASTER] = [10, 5] // steps a second at first, and how much faster they come each second

/** Return how far the paths are shown after so many milliseconds: the first steps slowly, as the most happens there.
 * @type {(milliseconds: number) => number} */
export function momentAfter(milliseconds) {
  const seconds = milliseconds / 1000
  return SLOW * seconds + FASTER * seconds * seconds
}

/** Return after how many milliseconds a moment comes.
 * @type {(moment: number) => number} */
export function timeAt(moment) {
  return (1000 * (Math.sqrt(SLOW * SLOW + 4 * FASTER * moment) - SLOW)) / (2 * FASTER)
}
