// The network lab on the page: takes the server's messages, tells the parts, paints, and sends what the visitor does.

import { css, luminance, palette, parse } from "./colours.js"
import { element } from "./dom.js"
import { createEditor } from "./editor.js"
import { createHelp } from "./help.js"
import { between, duration } from "./interpolate.js"
import { actOf } from "./keyboard.js"
import { fits } from "./layers.js"
import { createLookout } from "./lookout.js"
import { createNetwork } from "./network.js"
import { emptyOutbox, letter, put, taken } from "./outbox.js"
import { createOutput } from "./output.js"
import { createPaint } from "./paint.js"
import { createSave } from "./save.js"
import { createTransport } from "./transport.js"
import { readMessage, readView, sameBytes, unpack } from "./wire.js"
import { describe } from "./words.js"

// Painting takes at most a share of the time: the network that is watched trains on the same machine.
const FRAME = 30
const REST = 4
const SPEAK_EVERY = 10000
const PALETTES = { light: palette("light"), dark: palette("dark") }
const MOVING = 15000 // ms for which a lab that has lost its place on the page waits for another
const labs = new WeakMap()
let moving = null

/** Streamlit calls this at every change of data or theme. */
export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  let lab = labs.get(parentElement)
  if (!lab) {
    const root = parentElement.querySelector(".lab")
    lab = moveIn(root) ?? create(root)
    labs.set(parentElement, lab)
  }
  lab.post = (content) => {
    lab.sending = true
    setTriggerValue("command", content) // which sends in a task of its own: the one before this
    setTimeout(() => (lab.sending = false))
  }
  receive(lab, readMessage(data))
  return () => {
    labs.delete(parentElement)
    moveOut(lab)
  }
}

/** On a busy machine Streamlit at times takes a component out and makes it anew: what was begun must not be lost. */
function moveOut(lab) {
  lab.lookout.close()
  moving = lab
  lab.leaving = setTimeout(() => {
    if (moving === lab) moving = null
    lab.closing.abort()
    cancelAnimationFrame(lab.asked)
  }, MOVING)
}

/** Return the lab that has just lost its place, with all that it holds in this one; null if there is none. */
function moveIn(root) {
  const lab = moving
  if (!lab?.watch) return null
  moving = null
  clearTimeout(lab.leaving)
  root.replaceChildren(...lab.root.childNodes)
  lab.root = root
  lab.watch.disconnect()
  lab.watch.observe(root)
  lab.focused?.focus({ preventScroll: true })
  return lab
}

function create(root) {
  const session = Math.random().toString(36).slice(2)
  const lab = {
    root,
    outbox: emptyOutbox(session),
    patches: {},
    hover: null,
    from: null,
    to: null,
    asked: 0,
    arrived: 0,
    way: 0,
    painted: 0,
    cost: 0,
    spoken: 0,
    focused: null,
    leaving: 0,
    sending: false,
    watch: null,
    closing: new AbortController(),
  }
  lab.lookout = createLookout(
    () => look(lab),
    () => document.hidden,
  )
  return lab
}

/** Make the parts; this waits for the first message, as the words come with it. */
function build(lab, { words }) {
  const redraw = () => ask(lab)
  const acts = {
    change: (settings) => change(lab, settings),
    hover: (what) => {
      lab.hover = what
      redraw()
    },
    edit: (what, place, opener) => openEditor(lab, what, place, opener),
    restore: (ghost) => send(lab, { command: "restore", ghost }),
    rewind: (epoch) => send(lab, { command: "rewind", epoch }, { playing: false }),
    redraw,
  }
  for (const name of ["step_epoch", "step_batch", "reset", "new_weights"])
    acts[name] = () => send(lab, { command: name }, { playing: false })
  acts.toggle = () => send(lab, { command: isPlaying(lab) ? "pause" : "play" }, { playing: !isPlaying(lab) })
  acts.help = () => lab.help.open()
  lab.acts = acts
  lab.transport = createTransport(words, acts)
  lab.network = createNetwork(words, acts)
  lab.output = createOutput(words, acts)
  lab.paint = createPaint(words, lab.output.canvas, {
    redraw,
    preview: (points) => {
      lab.preview = points
      redraw()
    },
    points: (points) => sendPoints(lab, points),
  })
  lab.output.extra.append(lab.paint.node)
  lab.editor = createEditor(words, (weight) => send(lab, { command: "edit_weight", ...weight }))
  lab.help = createHelp(words)
  lab.save = createSave(words, () => onShow(lab))
  lab.status = element("p", { class: "unseen", role: "status", "aria-live": "polite" })
  const diagram = element(
    "section",
    { class: "network", "aria-label": words.network },
    lab.network.node,
    lab.editor.node,
    legend(words),
    lab.output.below,
    lab.save.node,
  )
  lab.root.replaceChildren(
    lab.transport.node,
    element("div", { class: "body" }, diagram, lab.output.node),
    lab.help.node,
    lab.status,
  )
  listen(lab)
}

