// Numbers as the picture writes them.

/** @type {(value: number, digits: number) => string} */
const fixed = (value, digits) => value.toFixed(digits).replace("-", "−")

/** Return a number short enough for a neuron: two decimals, three where it is small.
 * @type {(value: number) => string} */
export function short(value) {
  if (!Number.isFinite(value)) return "–"
  const size = Math.abs(value)
  if (size >= 1e4 || (size > 0 && size < 5e-4)) return value.toExponential(1).replaceAll("-", "−")
  const text = size >= 99.995 ? value.toPrecision(3) : value.toFixed(size < 0.0995 && size > 0 ? 3 : 2)
  return text.replace("-", "−")
}

/** Return two numbers, short, or where these would read alike with what parts them.
 * @type {(before: number, after: number) => [string, string]} */
export function apart(before, after) {
  /** @type {((value: number) => string)[]} */
  const ways = [short, ...[3, 4].map((digits) => (/** @type {number} */ value) => fixed(value, digits))]
  const write = ways.find((way) => way(before) !== way(after)) ?? short
  return [write(before), write(after)]
}
