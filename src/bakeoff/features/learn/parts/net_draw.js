// Draws the network as SVG. Neurons and links are made once and moved, so that the eye can follow them.

import { drawn } from "../../../web/components/kit/dom.js"
import { along, path } from "../../../web/components/kit/links.js"
import { apart, checkable, compact } from "../../../web/components/kit/numbers.js"
import { link } from "./net_layout.js"
import { CURVES, samePlace, valueAt } from "./net_maths.js"
import { neuronName, placeName } from "./net_stages.js"

/** @import { Ends } from "../../../web/components/kit/types.d.ts" */
/** @import { Box, Neuron, Place, Plan, Scene } from "./net_types.d.ts" */

/**
 * @typedef {{ near: (neuron: Neuron) => void, pick: (place: Place) => void }} Acts
 * @typedef {{ group: SVGGElement, neuron: Neuron }} Node
 * @typedef {{ group: SVGGElement, numbers: SVGGElement, place: Place }} Link
 * @typedef {{ svg: SVGSVGElement, nodes: Node[], links: Link[], loss: SVGGElement, acts: Acts }} Picture
 */

const TIGHT = 52 // a neuron's width in CSS pixels in which "−0.67" wants smaller digits
const FEW = 4 // sources whose weights can all be written beside their links
const ROOMY = 44
const SLIM = 170 // a neuron from near, in which its name wants smaller letters
const WIDE = 108 // a link as long as this has its weight and its gradient side by side

/** Make the picture of a network of this shape.
 * @type {(scene: Scene, acts: Acts) => Picture} */
export function createPicture({ net, served }, acts) {
  const sizes = [served.inputs.length, ...net.biases.map((bias) => bias.length)]
  const under = drawn("g")
  const between = drawn("g") // a number lies on all lines, its own and others'
  const over = drawn("g")
  const svg = drawn("svg", { class: "network", role: "group" }, under, between, over)
  const links = net.weights.flatMap((kernel, layer) =>
    kernel.flatMap((row, source) => row.map((_, target) => newLink({ layer, source, target }, acts))),
  )
  const nodes = sizes.flatMap((size, column) =>
    Array.from({ length: size }, (_, index) => newNode({ column, index }, acts)),
  )
  const loss = drawn("g", { class: "loss" })
  under.append(...links.map(({ group }) => group))
  between.append(...links.map(({ numbers }) => numbers))
  over.append(loss, ...nodes.map(({ group }) => group))
  return { svg, nodes, links, loss, acts }
}

/** @type {(neuron: Neuron, acts: Acts) => Node} */
function newNode(neuron, acts) {
  const group = drawn("g", { class: "node", role: "button", tabindex: -1, onclick: () => acts.near(neuron) })
  return { group, neuron }
}

/** @type {(place: Place, acts: Acts) => Link} */
function newLink(place, acts) {
  const group = drawn("g", { class: "link", onclick: () => acts.pick(place) })
  return { group, numbers: drawn("g"), place }
}

/** Draw the scene where the plan has everything.
 * @type {(picture: Picture, plan: Plan, scene: Scene, described: string) => void} */
export function draw(picture, plan, scene, described) {
  const { svg } = picture
  svg.setAttribute("viewBox", `0 0 ${plan.width} ${plan.height}`)
  svg.setAttribute("height", String(plan.height))
  svg.style.width = `${plan.width}px`
  svg.setAttribute("aria-label", described)
  for (const each of picture.links) drawLink(each, plan, scene)
  for (const each of picture.nodes) drawNode(each, plan, scene, picture.acts)
  drawLoss(picture.loss, plan, scene)
}

/** @type {(scene: Scene, column: number) => boolean} */
const answered = ({ shown }, column) => column === 0 || shown.answers >= column - 1

// Neurons

