// Painting points: the tools, the brush on the picture, and the history that undo and redo go through.

import { css, shape } from "../components/kit/colours.js"
import { drawn, element, icon, iconButton } from "../components/kit/dom.js"
import { fill } from "../components/kit/words.js"
import { moved } from "./keyboard.js"
import { act, brush, erase, fromColumns, jitter, redo, samePoints, start, toColumns, undo } from "./points.js"

/** @import { Colour, Palette } from "../components/kit/types.d.ts" */
/** @import { Cursor, Place, Point, Points, View, Words } from "./types.d.ts" */

/** @import { History } from "./points.js" */

const SPREAD = 0.25
const DENSITY = 4
const STEP = 0.4
const RADIUS = 0.8
/** @type {Record<string, string>} */
const MARKS = {
  circle: "M12 5a7 7 0 1 0 0 14 7 7 0 0 0 0-14z",
  square: "M6 6h12v12H6z",
  diamond: "M12 3l9 9-9 9-9-9z",
  triangle: "M12 4l8 15H4z",
  cross: "M9 4h6v5h5v6h-5v5H9v-5H4V9h5z",
}

/**
 * @typedef {number | "erase"} Tool a class's code, or the eraser
 *
 * @typedef {object} PaintActs
 * @property {(points: Points) => void} points gets the points after each act
 * @property {(points: Points | null) => void} preview gets those that are only shown: of a stroke that is not
 *   finished, and of points that the server refused. They wait here for more.
 * @property {() => void} redraw
 *
 * @typedef {object} Paint
 * @property {HTMLElement} node
 * @property {(view: View, colours: Palette) => void} update
 * @property {() => boolean} isOn
 * @property {(name: string) => void} do
 * @property {() => Cursor | null} cursor
 *
 * @typedef {ReturnType<typeof partOf>} Part
 */

/** Return the paint tools.
 * @type {(words: Words, canvas: HTMLCanvasElement, acts: PaintActs, view: View, colours: Palette) => Paint} */
export function createPaint(words, canvas, acts, view, colours) {
  const part = partOf(words, canvas, acts, view, colours)
  listen(part)
  return {
    node: part.node,
    update: (view, colours) => update(part, view, colours),
    isOn: () => part.on,
    do: (name) => run(part, name),
    cursor: () => (part.on && part.cursor ? { ...part.cursor, radius: part.radius, colour: colourOf(part) } : null),
  }
}

/**
 * @param {Words} words
 * @param {HTMLCanvasElement} canvas
 * @param {PaintActs} acts
 * @param {View} view
 * @param {Palette} colours
 */
function partOf(words, canvas, acts, view, colours) {
  const resize = (/** @type {number} */ radius) => {
    part.radius = radius
    acts.redraw()
  }
  const press = (/** @type {string} */ name) => run(part, name)
  const part = {
    ...toolsOf(words, colours.classes.length, press, resize),
    ...{ words, canvas, acts, colours, half: view.half, data: "", on: false, radius: RADIUS, history: start([]) },
    tool: /** @type {Tool} */ (0),
    served: /** @type {readonly Point[] | null} */ (null),
    sent: /** @type {Points | null} */ (null),
    seen: /** @type {Points | null} */ (null),
    stroke: /** @type {{ points: readonly Point[], last: Place } | null} */ (null), // that is being drawn
    cursor: /** @type {Place | null} */ (null),
  }
  return part
}

/** @type {(part: Part) => void} */
function listen(part) {
  const { canvas } = part
  canvas.addEventListener("pointerdown", (event) => begin(part, event))
  canvas.addEventListener("pointermove", (event) => move(part, event))
  canvas.addEventListener("pointerup", () => finish(part))
  canvas.addEventListener("pointercancel", () => finish(part))
  canvas.addEventListener("pointerleave", () => leave(part))
  canvas.addEventListener("keydown", (event) => keys(part, event))
  canvas.addEventListener("focus", () => showCursor(part, part.cursor ?? { x1: 0, x2: 0 }))
  canvas.addEventListener("blur", () => showCursor(part, null))
}

