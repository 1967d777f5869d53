// Numbers and lists as the picture writes them.

import { fill } from "../lab/words.js"

/** Return a number short enough for a neuron: two decimals, three where it is small.
 * @type {(value: number) => string} */
export function short(value) {
  if (!Number.isFinite(value)) return "–"
  const size = Math.abs(value)
  if (size >= 1e4 || (size > 0 && size < 5e-4)) return value.toExponential(1).replaceAll("-", "−")
  const text = size >= 99.995 ? value.toPrecision(3) : value.toFixed(size < 0.0995 && size > 0 ? 3 : 2)
  return text.replace("-", "−")
}

/** Return texts one after the other, as the language parts them.
 * @type {(texts: string[], words: Record<string, string>) => string} */
export function list(texts, words) {
  return texts.reduce((soFar, next) => fill(words.list, { list: soFar, next }))
}
