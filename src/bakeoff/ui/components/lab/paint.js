// Painting points: the tools, the brush on the picture, and the history that undo and redo go through.

import { css, shape } from "./colours.js"
import { drawn, element, iconButton } from "./dom.js"
import { moved } from "./keyboard.js"
import { act, brush, erase, fromColumns, jitter, redo, samePoints, start, toColumns, undo } from "./points.js"
import { fill } from "./words.js"

const SPREAD = 0.25
const DENSITY = 4
const STEP = 0.4
const MARKS = {
  circle: "M12 5a7 7 0 1 0 0 14 7 7 0 0 0 0-14z",
  square: "M6 6h12v12H6z",
  diamond: "M12 3l9 9-9 9-9-9z",
  triangle: "M12 4l8 15H4z",
  cross: "M9 4h6v5h5v6h-5v5H9v-5H4V9h5z",
}

/** Return the paint tools: `{node, update, ...}`.
 *
 * `acts.points(columns)` gets the points after each act, `acts.preview(columns)` those that are only shown: of a stroke
 * that is not finished, and of points that the server refused. They wait here for more.
 */
export function createPaint(words, canvas, acts) {
  const part = {
    words,
    canvas,
    acts,
    on: false,
    tool: 0,
    radius: 0.8,
    history: start([]),
    served: null,
    sent: null,
    stroke: null,
    cursor: null,
    colours: null,
  }
  build(part)
  canvas.addEventListener("pointerdown", (event) => begin(part, event))
  canvas.addEventListener("pointermove", (event) => move(part, event))
  canvas.addEventListener("pointerup", () => finish(part))
  canvas.addEventListener("pointercancel", () => finish(part))
  canvas.addEventListener("pointerleave", () => leave(part))
  canvas.addEventListener("keydown", (event) => keys(part, event))
  canvas.addEventListener("focus", () => showCursor(part, part.cursor ?? { x1: 0, x2: 0 }))
  canvas.addEventListener("blur", () => showCursor(part, null))
  return {
    node: part.node,
    update: (view, colours) => update(part, view, colours),
    isOn: () => part.on,
    do: (name) => run(part, name),
    cursor: () => part.on && part.cursor && { ...part.cursor, radius: part.radius, colour: colourOf(part) },
  }
}

function colourOf({ tool, colours }) {
  return tool === "erase" ? (colours.mode === "light" ? [60, 66, 72] : [220, 224, 228]) : colours.classes[tool]
}

function build(part) {
  const { words } = part
  part.switch = element("button", {
    type: "button",
    class: "plain paint-switch",
    "aria-pressed": "false",
    onclick: () => run(part, "paint"),
  })
  part.switch.append(iconButton("brush", "", null).firstChild, words.paint)
  part.brushes = [0, 1, 2, 3, 4].map((code) => {
    const mark = drawn(
      "svg",
      { viewBox: "0 0 24 24", "aria-hidden": "true" },
      drawn("path", { d: MARKS[shape(code)], fill: "currentColor" }),
    )
    const label = fill(words.brush, { n: code + 1 })
    return element(
      "button",
      {
        type: "button",
        class: "icon brush",
        title: label,
        "aria-label": label,
        onclick: () => run(part, `class_${code}`),
      },
      mark,
    )
  })
  part.eraser = element("button", { type: "button", class: "plain", onclick: () => run(part, "erase") }, words.erase)
  const size = element("input", {
    type: "range",
    min: 0.2,
    max: 2,
    step: 0.2,
    value: part.radius,
    "aria-label": words.brush_size,
    title: words.brush_size,
  })
  size.oninput = () => {
    part.radius = Number(size.value)
    part.acts.redraw()
  }
  const button = (name) =>
    element("button", { type: "button", class: "plain", onclick: () => run(part, name) }, words[name])
  part.undo = iconButton("undo", words.undo, () => run(part, "undo"))
  part.redo = iconButton("redo", words.redo, () => run(part, "redo"))
  part.count = element("span", { class: "note" })
  part.tools = element(
    "div",
    { class: "tools", role: "toolbar", "aria-label": words.paint_tools, hidden: true },
    ...part.brushes,
    part.eraser,
    size,
    button("jitter"),
    part.undo,
    part.redo,
    button("clear"),
    part.count,
  )
  part.node = element("div", { class: "paint" }, part.switch, part.tools)
}