/** @type {(node: Node, plan: Plan, scene: Scene, acts: Acts) => void} */
function drawNode({ group, neuron }, plan, scene, acts) {
  const { column, index } = neuron
  const { near, passed, served, net, stage } = scene
  const box = plan.columns[column][index]
  const large = near?.column === column && near.index === index
  const hidden =
    near && !large && column !== near.column - 1 && !(column === near.column + 1 && backShown(scene, column))
  const value = passed.inputs[column][index]
  const active = !near && isActive(scene, column)
  group.setAttribute("class", classes("node", { large, hidden, active, ringed: isFactor(scene, neuron) }))
  group.style.transform = `translate(${box.x}px, ${box.y}px)`
  group.style.setProperty("--turn", String(index / plan.columns[column].length)) // its numbers come after those above
  group.setAttribute("aria-label", nodeLabel(scene, neuron))
  group.setAttribute("aria-hidden", String(!!hidden))
  const fill = answered(scene, column) ? Math.min(1, Math.abs(value) / (column ? 1 : 2)) : 0
  const sign = value < 0 ? "minus" : "plus"
  const frame = drawn("rect", {
    class: `box ${sign}`,
    width: box.width,
    height: box.height,
    rx: large ? 12 : 9,
    style: `--share: ${Math.round(38 * fill)}%`,
  })
  const parts = large ? card(scene, box, neuron) : numbers(scene, box, neuron)
  group.replaceChildren(frame, ...parts, ...(large ? [] : bias(scene, box, neuron, acts)))
  if (column === net.weights.length && served.outputs.length > 1 && !large) {
    const strip = { class: "class", x: 9, y: 3, width: box.width - 18, height: 3.5, rx: 1.7 }
    group.append(drawn("rect", { ...strip, style: `fill: var(--class-${index})` }))
  }
  if (stage.kind === "row" && column === 0 && !near) group.classList.add("active")
}

/** @type {(scene: Scene, column: number) => boolean} */
function backShown({ shown }, column) {
  return shown.slopes <= column - 1
}

/** @type {(scene: Scene, column: number) => boolean} */
function isActive({ stage: { kind, layer } }, column) {
  if (kind === "sums" || kind === "answers" || kind === "slopes") return column === layer + 1
  return false
}

/** Whether a neuron's number is a factor of the picked weight's gradient.
 * @type {(scene: Scene, neuron: Neuron) => boolean} */
function isFactor({ picked, near }, { column, index }) {
  if (!picked || near) return false
  return (
    (column === picked.layer && index === picked.source) || (column === picked.layer + 1 && index === picked.target)
  )
}

/** @type {(scene: Scene, neuron: Neuron) => string} */
function nodeLabel({ served, net, passed, slopes, shown }, { column, index }) {
  const { words } = served
  const name = neuronName(served, net, column, index)
  const parts = [name]
  if (column && shown.sums >= column - 1) parts.push(`${words.sum} ${compact(passed.sums[column - 1][index])}`)
  if (column === 0 || shown.answers >= column - 1) parts.push(`${words.value} ${compact(passed.inputs[column][index])}`)
  if (column && shown.slopes <= column - 1) parts.push(`${words.slope} ${compact(slopes.sums[column - 1][index])}`)
  return parts.join("; ")
}

const LETTER = 7 // pixels across

/** What an input or an output is called; an input's long name begins where it does and is cut, for it is at the edge.
 * @type {(name: string, width: number, column: number) => SVGElement} */
function nameAbove(name, width, column) {
  if (column || name.length * LETTER <= width) return text(width / 2, -6, name, "name")
  const most = Math.floor((1.6 * width) / LETTER)
  return text(0, -6, name.length > most ? `${name.slice(0, most - 1)}…` : name, "name begun")
}

/** @type {(scene: Scene, box: Box, neuron: Neuron) => SVGElement[]} */
function numbers(scene, { width, height }, { column, index }) {
  const { passed, slopes, shown, served, net } = scene
  const middle = width / 2
  const [big, narrow, gap] = width < TIGHT ? ["tight", " narrow", ""] : ["big", "", " "]
  const name = column === 0 ? served.inputs[index] : column === net.weights.length ? served.outputs[index] : ""
  /** @type {SVGElement[]} */
  const parts = name ? [nameAbove(name, width, column)] : []
  if (!column) return [...parts, text(middle, height / 2 + 5, compact(passed.inputs[0][index]), big)]
  const [z, h] = [passed.sums[column - 1][index], passed.inputs[column][index]]
  if (shown.sums >= column - 1) parts.push(text(middle, 16, `z ${compact(z)}`, `small${narrow}`))
  if (answered(scene, column)) parts.push(text(middle, 34, compact(h), big))
  if (shown.slopes <= column - 1)
    parts.push(text(middle, 51, `∂${gap}${compact(slopes.sums[column - 1][index])}`, `slope${narrow}`))
  return parts
}

