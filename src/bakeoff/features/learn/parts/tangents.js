// Curves and their slopes above each other, with one place on them that is dragged, and what is read there.
// The numbers are the server's: here they are only looked up and drawn.

import { drawn, element, say } from "../../../web/components/kit/dom.js"
import { mounted } from "../../../web/components/kit/mounted.js"
import { threeFigures, threePlaces } from "../../../web/components/kit/numbers.js"
import { same } from "../../../web/components/kit/same.js"
import { nearest, path, place, tangent, valueAt } from "../../../web/components/kit/scale.js"
import { unpack } from "../../../web/components/kit/wire.js"
import { fillTable, ticksAcross, ticksUp } from "./axes.js"

/** @import { Look } from "./axes.js" */
/** @import { Scale } from "../../../web/components/kit/scale.js" */

/**
 * @typedef {object} Panel
 * @property {string} title
 * @property {number} low
 * @property {number} high
 *
 * @typedef {object} Header
 * @property {string} about what the picture shows
 * @property {string} axis what goes across
 * @property {number} low
 * @property {number} high
 * @property {number} start where the place is first
 * @property {string} steeper a sentence on how many times as steep the last curve is as the first; or empty
 * @property {{ value: number, label: string } | null} mark a place of its own
 * @property {Look[]} curves
 * @property {[Panel, Panel]} panels values above, slopes below
 * @property {[string, string, string]} heads of the table
 *
 * @typedef {{ shape: number[], values: Float32Array }} Grid
 * @typedef {Header & { values: Grid, slopes: Grid }} Shown
 *
 * @typedef {ReturnType<typeof create>} Part
 */

const HEIGHTS = [210, 130]
const HEAD = 22
const FOOT = 22
const LEFT = 46
const RIGHT = 12
const GAP = 14
const TANGENT = 150

export default mounted(
  ".reading",
  create,
  (part, { data }) => {
    if (!same(data, part.data)) take(part, data)
  },
  ({ watch }) => watch.disconnect(),
)

/** @type {(data: Uint8Array) => Shown} */
const read = (data) => /** @type {Shown} */ (/** @type {unknown} */ (unpack(data)))

/** @type {(shown: Shown) => number} */
const length = ({ values }) => values.shape[1]

/**
 * @param {HTMLElement} root
 * @param {Uint8Array} data
 */
function create(root, data) {
  const shown = read(data)
  const made = pieces()
  root.replaceChildren(made.frame, made.slider, made.table, made.steeper)
  const at = nearest(length(shown), shown.low, shown.high, shown.start) // which place of the grid is read
  const watch = new ResizeObserver(() => draw(part))
  const part = { data, shown, at, pieces: made, watch }
  made.range.oninput = () => move(part, Number(made.range.value))
  made.svg.onpointerdown = (event) => {
    made.svg.setPointerCapture(event.pointerId)
    drag(part, event)
  }
  made.svg.onpointermove = (event) => {
    if (made.svg.hasPointerCapture(event.pointerId)) drag(part, event)
  }
  label(part)
  watch.observe(made.frame)
  return part
}

/** Take other curves; the place stays where it is if it goes across as far as before.
 * @type {(part: Part, data: Uint8Array) => void} */
function take(part, data) {
  const { low, high } = part.shown
  const shown = read(data)
  Object.assign(part, { data, shown })
  if (shown.low !== low || shown.high !== high) {
    part.at = nearest(length(shown), shown.low, shown.high, shown.start)
  }
  label(part)
  draw(part)
}

function pieces() {
  const svg = drawn("svg", { role: "img" })
  const range = element("input", { type: "range", min: "0", step: "1" })
  const caption = element("span")
  const reading = element("b")
  return {
    svg,
    range,
    caption,
    reading,
    frame: element("div", { class: "frame" }, svg),
    slider: element("label", { class: "slider" }, element("span", { class: "said" }, caption, reading), range),
    table: element("table"),
    steeper: element("p", { class: "steeper" }),
  }
}

/** Write what stays while the place moves.
 * @type {(part: Part) => void} */
function label({ shown, pieces: { svg, range, caption, table } }) {
  svg.setAttribute("aria-label", shown.about)
  range.max = String(length(shown) - 1)
  say(caption, shown.axis)
  fillTable(table, shown.heads, shown.curves)
}

/** @type {(part: Part, event: PointerEvent) => void} */
function drag(part, event) {
  const box = part.pieces.svg.getBoundingClientRect()
  const x = valueAt(across(part, box.width), event.clientX - box.left)
  move(part, nearest(length(part.shown), part.shown.low, part.shown.high, x))
}

