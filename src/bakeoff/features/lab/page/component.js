// The network lab on the page: takes the server's messages, tells the parts, paints, and sends what the visitor does.

import { css } from "../../../web/components/kit/colours.js"
import { element } from "../../../web/components/kit/dom.js"
import { same } from "../../../web/components/kit/same.js"
import { themeKey, themeOf } from "../../../web/components/kit/theme.js"
import { unpack } from "../../../web/components/kit/wire.js"
import { readMessage, readView } from "../../../web/network/messages.js"
import { createPaint } from "../../../web/network/paint.js"
import { toRows } from "../../../web/network/points.js"
import { createChoose } from "./choose.js"
import { describe } from "./describe.js"
import { createEditor } from "./editor.js"
import { createFrames } from "./frames.js"
import { createHelp } from "./help.js"
import { createKnobs } from "./knobs.js"
import { fits } from "./layers.js"
import { createLookout } from "./lookout.js"
import { createNetwork } from "./network.js"
import { emptyOutbox, letter, put, taken } from "./outbox.js"
import { createOutput } from "./output.js"
import { listen } from "./presence.js"
import { createSave } from "./save.js"
import { besidePace, createTransport } from "./transport.js"

/** @import { Component } from "../../../web/components/types.d.ts" */
/** @import { PaintActs } from "../../../web/network/paint.js" */
/** @import { Shown } from "./save.js" */
/** @import { Acts, Changes, Command, Message, Outbox, Points, Served, Snapshot } from "../../../web/network/types.d.ts" */
/** @import { Theme } from "../../../web/components/kit/types.d.ts" */
/** @import { Spot, View, What, Words } from "../../../web/network/types.d.ts" */

/**
 * @typedef {ReturnType<typeof stateOf> & Parts} Lab
 *
 * @typedef {object} Parts
 * @property {Record<string, () => void>} presses what keys do, by name
 * @property {ReturnType<typeof createTransport>} transport
 * @property {ReturnType<typeof createKnobs>} knobs
 * @property {ReturnType<typeof createNetwork>} network
 * @property {ReturnType<typeof createOutput>} output
 * @property {ReturnType<typeof createPaint>} paint
 * @property {ReturnType<typeof createChoose>} choose
 * @property {ReturnType<typeof createEditor>} editor
 * @property {ReturnType<typeof createHelp>} help
 * @property {ReturnType<typeof createSave>} save
 * @property {HTMLElement} status
 * @property {ReturnType<typeof createLookout>} lookout
 * @property {ReturnType<typeof createFrames>} frames
 * @property {ResizeObserver} watch
 */

const SPEAK_EVERY = 10000
const FLOW = 30 // ms in which what flows along the links moves by a pixel
const MOVING = 15000 // ms for which a lab that has lost its place on the page waits for another
/** @type {WeakMap<Node, Lab>} */
const labs = new WeakMap()
/** @type {Lab | null} */
let moving = null

/** Streamlit calls this at every change of data or theme.
 * @type {(component: Component<Uint8Array>) => () => void} */
export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const message = readMessage(data)
  const root = /** @type {HTMLElement} */ (parentElement.querySelector(".lab"))
  const before = labs.get(parentElement)
  // In another language it is another component, which Streamlit builds in the same place.
  if (before && before.root !== root) moveOut(before)
  const lab = before?.root === root ? before : enter(root, message)
  labs.set(parentElement, lab)
  lab.post = (content) => {
    lab.sending = true
    setTriggerValue("command", content) // which sends in a task of its own: the one before this
    setTimeout(() => {
      lab.sending = false
    })
  }
  receive(lab, message)
  return () => {
    labs.delete(parentElement)
    moveOut(lab)
  }
}

/** On a busy machine Streamlit at times takes a component out and makes it anew: what was begun must not be lost.
 * @type {(lab: Lab) => void} */
function moveOut(lab) {
  lab.lookout.close()
  moving = lab
  lab.leaving = setTimeout(() => {
    if (moving === lab) moving = null
    end(lab)
  }, MOVING)
}

/** @type {(lab: Lab) => void} */
function end(lab) {
  lab.closing.abort()
  lab.frames.stop()
}

/** Return the lab that has just lost its place, with all that it holds in this one, or a new one if there is none that
 * speaks the same language.
 * @type {(root: HTMLElement, message: Message) => Lab} */
function enter(root, message) {
  const lab = moving
  if (!lab) return create(root, message)
  moving = null
  clearTimeout(lab.leaving)
  if (lab.root.lang !== root.lang) {
    end(lab)
    return create(root, message)
  }
  root.replaceChildren(...lab.root.childNodes)
  lab.root = root
  lab.watch.disconnect()
  lab.watch.observe(root)
  lab.focused?.focus({ preventScroll: true })
  return lab
}

/** Make a lab; this takes the first message, as the words come with it.
 * @type {(root: HTMLElement, message: Message) => Lab} */
function create(root, message) {
  const lab = /** @type {Lab} */ (stateOf(root, message)) // from the next line on
  Object.assign(lab, partsOf(lab))
  furnish(lab, lab.served.words)
  listen(lab)
  lab.watch.observe(root)
  return lab
}

