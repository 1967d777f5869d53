// A pad: strokes are kept as points from 0 to 1, so that undo takes one back and the server can draw them anew.
// A drawing is sent while it grows, but never before the last one sent was answered: a slow server sees fewer.

const STEP = 0.008 // a stroke gets a new point when the pen has moved this far
const KEY_STEP = 0.03
const PATIENCE = 1500 // milliseconds after which an answer is taken for lost

/** Return an empty drawing: finished strokes, each a flat list x, y, x, y, …, and the one that is being drawn. */
export function empty() {
  return { strokes: [], open: null }
}

const rounded = (value) => Math.round(1e4 * Math.min(1, Math.max(0, value))) / 1e4

/** Return the drawing with the pen set down. */
export function begin(drawing, x, y) {
  return { ...drawing, open: [rounded(x), rounded(y)] }
}

/** Return the drawing with the pen moved, if it is down and has moved far enough. */
export function extend(drawing, x, y) {
  const { open } = drawing
  if (!open || Math.hypot(x - open.at(-2), y - open.at(-1)) < STEP) return drawing
  return { ...drawing, open: [...open, rounded(x), rounded(y)] }
}

/** Return the drawing with the pen lifted. */
export function lift(drawing) {
  return drawing.open ? { strokes: [...drawing.strokes, drawing.open], open: null } : drawing
}

/** Return the drawing without its last stroke. */
export function undo(drawing) {
  return drawing.open ? { ...drawing, open: null } : { strokes: drawing.strokes.slice(0, -1), open: null }
}

/** Return all strokes, the one that is being drawn too. */
export function all(drawing) {
  return drawing.open ? [...drawing.strokes, drawing.open] : drawing.strokes
}

/** Return where an arrow key moves the pen, or nothing for other keys. */
export function moved([x, y], key, fine) {
  const step = fine ? KEY_STEP / 3 : KEY_STEP
  const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key]
  return way && [rounded(x + step * way[0]), rounded(y + step * way[1])]
}

/** Return a post that sends the latest drawing when the one before was answered.
 *
 * `post(turn, drawing)` is called for each that is sent; `now()` is in milliseconds.
 */
export function outbox(post, now) {
  let [turn, answered, sentAt, latest, changed] = [0, 0, 0, null, false]
  const flush = () => {
    if (!changed || (answered < turn && now() - sentAt < PATIENCE)) return
    changed = false
    sentAt = now()
    turn += 1
    post(turn, latest)
  }
  return {
    put(drawing) {
      latest = drawing
      changed = true
      flush()
    },
    hear(number) {
      if (number > turn) turn = number // of a page that was here before
      answered = Math.max(answered, number)
      flush()
    },
    flush,
    /** Whether something that was drawn has not been answered yet. */
    busy: () => changed || answered < turn,
  }
}

function element(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties)
  node.append(...children)
  return node
}

function build(data, post) {
  const { words } = data
  const pad = {
    drawing: { ...empty(), strokes: data.strokes }, // of before the page was left
    brush: data.brush,
    pen: null,
    ink: element("canvas", { className: "ink", tabIndex: 0, role: "application", ariaLabel: words.pad }),
    hint: element("p", { className: "hint", textContent: words.hint }),
    seen: element("canvas"),
  }
  pad.outbox = outbox(
    (turn, drawing) => post({ turn, ...drawing }),
    () => performance.now(),
  )
  pad.size = element("input", {
    type: "range",
    min: data.brushes[0],
    max: data.brushes[1],
    step: 0.01,
    value: data.brush,
  })
  pad.size.oninput = () => change(pad, pad.drawing, { brush: Number(pad.size.value) })
  pad.undo = element("button", {
    type: "button",
    textContent: words.undo,
    onclick: () => change(pad, undo(pad.drawing)),
  })
  pad.clear = element("button", { type: "button", textContent: words.clear, onclick: () => change(pad, empty()) })
  const tools = element("div", { className: "tools" }, element("label", {}, words.size, pad.size), pad.undo, pad.clear)
  const made = element("figure", { className: "made" }, pad.seen, element("figcaption", { textContent: words.seen }))
  pad.nodes = [
    element("div", { className: "board" }, element("div", { className: "ground" }, pad.ink, pad.hint), tools),
    made,
  ]
  listen(pad)
  return pad
}

/** Take over another drawing, show it and send it. */
function change(pad, drawing, more = {}) {
  Object.assign(pad, more, { drawing })
  show(pad)
  pad.outbox.put({ strokes: all(drawing), brush: pad.brush })
  pad.root.ariaBusy = String(pad.outbox.busy())
}

function listen(pad) {
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
  ink.addEventListener("blur", () => {
    if (pad.pen) change(pad, lift(pad.drawing), { pen: null })
  })
}

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

function show(pad) {
  const { ink } = pad
  const side = Math.max(1, Math.round(ink.clientWidth * (globalThis.devicePixelRatio || 1)))
  if (ink.width !== side) ink.width = ink.height = side
  const context = ink.getContext("2d")
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

function showSeen(pad, { rows, columns, pixels }) {
  const { seen } = pad
  seen.width = columns
  seen.height = rows
  const image = new ImageData(columns, rows)
  pixels.forEach((ink, place) => image.data.set([255 - ink, 255 - ink, 255 - ink, 255], 4 * place))
  seen.getContext("2d").putImageData(image, 0, 0)
}

const pads = new WeakMap()

export default function (component) {
  const { data, parentElement, setStateValue } = component
  const root = parentElement.querySelector(".pad")
  let pad = pads.get(parentElement)
  if (!pad) {
    pad = build(data, (drawing) => pad.post("drawing", drawing))
    pads.set(parentElement, pad)
    pad.root = root
    root.replaceChildren(...pad.nodes)
    pad.observer = new ResizeObserver(() => show(pad))
    pad.observer.observe(pad.ink)
    pad.timer = setInterval(() => pad.outbox.flush(), PATIENCE)
  }
  pad.post = setStateValue
  showSeen(pad, data)
  pad.outbox.hear(data.turn)
  root.ariaBusy = String(pad.outbox.busy())
  return () => {
    clearInterval(pad.timer)
    pad.observer.disconnect()
    pads.delete(parentElement)
  }
}
