// Sentences come from the server; here their places are filled.

import { count } from "./counts.js"

/** Places of counts, whose thousands are parted, as on the server. */
const COUNTS = new Set(["n", "all", "total", "shown", "rows", "hits", "most"])
const HAN_OR_BRACKET = /[\u3400-\u9fff（“）”，。；：、？]/

/** Return a sentence with its {places} filled. Between Chinese and Chinese is no blank: one stands in the sentence for
 * values that are in Latin letters or digits.
 * @type {(sentence: string, values: Record<string, string | number>) => string} */
export function fill(sentence, values) {
  return sentence.replace(/( ?)\{(\w+)\}( ?)/g, (place, before, name, after, at) => {
    if (!(name in values)) return place
    const given = values[name]
    const value = Number.isInteger(given) && COUNTS.has(name) ? count(Number(given)) : String(given)
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

/** Return texts one after another, parted as the reader's language parts them.
 * @type {(texts: readonly (string | number)[], words: Record<string, string>) => string} */
export function enumerated(texts, { list }) {
  return texts.map(String).reduce((soFar, next) => fill(list, { list: soFar, next }))
}

/** Return the sentence for one or for several.
 * @type {(words: Record<string, string>, name: string, n: number) => string} */
export function plural(words, name, n) {
  return words[n === 1 ? `${name}_one` : name]
}
