// What several models answer over the same plane, side by side, and where they disagree.

import { stretch } from "../components/kit/canvas.js"
import { css, mix, parse } from "../components/kit/colours.js"
import { contextOf, element, say } from "../components/kit/dom.js"
import { mounted } from "../components/kit/mounted.js"
import { same } from "../components/kit/same.js"
import { themeKey, themeOf } from "../components/kit/theme.js"
import { unpack } from "../components/kit/wire.js"
import { drawOutput, lookOf } from "./draw_output.js"
import { readView } from "./messages.js"

/** @import { Colour, Grid, Palette } from "../components/kit/types.d.ts" */
/** @import { Served, View } from "./types.d.ts" */

/**
 * What one picture shows; the key's colours are hex, empty for the ground, "ink" for the text's.
 *
 * @typedef {{ title: string, alt: string, lines: string[], key: [label: string, colour: string][], grid: Grid | null }} Panel
 * @typedef {Omit<Panel, "grid"> & { drawn: boolean }} PackedPanel
 * @typedef {ReturnType<typeof cell>} Cell
 * @typedef {ReturnType<typeof create>} Part
 */

const INK = 0.72
const FINER = 1.25 // times the size on the page: points are a little smaller than where they are painted, and still filled or hollow
const NARROW = 640 // pixels of a phone, on which titled pictures are folded at first

export default mounted(
  ".lab",
  create,
  (part, { data }) => {
    const theme = themeKey(part.root)
    if (part.theme !== theme || !same(data, part.data)) show(Object.assign(part, { theme }, read(data)))
  },
  ({ watch }) => watch.disconnect(),
)

/**
 * @param {HTMLElement} root
 * @param {Uint8Array} data
 */
function create(root, data) {
  const list = element("div", { class: "planes" })
  const [head, said] = [element("h3"), element("p", { class: "seen" })]
  const fold = element("details", { open: innerWidth > NARROW }, element("summary", {}, head), said, list)
  root.replaceChildren(fold)
  const watch = new ResizeObserver(() => paint(part))
  const cells = /** @type {Cell[]} */ ([])
  const part = { root, fold, list, head, said, cells, theme: "", ...read(data), watch }
  watch.observe(list)
  return part
}

/** @type {(data: Uint8Array) => { data: Uint8Array, view: Served, panels: Panel[], title: string, caption: string }} */
function read(data) {
  const {
    panels,
    view,
    title,
    caption,
    planes = [],
  } = /** @type {{ panels: PackedPanel[], view: Grid, title: string, caption: string, planes?: Grid[] }} */ (
    unpack(data)
  )
  const drawn = planes.values()
  return {
    data,
    title,
    caption,
    view: readView(view.values),
    panels: panels.map((panel) => ({ ...panel, grid: (panel.drawn && drawn.next().value) || null })),
  }
}

/** Write what the pictures show, and paint them.
 * @type {(part: Part) => void} */
function show(part) {
  const { cells, panels } = part
  for (const [node, text] of /** @type {const} */ ([
    [part.head, part.title],
    [part.said, part.caption],
  ])) {
    say(node, text)
    node.hidden = !text
  }
  if (!part.title) part.fold.open = true
  while (cells.length < panels.length) {
    const fresh = cell()
    cells.push(fresh)
    part.list.append(fresh.node)
  }
  for (const { node } of cells.splice(panels.length)) node.remove()
  panels.forEach((panel, index) => write(cells[index], panel))
  paint(part)
}

function cell() {
  const parts = {
    title: element("h4"),
    canvas: element("canvas", { class: "plane", role: "img" }),
    lines: element("div", { class: "lines" }),
    key: element("ul", { class: "plane-key" }),
    off: { off: document.createElement("canvas"), layer: document.createElement("canvas") },
  }
  const frame = element("div", {}, parts.canvas)
  return {
    ...parts,
    frame,
    node: element("figure", {}, element("figcaption", {}, parts.title), frame, parts.lines, parts.key),
  }
}

/** @type {(cell: Cell, panel: Panel) => void} */
function write({ title, canvas, lines, key }, panel) {
  say(title, panel.title)
  canvas.setAttribute("aria-label", panel.alt)
  while (lines.childElementCount > panel.lines.length) lines.lastElementChild?.remove()
  while (lines.childElementCount < panel.lines.length) lines.append(element("p", { class: "caption" }))
  panel.lines.forEach((line, index) => say(lines.children[index], line))
  key.hidden = !panel.key.length
}

/** @type {(part: Part) => void} */
function paint(part) {
  const { colours, ink, ground } = themeOf(part.root)
  part.panels.forEach((panel, index) => {
    const at = part.cells[index]
    const size = Math.floor(at.frame.clientWidth)
    if (size <= 0) return
    if (panel.key.length) paintKeyed(at, panel, size, keyColours(panel, colours, mix(ground, ink, INK)))
    else paintAnswers(at, panel, size, part.view, colours)
  })
}

/** @type {(cell: Cell, panel: Panel, size: number, view: Served, colours: Palette) => void} */
function paintAnswers({ canvas, off }, { grid }, size, view, colours) {
  const scene = { ...lookOf(view, colours), grid, points: view.points, cursor: null, chosen: view.watch }
  drawOutput(canvas, off, scene, FINER * size)
  Object.assign(canvas.style, { width: `${size}px`, height: `${size}px` })
}

/** @type {(panel: Panel, colours: Palette, ink: Colour) => Colour[]} */
function keyColours({ key }, { neutral }, ink) {
  return key.map(([, colour]) => (colour === "ink" ? ink : colour ? parse(colour) : neutral))
}

/** @type {(cell: Cell, panel: Panel, size: number, colours: Colour[]) => void} */
function paintKeyed({ canvas, off, key }, panel, size, colours) {
  if (!panel.grid) return
  const [side] = panel.grid.shape
  const image = new ImageData(side, side)
  panel.grid.values.forEach((code, index) => image.data.set([...colours[code], 255], 4 * index))
  Object.assign(canvas, { width: 2 * size, height: 2 * size })
  Object.assign(canvas.style, { width: `${size}px`, height: `${size}px` })
  stretch(contextOf(canvas), image, 2 * size, off.off, false)
  /** @type {(colour: Colour) => HTMLElement} */
  const swatch = (colour) => {
    const node = element("i", {})
    node.style.background = css(colour)
    return node
  }
  key.replaceChildren(
    ...panel.key.map(([label], code) => element("li", { class: "caption" }, swatch(colours[code]), label)),
  )
}
