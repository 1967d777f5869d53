// What a small network makes of one row, and the slopes of its loss: as `bakeoff.features.learn.network` does it, and tested
// to give the same numbers.

/** @import { Net, Passed, Place, Slopes } from "./net_types.d.ts" */

/** @typedef {{ of: (z: number) => number, slope: (z: number) => number }} Curve */

/** The error function, by a series whose terms all have one sign.
 * @type {(x: number) => number} */
function erf(x) {
  const size = Math.abs(x)
  if (size > 6) return Math.sign(x)
  let term = size
  let sum = size
  for (let n = 1; term > 1e-17 * sum; n++) {
    term *= (2 * size * size) / (2 * n + 1)
    sum += term
  }
  return (Math.sign(x) * 2 * Math.exp(-size * size) * sum) / Math.sqrt(Math.PI)
}

/** @type {(z: number) => number} */
const sigmoid = (z) => (z >= 0 ? 1 / (1 + Math.exp(-z)) : Math.exp(z) / (1 + Math.exp(z)))

/** @type {Record<string, Curve>} */
export const CURVES = {
  relu: { of: (z) => Math.max(z, 0), slope: (z) => (z > 0 ? 1 : 0) },
  tanh: { of: Math.tanh, slope: (z) => 1 - Math.tanh(z) ** 2 },
  sigmoid: { of: sigmoid, slope: (z) => sigmoid(z) * sigmoid(-z) },
  gelu: {
    of: (z) => (z * (1 + erf(z / Math.SQRT2))) / 2,
    slope: (z) => (1 + erf(z / Math.SQRT2)) / 2 + (z * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI),
  },
  elu: { of: (z) => (z > 0 ? z : Math.expm1(z)), slope: (z) => (z > 0 ? 1 : Math.exp(z)) },
  linear: { of: (z) => z, slope: () => 1 },
}

/** @type {Record<string, Curve>} */
const ERRORS = {
  mse: { of: (e) => e * e, slope: (e) => 2 * e },
  mae: { of: Math.abs, slope: Math.sign },
  huber: {
    of: (e) => (Math.abs(e) <= 1 ? (e * e) / 2 : Math.abs(e) - 0.5),
    slope: (e) => Math.min(1, Math.max(-1, e)),
  },
}

/** @type {(values: number[]) => number} */
export const total = (values) => values.reduce((sum, value) => sum + value, 0)

/** @type {(sums: number[]) => number[]} */
function softmax(sums) {
  const highest = Math.max(...sums)
  const powers = sums.map((z) => Math.exp(z - highest))
  const all = total(powers)
  return powers.map((power) => power / all)
}

/** @type {(net: Net, layer: number, sums: number[]) => number[]} */
function answers(net, layer, sums) {
  if (layer < net.activations.length) return sums.map(CURVES[net.activations[layer]].of)
  return net.output === "softmax" ? softmax(sums) : sums.map(CURVES[net.output].of)
}

/** Send one row through the network.
 * @type {(net: Net, x: number[]) => Passed} */
export function forward(net, x) {
  /** @type {Passed} */
  const passed = { inputs: [x], sums: [] }
  net.weights.forEach((kernel, layer) => {
    const told = passed.inputs[layer]
    const sums = net.biases[layer].map((bias, j) => bias + total(told.map((h, i) => h * kernel[i][j])))
    passed.sums.push(sums)
    passed.inputs.push(answers(net, layer, sums))
  })
  return passed
}

/** Return what the network answered.
 * @type {(passed: Passed) => number[]} */
export function answerOf({ inputs }) {
  return inputs[inputs.length - 1]
}

/** @type {(z: number) => number} */
const softplus = (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)))

/** Return one row's loss.
 * @type {(net: Net, passed: Passed, wanted: number[]) => number} */
export function lossOf(net, passed, wanted) {
  const sums = passed.sums[passed.sums.length - 1]
  if (net.loss === "cross_entropy" && net.output === "softmax") {
    const highest = Math.max(...sums)
    const all = highest + Math.log(total(sums.map((z) => Math.exp(z - highest))))
    return total(sums.map((z, k) => wanted[k] * (all - z)))
  }
  if (net.loss === "cross_entropy")
    return total(sums.map((z, k) => wanted[k] * softplus(-z) + (1 - wanted[k]) * softplus(z))) / sums.length
  return total(answerOf(passed).map((answer, k) => ERRORS[net.loss].of(answer - wanted[k]))) / sums.length
}

