// Points, lines through them, and one point that is dragged; the lines of every place it can have are the server's.

import { drawn, element, say } from "../../../../web/components/kit/dom.js"
import { mounted } from "../../../../web/components/kit/mounted.js"
import { same } from "../../../../web/components/kit/same.js"
import { nearest, place, valueAt } from "../../../../web/components/kit/scale.js"
import { unpack } from "../../../../web/components/kit/wire.js"
import { fillTable, ticksAcross, ticksUp } from "../../parts/axes.js"

/** @import { Component } from "../../../../web/components/types.d.ts" */
/** @import { Look } from "../../parts/axes.js" */
/** @import { Scale } from "../../../../web/components/kit/scale.js" */

/**
 * @typedef {{ low: number, high: number, n: number }} Raster evenly spaced values that a coordinate of the point can have
 * @typedef {{ shape: number[], values: Float32Array }} Grid
 *
 * @typedef {object} Shown
 * @property {string} about what the picture shows
 * @property {string} title
 * @property {[string, string]} heads of the table
 * @property {Raster} across
 * @property {Raster} up
 * @property {[number, number]} place where the point is
 * @property {Look[]} lines
 * @property {Grid} points of shape (n, 2)
 * @property {Grid} fits of shape (lines, places, 3): intercept, slope, and what the table says
 *
 * @typedef {ReturnType<typeof create>} Part
 */

const HEIGHT = 380
const HEAD = 10
const FOOT = 22
const LEFT = 40
const RIGHT = 12
const ROOM = 1.08
const SIZE = 11
const REACH = 28 // how near a finger must be

export default mounted(
  ".reading",
  create,
  (part, { data, setTriggerValue }) => {
    part.tell = setTriggerValue
    if (!same(data, part.data)) take(part, data)
  },
  ({ watch }) => watch.disconnect(),
)

/** @type {(data: Uint8Array) => Shown} */
const read = (data) => /** @type {Shown} */ (/** @type {unknown} */ (unpack(data)))

/**
 * @param {HTMLElement} root
 * @param {Uint8Array} data
 */
function create(root, data) {
  const shown = read(data)
  const made = pieces()
  root.replaceChildren(made.title, made.frame, made.table)
  const watch = new ResizeObserver(() => draw(part))
  const tell = /** @type {Component<Uint8Array>["setTriggerValue"]} */ (() => {})
  const part = { data, shown, at: shown.place, held: false, tell, pieces: made, watch }
  made.svg.onpointerdown = (event) => {
    // A finger beside the point scrolls the page.
    if (event.pointerType === "touch" && event.target !== made.reach) return
    made.svg.setPointerCapture(event.pointerId)
    part.held = true
    drag(part, event)
  }
  made.svg.onpointermove = (event) => {
    if (part.held) drag(part, event)
  }
  made.svg.onpointerup = () => {
    part.held = false
    part.tell("placed", part.at)
  }
  made.svg.onpointercancel = () => {
    part.held = false
    part.at = part.shown.place
    draw(part)
  }
  label(part)
  watch.observe(made.frame)
  return part
}

/** @type {(part: Part, data: Uint8Array) => void} */
function take(part, data) {
  Object.assign(part, { data, shown: read(data) })
  if (!part.held) part.at = part.shown.place
  label(part)
  draw(part)
}

function pieces() {
  const scene = drawn("g")
  // It stays while all else is drawn anew, so that a finger holds on to it; and what a finger holds does not scroll.
  const reach = drawn("circle", { r: REACH, class: "reach" })
  reach.addEventListener("touchstart", (event) => event.preventDefault(), { passive: false })
  const svg = drawn("svg", { role: "img", class: "held" }, scene, reach)
  const title = element("p", { class: "title" })
  return { svg, scene, reach, title, frame: element("div", { class: "frame" }, svg), table: element("table") }
}

/** @type {(part: Part) => void} */
function label({ shown, pieces: { svg, title, table } }) {
  say(title, shown.title)
  svg.setAttribute("aria-label", shown.about)
  fillTable(table, shown.heads, shown.lines)
}

/** Return the two scales of the picture at its present width.
 * @type {(part: Part) => [Scale, Scale]} */
function scales({ shown: { across, up }, pieces: { frame } }) {
  const width = Math.floor(frame.clientWidth)
  return [
    { low: across.low * ROOM, high: across.high * ROOM, from: LEFT, to: width - RIGHT },
    { low: up.low * ROOM, high: up.high * ROOM, from: HEAD + HEIGHT, to: HEAD },
  ]
}

/** @type {(part: Part, event: PointerEvent) => void} */
function drag(part, event) {
  const box = part.pieces.svg.getBoundingClientRect()
  const [wide, high] = scales(part)
  const at = [valueAt(wide, event.clientX - box.left), valueAt(high, event.clientY - box.top)]
  part.at = [onto(part.shown.across, at[0]), onto(part.shown.up, at[1])]
  draw(part)
}

/** Return which of a raster's values is nearest, counted from 0.
 * @type {(raster: Raster, value: number) => number} */
export const step = ({ low, high, n }, value) => nearest(n, low, high, value)

/** Return the value of a raster that is nearest.
 * @type {(raster: Raster, value: number) => number} */
export function onto(raster, value) {
  return raster.low + (step(raster, value) / (raster.n - 1)) * (raster.high - raster.low)
}

/** @type {(part: Part) => void} */
function draw(part) {
  const { shown, at, pieces: made } = part
  const [wide, high] = scales(part)
  if (wide.to <= wide.from) return
  const [width, height] = [wide.to + RIGHT, HEAD + HEIGHT + FOOT]
  made.svg.setAttribute("viewBox", `0 0 ${width} ${height}`)
  made.svg.setAttribute("height", String(height))
  const n = shown.across.n * shown.up.n
  const where = step(shown.up, at[1]) * shown.across.n + step(shown.across, at[0])
  const fits = shown.lines.map((_line, index) => {
    const from = 3 * (index * n + where)
    return shown.fits.values.subarray(from, from + 3)
  })
  const lines = fits.map(([intercept, slope], index) => {
    const [y1, y2] = [wide.low, wide.high].map((x) => place(high, intercept + slope * x))
    const { colour, dash } = shown.lines[index]
    return drawn("path", { d: `M${wide.from} ${y1}L${wide.to} ${y2}`, stroke: colour, "stroke-dasharray": dash })
  })
  const [x, y] = [place(wide, at[0]), place(high, at[1])]
  const diamond = `M${x} ${y - SIZE}L${x + SIZE} ${y}L${x} ${y + SIZE}L${x - SIZE} ${y}Z`
  made.reach.setAttribute("cx", String(x))
  made.reach.setAttribute("cy", String(y))
  made.scene.replaceChildren(
    ...ticksUp(wide, high),
    ...ticksAcross(wide, HEAD + HEIGHT + 16),
    ...dots(shown, wide, high),
    ...lines,
    drawn("path", { d: diamond, class: "grip" }),
  )
  fits.forEach(([, , miss], index) => {
    say(made.table.tBodies[0].rows[index].cells[1], miss.toFixed(2))
  })
}

/** @type {(shown: Shown, wide: Scale, high: Scale) => SVGElement[]} */
function dots({ points }, wide, high) {
  return Array.from({ length: points.shape[0] }, (_, row) => {
    const [x, y] = points.values.subarray(2 * row, 2 * row + 2)
    return drawn("circle", { cx: place(wide, x), cy: place(high, y), r: 4, class: "belongs" })
  })
}
