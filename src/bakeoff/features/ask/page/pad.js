// A pad: strokes are kept as points from 0 to 1, so that undo takes one back and the server can draw them anew.
// A drawing is sent while it grows, but never before the last one sent was answered: a slow server sees fewer.

import { contextOf, element, say } from "../../../web/components/kit/dom.js"
import { ARROWS, PATIENCE, teller } from "../../../web/components/kit/drag.js"
import { mounted } from "../../../web/components/kit/mounted.js"

/** @import { Component } from "../../../web/components/types.d.ts" */

const STEP = 0.008 // a stroke gets a new point when the pen has moved this far
const KEY_STEP = 0.03

/**
 * @typedef {number[]} Stroke x, y, x, y, …
 * @typedef {{ strokes: Stroke[], open: Stroke | null }} Drawing
 * @typedef {[x: number, y: number]} Pen
 *
 * @typedef {object} Data
 * @property {number} turn
 * @property {number} rows
 * @property {number} columns
 * @property {number[]} pixels
 * @property {[least: number, most: number]} brushes
 * @property {number} brush
 * @property {Stroke[]} strokes
 * @property {Record<string, string>} words
 *
 * @typedef {{ strokes: Stroke[], brush: number }} Sent
 * @typedef {ReturnType<typeof create>} Pad
 */

export default mounted(
  ".pad",
  create,
  (pad, { data, setStateValue }) => {
    pad.post = setStateValue
    name(pad, data.words)
    showSeen(pad, data)
    pad.teller.hear(data.turn)
    pad.root.ariaBusy = String(pad.teller.waits())
  },
  (pad) => {
    clearInterval(pad.timer)
    pad.observer.disconnect()
  },
)

/** Return an empty drawing: finished strokes, each a flat list x, y, x, y, …, and the one that is being drawn.
 * @type {() => Drawing} */
export function empty() {
  return { strokes: [], open: null }
}

/** @type {(value: number) => number} */
const rounded = (value) => Math.round(1e4 * Math.min(1, Math.max(0, value))) / 1e4

/** Return the drawing with the pen set down.
 * @type {(drawing: Drawing, x: number, y: number) => Drawing} */
export function begin(drawing, x, y) {
  return { ...drawing, open: [rounded(x), rounded(y)] }
}

/** Return the drawing with the pen moved, if it is down and has moved far enough.
 * @type {(drawing: Drawing, x: number, y: number) => Drawing} */
export function extend(drawing, x, y) {
  const { open } = drawing
  if (!open || Math.hypot(x - open[open.length - 2], y - open[open.length - 1]) < STEP) return drawing
  return { ...drawing, open: [...open, rounded(x), rounded(y)] }
}

/** Return the drawing with the pen lifted.
 * @type {(drawing: Drawing) => Drawing} */
export function lift(drawing) {
  return drawing.open ? { strokes: [...drawing.strokes, drawing.open], open: null } : drawing
}

/** Return the drawing without its last stroke.
 * @type {(drawing: Drawing) => Drawing} */
export function undo(drawing) {
  return drawing.open ? { ...drawing, open: null } : { strokes: drawing.strokes.slice(0, -1), open: null }
}

/** Return all strokes, the one that is being drawn too.
 * @type {(drawing: Drawing) => Stroke[]} */
export function all(drawing) {
  return drawing.open ? [...drawing.strokes, drawing.open] : drawing.strokes
}

/** Return where an arrow key moves the pen, or nothing for other keys.
 * @type {(pen: Pen, key: string, fine: boolean) => Pen | undefined} */
export function moved([x, y], key, fine) {
  const step = fine ? KEY_STEP / 3 : KEY_STEP
  const way = ARROWS[key]
  return way && [rounded(x + step * way[0]), rounded(y - step * way[1])]
}

/**
 * Make the pad in its place on the page.
 *
 * @param {HTMLElement} root
 * @param {Data} data
 */
function create(root, { brush, brushes, strokes }) {
  const [min, max] = brushes
  const size = element("input", { type: "range", min, max, step: 0.01, value: brush })
  const tell = (/** @type {number} */ turn, /** @type {Sent} */ drawing) => pad.post("drawing", { turn, ...drawing })
  const sending = teller(tell)
  const pad = {
    root,
    post: /** @type {Component<Data>["setStateValue"]} */ (() => {}),
    drawing: /** @type {Drawing} */ ({ ...empty(), strokes }), // of before the page was left
    brush,
    pen: /** @type {Pen | null} */ (null), // where the arrow keys have moved it
    ink: element("canvas", { class: "ink", tabIndex: 0, role: "application" }),
    hint: element("p", { class: "hint" }),
    seen: element("canvas"),
    size: element("span"),
    caption: element("figcaption"),
    undo: element("button", { type: "button" }),
    clear: element("button", { type: "button" }),
    teller: sending,
    observer: new ResizeObserver(() => show(pad)),
    timer: setInterval(sending.tell, PATIENCE),
  }
  size.oninput = () => change(pad, pad.drawing, { brush: Number(size.value) })
  pad.undo.onclick = () => change(pad, undo(pad.drawing))
  pad.clear.onclick = () => change(pad, empty())
  const tools = element("div", { class: "tools" }, element("label", {}, pad.size, size), pad.undo, pad.clear)
  const ground = element("div", { class: "ground" }, pad.ink, pad.hint)
  root.replaceChildren(
    element("div", { class: "board" }, ground, tools),
    element("figure", { class: "made" }, pad.seen, pad.caption),
  )
  listen(pad)
  pad.observer.observe(pad.ink)
  return pad
}

