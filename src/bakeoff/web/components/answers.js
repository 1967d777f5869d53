// One card per contender: what it answers, and how sure it is of each class. Bars are kept and moved, never redrawn.

/** @import { Component } from "./types.d.ts" */

/**
 * @typedef {{ label: string, share: number, number: string, chosen: boolean }} Bar
 * @typedef {{ name: string, label: string, colour: string, marker: string, text: string, bars: Bar[] }} Lane
 * @typedef {{ node: HTMLElement, label: HTMLElement, fill: HTMLElement, number: HTMLElement }} Row
 * @typedef {{ card: HTMLElement, label: HTMLElement, text: HTMLElement, bars: HTMLElement, rows: Row[], wide: boolean }} Parts
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

/** @type {(lane: Lane) => Parts} */
function build(lane) {
  const card = element("article", "answer")
  card.dataset.contender = lane.name
  card.style.setProperty("--contender", lane.colour)
  const name = element("h3", "name")
  const marker = element("span", "marker")
  marker.innerHTML = lane.marker // a picture of our own making, never a visitor's text
  const label = element("span", "")
  name.append(marker, label)
  const text = element("p", "text")
  const bars = element("ul", "bars")
  card.append(name, text, bars)
  return { card, label, text, bars, rows: [], wide: false }
}

/** @type {(wide: boolean) => Row} */
function buildRow(wide) {
  const node = element("li", wide ? "wide" : "")
  const [label, track, fill, number] = ["label", "track", "fill", "number"].map((name) => element("span", name))
  fill.style.display = track.style.display = "block"
  track.append(fill)
  node.append(label, track, number)
  return { node, label, fill, number }
}

const SHORT = 3

/** @type {(parts: Parts, lane: Lane) => void} */
function update(parts, lane) {
  say(parts.label, lane.label)
  say(parts.text, lane.text)
  const wide = lane.bars.some((bar) => bar.label.length > SHORT)
  if (parts.rows.length !== lane.bars.length || parts.wide !== wide) {
    parts.rows = lane.bars.map(() => buildRow(wide))
    parts.wide = wide
    parts.bars.replaceChildren(...parts.rows.map((row) => row.node))
  }
  lane.bars.forEach((bar, place) => {
    const row = parts.rows[place]
    row.node.classList.toggle("chosen", bar.chosen)
    say(row.label, bar.label)
    say(row.number, bar.number)
    row.fill.style.width = `${(100 * bar.share).toFixed(2)}%`
  })
}

/** @type {WeakMap<Node, Map<string, Parts>>} */
const boards = new WeakMap()

/** @type {(component: Component<{ lanes: Lane[] }>) => void} */
export default function (component) {
  const { data, parentElement } = component
  const root = /** @type {HTMLElement} */ (parentElement.querySelector(".answers"))
  const board = boards.get(parentElement) ?? new Map()
  boards.set(parentElement, board)
  const names = data.lanes.map((lane) => lane.name)
  if (names.join() !== [...board.keys()].join()) {
    board.clear()
    for (const lane of data.lanes) board.set(lane.name, build(lane))
    root.replaceChildren(...[...board.values()].map((parts) => parts.card))
  }
  for (const lane of data.lanes) {
    const parts = board.get(lane.name)
    if (parts) update(parts, lane)
  }
}
