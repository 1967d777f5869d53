// A small network with all its numbers: a training step picture by picture, a neuron from near, a weight's chain of
// factors, or weights that can be moved. Everything is worked out here, so that each picture comes at once.

import { css } from "../../../web/components/kit/colours.js"
import { element, say } from "../../../web/components/kit/dom.js"
import { mounted } from "../../../web/components/kit/mounted.js"
import { themeKey, themeOf } from "../../../web/components/kit/theme.js"
import { fill } from "../../../web/components/kit/words.js"
import { createPicture, draw } from "./net_draw.js"
import { closeUp, overview } from "./net_layout.js"
import { changed } from "./net_maths.js"
import { createPanel, drawPanel } from "./net_panel.js"
import { createPlane, showPlane } from "./net_plane.js"
import { neuronName, numbersAt, sentence, shownAt, stagesOf } from "./net_stages.js"

/** @import { Component } from "../../../web/components/types.d.ts" */
/** @import { Net, Neuron, Place, Scene, Served, Stage } from "./net_types.d.ts" */

/**
 * @typedef {Served & { turn: number }} Told
 * @typedef {ReturnType<typeof stateOf> & Parts} Part
 *
 * @typedef {object} Parts
 * @property {ReturnType<typeof createPicture>} picture
 * @property {ReturnType<typeof createBar>} bar
 * @property {ReturnType<typeof createPanel>} panel
 * @property {ReturnType<typeof createPlane>} plane
 * @property {ResizeObserver} watch
 */

const PLAY = 2600
const SOON = 220 // milliseconds until what was moved by hand is told to the server
const HEIGHT = { forward: 44, training: 60, chain: 60, edit: 44 }

export default mounted(
  ".net",
  create,
  (part, { data, setStateValue }) => {
    part.send = setStateValue
    adopt(part, data)
    show(part)
  },
  (part) => {
    pause(part)
    part.watch.disconnect()
  },
  ({ run }) => run,
)

/** @type {(root: HTMLElement, served: Told) => Part} */
function create(root, served) {
  const part = /** @type {Part} */ (stateOf(root, served)) // from the next line on
  Object.assign(part, partsOf(part))
  part.stage.append(part.picture.svg)
  const below = element("div", { class: "below" }, part.plane.node, part.panel.node)
  root.replaceChildren(part.bar.node, part.bar.said, part.bar.crumbs, part.stage, below)
  root.onkeydown = (event) => key(part, event)
  part.watch.observe(part.stage)
  flowBack(part)
  return part
}

/**
 * @param {HTMLElement} root
 * @param {Told} served
 */
function stateOf(root, served) {
  const stages = stagesOf(served.net, served.way)
  return {
    ...{ root, served, net: served.net, row: served.row, stages, index: isPlayed(served) ? 0 : stages.length - 1 },
    ...{ timer: 0, formula: false, picked: served.marked, turn: served.turn, posting: 0, theme: "" },
    x: /** @type {number[] | null} */ (null), // what was put in place of the row's own numbers
    near: /** @type {Neuron | null} */ (null),
    send: /** @type {Component<Told>["setStateValue"]} */ (() => {}),
    stage: element("div", { class: "ground" }),
  }
}

/** @type {(part: Part) => Parts} */
function partsOf(part) {
  return {
    picture: createPicture(sceneOf(part), {
      near: (neuron) => approach(part, neuron),
      pick: (place) => pick(part, place),
    }),
    bar: createBar(part),
    panel: createPanel(part.served, {
      pick: (place) => pick(part, place),
      row: (row) => chooseRow(part, row),
      change: (place, value) => change(part, place, value),
      input: (index, value) => changeInput(part, index, value),
      reset: () => reset(part),
    }),
    plane: createPlane(part.served, (row) => chooseRow(part, row)),
    watch: new ResizeObserver(() => show(part)),
  }
}

/** @type {(served: Served) => boolean} */
const isPlayed = ({ way }) => way === "training" || way === "forward"

/** Take over what the server says anew, unless it does not know yet what was done here since.
 * @type {(part: Part, data: Told) => void} */
function adopt(part, data) {
  const fresh = data.turn >= part.turn
  if (fresh && data.row !== part.served.row) Object.assign(part, { row: data.row, x: null })
  part.served = data
}

/** @type {(part: Part) => Scene} */
function sceneOf({ served, net, row, x, stages, index, near, formula, picked }) {
  const told = x ?? served.X[row]
  const numbers = numbersAt(stages[index], net, told, served.wanted[row], served.rate)
  const here = { ...served, row }
  return {
    ...numbers,
    served: here,
    x: told,
    near,
    formula,
    picked,
    stage: stages[index],
    shown: shownAt(stages, index),
  }
}

