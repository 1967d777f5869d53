// The pictures of one training step, what each of them shows, and what is said of it.

import { apart, checkable, compact } from "../../../web/components/kit/numbers.js"
import { enumerated, fill } from "../../../web/components/kit/words.js"
import { answerOf, backward, forward, lossOf, stepped, total, valueAt } from "./net_maths.js"

/** @import { Net, Place, Scene, Served, Shown, Stage } from "./net_types.d.ts" */

/** Return the pictures in the order in which they are shown.
 * @type {(net: Net, way: Served["way"]) => Stage[]} */
export function stagesOf(net, way) {
  const layers = [...net.weights.keys()]
  /** @type {Stage[]} */
  const there = [
    { kind: "row", layer: 0 },
    ...layers.flatMap((layer) => [stage("sums", layer), stage("answers", layer)]),
    stage("loss", layers.length - 1),
  ]
  if (way === "forward" || way === "edit") return there
  const back = layers.toReversed().flatMap((layer) => [stage("slopes", layer), stage("gradients", layer)])
  if (way === "chain") return [...there, ...back]
  return [...there, ...back, stage("update", 0), stage("again", layers.length - 1)]
}

/** @type {(kind: Stage["kind"], layer: number) => Stage} */
const stage = (kind, layer) => ({ kind, layer })

/** Return what is there to be seen after some of the pictures.
 * @type {(stages: Stage[], index: number) => Shown} */
export function shownAt(stages, index) {
  const past = stages.slice(0, index + 1)
  /** @type {(kind: Stage["kind"]) => number[]} */
  const layers = (kind) => past.filter((each) => each.kind === kind).map(({ layer }) => layer)
  const over = layers("again").length > 0 // the slopes were those of the weights before
  return {
    sums: Math.max(-1, ...layers("sums")),
    answers: Math.max(-1, ...layers("answers")),
    loss: layers("loss").length > 0,
    slopes: over ? Infinity : Math.min(Infinity, ...layers("slopes")),
    gradients: over ? Infinity : Math.min(Infinity, ...layers("gradients")),
    updated: layers("update").length > 0,
  }
}

/** Return the numbers of a picture, which belong together: of the step's way there and back, or once all weights have
 * moved, of the same row's way through these.
 * @type {(stage: Stage, before: Net, x: number[], wanted: number[], rate: number) =>
 *   Pick<Scene, "net" | "passed" | "slopes" | "next" | "loss" | "nextLoss">} */
export function numbersAt({ kind }, before, x, wanted, rate) {
  const passed = forward(before, x)
  const slopes = backward(before, passed, wanted)
  const next = stepped(before, slopes, rate)
  const nextPassed = forward(next, x)
  const [loss, nextLoss] = [lossOf(before, passed, wanted), lossOf(next, nextPassed, wanted)]
  const here = kind === "again" ? { net: next, passed: nextPassed } : { net: before, passed }
  return { ...here, slopes, next, loss, nextLoss }
}

/** Return what is said of the picture.
 * @type {(scene: Scene) => string} */
export function sentence(scene) {
  const { kind } = scene.stage
  return SAID[kind](scene)
}

/** @type {(scene: Scene) => string} */
function wantedClass({ served }) {
  return served.outputs[served.wanted[served.row].indexOf(1)] ?? compact(served.wanted[served.row][0])
}

