// Formulas with their numbers, as MathML, which browsers typeset themselves.

import { checkable, compact } from "../../../web/components/kit/numbers.js"
import { escaped } from "../../../web/components/kit/svg.js"
import { CURVES, total, valueAt } from "./net_maths.js"

/** @import { Net, Neuron, Place, Scene } from "./net_types.d.ts" */

/** @type {(name: string) => string} */
const id = (name) => `<mi>${escaped(name)}</mi>`
/** @type {(sign: string) => string} */
const op = (sign) => `<mo${/[()]/.test(sign) ? ' stretchy="false"' : ""}>${sign}</mo>`
/** A number, or how it is written; `kind` says what it is of, and colours it as in the picture.
 * @type {(value: number | string, kind?: string) => string} */
const num = (value, kind = "") => {
  const written = typeof value === "string" ? value : compact(value)
  const text = `<mn class="${kind}">${written.replace(/^−/, "")}</mn>`
  return written.startsWith("−") ? `<mrow class="${kind}">${op("−")}${text}</mrow>` : text
}
/** @type {(text: string, kind?: string) => string} */
const factor = (text, kind) =>
  text.startsWith("−") ? `<mrow>${op("(")}${num(text, kind)}${op(")")}</mrow>` : num(text, kind)
/** Products of the first half of the numbers with the second half, added up.
 * @type {(numbers: number[]) => number} */
const products = (numbers) => {
  const half = numbers.length / 2
  return total(numbers.slice(0, half).map((each, i) => each * numbers[half + i]))
}
/** The same as formulas.
 * @type {(numbers: string[], second: string) => string[]} */
const asProducts = (numbers, second) => {
  const half = numbers.length / 2
  return numbers.slice(0, half).map((each, i) => joined([factor(each, "w"), factor(numbers[half + i], second)], "·"))
}
/** @type {(name: string, low: string | number, high?: number) => string} */
const sub = (name, low, high) =>
  high === undefined
    ? `<msub>${id(name)}<mn>${low}</mn></msub>`
    : `<msubsup>${id(name)}<mn>${low}</mn><mrow>${op("(")}<mn>${high}</mn>${op(")")}</mrow></msubsup>`
/** @type {(over: string, under: string) => string} */
const fraction = (over, under) => `<mfrac><mrow>${over}</mrow><mrow>${under}</mrow></mfrac>`
/** @type {(name: string) => string} */
const partial = (name) => `${op("∂")}${name}`
/** @type {(parts: string[], sign: string) => string} */
const joined = (parts, sign) => parts.join(op(sign))
/** @type {(...parts: string[]) => string} */
const line = (...parts) => `<div><math displaystyle="true"><mrow>${parts.join("")}</mrow></math></div>`

/** A long line, which may go on below before each of its parts.
 * @type {(...parts: string[]) => string} */
const wrapping = (...parts) =>
  `<div class="wraps">${parts.map((part) => `<math displaystyle="true"><mrow>${part}</mrow></math>`).join("")}</div>`
/** A sign at the begin of a part, with the room that it has between two.
 * @type {(sign: string) => string} */
const between = (sign) => `<mo form="infix">${sign}</mo>`

/** @type {(i: number, j: number) => string} */
const weight = (i, j) => `<msub>${id("w")}<mrow><mn>${i + 1}</mn><mn>${j + 1}</mn></mrow></msub>`

/** What a layer is told: x, then h.
 * @type {(layer: number, i: number) => string} */
const told = (layer, i) => (layer ? sub("h", i + 1, layer) : sub("x", i + 1))

/** @type {(net: Net, layer: number, j: number) => string} */
const answer = (net, layer, j) =>
  layer < net.activations.length
    ? sub("h", j + 1, layer + 1)
    : `<msub><mover>${id("y")}${op("^")}</mover><mn>${j + 1}</mn></msub>`

/** Return how a neuron comes to its answer, and if its slope is known, to that: a line each.
 * @type {(scene: Scene, near: Neuron) => string[]} */
export function neuronFormula(scene, { column, index }) {
  const layer = column - 1
  const { net, passed, shown } = scene
  const z = passed.sums[layer][index]
  const inputs = passed.inputs[layer]
  const weights = net.weights[layer].map((row) => row[index])
  const [bias, ...written] = checkable([net.biases[layer][index], ...weights, ...inputs], (b, ...n) => b + products(n))
  const symbols = inputs.map((_, i) => weight(i, index) + told(layer, i))
  const lines = [
    line(sub("z", index + 1, column), op("="), joined([...symbols, sub("b", index + 1)], "+")),
    wrapping(
      ...asProducts(written, "h").map((term, i) => between(i ? "+" : "=") + term),
      between(bias.startsWith("−") ? "−" : "+") + num(bias.replace(/^−/, ""), "w"),
      between("=") + num(z, "z"),
    ),
    answerFormula(scene, layer, index),
  ]
  if (shown.slopes <= layer) lines.push(...slopeFormula(scene, layer, index))
  return lines
}