/** What is added to a neuron's sum, below it; where weights can be picked, it can be too.
 * @type {(scene: Scene, box: Box, neuron: Neuron, acts: Acts) => SVGElement[]} */
function bias(scene, { width, height }, { column, index }, acts) {
  if (!column) return []
  const { net, next, shown, picked, served, stage } = scene
  const place = { layer: column - 1, source: null, target: index }
  const value = valueAt(shown.updated ? next : net, place)
  const picks = served.way === "chain" || served.way === "edit"
  if (!value && !picks) return []
  const [x, y] = [width / 2, height + 11]
  if (stage.kind === "update") return [moved(x, y, scene, place, "bias", width >= TIGHT)]
  const words = text(x, y, added(compact(value)), samePlace(picked, place) ? "bias chosen" : "bias")
  if (!picks) return [words]
  const onclick = (/** @type {Event} */ event) => {
    event.stopPropagation() // the neuron around it would come near
    acts.pick(place)
  }
  const hit = drawn("rect", { class: "hit", x: 0, y: height, width, height: 16, onclick })
  hit.append(drawn("title", {}, `${placeName(served, net, place)}: ${compact(value)}`))
  return [words, hit]
}

/** One neuron, large: its sum, its curve, its answer.
 * @type {(scene: Scene, box: Box, neuron: Neuron) => SVGElement[]} */
function card(scene, box, { column, index }) {
  const { net, passed, slopes, shown, served } = scene
  const layer = column - 1
  const [z, h] = [passed.sums[layer][index], passed.inputs[column][index]]
  const curve = layer < net.activations.length ? net.activations[layer] : net.output
  const { words } = served
  /** @type {SVGElement[]} */
  const parts = [
    text(14, 24, neuronName(served, net, column, index), box.width < SLIM ? "title slim" : "title"),
    text(14, 46, `${words.bias} ${compact(net.biases[layer][index])}`, "small left"),
    text(14, 66, `z = ${compact(z)}`, "left"),
  ]
  if (curve !== "softmax") parts.push(...plot(CURVES[curve], z, h, box))
  parts.push(
    text(
      14,
      box.height - (shown.slopes <= layer ? 34 : 14),
      `${served.words[`curve_${curve}`]}: ${compact(h)}`,
      "big left",
    ),
  )
  if (shown.slopes <= layer)
    parts.push(text(14, box.height - 13, `∂L/∂z = ${compact(slopes.sums[layer][index])}`, "slope left"))
  return parts
}

/** The curve, with the neuron's place on it.
 * @type {(curve: { of: (z: number) => number }, z: number, h: number, box: Box) => SVGElement[]} */
function plot(curve, z, h, box) {
  const [left, top, wide, tall] = [box.width * 0.5, 34, box.width * 0.44, 76]
  const reach = Math.max(3, Math.abs(z) * 1.15)
  const steps = Array.from({ length: 49 }, (_, i) => reach * (i / 24 - 1))
  const values = steps.map(curve.of)
  const [low, high] = [Math.min(...values, -0.1), Math.max(...values, 1)]
  /** @type {(x: number) => number} */
  const across = (x) => left + (wide * (x + reach)) / (2 * reach)
  /** @type {(y: number) => number} */
  const down = (y) => top + (tall * (high - y)) / (high - low)
  const points = steps.map((x, i) => `${across(x).toFixed(1)},${down(values[i]).toFixed(1)}`).join(" ")
  return [
    drawn("path", { class: "axis", d: `M${left} ${down(0)}H${left + wide}M${across(0)} ${top}V${top + tall}` }),
    drawn("path", { class: "guide", d: `M${across(z)} ${down(0)}V${down(h)}H${across(0)}` }),
    drawn("polyline", { class: "curve", points }),
    drawn("circle", { class: "dot", cx: across(z), cy: down(h), r: 4.5 }),
  ]
}

