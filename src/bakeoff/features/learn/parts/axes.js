// Axes and the table of lines, as pictures of curves share them with `reading.css`.

import { drawn, element } from "../../../web/components/kit/dom.js"
import { threeFigures } from "../../../web/components/kit/numbers.js"
import { place, ticks } from "../../../web/components/kit/scale.js"

/** @import { Scale } from "../../../web/components/kit/scale.js" */

/** @typedef {{ name: string, colour: string, dash: string }} Look of a line */

/** Return lines across at round values, with these beside them.
 * @type {(across: Scale, up: Scale) => SVGElement[]} */
export function ticksUp(across, up) {
  return ticks(up.low, up.high).flatMap((value) => {
    const y = place(up, value)
    const line = { x1: across.from, x2: across.to, y1: y, y2: y, class: value === 0 ? "zero" : "tick" }
    return [drawn("line", line), drawn("text", { x: across.from - 7, y: y + 4, class: "up" }, threeFigures(value))]
  })
}

/** Return round values that stand at this height.
 * @type {(across: Scale, y: number) => SVGElement[]} */
export function ticksAcross(across, y) {
  return ticks(across.low, across.high).map((value) =>
    drawn("text", { x: place(across, value), y, class: "across" }, threeFigures(value)),
  )
}

/** Fill a table: a head for each column, and a row with empty cells for each line.
 * @type {(table: HTMLTableElement, heads: string[], looks: Look[]) => void} */
export function fillTable(table, heads, looks) {
  const rows = looks.map(({ name, colour, dash }) => {
    const line = drawn("line", { x1: 0, x2: 26, y1: 5, y2: 5, stroke: colour, "stroke-dasharray": dash })
    const swatch = drawn("svg", { class: "swatch", viewBox: "0 0 26 10", "aria-hidden": "true" }, line)
    const cells = heads.slice(1).map(() => element("td"))
    return element("tr", {}, element("th", { scope: "row" }, swatch, name), ...cells)
  })
  const head = element("tr", {}, ...heads.map((text) => element("th", { scope: "col" }, text)))
  table.replaceChildren(element("thead", {}, head), element("tbody", {}, ...rows))
}
