// One card per contender: where it is, how far, what it cost, how good so far; and its Stop button.

/** @import { Component } from "./types.d.ts" */

/**
 * What a card says: `bakeoff.web.components.cards.Card`.
 *
 * @typedef {object} Lane
 * @property {string} name
 * @property {string} label
 * @property {string} technical name in the field, or nothing
 * @property {string} status
 * @property {string} statusText
 * @property {boolean} active
 * @property {number | null} progress
 * @property {string} score
 * @property {string} scoreCaption
 * @property {string} facts
 * @property {string} message
 * @property {string} colour
 * @property {string} marker
 * @property {string} progressLabel
 * @property {string} stop
 * @property {string} stopLabel
 *
 * @typedef {ReturnType<typeof build>} Parts
 * @typedef {{ number: number, after: number }} Look which look the browser takes next, and after how many seconds
 */

/** Return an element with a class and, if given, a text.
 * @type {<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, className: string, text?: string) => HTMLElementTagNameMap[Tag]} */
function element(tag, className, text) {
  const node = document.createElement(tag)
  node.className = className
  if (text !== undefined) node.textContent = text
  return node
}

/** Set a text only when it changed: screen readers and selections are left in peace.
 * @type {(node: Node, text: string) => void} */
function say(node, text) {
  if (node.textContent !== text) node.textContent = text
}

/** Return the contender's marker: a picture of our own making, never a visitor's text.
 * @type {(lane: Lane) => HTMLElement} */
function marker(lane) {
  const holder = element("span", "marker")
  holder.innerHTML = lane.marker
  return holder
}

/** Write the contender's name; the pointer gets its name in the field.
 * @type {(heading: HTMLElement, lane: Lane) => void} */
function name(heading, { label, technical }) {
  say(heading, label)
  heading.title = technical
}

/** @param {Lane} lane */
function build(lane) {
  const card = element("article", "card")
  card.dataset.contender = lane.name
  card.style.setProperty("--contender", lane.colour)
  const head = element("header", "head")
  const state = element("p", "state")
  const status = element("span", "status")
  state.append(marker(lane), status)
  const heading = element("h3", "name")
  head.append(heading, state)
  const score = element("p", "score")
  const caption = element("p", "caption")
  const bar = element("div", "bar")
  const fill = element("div", "fill")
  bar.append(fill)
  bar.setAttribute("role", "progressbar")
  bar.setAttribute("aria-valuemin", "0")
  bar.setAttribute("aria-valuemax", "100")
  const facts = element("p", "facts")
  const stop = element("button", "stop")
  stop.type = "button"
  const message = element("p", "message")
  card.append(head, score, caption, bar, facts, message, stop)
  return { card, heading, status, score, caption, bar, fill, facts, stop, message }
}

/** @type {(parts: Parts, lane: Lane, onStop: (name: string) => void) => void} */
function update(parts, lane, onStop) {
  parts.card.dataset.status = lane.status
  name(parts.heading, lane)
  parts.bar.setAttribute("aria-label", lane.progressLabel)
  parts.stop.setAttribute("aria-label", lane.stopLabel)
  say(parts.status, lane.statusText)
  say(parts.score, lane.score)
  say(parts.caption, lane.scoreCaption)
  say(parts.facts, lane.facts)
  say(parts.message, lane.message)
  parts.message.hidden = !lane.message
  const { progress } = lane
  parts.bar.classList.toggle("unknown", progress === null && lane.status === "training")
  parts.fill.style.width = progress === null ? "" : `${(100 * progress).toFixed(1)}%`
  if (progress === null) parts.bar.removeAttribute("aria-valuenow")
  else parts.bar.setAttribute("aria-valuenow", String(Math.round(100 * progress)))
  parts.stop.hidden = !lane.active
  say(parts.stop, lane.stop)
  parts.stop.onclick = () => onStop(lane.name)
}

/** Bring what has just begun into sight, with the stage that a phone has above the cards: its button is pressed from
 * far down the page.
 * @type {(root: HTMLElement) => void} */
function bringIntoSight(root) {
  const home = root.getRootNode()
  const outer = home instanceof ShadowRoot ? home.host : root
  const place = outer.closest(".st-key-halves") ?? outer
  const { top } = place.getBoundingClientRect()
  if (top < 0 || top > innerHeight / 2) place.scrollIntoView()
}

/** @type {WeakMap<Node, { run: string, parts: Map<string, Parts>, looked: number }>} */
const boards = new WeakMap()
/** @type {string | null} */
let begun = null // the run brought into sight last

/** Ask for the next state of things sooner than the page's own clock does, once for each time that it is wanted.
 * @type {(board: { looked: number }, look: Look | null, act: (number: number) => void) => void} */
export function lookAgain(board, look, act) {
  if (!look || look.number === board.looked) return
  board.looked = look.number
  setTimeout(() => act(look.number), 1000 * look.after)
}

/** @type {(component: Component<{ run: string, lanes: Lane[], look: Look | null }>) => void} */
export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const root = /** @type {HTMLElement} */ (parentElement.querySelector(".cards"))
  let board = boards.get(parentElement)
  if (!board || board.run !== data.run) {
    root.replaceChildren()
    board = { run: data.run, parts: new Map(), looked: 0 }
    boards.set(parentElement, board)
  }
  for (const lane of data.lanes) {
    let parts = board.parts.get(lane.name)
    if (!parts) {
      parts = build(lane)
      board.parts.set(lane.name, parts)
      root.append(parts.card)
    }
    update(parts, lane, (name) => setTriggerValue("stop", name))
  }
  lookAgain(board, data.look, (number) => setTriggerValue("look", number))
  if (begun !== data.run && data.lanes.some((lane) => lane.active)) {
    begun = data.run
    requestAnimationFrame(() => bringIntoSight(root))
  }
}