/** @type {(part: Part) => void} */
function show(part) {
  const { root, served, picture, stage } = part
  const scene = sceneOf(part)
  const key = themeKey(root)
  if (part.theme !== key) colour(part, key)
  const sizes = [served.inputs.length, ...part.net.biases.map((bias) => bias.length)]
  const whole = overview(sizes, Math.max(300, stage.clientWidth || 640), HEIGHT[served.way], true)
  const plan = part.near ? closeUp(whole, part.near, scene.shown.slopes <= part.near.column - 1) : whole
  draw(picture, plan, scene, sentence(scene))
  showBar(part, scene)
  drawPanel(part.panel, scene)
  showPlane(part.plane, scene, themeOf(root))
  rove(part)
}

/** Give the picture the colours of the theme.
 * @type {(part: Part, key: string) => void} */
function colour(part, key) {
  const { colours } = themeOf(part.root)
  part.theme = key
  part.root.dataset.mode = colours.mode
  part.root.style.setProperty("--plus", css(colours.positive))
  part.root.style.setProperty("--minus", css(colours.negative))
  colours.classes.forEach((each, code) => part.root.style.setProperty(`--class-${code}`, css(each)))
}

// The player

/** @param {Part} part */
function createBar(part) {
  const { words } = part.served
  const back = element("button", { type: "button", onclick: () => go(part, part.index - 1) }, `‹ ${words.back}`)
  const play = element("button", { type: "button", onclick: () => (part.timer ? pause(part, true) : start(part)) })
  const next = element(
    "button",
    { type: "button", class: "next", onclick: () => go(part, part.index + 1) },
    `${words.next} ›`,
  )
  const phases = PHASES.filter(([, kinds]) => part.stages.some(({ kind }) => kinds.includes(kind))).map(
    ([name, kinds]) => {
      const at = part.stages.findIndex(({ kind }) => kinds.includes(kind))
      return {
        kinds,
        button: element("button", { type: "button", class: "phase", onclick: () => go(part, at) }, words[name]),
      }
    },
  )
  const count = element("span", { class: "count" })
  const node = element("div", { class: "player", hidden: !isPlayed(part.served) })
  node.append(back, play, next, element("span", { class: "phases" }, ...phases.map(({ button }) => button)), count)
  const said = element("p", { class: "said", "aria-live": "polite", hidden: !isPlayed(part.served) })
  const whole = element("button", { type: "button", onclick: () => leave(part, true) }, words.whole)
  const neuron = element("button", { type: "button", onclick: () => closer(part, false) })
  const formula = element("button", { type: "button", onclick: () => closer(part, true) }, words.formula)
  const crumbs = element(
    "div",
    { class: "crumbs", role: "group", "aria-label": words.zoom },
    whole,
    " › ",
    neuron,
    " › ",
    formula,
  )
  return { node, said, back, play, next, phases, count, crumbs, whole, neuron, formula }
}

/** @type {[name: string, kinds: Stage["kind"][]][]} */
const PHASES = [
  ["phase_forward", ["row", "sums", "answers"]],
  ["phase_loss", ["loss"]],
  ["phase_backward", ["slopes", "gradients"]],
  ["phase_update", ["update", "again"]],
]

/** @type {(part: Part, scene: Scene) => void} */
function showBar({ bar, stages, index, timer, served, near, formula, net }, scene) {
  bar.back.disabled = index === 0
  bar.next.disabled = index === stages.length - 1
  say(bar.play, timer ? `❚❚ ${served.words.pause}` : `▶ ${served.words.play}`)
  for (const { kinds, button } of bar.phases)
    button.setAttribute("aria-current", kinds.includes(scene.stage.kind) ? "step" : "false")
  say(bar.count, fill(served.words.count, { n: index + 1, all: stages.length }))
  say(bar.said, sentence(scene))
  say(bar.neuron, near ? neuronName(served, net, near.column, near.index) : served.words.neuron)
  bar.neuron.disabled = bar.formula.disabled = !near
  bar.whole.setAttribute("aria-current", String(!near))
  bar.neuron.setAttribute("aria-current", String(!!near && !formula))
  bar.formula.setAttribute("aria-current", String(!!near && formula))
}

/** @type {(part: Part, index: number) => void} */
function go(part, index) {
  if (index < 0 || index >= part.stages.length) return pause(part, true)
  pause(part)
  part.index = index
  show(part)
}

/** @type {(part: Part) => void} */
function start(part) {
  if (part.index === part.stages.length - 1) part.index = -1
  const ahead = () => {
    part.index += 1
    if (part.index === part.stages.length - 1) pause(part)
    show(part)
  }
  part.timer = window.setInterval(ahead, PLAY)
  ahead()
}

/** Have the way back play by itself from the loss on, once it is in sight, unless nothing shall move by itself.
 * @type {(part: Part) => void} */
function flowBack(part) {
  if (part.served.way !== "training" || matchMedia("(prefers-reduced-motion: reduce)").matches) return
  const watch = new IntersectionObserver(([{ isIntersecting }]) => {
    if (!isIntersecting) return
    watch.disconnect()
    part.index = part.stages.findIndex(({ kind }) => kind === "loss") - 1
    start(part)
  })
  watch.observe(part.stage)
}

