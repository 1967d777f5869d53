// One point's way through the network, as numbers: what each neuron is told, adds up, and answers.

import { loss, number, score, twoDecimals } from "../../../web/components/kit/numbers.js"
import { fill } from "../../../web/components/kit/words.js"

/** @import { Snapshot, View, Way } from "../../../web/network/types.d.ts" */

/** Return the way that a snapshot tells of, or null where it tells of none, or of a point that is not on show.
 * @type {(view: View, snapshot: Snapshot | null) => Way | null} */
export function wayOf(view, snapshot) {
  if (!snapshot || view.watch === null || snapshot.watched !== view.watch) return null
  if (snapshot.watched >= view.points.x1.length) return null
  return {
    row: snapshot.watched,
    inputs: snapshot.watched_inputs.map(({ values }) => values),
    sums: snapshot.watched_sums.map(({ values }) => values),
    loss: snapshot.watched_loss,
  }
}

/** Return what stands below a tile: what it passes on, and for a neuron the sum that this is made of.
 * @type {(way: Way, column: number, index: number) => string} */
export function tileText(way, column, index) {
  const answer = twoDecimals(way.inputs[column][index])
  return column ? `${twoDecimals(way.sums[column - 1][index])} → ${answer}` : answer
}

/** Return what a weight adds to its neuron's sum.
 * @type {(way: Way, weight: number, layer: number, i: number) => number} */
export function product(way, weight, layer, i) {
  return weight * way.inputs[layer][i]
}

/** Return how a neuron comes to its answer: a line for each weight times what it is told, and the lines that follow.
 * @type {(view: View, snapshot: Snapshot, way: Way, column: number, index: number, names: readonly string[]) => string[]}
 * `names` are those of what the layer is told. */
export function sumLines(view, snapshot, way, column, index, names) {
  const { words } = view
  const layer = column - 1
  const { values, shape } = snapshot.weights[layer]
  const products = names.map((name, i) => {
    const weight = values[i * shape[1] + index]
    const value = way.inputs[layer][i]
    const told = {
      name,
      weight: twoDecimals(weight),
      value: twoDecimals(value),
      product: twoDecimals(product(way, weight, layer, i)),
    }
    return fill(words.forward_product, told)
  })
  const place = { bias: twoDecimals(snapshot.biases[layer].values[index]), sum: twoDecimals(way.sums[layer][index]) }
  const hidden = column <= view.layers.length
  const kind = hidden ? (view.activations.find(([name]) => name === view.layers[layer][1])?.[1] ?? "") : ""
  const answered = { activation: kind, answer: twoDecimals(way.inputs[column][index]) }
  const last = hidden ? words.forward_activation : view.n_classes ? words.forward_softmax : words.forward_number
  return [
    ...products,
    fill(view.batch_norm && hidden ? words.forward_normalised : words.forward_sum, place),
    fill(last, answered),
  ]
}

/** Return the way in one sentence: which point, what the network answers, what that costs.
 * @type {(view: View, way: Way) => string} */
export function wayText(view, way) {
  const { words, points, n_classes: nClasses, class_names: classNames, axes } = view
  const [output] = way.inputs.slice(-1)
  const target = points.target[way.row]
  const about = {
    n: way.row + 1,
    x: axes[0],
    y: axes[1],
    x1: twoDecimals(points.x1[way.row]),
    x2: twoDecimals(points.x2[way.row]),
    loss: loss(way.loss),
  }
  if (!nClasses) return fill(words.forward_regression, { ...about, answer: number(output[0]), target: number(target) })
  const answer = output.indexOf(Math.max(...output))
  const said = answer === target ? words.forward_right : words.forward_wrong
  return fill(said, {
    ...about,
    answer: classNames[answer],
    target: classNames[target],
    sure: score(output[answer], nClasses, words),
    share: score(output[target], nClasses, words),
  })
}
