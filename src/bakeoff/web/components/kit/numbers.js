// Numbers as people read them, with a true minus. Each picture writes them as its page does beside it.

import { count } from "./counts.js"
import { fill } from "./words.js"

/** @type {(text: string) => string} */
const minus = (text) => text.replaceAll("-", "−")
/** @type {(value: number, digits: number) => string} */
const fixed = (value, digits) => minus(value.toFixed(digits))

/** Return a power of ten with a raised exponent.
 * @type {(power: number) => string} */
export function powerOfTen(power) {
  const digits = String(Math.abs(power)).replace(/\d/g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)])
  return `10${power < 0 ? "⁻" : ""}${digits}`
}

/** Return a number as the server writes it: three figures, a large one whole, very large and very small ones by a power of
 * ten.
 * @type {(value: number | null) => string} */
export function number(value) {
  if (value === null || !Number.isFinite(value)) return "–"
  const size = Math.abs(value)
  if (size && (size < 1e-4 || size >= 1e5)) {
    const [digits, power] = value.toExponential(2).split("e")
    const figures = minus(String(Number(digits)))
    return `${figures === "1" ? "" : `${figures} · `}${powerOfTen(Number(power))}`
  }
  return minus(size < 999.5 ? String(Number(value.toPrecision(3))) : count(value))
}

/** Return a loss: three decimals, more figures if it is small.
 * @type {(value: number | null) => string} */
export function loss(value) {
  return value !== null && value >= 0.01 && value < 1000 ? value.toFixed(3) : number(value)
}

/** Return an accuracy as a share of a hundred, or R² as it is.
 * @type {(value: number | null, nClasses: number, words: Record<string, string>) => string} */
export function score(value, nClasses, words) {
  if (value === null || !Number.isFinite(value)) return "–"
  if (!nClasses) return share(value)
  return fill(words.percent, { number: percent(value) })
}

/** Return a share as a percentage without its sign, to one place; to a second one, cut, where the first would say 100.
 * @type {(share: number) => string} */
export function percent(share) {
  const rest = 100 * (1 - share)
  return minus(rest > 1e-9 && rest < 0.05 ? Math.min(99.99, 100 * share).toFixed(2) : (100 * share).toFixed(1))
}

/** Return R² or another number up to 1, to three places; to a fourth one, cut, where three would say 1.
 * @type {(value: number) => string} */
export function share(value) {
  return value < 1 - 1e-12 && value > 0.9995 ? Math.min(0.9999, value).toFixed(4) : fixed(value, 3)
}

/** Return a time in the unit a person would use, as the server writes those of the other contenders.
 * @type {(seconds: number, words: Record<string, string>) => string} */
export function duration(seconds, words) {
  if (seconds > 0 && seconds < 0.00995) return fill(words.milliseconds, { n: (1000 * seconds).toPrecision(2) })
  if (seconds < 0.9995) return fill(words.milliseconds, { n: Math.round(1000 * seconds) })
  if (seconds < 59.95) return fill(words.seconds, { n: seconds.toFixed(1) })
  const whole = Math.round(seconds)
  return fill(words.minutes, { minutes: Math.floor(whole / 60), rest: whole % 60 })
}

/** Write a number to three significant digits, without zeros that say nothing.
 * @type {(value: number) => string} */
export function threeFigures(value) {
  if (!Number.isFinite(value) || Math.abs(value) >= 9999.5) return threePlaces(value)
  return minus(String(Number(value.toPrecision(3))))
}

/** Write a number to three places, and one too small or too large for these with its power of ten.
 * @type {(value: number) => string} */
export function threePlaces(value) {
  if (!Number.isFinite(value)) return "–"
  const size = Math.abs(value)
  const sign = value < 0 ? "−" : ""
  if (size === 0) return "0"
  if (size >= 0.0995 && size < 9999.5) return fixed(value, size < 99.95 ? 3 : 1)
  if (size >= 0.00095 && size < 0.0995) return fixed(value, 4)
  const [digits, power] = size.toExponential(1).split("e")
  return `${sign}${digits} · ${powerOfTen(Number(power))}`
}

/** Return a number short enough to stand in the diagram: two decimals, or three figures.
 * @type {(value: number) => string} */
export function twoDecimals(value) {
  if (!Number.isFinite(value)) return "–"
  const text = Math.abs(value) < 100 ? value.toFixed(2) : value.toPrecision(3)
  return minus(Number(text) === 0 ? text.replace("-", "") : text)
}

/** Return a number short enough for a neuron: two decimals, three where it is small.
 * @type {(value: number) => string} */
export const compact = (value) => longer(value, 0)

/** @type {(value: number, more: number) => string} */
function longer(value, more) {
  if (!Number.isFinite(value)) return "–"
  const size = Math.abs(value)
  if (size >= 1e4 || (size > 0 && size < 5e-4)) return minus(value.toExponential(1 + more))
  return size >= 99.995 ? minus(value.toPrecision(3 + more)) : fixed(value, more + (size < 0.0995 && size > 0 ? 3 : 2))
}

/** Return numbers with the fewest places that give a calculator the result as `compact` prints it.
 * @type {(numbers: number[], of: (...numbers: number[]) => number) => string[]} */
export function checkable(numbers, of) {
  const result = compact(of(...numbers))
  const ways = [0, 1, 2, 3, 4].map((more) => numbers.map((value) => longer(value, more)))
  return ways.find((way) => compact(of(...way.map(read))) === result) ?? ways[4]
}

/** @type {(text: string) => number} */
const read = (text) => Number(text.replaceAll("−", "-"))

/** Return two numbers, compact, or where these would read alike with what parts them.
 * @type {(before: number, after: number) => [string, string]} */
export function apart(before, after) {
  /** @type {((value: number) => string)[]} */
  const ways = [compact, ...[3, 4].map((digits) => (/** @type {number} */ value) => fixed(value, digits))]
  const write = ways.find((way) => way(before) !== way(after)) ?? compact
  return [write(before), write(after)]
}