/** @type {(group: SVGGElement, plan: Plan, scene: Scene) => void} */
function drawLoss(group, plan, scene) {
  const { loss: box } = plan
  const { shown, near, served, loss, nextLoss, stage } = scene
  const visible = box && shown.loss && !near
  group.setAttribute(
    "class",
    classes("loss", { hidden: !visible, active: stage.kind === "loss" || stage.kind === "again" }),
  )
  if (!box) return
  const middle = box.width / 2
  const after = stage.kind === "again"
  group.style.transform = `translate(${box.x}px, ${box.y}px)`
  const ends = plan.columns[plan.columns.length - 1].map((from) => link(from, box, 0, 1))
  group.replaceChildren(
    ...ends.map(({ x0, y0, x1, y1 }) =>
      drawn("path", { class: "tie", d: path({ x0: x0 - box.x, y0: y0 - box.y, x1: x1 - box.x, y1: y1 - box.y }) }),
    ),
    drawn("rect", { class: "box", width: box.width, height: box.height, rx: box.height / 2 }),
    text(middle, -6, served.words.loss, "name"),
    text(middle, after ? 19 : box.height / 2 + 5, compact(loss), after ? "small struck" : "big"),
    ...(after ? [text(middle, 40, compact(nextLoss), "big")] : []),
  )
}

// Links

/** @type {(link: Link, plan: Plan, scene: Scene) => void} */
function drawLink({ group, numbers, place }, plan, scene) {
  const { near, net, next, picked, shown, served, slopes, stage } = scene
  const { layer, source, target } = place
  const from = plan.columns[layer]
  const ends = link(from[source ?? 0], plan.columns[layer + 1][target], source ?? 0, from.length)
  const own = near && near.column === layer + 1 && near.index === target
  const on = near && near.column === layer && near.index === source && shown.slopes <= layer
  const weight = valueAt(shown.updated ? next : net, place)
  const isPicked = samePlace(picked, place)
  const flow = !near && flowing(scene, layer)
  const behind = !!picked && !near && layer === picked.layer + 1 && source === picked.target && served.way === "chain"
  const faint = !!picked && served.way === "chain" && !near && !isPicked && !behind
  const hidden = near && !own && !on
  const looks = { hidden, picked: isPicked, faint, behind, minus: weight < 0, plus: weight >= 0 }
  group.setAttribute("class", classes("link", looks))
  numbers.setAttribute("class", classes("numbers", { hidden, faint }))
  const d = path(ends)
  const size = Math.min(3, Math.abs(weight))
  /** @type {SVGElement[]} */
  const parts = [
    drawn("path", { class: "hit", d }),
    drawn("path", {
      class: "line",
      d,
      "stroke-width": (0.9 + 2.2 * size).toFixed(1),
      "stroke-opacity": (0.3 + 0.22 * size).toFixed(2),
    }),
  ]
  const back = stage.kind === "slopes" ? weight * slopes.sums[layer][target] : valueAt(slopes, place)
  const wide = flow === "back" ? 1 + 8 * Math.min(1, Math.abs(back)) : 2.5 // what flows back is as wide as it is large
  if (flow) parts.push(drawn("path", { class: `flow ${flow}`, d, style: `stroke-width: ${wide.toFixed(1)}px` }))
  parts.push(drawn("title", {}, `${placeName(served, net, place)}: ${compact(weight)}`))
  group.replaceChildren(...parts)
  numbers.replaceChildren(
    ...labels(scene, place, ends, { own: !!own, on: !!on, isPicked: isPicked || behind, count: from.length }),
  )
}

/** @type {(scene: Scene, layer: number) => "" | "there" | "back"} */
function flowing({ stage: { kind, layer: at }, net }, layer) {
  if (kind === "sums" && at === layer) return "there"
  if (kind === "slopes" && at + 1 === layer && at + 1 < net.weights.length) return "back"
  return kind === "gradients" && at === layer ? "back" : ""
}

/** @type {(scene: Scene, place: Place, ends: Ends,
 *   about: { own: boolean, on: boolean, isPicked: boolean, count: number }) => SVGElement[]} */