/** @type {(part: Part) => Colour} */
function colourOf({ tool, colours }) {
  return tool === "erase" ? (colours.mode === "light" ? [60, 66, 72] : [220, 224, 228]) : colours.classes[tool]
}

/**
 * Make the tools; `press` is told a button's act, `resize` the brush's new radius.
 *
 * @param {Words} words
 * @param {number} nBrushes
 * @param {(name: string) => void} press
 * @param {(radius: number) => void} resize
 */
function toolsOf(words, nBrushes, press, resize) {
  /** @type {(name: string) => HTMLButtonElement} */
  const plain = (name) => element("button", { type: "button", class: "plain", onclick: () => press(name) }, words[name])
  const about = { type: "button", class: "plain paint-switch", "aria-pressed": "false", onclick: () => press("paint") }
  const size = element("input", {
    type: "range",
    min: 0.2,
    max: 2,
    step: 0.2,
    value: RADIUS,
    "aria-label": words.brush_size,
    title: words.brush_size,
    oninput: () => resize(Number(size.value)),
  })
  const brushes = Array.from({ length: nBrushes }, (_each, code) =>
    brushButton(fill(words.brush, { n: code + 1 }), code, press),
  )
  const [eraser, jitter, clear] = ["erase", "jitter", "clear"].map(plain)
  const undo = iconButton("undo", words.undo, () => press("undo"))
  const redo = iconButton("redo", words.redo, () => press("redo"))
  const count = element("span", { class: "note" })
  const bar = { class: "tools", role: "toolbar", "aria-label": words.paint_tools, hidden: true }
  const tools = element("div", bar, ...brushes, eraser, size, jitter, undo, redo, clear, count)
  const paintSwitch = element("button", about, icon("brush"), words.paint)
  const node = element("div", { class: "paint" }, paintSwitch, tools)
  return { node, switch: paintSwitch, tools, brushes, eraser, undo, redo, count }
}

/** @type {(label: string, code: number, press: (name: string) => void) => HTMLButtonElement} */
function brushButton(label, code, press) {
  const path = drawn("path", { d: MARKS[shape(code)], fill: "currentColor" })
  const about = { type: "button", class: "icon brush", title: label, "aria-label": label }
  return element(
    "button",
    { ...about, onclick: () => press(`class_${code}`) },
    drawn("svg", { viewBox: "0 0 24 24", "aria-hidden": "true" }, path),
  )
}

/** @type {(part: Part, view: View, colours: Palette) => void} */
function update(part, view, colours) {
  part.colours = colours
  part.half = view.half
  part.node.hidden = view.hide.includes("painted") || view.n_classes === 0
  if (part.node.hidden) part.on = false
  else if (view.data === "painted" && part.data && part.data !== "painted") part.on = true
  if (view.data !== "painted" || !part.node.hidden) part.data = view.data // else its classes are on their way
  if (part.seen !== view.points && !part.stroke) {
    part.seen = view.points
    if (view.points !== part.sent) receive(part, fromColumns(view.points))
  }
  part.brushes.forEach((node, code) => node.style.setProperty("--brush", css(colours.classes[code])))
  show(part)
}

/** Take over points of the server, unless it only says that it has taken, or refused, what was painted a while ago.
 * @type {(part: Part, points: readonly Point[]) => void} */
function receive(part, points) {
  const known = [part.served, part.sent && fromColumns(part.sent)].some((list) => list && samePoints(points, list))
  part.served = points
  if (samePoints(points, part.history.points)) return
  if (known) return part.acts.preview(toColumns(part.history.points))
  part.history = start(points)
  part.acts.preview(null)
}

/** @type {(part: Part) => void} */
function show(part) {
  const { on, tool, history, words } = part
  part.switch.setAttribute("aria-pressed", String(on))
  part.tools.hidden = !on
  part.brushes.forEach((node, code) => node.setAttribute("aria-pressed", String(tool === code)))
  part.eraser.setAttribute("aria-pressed", String(tool === "erase"))
  part.undo.disabled = !history.past.length
  part.redo.disabled = !history.future.length
  part.count.textContent = fill(words.painted_count, { n: history.points.length })
  part.canvas.classList.toggle("painting", on)
}