/** @type {(scene: Scene, layer: number, index: number) => string} */
function answerFormula({ net, passed }, layer, index) {
  const [z, h] = [passed.sums[layer][index], passed.inputs[layer + 1][index]]
  const name = answer(net, layer, index)
  if (layer === net.activations.length && net.output === "softmax") {
    const share = (/** @type {number[]} */ ...sums) => Math.exp(sums[index]) / total(sums.map(Math.exp))
    const powers = checkable(passed.sums[layer], share).map(
      (each) => `<msup>${id("e")}<mrow>${num(each, "z")}</mrow></msup>`,
    )
    const symbol = fraction(
      `<msup>${id("e")}${sub("z", index + 1)}</msup>`,
      `<munder>${op("∑")}${id("k")}</munder><msup>${id("e")}<msub>${id("z")}${id("k")}</msub></msup>`,
    )
    return line(name, op("="), symbol, op("="), fraction(powers[index], joined(powers, "+")), op("="), num(h, "h"))
  }
  const curve = layer < net.activations.length ? net.activations[layer] : net.output
  if (curve === "linear") return line(name, op("="), sub("z", index + 1, layer + 1), op("="), num(h, "h"))
  const called = `<mi mathvariant="normal">${curve}</mi>`
  return line(
    ...[name, op("="), called, op("("), sub("z", index + 1, layer + 1), op(")"), op("="), called, op("(")],
    ...[num(checkable([z], CURVES[curve].of)[0], "z"), op(")"), op("="), num(h, "h")],
  )
}

/** Return how the slope of the loss by a neuron's sum comes about.
 * @type {(scene: Scene, layer: number, index: number) => string[]} */
export function slopeFormula({ net, passed, slopes, served }, layer, index) {
  const delta = slopes.sums[layer][index]
  const head = fraction(partial(id("L")), partial(sub("z", index + 1, layer + 1))) + op("=")
  if (layer === net.activations.length) {
    if (net.loss !== "cross_entropy") return [line(head, num(delta, "d"))]
    const [p, y] = [passed.inputs[layer + 1][index], served.wanted[served.row][index]]
    const symbols = answer(net, layer, index) + op("−") + sub("y", index + 1)
    const [written] = checkable([p], (share) => share - y)
    return [line(head, symbols, op("="), num(written, "h"), op("−"), `<mn>${y}</mn>`, op("="), num(delta, "d"))]
  }
  const slope = CURVES[net.activations[layer]].slope(passed.sums[layer][index])
  const factors = [slope, ...net.weights[layer + 1][index], ...slopes.sums[layer + 1]]
  const [own, ...written] = checkable(factors, (f, ...n) => f * products(n))
  const rule = [
    `${id("f")}<mo lspace="0" rspace="0">′</mo>${op("(")}${sub("z", index + 1, layer + 1)}${op(")")}`,
    `<munder>${op("∑")}${id("k")}</munder>`,
    `<msub>${id("w")}<mrow><mn>${index + 1}</mn>${id("k")}</mrow></msub>`,
    fraction(
      partial(id("L")),
      partial(`<msubsup>${id("z")}${id("k")}<mrow>${op("(")}<mn>${layer + 2}</mn>${op(")")}</mrow></msubsup>`),
    ),
  ]
  const numbers = `${num(own, "f")}${op("·")}${op("(")}${joined(asProducts(written, "d"), "+")}${op(")")}`
  return [line(head, ...rule), wrapping(between("=") + numbers, between("=") + num(delta, "d"))]
}

/** Return the chain of factors that a weight's gradient is made of: the last link first, then what it hangs on.
 * @type {(scene: Scene, place: Place) => string[]} */
export function chainFormula(scene, { layer, source, target }) {
  const { net, passed, slopes } = scene
  const delta = slopes.sums[layer][target]
  const gradient = valueAt(slopes, { layer, source, target })
  const bySum = fraction(partial(id("L")), partial(sub("z", target + 1, layer + 1)))
  const name = source === null ? sub("b", target + 1) : weight(source, target)
  const sumByIt = fraction(partial(sub("z", target + 1, layer + 1)), partial(name))
  const h = source === null ? 1 : passed.inputs[layer][source]
  const symbol = source === null ? "<mn>1</mn>" : told(layer, source)
  const chain = [fraction(partial(id("L")), partial(name)), op("="), bySum, op("·"), sumByIt]
  const [first, second] = checkable([delta, h], (d, each) => d * each)
  const numbers = [op("="), factor(first, "d"), op("·"), factor(second, "h"), op("="), num(gradient, "g")]
  const lines = [line(...chain, op("="), bySum, op("·"), symbol), line(...numbers)]
  lines.push(...slopeFormula(scene, layer, target))
  for (let later = layer + 1; later < net.weights.length; later++)
    slopes.sums[later].forEach((_, k) => lines.push(...slopeFormula(scene, later, k)))
  return lines
}