/** Return what is on show now, for a picture of it. */
function onShow({ root, view, preview, to, colours }) {
  const font = getComputedStyle(root).fontFamily
  return { view: { ...view, points: preview ?? view.points }, snapshot: to, colours, font }
}

/** What the lines mean, and what can be done with them. */
function legend(words) {
  const sample = (sign, text) => element("span", {}, element("i", { class: sign }), text)
  return element(
    "p",
    { class: "key" },
    sample("positive", words.positive),
    sample("negative", words.negative),
    element("span", {}, words.hint),
  )
}

function listen(lab) {
  const { signal } = lab.closing
  window.addEventListener("keydown", (event) => key(lab, event), { capture: true, signal })
  document.addEventListener("visibilitychange", () => shown(lab), { signal })
  document.addEventListener("click", (event) => leave(lab, event), { capture: true, signal })
  window.addEventListener("popstate", () => lab.lookout.rest(), { signal })
  lab.watch = new ResizeObserver(() => show(lab))
  lab.watch.observe(lab.root)
  signal.addEventListener("abort", () => lab.watch.disconnect())
  for (const node of lab.root.children) follow(lab, node, signal)
}

/** Remember what has the focus; an element that is taken out with the lab's place has it again in the next. */
function follow(lab, node, signal) {
  node.addEventListener("focusin", ({ target }) => (lab.focused = target), { signal })
  node.addEventListener("focusout", () => setTimeout(() => lab.root.isConnected && forget(lab)), { signal })
}

function forget(lab) {
  if (lab.root.getRootNode().activeElement !== lab.focused) lab.focused = null
}

