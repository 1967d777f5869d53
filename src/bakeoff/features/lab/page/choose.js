// A point that is clicked on, or gone to by keyboard, and what the network makes of it, number by number.

import { element, iconButton, say } from "../../../web/components/kit/dom.js"
import { fill } from "../../../web/components/kit/words.js"
import { tileName } from "./describe.js"
import { FEATURES } from "./features.js"
import { sumLines, wayOf, wayText } from "./forward.js"
import { nearestRow, nextRow, rowsShown } from "./walk.js"

/** @import { Acts, Place, Snapshot, Tile, View, What, Words } from "../../../web/network/types.d.ts" */

const LABELS = FEATURES.map(({ label }) => label)
const REACH = 13 // px from a click to a point that is meant

/**
 * @typedef {object} Choose
 * @property {HTMLElement} node
 * @property {(view: View, snapshot: Snapshot | null, hover: What | null) => void} update
 *
 * @typedef {ReturnType<typeof partsOf> & { words: Words, acts: Acts, view: View }} Part
 */

/**
 * Make what the part consists of.
 *
 * @param {Words} words
 * @param {Acts} acts
 */
function partsOf(words, acts) {
  const close = iconButton("close", words.forward_close, () => acts.change({ watch: null }), "small")
  const text = element("p", { class: "way-text", role: "status" })
  const hint = element("p", { class: "note way-hint" }, words.forward_hint)
  const title = element("h4", {})
  const list = element("ol", { class: "sum" })
  const sum = element("div", { class: "way-sum", hidden: true }, title, list)
  const head = element("header", {}, element("h4", {}, words.forward), close)
  return {
    text,
    hint,
    title,
    list,
    sum,
    node: element("section", { class: "way", hidden: true }, head, text, hint, sum),
  }
}

/** Return the part; the canvas is the large picture, which `isPainting` may have for itself.
 * @type {(words: Words, acts: Acts, canvas: HTMLCanvasElement, view: View, isPainting: () => boolean) => Choose} */
export function createChoose(words, acts, canvas, view, isPainting) {
  /** @type {Part} */
  const part = { ...partsOf(words, acts), words, acts, view }
  part.node.setAttribute("aria-label", words.forward)
  const free = () => !isPainting() && !part.view.hide.includes("watch")
  canvas.addEventListener("click", (event) => free() && click(part, canvas, event))
  canvas.addEventListener("pointermove", (event) => {
    canvas.classList.toggle("choosing", free() && pointUnder(part, canvas, event) !== null)
  })
  canvas.addEventListener("keydown", (event) => free() && key(part, event))
  return { node: part.node, update: (view, snapshot, hover) => update(part, view, snapshot, hover) }
}

/** @type {(part: Part) => number[]} */
function rows({ view }) {
  return rowsShown(view.points, view.show_test, view.watch)
}

/** @type {(part: Part, canvas: HTMLCanvasElement, event: MouseEvent) => number | null} */
function pointUnder(part, canvas, event) {
  const box = canvas.getBoundingClientRect()
  const half = part.view.half
  /** @type {Place} */
  const place = {
    x1: ((event.clientX - box.left) / box.width) * 2 * half - half,
    x2: half - ((event.clientY - box.top) / box.height) * 2 * half,
  }
  return nearestRow(part.view.points, rows(part), place, (REACH / box.width) * 2 * half)
}

/** @type {(part: Part, canvas: HTMLCanvasElement, event: MouseEvent) => void} */
function click(part, canvas, event) {
  const row = pointUnder(part, canvas, event)
  const { watch } = part.view
  if (row !== watch || watch !== null) part.acts.change({ watch: row === watch ? null : row })
}

/** Enter takes the point in the middle, arrows the next one, escape lets go.
 * @type {(part: Part, event: KeyboardEvent) => void} */
function key(part, event) {
  const { points, watch } = part.view
  if (event.ctrlKey || event.metaKey || event.altKey) return
  const chosen = watch !== null && watch < points.x1.length
  if (event.key === "Escape" && chosen) part.acts.change({ watch: null })
  else if (event.key === "Enter" && !chosen) choose(part, nearestRow(points, rows(part), { x1: 0, x2: 0 }))
  else if (chosen && event.key.startsWith("Arrow")) choose(part, nextRow(points, rows(part), watch, event.key))
  else return
  event.preventDefault()
  event.stopPropagation()
}

/** @type {(part: Part, row: number | null) => void} */
function choose(part, row) {
  if (row !== null) part.acts.change({ watch: row })
}

/** @type {(part: Part, view: View, snapshot: Snapshot | null, hover: What | null) => void} */
function update(part, view, snapshot, hover) {
  part.view = view
  const way = wayOf(view, snapshot)
  part.node.hidden = !way
  if (!way || !snapshot) return
  say(part.text, wayText(view, way))
  const tile = hover?.kind === "tile" && hover.column > 0 ? hover : null
  part.hint.hidden = tile !== null
  part.sum.hidden = tile === null
  if (!tile) return
  say(part.title, tileName(view, LABELS, tile.column, tile.index))
  const lines = sumLines(view, snapshot, way, tile.column, tile.index, told(view, tile))
  while (part.list.childElementCount > lines.length) part.list.lastElementChild?.remove()
  while (part.list.childElementCount < lines.length) part.list.append(element("li", {}))
  lines.forEach((line, index) => say(part.list.children[index], line))
}

/** Return the names of what a neuron is told.
 * @type {(view: View, tile: Pick<Tile, "column">) => string[]} */
function told(view, { column }) {
  if (column === 1) return FEATURES.filter(({ name }) => view.features.includes(name)).map(({ label }) => label)
  const [units] = view.layers[column - 2]
  return Array.from({ length: units }, (_, i) => fill(view.words.forward_neuron, { layer: column - 1, n: i + 1 }))
}