/** @type {(net: Net, passed: Passed, wanted: number[]) => number[]} */
function byLastSums(net, passed, wanted) {
  const answer = answerOf(passed)
  const n = answer.length
  if (net.loss === "cross_entropy")
    return answer.map((value, k) => (value - wanted[k]) / (net.output === "softmax" ? 1 : n))
  const byAnswer = answer.map((value, k) => ERRORS[net.loss].slope(value - wanted[k]) / n)
  const { output } = net
  if (output !== "softmax")
    return passed.sums[passed.sums.length - 1].map((z, k) => byAnswer[k] * CURVES[output].slope(z))
  const mean = total(byAnswer.map((slope, k) => slope * answer[k]))
  return answer.map((value, k) => value * (byAnswer[k] - mean))
}

/** Return the slopes of one row's loss, from the last layer to the first.
 * @type {(net: Net, passed: Passed, wanted: number[]) => Slopes} */
export function backward(net, passed, wanted) {
  const last = net.weights.length - 1
  /** @type {Slopes} */
  const slopes = { sums: [], inputs: [], weights: [], biases: [] }
  for (let layer = last; layer >= 0; layer--) {
    const bySums =
      layer === last ? byLastSums(net, passed, wanted) : byActivation(net, passed, layer, slopes.inputs[layer + 1])
    slopes.sums[layer] = bySums
    slopes.inputs[layer] = net.weights[layer].map((row) => total(row.map((weight, j) => weight * bySums[j])))
    slopes.weights[layer] = passed.inputs[layer].map((h) => bySums.map((slope) => h * slope))
    slopes.biases[layer] = bySums
  }
  return slopes
}

/** @type {(net: Net, passed: Passed, layer: number, arriving: number[]) => number[]} */
function byActivation(net, passed, layer, arriving) {
  return passed.sums[layer].map((z, j) => arriving[j] * CURVES[net.activations[layer]].slope(z))
}

/** Return one weight, or one weight's slope.
 * @type {(of: Pick<Net, "weights" | "biases">, place: Place) => number} */
export function valueAt({ weights, biases }, { layer, source, target }) {
  return source === null ? biases[layer][target] : weights[layer][source][target]
}

/** Return the network with one weight changed.
 * @type {(net: Net, place: Place, value: number) => Net} */
export function changed(net, { layer, source, target }, value) {
  const weights = structuredClone(net.weights)
  const biases = structuredClone(net.biases)
  if (source === null) biases[layer][target] = value
  else weights[layer][source][target] = value
  return { ...net, weights, biases }
}

/** Return the network after one step of gradient descent.
 * @type {(net: Net, slopes: Slopes, rate: number) => Net} */
export function stepped(net, slopes, rate) {
  const weights = net.weights.map((kernel, layer) =>
    kernel.map((row, i) => row.map((weight, j) => weight - rate * slopes.weights[layer][i][j])),
  )
  const biases = net.biases.map((row, layer) => row.map((bias, j) => bias - rate * slopes.biases[layer][j]))
  return { ...net, weights, biases }
}

/** Return each row's own slope by one weight.
 * @type {(net: Net, X: number[][], wanted: number[][], place: Place) => number[]} */
export function ownSlopes(net, X, wanted, place) {
  return X.map((x, row) => valueAt(backward(net, forward(net, x), wanted[row]), place))
}

/** Return every weight and bias, in the order in which the picture shows them.
 * @type {(net: Net) => Place[]} */
export function places(net) {
  return net.weights.flatMap((kernel, layer) =>
    kernel[0].flatMap((_, target) => [...kernel.keys(), null].map((source) => ({ layer, source, target }))),
  )
}

/** Whether two places are the same one.
 * @type {(a: Place | null, b: Place | null) => boolean} */
export function samePlace(a, b) {
  return a === b || (!!a && !!b && a.layer === b.layer && a.source === b.source && a.target === b.target)
}