function update(part, view, colours) {
  part.colours = colours
  part.half = view.half
  part.node.hidden = view.hide.includes("painted") || view.n_classes === 0
  if (view.data === "painted" && part.data && part.data !== "painted") part.on = true
  part.data = view.data
  if (part.node.hidden) part.on = false
  if (part.seen !== view.points && !part.stroke) {
    part.seen = view.points
    if (view.points !== part.sent) receive(part, fromColumns(view.points))
  }
  part.brushes.forEach((node, code) => node.style.setProperty("--brush", css(colours.classes[code])))
  show(part)
}

/** Take over points of the server, unless it only says that it has taken, or refused, what was painted a while ago. */
function receive(part, points) {
  const known = [part.served, part.sent && fromColumns(part.sent)].some((list) => list && samePoints(points, list))
  part.served = points
  if (samePoints(points, part.history.points)) return
  if (known) return part.acts.preview(toColumns(part.history.points))
  part.history = start(points)
  part.acts.preview(null)
}

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

/** Do what a button or key of this name stands for. */
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

function travel(part, way) {
  const history = way(part.history)
  if (history.points === part.history.points) return
  part.history = history
  tell(part)
}

function commit(part, points) {
  const history = act(part.history, points)
  if (history === part.history) return
  part.history = history
  tell(part)
}

function tell(part) {
  part.sent = toColumns(part.history.points)
  part.acts.points(part.sent)
}

function at({ canvas, half }, event) {
  const box = canvas.getBoundingClientRect()
  return {
    x1: ((event.clientX - box.left) / box.width) * 2 * half - half,
    x2: half - ((event.clientY - box.top) / box.height) * 2 * half,
  }
}

function dab(part, place) {
  const { tool, radius } = part
  if (tool === "erase") return erase(part.stroke.points, place, radius)
  const count = Math.max(1, Math.round(DENSITY * radius))
  return brush(part.stroke.points, place, tool, { radius, count, random: Math.random })
}

function begin(part, event) {
  if (!part.on || event.button > 0) return
  event.preventDefault()
  part.canvas.setPointerCapture(event.pointerId)
  part.stroke = { points: part.history.points, last: at(part, event) }
  part.stroke.points = dab(part, part.stroke.last)
  part.acts.preview(toColumns(part.stroke.points))
}

function move(part, event) {
  if (!part.on) return
  const place = at(part, event)
  showCursor(part, place)
  if (!part.stroke || Math.hypot(place.x1 - part.stroke.last.x1, place.x2 - part.stroke.last.x2) < part.radius * 0.6)
    return
  part.stroke = { ...part.stroke, last: place }
  part.stroke.points = dab(part, place)
  part.acts.preview(toColumns(part.stroke.points))
}

function finish(part) {
  if (!part.stroke) return
  const { points } = part.stroke
  part.stroke = null
  commit(part, points)
  show(part)
}

function leave(part) {
  if (!part.stroke) showCursor(part, null)
}

function showCursor(part, place) {
  part.cursor = place
  if (part.on) part.acts.redraw()
}

/** The brush by keyboard: arrows move it over the picture, enter puts it down. */
function keys(part, event) {
  if (!part.on || event.ctrlKey || event.metaKey) return
  const place = part.cursor ?? { x1: 0, x2: 0 }
  const next = moved(place, event.key, event.shiftKey ? STEP / 4 : STEP, part.half)
  if (next) showCursor(part, next)
  else if (event.key === "Enter") {
    part.stroke = { points: part.history.points, last: place }
    part.stroke.points = dab(part, place)
    finish(part)
  } else return
  event.preventDefault()
  event.stopPropagation()
}