/** @type {Record<Stage["kind"], (scene: Scene) => string>} */
const SAID = {
  row: (scene) => {
    const { served, x } = scene
    const names = served.inputs.map((name, i) => fill(served.words.equals, { name, value: compact(x[i]) }))
    return fill(served.words[served.outputs.length > 1 ? "said_row" : "said_row_number"], {
      n: served.row + 1,
      inputs: enumerated(names, served.words),
      target: wantedClass(scene),
    })
  },
  sums: ({ served, passed, stage: { layer } }) =>
    fill(served.words.said_sums, { layer: layer + 1, sums: enumerated(passed.sums[layer].map(compact), served.words) }),
  answers: ({ served, net, passed, stage: { layer } }) => {
    const values = passed.inputs[layer + 1]
    const told = { layer: layer + 1, answers: enumerated(values.map(compact), served.words) }
    if (layer < net.activations.length)
      return fill(served.words.said_answers, { ...told, activation: served.words[`curve_${net.activations[layer]}`] })
    if (net.output === "softmax")
      return fill(served.words.said_softmax, {
        ...told,
        sum: compact(total(values)),
        sure: compact(Math.max(...values)),
      })
    return fill(served.words.said_output, { ...told, activation: served.words[`curve_${net.output}`] })
  },
  loss: (scene) => {
    const { served, passed, loss } = scene
    const answer = answerOf(passed)
    const right = served.wanted[served.row].indexOf(1)
    const [share] = checkable([answer[Math.max(0, right)]], (p) => (answer.length > 1 ? -Math.log(p) : p))
    const told = { target: wantedClass(scene), loss: compact(loss), share }
    return fill(served.words[answer.length > 1 ? "said_loss" : "said_loss_number"], told)
  },
  slopes: ({ served, net, slopes, stage: { layer } }) => {
    const told = { layer: layer + 1, slopes: enumerated(slopes.sums[layer].map(compact), served.words) }
    return fill(served.words[layer === net.weights.length - 1 ? "said_slopes_last" : "said_slopes"], told)
  },
  gradients: (scene) => {
    const { served, slopes, stage: here } = scene
    const place = steepest(scene, here.layer)
    const said = {
      layer: here.layer + 1,
      name: placeName(served, scene.net, place),
      slope: compact(valueAt(slopes, place)),
    }
    return fill(served.words.said_gradients, said)
  },
  update: (scene) => {
    const { served, net, next, slopes } = scene
    const place = steepestOf(scene)
    const told = {
      rate: compact(served.rate),
      name: placeName(served, net, place),
      slope: compact(valueAt(slopes, place)),
    }
    const [before, after] = apart(valueAt(net, place), valueAt(next, place))
    return fill(served.words.said_update, { ...told, before, after })
  },
  again: ({ served, loss, nextLoss }) =>
    fill(served.words[nextLoss < loss ? "said_again" : "said_again_worse"], {
      before: compact(loss),
      after: compact(nextLoss),
    }),
}

/** @type {(scene: Scene, layer: number) => Place} */
function steepest({ slopes }, layer) {
  let best = { layer, source: 0, target: 0 }
  slopes.weights[layer].forEach((row, source) => {
    row.forEach((slope, target) => {
      if (Math.abs(slope) > Math.abs(valueAt(slopes, best))) best = { layer, source, target }
    })
  })
  return best
}

/** @type {(scene: Scene) => Place} */
function steepestOf(scene) {
  const each = scene.net.weights.map((_, layer) => steepest(scene, layer))
  return each.reduce((best, place) =>
    Math.abs(valueAt(scene.slopes, place)) > Math.abs(valueAt(scene.slopes, best)) ? place : best,
  )
}

/** Return what a neuron or an input is called.
 * @type {(served: Served, net: Net, column: number, index: number) => string} */
export function neuronName(served, net, column, index) {
  if (column === 0) return served.inputs[index]
  if (column === net.weights.length) return fill(served.words.output_name, { name: served.outputs[index] })
  return fill(served.words.neuron_name, { layer: column, n: index + 1 })
}

/** Return what a weight is called.
 * @type {(served: Served, net: Net, place: Place) => string} */
export function placeName(served, net, { layer, source, target }) {
  const end = neuronName(served, net, layer + 1, target)
  if (source === null) return fill(served.words.bias_name, { target: end })
  return fill(served.words.weight_name, { source: neuronName(served, net, layer, source), target: end })
}