/**
 * @param {HTMLElement} root
 * @param {Message} message
 */
function stateOf(root, { view, place, asleep, refused }) {
  const served = readView(view)
  return {
    ...{ root, packed: view, served, view: viewOf(served, {}), theme: themeOf(root), place, asleep, refused },
    post: /** @type {(content: unknown) => void} */ (() => {}),
    outbox: emptyOutbox(Math.random().toString(36).slice(2)),
    patches: /** @type {Changes} */ ({}), // what the visitor changed and no snapshot shows yet
    hover: /** @type {What | null} */ (null),
    preview: /** @type {Points | null} */ (null), // points that are only shown
    spoken: 0, // when the text alternative was told last
    focused: /** @type {HTMLElement | null} */ (null),
    leaving: 0, // the timer that ends it
    sending: false,
    closing: new AbortController(),
  }
}

/** @type {(lab: Lab) => Parts} */
function partsOf(lab) {
  const { words } = lab.served
  const presses = pressesOf(lab)
  const acts = { ...actsOf(lab), ...presses }
  const output = createOutput(words, acts, lab.view)
  /** @type {PaintActs} */
  const drawing = {
    redraw: acts.redraw,
    preview: (points) => {
      lab.preview = points
      acts.redraw()
    },
    points: (points) => sendPoints(lab, points),
  }
  const paint = createPaint(words, output.canvas, drawing, lab.view, lab.theme.colours)
  return {
    presses,
    transport: createTransport(words, acts),
    knobs: createKnobs(words, acts, (lab.root.dataset.tiles ?? "").split(" ")),
    network: createNetwork(words, acts, lab.view),
    output,
    paint,
    choose: createChoose(words, acts, output.canvas, lab.view, paint.isOn),
    editor: createEditor(words, (weight) => send(lab, { command: "edit_weight", ...weight })),
    help: createHelp(words),
    save: createSave(words, () => onShow(lab)),
    status: element("p", { class: "unseen", role: "status", "aria-live": "polite" }),
    lookout: createLookout(
      () => look(lab),
      () => document.hidden,
    ),
    frames: createFrames((frame, arrived) => picture(lab, frame, arrived)),
    watch: new ResizeObserver(() => show(lab)),
  }
}

/**
 * Return what buttons and keys do.
 *
 * @param {Lab} lab
 */
function pressesOf(lab) {
  /** @type {(command: string) => () => void} */
  const still = (command) => () => send(lab, { command }, { playing: false })
  return {
    step_epoch: still("step_epoch"),
    step_batch: still("step_batch"),
    reset: still("reset"),
    new_weights: still("new_weights"),
    faster: () => change(lab, { pace: besidePace(lab.view, 1) }),
    slower: () => change(lab, { pace: besidePace(lab.view, -1) }),
    toggle: () => send(lab, { command: isPlaying(lab) ? "pause" : "play" }, { playing: !isPlaying(lab) }),
    help: () => lab.help.open(),
  }
}

/** @type {(lab: Lab) => Omit<Acts, keyof ReturnType<typeof pressesOf>>} */
function actsOf(lab) {
  return {
    change: (settings) => change(lab, settings),
    hover: (what) => {
      lab.hover = what
      lab.choose.update(lab.view, lab.frames.latest(), what)
      lab.frames.ask()
    },
    edit: (what, place, opener) => openEditor(lab, what, place, opener),
    restore: (ghost) => send(lab, { command: "restore", ghost }),
    rewind: (moment) => send(lab, { command: "rewind", ...moment }, { playing: false }),
    redraw: () => lab.frames.ask(),
  }
}

/** Put the parts in their places.
 * @type {(lab: Lab, words: Words) => void} */
function furnish({ root, transport, knobs, network, output, paint, choose, editor, help, save, status }, words) {
  output.extra.append(paint.node)
  const about = { class: "network", "aria-label": words.network }
  const diagram = element(
    "section",
    about,
    network.node,
    editor.node,
    choose.node,
    legend(words),
    output.below,
    save.node,
  )
  root.replaceChildren(
    transport.look,
    transport.node,
    knobs.node,
    element("div", { class: "body" }, diagram, output.node),
    help.node,
    status,
  )
}

/** Return what is on show now, for a picture of it.
 * @type {(lab: Lab) => Shown | null} */
function onShow({ root, view, preview, frames, theme }) {
  const snapshot = frames.latest()
  const font = getComputedStyle(root).fontFamily
  return snapshot && { view: { ...view, points: preview ?? view.points }, snapshot, colours: theme, font }
}

/** What the lines mean, and what can be done with them.
 * @type {(words: Words) => HTMLElement} */
function legend(words) {
  /** @type {(sign: string, text: string) => HTMLElement} */
  const sample = (sign, text) => element("span", {}, element("i", { class: sign }), text)
  return element(
    "p",
    { class: "key" },
    sample("positive", words.positive),
    sample("negative", words.negative),
    sample("neuron-scale", words.neuron_scale),
    element("span", {}, words.hint),
  )
}

/** Ask the server for the latest; what has not been taken yet is sent once more, and answered by it as well.
 * @type {(lab: Lab) => void} */