/** A question that the server hears after the next page's name brings this page back, and nothing on it. */
function leave(lab, event) {
  const link = event.composedPath().find((node) => node.href)
  if (!link || link.target === "_blank" || link.download) return
  lab.lookout.rest()
  if (!lab.sending || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  event.stopImmediatePropagation()
  setTimeout(() => link.click()) // after what is being sent
}

function key(lab, event) {
  const target = event.composedPath()[0]
  const painting = lab.paint.isOn()
  if (lab.help.isOpen() || !lab.help.keysOn() || event.defaultPrevented || !reachable(lab.root)) return
  if (painting && target === lab.output.canvas && event.key.startsWith("Arrow")) return
  const act = actOf(event, target, painting)
  if (!act || !allowed(lab.view, act)) return
  event.preventDefault()
  event.stopPropagation()
  if (act in lab.acts) lab.acts[act]()
  else lab.paint.do(act)
}

/** Whether the lab is on the page and no dialog of the page lies over it. */
function reachable(root) {
  return root.isConnected && !root.getRootNode().host?.closest("[inert], [aria-hidden=true]")
}

/** Whether a lesson has left the control that does this. */
function allowed({ hide }, act) {
  const part = { toggle: "run", step_epoch: "step", step_batch: "step", paint: "painted" }[act] ?? act
  return !hide.includes(part)
}

/** Ask the server for the latest; what has not been taken yet is sent once more, and answered by it as well. */
function look(lab) {
  if (!lab.outbox.open.length) lab.outbox = put(lab.outbox, { command: "look" })
  lab.post(letter(lab.outbox))
}

function shown(lab) {
  lab.lookout.shown()
  ask(lab)
}

/** What the visitor changed is shown at once, until a snapshot shows how it is: one from before would take it back. */
function receive(lab, { acknowledged, answered, place, asleep, refused, lookAgain, view, snapshot }) {
  Object.assign(lab, { place, asleep, refused })
  lab.outbox = taken(lab.outbox, acknowledged)
  if (lab.outbox.open.length) lab.lookout.wait()
  else lab.lookout.news(lookAgain && 1000 * lookAgain)
  if (!lab.outbox.open.length && answered) lab.patches = {}
  if (!sameBytes(view, lab.viewBytes)) {
    lab.viewBytes = view
    lab.served = readView(view)
  }
  if (!lab.transport) build(lab, lab.served)
  if (snapshot.length) take(lab, unpack(snapshot))
  show(lab)
}

function take(lab, snapshot) {
  if (lab.to?.serial === snapshot.serial) return
  const now = performance.now()
  lab.from = lab.to && between(lab.from, lab.to, progress(lab, now))
  lab.to = snapshot
  lab.way = matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : duration(now - lab.arrived)
  lab.arrived = now
}

function progress({ arrived, way }, now) {
  return way ? Math.min(1, (now - arrived) / way) : 1
}

function isPlaying({ patches, to }) {
  return patches.playing ?? to?.playing ?? false
}

function show(lab) {
  if (!lab.served) return
  const served = { ...lab.served, ...lab.patches }
  const { playing, ...view } = served
  view.outputs = Math.max(1, view.n_classes)
  lab.view = view
  lab.colours = ground(lab.root)
  lab.transport.update(view, lab.to, isPlaying(lab), lab)
  lab.network.update(view, lab.to)
  lab.output.update(view, lab.to, lab.refused)
  lab.paint.update(view, lab.colours.colours)
  lab.save.update(view, lab.to)
  speak(lab)
  ask(lab)
}

/** The text alternative, told to screen readers at once when paused and now and then while it runs. */
function speak(lab) {
  const text = describe(lab.view, lab.to)
  lab.network.describe(text)
  lab.output.describe(text)
  const now = performance.now()
  if (lab.status.textContent === text || (isPlaying(lab) && now - lab.spoken < SPEAK_EVERY)) return
  lab.spoken = now
  lab.status.textContent = text
}

/** Return the colours that go with the theme round the lab. */
function ground(root) {
  const style = getComputedStyle(root)
  const back = parse(style.getPropertyValue("--st-background-color") || "#ffffff")
  const ink = parse(style.getPropertyValue("--st-text-color") || "#101418")
  const colours = PALETTES[luminance(back) > 0.4 ? "light" : "dark"]
  root.style.setProperty("--positive", css(colours.positive))
  root.style.setProperty("--negative", css(colours.negative))
  root.style.colorScheme = colours.mode
  return { colours, ink, ground: back }
}

/** Ask for a picture; none is painted while the tab is hidden. */
function ask(lab) {
  if (lab.asked || document.hidden || !lab.view) return
  lab.asked = requestAnimationFrame((now) => {
    lab.asked = 0
    if (document.hidden) return
    if (now - lab.painted < Math.max(FRAME, REST * lab.cost) && progress(lab, now) < 1) return ask(lab)
    lab.painted = now
    picture(lab, now)
    // A canvas is rasterised after this function, so the cost is known only in the task that follows.
    setTimeout(() => {
      lab.cost = performance.now() - now
    })
    if (progress(lab, now) < 1) ask(lab)
  })
}

function picture(lab, now) {
  const frame = lab.to && between(lab.from, lab.to, progress(lab, now))
  lab.network.paint(frame, lab.colours)
  lab.output.paint(frame, {
    colours: lab.colours.colours,
    hover: lab.hover,
    points: lab.preview ?? lab.view.points,
    cursor: lab.paint.cursor(),
    still: !isPlaying(lab) && progress(lab, now) >= 1,
  })
}

function openEditor(lab, what, place, opener) {
  if (!lab.to || !fits(lab.to, lab.view)) return
  const scroll = lab.network.node
  const shifted = { x: place.x - scroll.scrollLeft, y: place.y }
  lab.editor.open(what, shifted, opener, lab.view, lab.to, scroll.clientWidth)
}

function change(lab, settings) {
  const [[name, value]] = Object.entries(settings)
  send(lab, { command: name, value }, settings)
}

function sendPoints(lab, points) {
  lab.preview = null
  const rounded = (value) => Math.round(value * 1e4) / 1e4
  const list = Array.from(points.x1, (x1, row) => [rounded(x1), rounded(points.x2[row]), points.target[row]])
  send(lab, { command: "points", value: list }, { points })
}

function send(lab, command, patch = {}) {
  lab.outbox = put(lab.outbox, command)
  lab.patches = { ...lab.patches, ...patch }
  lab.post(letter(lab.outbox))
  lab.lookout.wait()
  show(lab)
}
