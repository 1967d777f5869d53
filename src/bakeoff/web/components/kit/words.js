// Sentences come from the server; here their places are filled. Numbers are written as people read them.

const HAN_OR_BRACKET = /[\u3400-\u9fff（“）”，。；：、？]/

/** Return a sentence with its {places} filled. Between Chinese and Chinese is no blank: one stands in the sentence for
 * values that are in Latin letters or digits.
 * @type {(sentence: string, values: Record<string, string | number>) => string} */
export function fill(sentence, values) {
  return sentence.replace(/( ?)\{(\w+)\}( ?)/g, (place, before, name, after, at) => {
    if (!(name in values)) return place
    const value = String(values[name])
    const parts = [
      [before, sentence[at - 1], value[0]],
      [after, sentence[at + place.length], value.at(-1)],
    ]
    const [left, right] = parts.map(([blank, beyond, edge]) => (joined(beyond) && joined(edge) ? "" : blank))
    return left + value + right
  })
}

/** @type {(letter: string | undefined) => boolean} */
const joined = (letter) => letter !== undefined && HAN_OR_BRACKET.test(letter)

/** Return a number as people read it: three figures, no exponent unless it is needed.
 * @type {(value: number | null) => string} */
export function number(value) {
  if (value === null || !Number.isFinite(value)) return "–"
  if (value === 0) return "0"
  const size = Math.abs(value)
  return size >= 1e-3 && size < 1e5
    ? String(Number(value.toPrecision(3))).replace("-", "−")
    : value.toExponential(2).replaceAll("-", "−")
}

/** Return a power of ten with a raised exponent.
 * @type {(power: number) => string} */
export function powerOfTen(power) {
  const digits = String(Math.abs(power)).replace(/\d/g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)])
  return `10${power < 0 ? "⁻" : ""}${digits}`
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
  if (!nClasses) return value.toFixed(3).replace("-", "−")
  return fill(words.percent, { number: (100 * value).toFixed(1) })
}

/** Return texts one after another, parted as the reader's language parts them.
 * @type {(texts: readonly (string | number)[], words: Record<string, string>) => string} */
export function enumerated(texts, { list }) {
  return texts.map(String).reduce((soFar, next) => fill(list, { list: soFar, next }))
}

/** Return a count with its thousands apart.
 * @type {(value: number) => string} */
export function count(value) {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ",")
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

/** Return the sentence for one or for several.
 * @type {(words: Record<string, string>, name: string, n: number) => string} */
export function plural(words, name, n) {
  return words[n === 1 ? `${name}_one` : name]
}
