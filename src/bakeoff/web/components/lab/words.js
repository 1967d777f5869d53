// What is said in words. The sentences come from the server (`view.words`); here their places are filled.

/** @import { Layer, Snapshot, View, Words } from "./types.d.ts" */

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

/** Return a loss: three decimals, more figures if it is small.
 * @type {(value: number | null) => string} */
export function loss(value) {
  return value !== null && value >= 0.01 && value < 1000 ? value.toFixed(3) : number(value)
}

/** Return an accuracy as a share of a hundred, or R² as it is.
 * @type {(value: number | null, nClasses: number, words: Words) => string} */
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
 * @type {(seconds: number, words: Words) => string} */
export function duration(seconds, words) {
  if (seconds > 0 && seconds < 0.00995) return fill(words.milliseconds, { n: (1000 * seconds).toPrecision(2) })
  if (seconds < 0.9995) return fill(words.milliseconds, { n: Math.round(1000 * seconds) })
  if (seconds < 59.95) return fill(words.seconds, { n: seconds.toFixed(1) })
  const whole = Math.round(seconds)
  return fill(words.minutes, { minutes: Math.floor(whole / 60), rest: whole % 60 })
}

/** Return the sentence for one or for several.
 * @type {(words: Words, name: string, n: number) => string} */
export function plural(words, name, n) {
  return words[n === 1 ? `${name}_one` : name]
}

/** @type {(layers: Layer[], words: Words) => string} */
function layersInWords(layers, words) {
  if (!layers.length) return words.no_layers
  const sizes = layers.map(([units]) => units)
  const kinds = [...new Set(layers.map(([, activation]) => activation))]
  const list =
    sizes.length > 1
      ? fill(words.and, { first: enumerated(sizes.slice(0, -1), words), last: sizes[sizes.length - 1] })
      : sizes[0]
  return fill(plural(words, "layers_of", layers.length), {
    n: layers.length,
    sizes: list,
    activations: enumerated(kinds, words),
  })
}

/** Return the picture in words: "2 hidden layers of 4 and 2 tanh neurons, test loss 0.012, ...".
 * @type {(view: View, snapshot: Snapshot | null) => string} */
export function describe({ layers, n_classes: nClasses, words }, snapshot) {
  const network = layersInWords(layers, words)
  if (!snapshot) return fill(words.waiting_picture, { network })
  return fill(nClasses ? words.picture : words.picture_regression, {
    network,
    epoch: count(snapshot.epoch),
    loss: loss(snapshot.test_loss),
    score: score(snapshot.test_score, nClasses, words),
  })
}

/** Return the name of a tile of the diagram.
 * @type {(view: View, labels: readonly string[], column: number, index: number) => string} */
export function tileName({ words, layers, n_classes: nClasses, class_names: classNames }, labels, column, index) {
  if (column === 0) return fill(words.feature, { name: labels[index] })
  if (column <= layers.length) return fill(words.neuron, { layer: column, n: index + 1 })
  return nClasses ? fill(words.output_of_class, { name: classNames[index] }) : words.output_neuron
}