/** Say what its parts are, in the language of now.
 * @type {(pad: Pad, words: Data["words"]) => void} */
function name(pad, words) {
  pad.ink.ariaLabel = words.pad
  for (const part of /** @type {const} */ (["hint", "size", "undo", "clear"])) say(pad[part], words[part])
  say(pad.caption, words.seen)
}

/** Take over another drawing, show it and send it.
 * @type {(pad: Pad, drawing: Drawing, more?: Partial<Pick<Pad, "brush" | "pen">>) => void} */
function change(pad, drawing, more = {}) {
  Object.assign(pad, more, { drawing })
  show(pad)
  pad.teller.put({ strokes: all(drawing), brush: pad.brush })
  pad.root.ariaBusy = String(pad.teller.waits())
}

/** @type {(pad: Pad) => void} */
function listen(pad) {
  /** @type {(event: PointerEvent) => Pen} */
  const place = (event) => {
    const box = pad.ink.getBoundingClientRect()
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height]
  }
  const { ink } = pad
  ink.addEventListener("pointerdown", (event) => {
    if (event.button > 0) return
    ink.setPointerCapture(event.pointerId)
    pad.pen = null
    change(pad, begin(lift(pad.drawing), ...place(event)))
  })
  ink.addEventListener("pointermove", (event) => {
    if (!pad.drawing.open || pad.pen) return
    const events = event.getCoalescedEvents?.() ?? []
    const drawing = (events.length ? events : [event]).reduce((one, each) => extend(one, ...place(each)), pad.drawing)
    if (drawing !== pad.drawing) change(pad, drawing)
  })
  for (const name of ["pointerup", "pointercancel"]) {
    ink.addEventListener(name, () => !pad.pen && pad.drawing.open && change(pad, lift(pad.drawing)))
  }
  ink.addEventListener("keydown", (event) => keys(pad, event))
  ink.addEventListener("transitionend", () => show(pad))
  ink.addEventListener("blur", () => {
    if (pad.pen) change(pad, lift(pad.drawing), { pen: null })
  })
}

/** @type {(pad: Pad, event: KeyboardEvent) => void} */
function keys(pad, event) {
  const pen = pad.pen ?? [0.5, 0.2]
  const next = moved(pen, event.key, event.shiftKey)
  if (next) change(pad, extend(pad.drawing, ...next), { pen: next })
  else if (event.key === "Enter" || event.key === " ")
    change(pad, pad.drawing.open ? lift(pad.drawing) : begin(pad.drawing, ...pen), { pen })
  else if (event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey)) change(pad, undo(pad.drawing))
  else return
  event.preventDefault()
  event.stopPropagation()
}

/** @type {(pad: Pad) => void} */
function show(pad) {
  const { ink } = pad
  const side = Math.max(1, Math.round(ink.clientWidth * (globalThis.devicePixelRatio || 1)))
  if (ink.width !== side) ink.width = ink.height = side
  const context = contextOf(ink)
  context.clearRect(0, 0, side, side)
  context.strokeStyle = context.fillStyle = getComputedStyle(ink).color
  context.lineWidth = pad.brush * side
  context.lineCap = context.lineJoin = "round"
  const strokes = all(pad.drawing)
  for (const stroke of strokes) {
    context.beginPath()
    context.moveTo(stroke[0] * side, stroke[1] * side)
    for (let at = 0; at < stroke.length; at += 2) context.lineTo(stroke[at] * side, stroke[at + 1] * side)
    context.stroke()
  }
  if (pad.pen) {
    context.lineWidth = Math.max(1, side / 140)
    context.beginPath()
    context.arc(pad.pen[0] * side, pad.pen[1] * side, (pad.brush * side) / 2, 0, 7)
    context.stroke()
  }
  pad.hint.hidden = strokes.length > 0 || pad.pen !== null
  pad.undo.disabled = pad.clear.disabled = strokes.length === 0
}

/** @type {(pad: Pad, data: Pick<Data, "rows" | "columns" | "pixels">) => void} */
function showSeen(pad, { rows, columns, pixels }) {
  const { seen } = pad
  seen.width = columns
  seen.height = rows
  const image = new ImageData(columns, rows)
  pixels.forEach((ink, place) => image.data.set([255 - ink, 255 - ink, 255 - ink, 255], 4 * place))
  contextOf(seen).putImageData(image, 0, 0)
}