function look(lab) {
  if (!lab.outbox.open.length) lab.outbox = put(lab.outbox, { command: "look" })
  lab.post(letter(lab.outbox))
}

/** What the visitor changed is shown at once, until a snapshot shows how it is: one from before would take it back.
 * @type {(lab: Lab, message: Message) => void} */
function receive(lab, { acknowledged, answered, place, asleep, refused, lookAgain, view, snapshot }) {
  Object.assign(lab, { place, asleep, refused })
  lab.outbox = taken(lab.outbox, acknowledged)
  if (lab.outbox.open.length) lab.lookout.wait()
  else lab.lookout.news(lookAgain && 1000 * lookAgain)
  if (!lab.outbox.open.length && answered && Object.keys(lab.patches).length) lab.patches = {}
  if (!same(view, lab.packed)) {
    lab.packed = view
    lab.served = readView(view)
  }
  if (snapshot.length) lab.frames.take(/** @type {Snapshot} */ (unpack(snapshot)))
  show(lab)
}

/** @type {(lab: Lab) => boolean} */
function isPlaying({ patches, frames }) {
  return patches.playing ?? frames.latest()?.playing ?? false
}

/** Return what is to be shown: as served, with what the visitor has changed since.
 * @type {(served: Served, patches: Changes) => View} */
function viewOf(served, patches) {
  const { playing, ...view } = { ...served, ...patches }
  return { ...view, outputs: Math.max(1, view.n_classes) }
}

/** @type {(lab: Lab) => void} */
function show(lab) {
  const snapshot = lab.frames.latest()
  const view = viewOf(lab.served, lab.patches)
  lab.view = view
  lab.theme = themeOf(lab.root)
  dress(lab.root, lab.theme)
  const { place, asleep } = lab
  const waiting = lab.outbox.open.length > 0
  lab.transport.update({ view, snapshot, playing: isPlaying(lab), place, asleep, waiting })
  lab.knobs.update(view)
  lab.network.update(view, snapshot)
  lab.output.update(view, snapshot, lab.refused, lab.refused !== "" && lab.preview !== null)
  lab.paint.update(view, lab.theme.colours)
  lab.choose.update(view, snapshot, lab.hover)
  lab.save.update(view, snapshot)
  speak(lab)
  lab.frames.askFor(lookOf(lab))
}

/** Return all that the picture depends on but the snapshot: the server tells far more often than that changes.
 * @type {(lab: Lab) => unknown[]} */
function lookOf({ served, patches, root, network }) {
  return [served, patches, themeKey(root), root.clientWidth, network.node.clientWidth, devicePixelRatio]
}

/** The text alternative, told to screen readers at once when paused and now and then while it runs.
 * @type {(lab: Lab) => void} */
function speak(lab) {
  const text = describe(lab.view, lab.frames.latest())
  lab.network.describe(text)
  lab.output.describe(text)
  const now = performance.now()
  if (lab.status.textContent === text || (isPlaying(lab) && now - lab.spoken < SPEAK_EVERY)) return
  lab.spoken = now
  lab.status.textContent = text
}

/** Tell the style sheet the colours.
 * @type {(root: HTMLElement, theme: Theme) => void} */
function dress({ style }, { colours }) {
  style.setProperty("--positive", css(colours.positive))
  style.setProperty("--negative", css(colours.negative))
  style.colorScheme = colours.mode
}

/** @type {(lab: Lab, frame: Snapshot | null, arrived: boolean) => void} */
function picture(lab, frame, arrived) {
  const moving = isPlaying(lab) && !matchMedia("(prefers-reduced-motion: reduce)").matches
  lab.network.paint(frame, lab.theme, moving ? performance.now() / FLOW : null)
  lab.output.paint(frame, {
    colours: lab.theme.colours,
    hover: lab.hover,
    points: lab.preview ?? lab.view.points,
    cursor: lab.paint.cursor(),
    chosen: lab.view.watch,
    still: !isPlaying(lab) && arrived,
  })
}

/** @type {(lab: Lab, what: What, place: Spot, opener: HTMLElement) => void} */
function openEditor(lab, what, place, opener) {
  const snapshot = lab.frames.latest()
  if (!snapshot || !fits(snapshot, lab.view)) return
  const scroll = lab.network.node
  const shifted = { x: place.x - scroll.scrollLeft, y: place.y }
  lab.editor.open(what, shifted, opener, lab.view, snapshot)
}

/** @type {(lab: Lab, settings: Changes) => void} */
function change(lab, settings) {
  const [[name, value]] = Object.entries(settings)
  send(lab, { command: name, value }, settings)
}

/** @type {(lab: Lab, points: Points) => void} */
function sendPoints(lab, points) {
  lab.preview = null
  send(lab, { command: "points", value: toRows(points) }, { points })
}

/** @type {(lab: Lab, command: Command, patch?: Changes) => void} */
function send(lab, command, patch = {}) {
  lab.outbox = put(lab.outbox, command)
  lab.patches = { ...lab.patches, ...patch }
  lab.post(letter(lab.outbox))
  lab.lookout.wait()
  show(lab)
}
