// Two classes of points and the street between them. A point is dragged, or moved by arrow keys; the server fits anew.

import { drawn, element, say } from "../../../../web/components/kit/dom.js"
import { inside, pointed, stepped, teller } from "../../../../web/components/kit/drag.js"
import { outline } from "../../../../web/components/kit/markers.js"
import { mounted } from "../../../../web/components/kit/mounted.js"

/** @import { Component } from "../../../../web/components/types.d.ts" */
/** @import { Moved, Place } from "../../../../web/components/kit/drag.js" */

/**
 * @typedef {object} Point
 * @property {number} x
 * @property {number} y
 * @property {number} code of its class
 * @property {number} weight its multiplier, 1 for the largest
 * @property {Place | null} edge where its slack ends
 * @property {string} name
 *
 * @typedef {object} Shown
 * @property {number} turn that was answered to
 * @property {number} reach
 * @property {Point[]} points
 * @property {[Place, Place][]} lines the street's edge, its middle, its other edge
 * @property {string} colour of the machine
 * @property {string} about
 * @property {string} hint
 *
 * @typedef {ReturnType<typeof create>} Part
 */

const SHAPES = ["circle", "square"]
const RADIUS = 0.13

/** @type {(data: Uint8Array) => Shown} */
const read = (data) => JSON.parse(new TextDecoder().decode(data))

export default mounted(".street", create, (part, { data, setStateValue }) => {
  Object.assign(part, { shown: read(data), post: setStateValue })
  part.teller.hear(part.shown.turn)
  if (!part.teller.waits() && !part.svg.querySelector(".dragged")) part.held = null
  draw(part)
})

/**
 * @param {HTMLElement} root
 * @param {Uint8Array} data
 */
function create(root, data) {
  const shown = read(data)
  const { reach } = shown
  const ground = drawn("g")
  const marks = drawn("g")
  const svg = drawn("svg", { viewBox: `${-reach} ${-reach} ${2 * reach} ${2 * reach}`, role: "group" }, ground, marks)
  const hint = element("p", { class: "hint" })
  root.replaceChildren(svg, hint)
  const post = /** @type {Component<Uint8Array>["setStateValue"]} */ (() => {})
  const held = /** @type {{ row: number, place: Place } | null} */ (null) // the point that is on its way
  const tell = (/** @type {number} */ turn, /** @type {Moved} */ moved) => part.post("moved", { turn, ...moved })
  const part = { root, svg, ground, marks, hint, shown, held, post, teller: teller(tell) }
  return part
}

/** Take a point to a place, and have the server told.
 * @type {(part: Part, row: number, place: Place) => void} */
function move(part, row, place) {
  part.held = { row, place }
  part.teller.put({ row, x: place[0], y: place[1] })
  draw(part)
}

/** Return where a point is drawn: under the pointer that holds it, else where the server has it.
 * @type {(part: Part, row: number) => Place} */
function placeOf({ held, shown }, row) {
  return held?.row === row ? held.place : [shown.points[row].x, shown.points[row].y]
}

/** @type {(part: Part) => void} */
function draw(part) {
  const { svg, ground, marks, hint, shown } = part
  svg.setAttribute("aria-label", shown.about)
  say(hint, shown.hint)
  ground.replaceChildren(...groundOf(part))
  while (marks.childElementCount > shown.points.length) marks.lastElementChild?.remove()
  for (let row = marks.childElementCount; row < shown.points.length; row += 1) marks.append(markOf(part, row))
  const colours = (part.root.dataset.classes ?? "").split(" ")
  shown.points.forEach((point, row) => {
    const mark = marks.children[row]
    const [x, y] = placeOf(part, row)
    const radius = RADIUS * (1 + 0.9 * point.weight)
    mark.classList.toggle("support", point.weight > 0)
    mark.setAttribute("aria-label", point.name)
    mark.children[0].setAttribute("d", outline("circle", x, -y, 0.42))
    mark.children[1].setAttribute("d", outline(SHAPES[point.code] ?? "circle", x, -y, radius))
    mark.children[1].setAttribute("fill", colours[point.code] ?? "")
  })
}

/** @type {(part: Part) => SVGElement[]} */
function groundOf(part) {
  const { lines, points, colour } = part.shown
  const band = lines.length === 3 ? [...lines[0], ...[...lines[2]].reverse()] : []
  const slack = points.flatMap(({ edge }, row) => (edge ? [line("slack", [placeOf(part, row), edge], "")] : []))
  return [
    drawn("polygon", { class: "band", points: band.map(([x, y]) => `${x},${-y}`).join(" "), fill: colour }),
    ...lines.map((ends, index) => line(index === 1 ? "middle" : "edge", ends, colour)),
    ...slack,
  ]
}

/** @type {(name: string, ends: [Place, Place], colour: string) => SVGElement} */
function line(name, [[x1, y1], [x2, y2]], colour) {
  return drawn("line", { class: name, x1, y1: -y1, x2, y2: -y2, ...(colour && { stroke: colour }) })
}

/** Return a mark that can be dragged: a circle that is easy to get hold of, and what is seen.
 * @type {(part: Part, row: number) => SVGGElement} */
function markOf(part, row) {
  const seen = drawn("path", { class: "seen" })
  const mark = drawn("g", { class: "point", tabindex: 0, role: "button" }, drawn("path", { class: "grip" }), seen)
  mark.onpointerdown = (event) => {
    if (event.button > 0) return
    event.preventDefault()
    mark.focus({ preventScroll: true })
    mark.setPointerCapture(event.pointerId)
    mark.classList.add("dragged")
  }
  mark.onpointermove = (event) => {
    if (!mark.classList.contains("dragged")) return
    move(part, row, pointed(event, part.svg.getBoundingClientRect(), part.shown.reach))
  }
  mark.onpointerup = mark.onpointercancel = () => mark.classList.remove("dragged")
  mark.onkeydown = (event) => {
    const { reach } = part.shown
    const place = stepped(inside(placeOf(part, row), reach), event.key, event.shiftKey, reach)
    if (!place) return
    event.preventDefault()
    event.stopPropagation()
    move(part, row, place)
  }
  return mark
}