/** @type {(part: Part, at: number) => void} */
function move(part, at) {
  part.at = at
  draw(part)
}

/** @type {(part: Part, width: number) => Scale} */
const across = ({ shown: { low, high } }, width) => ({ low, high, from: LEFT, to: width - RIGHT })

/** @type {(part: Part) => void} */
function draw(part) {
  const { shown, at, pieces: made } = part
  const width = Math.floor(made.frame.clientWidth)
  if (width <= LEFT + RIGHT) return
  const x = shown.low + (at / (length(shown) - 1)) * (shown.high - shown.low)
  const height = HEAD * 2 + HEIGHTS[0] + HEIGHTS[1] + GAP + FOOT
  made.svg.setAttribute("viewBox", `0 0 ${width} ${height}`)
  made.svg.setAttribute("height", String(height))
  const wide = across(part, width)
  const first = panel(part, wide, 0, HEAD, x, true)
  const second = panel(part, wide, 1, HEAD * 2 + HEIGHTS[0] + GAP, x, false)
  made.svg.replaceChildren(...first, ...second, ...ticksAcross(wide, height - FOOT + 16))
  made.range.value = String(at)
  made.range.setAttribute("aria-valuetext", threeFigures(x))
  say(made.reading, threeFigures(x))
  tell(part)
}

/** Write the table's numbers, and how steep is how steep.
 * @type {(part: Part) => void} */
function tell({ shown, at, pieces: { table, steeper } }) {
  const rows = table.tBodies[0].rows
  const slopes = shown.curves.map((_curve, index) => shown.slopes.values[index * length(shown) + at])
  shown.curves.forEach((_curve, index) => {
    say(rows[index].cells[1], threePlaces(shown.values.values[index * length(shown) + at]))
    say(rows[index].cells[2], threePlaces(slopes[index]))
  })
  const times = Math.abs(slopes[slopes.length - 1] / slopes[0])
  say(steeper, shown.steeper.replace("{times}", threeFigures(times)))
}

/** @type {(part: Part, wide: Scale, which: 0 | 1, top: number, x: number, tangents: boolean) => SVGElement[]} */
function panel({ shown, at }, wide, which, top, x, tangents) {
  const { title, low, high } = shown.panels[which]
  /** @type {Scale} */
  const up = { low, high, from: top + HEIGHTS[which], to: top }
  const grid = which ? shown.slopes : shown.values
  const n = length(shown)
  const clip = `tangents-${which}`
  const frame = { x: wide.from, y: top, width: wide.to - wide.from, height: HEIGHTS[which] }
  const curves = shown.curves.flatMap((curve, index) => {
    const values = grid.values.subarray(index * n, (index + 1) * n)
    const dot = { cx: place(wide, x), cy: place(up, values[at]), r: 6, fill: curve.colour, class: "dot" }
    const marks = [drawn("path", { d: path(values, wide, up), stroke: curve.colour, "stroke-dasharray": curve.dash })]
    if (tangents && Number.isFinite(values[at])) {
      const [x1, y1, x2, y2] = tangent(x, values[at], shown.slopes.values[index * n + at], wide, up, TANGENT)
      marks.push(drawn("path", { d: `M${x1} ${y1}L${x2} ${y2}`, stroke: curve.colour, class: "tangent" }))
    }
    return [...marks, ...(Number.isFinite(values[at]) ? [drawn("circle", dot)] : [])]
  })
  const here = { x1: place(wide, x), x2: place(wide, x), y1: top, y2: top + HEIGHTS[which], class: "here" }
  return [
    drawn("text", { x: wide.from, y: top - 8, class: "title" }, title),
    drawn("clipPath", { id: clip }, drawn("rect", frame)),
    ...ticksUp(wide, up),
    ...mark(shown, wide, top, HEIGHTS[which], which === 0),
    drawn("line", here),
    drawn("g", { "clip-path": `url(#${clip})` }, ...curves),
  ]
}

/** @type {(shown: Shown, wide: Scale, top: number, height: number, named: boolean) => SVGElement[]} */
function mark({ mark: own }, wide, top, height, named) {
  if (!own) return []
  const x = place(wide, own.value)
  const line = drawn("line", { x1: x, x2: x, y1: top, y2: top + height, class: "mark" })
  return named ? [line, drawn("text", { x: x + 5, y: top + 13, class: "marked" }, own.label)] : [line]
}