function labels(scene, place, ends, { own, on, isPicked, count }) {
  const { net, next, passed, served, slopes, shown, near, stage } = scene
  const { layer, source, target } = place
  const [weight, passedBy] = [valueAt(shown.updated ? next : net, place), valueAt(net, place)]
  const room = ends.x1 - ends.x0
  if (own) {
    const h = passed.inputs[layer][source ?? 0]
    const [x, y] = along(ends, 0.44)
    return product(x, y, room, passedBy, h, "weight middle")
  }
  if (on) {
    const [x, y] = along(ends, 0.5)
    const d = slopes.sums[layer][target]
    return product(x, y, room, passedBy, d, "slope")
  }
  const narrow = room <= WIDE // where a gradient takes its weight's place, but only for its own picture
  const asked = isPicked || (narrow ? stage.kind === "gradients" && stage.layer === layer : served.way !== "chain")
  const gradient = asked && shown.gradients <= layer && !shown.updated
  if (near || (!isPicked && (count > FEW || room < ROOMY))) return []
  const [x, y] = [ends.x1 - 5, ends.y1 + 3.5]
  if (stage.kind === "update") return [moved(x, y, scene, place, "weight", room > WIDE)]
  const parts = [text(x, y, compact(weight), "weight")]
  if (!gradient) return parts
  const slope = compact(valueAt(slopes, place))
  if (!narrow) return [...parts, ...grounded(x - 38, y, slope)]
  const [mx, my] = along(ends, 0.5)
  return isPicked ? [...parts, ...grounded(mx + 16, my + 4, slope)] : grounded(x, y, slope)
}

/** What a weight or a bias becomes: beside what it was, or where there is no room for that, which way it goes.
 * @type {(x: number, y: number, scene: Scene, place: Place, name: "weight" | "bias", roomy: boolean) => SVGElement} */
function moved(x, y, { net, next }, place, name, roomy) {
  const [before, after] = [valueAt(net, place), valueAt(next, place)]
  const numbers = roomy ? apart(before, after) : [compact(before), compact(after)]
  const [old, now] = name === "bias" ? numbers.map(added) : numbers
  const shown = text(x, y, "", `${name} new`)
  if (roomy) shown.append(drawn("tspan", { class: "old" }, `${old} → `), now)
  else shown.append(now + (after < before ? "↓" : after > before ? "↑" : ""))
  return shown
}

/** A number as it is added to others.
 * @type {(number: string) => string} */
const added = (number) => `+ ${number}`.replace("+ −", "− ")

const DIGIT = 6.6 // pixels across

/** A gradient, on a ground of its own: a minus sign would be lost on a line of its colour.
 * @type {(x: number, y: number, number: string) => SVGElement[]} */
function grounded(x, y, number) {
  const width = number.length * DIGIT
  const ground = {
    class: "behind-number",
    x: (x - width).toFixed(1),
    y: (y - 10).toFixed(1),
    width: width + 1,
    height: 13,
  }
  return [drawn("rect", { ...ground, rx: 3 }), text(x, y, number, "gradient")]
}

/** A product on its link, in as many lines as there is room for; where there is little, what it comes to alone.
 * @type {(x: number, y: number, room: number, weight: number, by: number, name: string) => SVGElement[]} */
function product(x, y, room, weight, by, name) {
  const factors = checkable([weight, by], (w, each) => w * each).join(" × ")
  const result = compact(weight * by)
  /** @type {(line: string) => boolean} */
  const fits = (line) => line.length * DIGIT < room
  if (fits(`${factors} = ${result}`)) return [text(x, y - 5, `${factors} = ${result}`, name)]
  if (fits(factors)) return [text(x, y - 14, factors, name), text(x, y, `= ${result}`, name)]
  return [text(x, y - 5, result, name)]
}

/** @type {(x: number, y: number, words: string, name: string) => SVGTextElement} */
function text(x, y, words, name) {
  return drawn("text", { x: x.toFixed(1), y: y.toFixed(1), class: name }, words)
}

/** @type {(base: string, more: Record<string, unknown>) => string} */
function classes(base, more) {
  return [base, ...Object.keys(more).filter((name) => more[name])].join(" ")
}