/** Do what a button or key of this name stands for.
 * @type {(part: Part, name: string) => void} */
function run(part, name) {
  if (name === "paint") part.on = !part.on
  else if (name.startsWith("class_")) part.tool = Number(name.slice(6))
  else if (name === "erase") part.tool = "erase"
  else if (name === "undo") travel(part, undo)
  else if (name === "redo") travel(part, redo)
  else if (name === "jitter") commit(part, jitter(part.history.points, SPREAD, Math.random))
  else if (name === "clear" && part.history.points.length) commit(part, [])
  show(part)
  part.acts.redraw()
}

/** @type {(part: Part, way: (history: History) => History) => void} */
function travel(part, way) {
  const history = way(part.history)
  if (history.points === part.history.points) return
  part.history = history
  tell(part)
}

/** @type {(part: Part, points: readonly Point[]) => void} */
function commit(part, points) {
  const history = act(part.history, points)
  if (history === part.history) return
  part.history = history
  tell(part)
}

/** @type {(part: Part) => void} */
function tell(part) {
  part.sent = toColumns(part.history.points)
  part.acts.points(part.sent)
}

/** @type {(part: Part, event: MouseEvent) => Place} */
function at({ canvas, half }, event) {
  const box = canvas.getBoundingClientRect()
  return {
    x1: ((event.clientX - box.left) / box.width) * 2 * half - half,
    x2: half - ((event.clientY - box.top) / box.height) * 2 * half,
  }
}

/** @type {(part: Part, points: readonly Point[], place: Place) => readonly Point[]} */
function dab({ tool, radius }, points, place) {
  if (tool === "erase") return erase(points, place, radius)
  const count = Math.max(1, Math.round(DENSITY * radius))
  return brush(points, place, tool, { radius, count, random: Math.random })
}

/** @type {(part: Part, event: PointerEvent) => void} */
function begin(part, event) {
  if (!part.on || event.button > 0) return
  event.preventDefault()
  part.canvas.setPointerCapture(event.pointerId)
  const place = at(part, event)
  part.stroke = { points: dab(part, part.history.points, place), last: place }
  part.acts.preview(toColumns(part.stroke.points))
}

/** @type {(part: Part, event: PointerEvent) => void} */
function move(part, event) {
  if (!part.on) return
  const place = at(part, event)
  showCursor(part, place)
  if (!part.stroke || Math.hypot(place.x1 - part.stroke.last.x1, place.x2 - part.stroke.last.x2) < part.radius * 0.6)
    return
  part.stroke = { points: dab(part, part.stroke.points, place), last: place }
  part.acts.preview(toColumns(part.stroke.points))
}

/** @type {(part: Part) => void} */
function finish(part) {
  if (!part.stroke) return
  const { points } = part.stroke
  part.stroke = null
  commit(part, points)
  show(part)
}

/** @type {(part: Part) => void} */
function leave(part) {
  if (!part.stroke) showCursor(part, null)
}

/** @type {(part: Part, place: Place | null) => void} */
function showCursor(part, place) {
  part.cursor = place
  if (part.on) part.acts.redraw()
}

/** The brush by keyboard: arrows move it over the picture, enter puts it down.
 * @type {(part: Part, event: KeyboardEvent) => void} */
function keys(part, event) {
  if (!part.on || event.ctrlKey || event.metaKey) return
  const place = part.cursor ?? { x1: 0, x2: 0 }
  const next = moved(place, event.key, event.shiftKey ? STEP / 4 : STEP, part.half)
  if (next) showCursor(part, next)
  else if (event.key === "Enter") {
    part.stroke = { points: dab(part, part.history.points, place), last: place }
    finish(part)
  } else return
  event.preventDefault()
  event.stopPropagation()
}