/** @type {(part: Part, seen?: boolean) => void} */
function pause(part, seen = false) {
  clearInterval(part.timer)
  part.timer = 0
  if (seen) show(part)
}

// Nearer and back

/** @type {(part: Part, neuron: Neuron) => void} */
function approach(part, neuron) {
  if (!neuron.column) return
  const again = part.near?.column === neuron.column && part.near.index === neuron.index
  Object.assign(part, { near: neuron, formula: again })
  pause(part, true)
}

/** @type {(part: Part, formula: boolean) => void} */
function closer(part, formula) {
  part.formula = formula
  show(part)
}

/** @type {(part: Part, all?: boolean) => void} */
function leave(part, all = false) {
  if (part.formula && !all) part.formula = false
  else Object.assign(part, { near: null, formula: false })
  show(part)
}

/** @type {(part: Part, event: KeyboardEvent) => void} */
function key(part, event) {
  const on = /** @type {HTMLElement} */ (event.target)
  if (event.altKey || event.ctrlKey || event.metaKey || /^(INPUT|SELECT)$/.test(on.tagName)) return
  const act = KEYS[event.key]
  if (!act?.(part, on)) return
  event.preventDefault()
  event.stopPropagation()
}

/** What the keys do; they answer whether they did it.
 * @type {Record<string, (part: Part, on: HTMLElement) => boolean>} */
const KEYS = {
  ArrowRight: (part) => turn(part, 1),
  ArrowLeft: (part) => turn(part, -1),
  ArrowDown: (part, on) => move(part, on, 1),
  ArrowUp: (part, on) => move(part, on, -1),
  Enter: (part, on) => {
    if (!onNode(part, on)) return false
    on.dispatchEvent(new MouseEvent("click"))
    return true
  },
  " ": (part, on) => {
    if (on.tagName === "BUTTON" || !isPlayed(part.served)) return false
    part.timer ? pause(part, true) : start(part)
    return true
  },
  Escape: (part) => {
    if (!part.near) return false
    leave(part)
    return true
  },
}

/** Show the next picture, or the one before.
 * @type {(part: Part, way: number) => boolean} */
function turn(part, way) {
  if (!isPlayed(part.served)) return false
  go(part, part.index + way)
  return true
}

/** @type {(part: Part, on: HTMLElement) => boolean} */
const onNode = ({ picture }, on) => picture.nodes.some(({ group }) => /** @type {Element} */ (group) === on)

/** Give the focus to the next neuron that is on show.
 * @type {(part: Part, on: HTMLElement, way: number) => boolean} */
function move(part, on, way) {
  if (!onNode(part, on)) return false
  const shown = part.picture.nodes.filter(({ group }) => !group.classList.contains("hidden"))
  const at = shown.findIndex(({ group }) => /** @type {Element} */ (group) === on)
  const next = shown[(at + way + shown.length) % shown.length].group
  for (const { group } of part.picture.nodes) group.setAttribute("tabindex", group === next ? "0" : "-1")
  next.focus()
  return true
}

/** See to it that one neuron can be reached by Tab.
 * @type {(part: Part) => void} */
function rove({ picture }) {
  const shown = picture.nodes.filter(({ group }) => !group.classList.contains("hidden"))
  if (shown.some(({ group }) => group.getAttribute("tabindex") === "0")) return
  for (const { group } of picture.nodes) group.setAttribute("tabindex", group === shown[0].group ? "0" : "-1")
}

// What is chosen and changed, and told to the server

/** @type {(part: Part, row: number) => void} */
function chooseRow(part, row) {
  Object.assign(part, { row, x: null })
  show(part)
  post(part)
}

/** @type {(part: Part, place: Place) => void} */
function pick(part, place) {
  if (isPlayed(part.served)) return
  Object.assign(part, { picked: place, near: null, formula: false })
  show(part)
  post(part)
}

/** @type {(part: Part, place: Place, value: number) => void} */
function change(part, place, value) {
  part.net = changed(part.net, place, value)
  show(part)
  post(part)
}

/** @type {(part: Part, index: number, value: number) => void} */
function changeInput(part, index, value) {
  part.x = (part.x ?? part.served.X[part.row]).map((own, i) => (i === index ? value : own))
  show(part)
  post(part)
}

/** @type {(part: Part) => void} */
function reset(part) {
  Object.assign(part, { net: part.served.net, x: null })
  show(part)
  post(part)
}

/** Tell the server, once the hand is still for a moment.
 * @type {(part: Part) => void} */
function post(part) {
  clearTimeout(part.posting)
  part.turn += 1
  part.posting = window.setTimeout(() => {
    const { served, turn, row, picked, net } = part
    const moved = served.way === "edit" ? { weights: net.weights, biases: net.biases } : {}
    part.send("sent", { run: served.run, turn, row, picked, ...moved })
  }, SOON)
}
