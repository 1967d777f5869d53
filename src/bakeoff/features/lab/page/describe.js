// The network in words.

import { count } from "../../../web/components/kit/counts.js"
import { loss, score } from "../../../web/components/kit/numbers.js"
import { enumerated, fill, plural } from "../../../web/components/kit/words.js"

/** @import { Layer, Snapshot, View, Words } from "../../../web/network/types.d.ts" */

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
