// Where everything of the network diagram stands, in CSS pixels, and what lies under a pointer.

import { along, fanned } from "../../../web/components/kit/links.js"

/** @import { Ends } from "../../../web/components/kit/types.d.ts" */
/** @import { Diagram, Link, Spot, Tile, What } from "../../../web/network/types.d.ts" */

export const NODE = 44
export const PITCH = 58
export const TOP = 96
const LABELS = 56
const MARGIN = 12
const BOTTOM = 8
const NARROWEST_STEP = 58 // so that a phone shows three hidden layers and the output
const NARROWEST = 322 // the headings need as much, and a phone has it
const BIAS = 8
const FAN = 22
const REACH = 7

/** Return the tops of `count` tiles in a column, centred in `rows` rows.
 * @type {(count: number, rows: number) => number[]} */
function tops(count, rows) {
  return Array.from({ length: count }, (_, index) => TOP + PITCH * (index + (rows - count) / 2) + (PITCH - NODE) / 2)
}

/** Return the diagram's size and its tiles by column: features, hidden layers, outputs.
 *
 * `counts` is the number of tiles in each column; the diagram is wider than `width` if its columns need it.
 * @type {(counts: number[], width: number) => Diagram}
 */
export function arrange(counts, width) {
  const rows = Math.max(...counts)
  const gaps = counts.length - 1
  const step = Math.max(NARROWEST_STEP, (Math.max(NARROWEST, width) - LABELS - NODE - 2 * MARGIN) / gaps)
  const columns = counts.map((count, column) => {
    const x = MARGIN + LABELS + step * column
    return tops(count, rows).map((y, index) => ({ column, index, x, y }))
  })
  return {
    width: Math.round(MARGIN * 2 + LABELS + step * gaps + NODE),
    height: TOP + rows * PITCH + BOTTOM,
    step,
    columns,
  }
}

/** Return the links of the diagram; `sources` are the tiles of the first column that are switched on.
 * @type {(diagram: Diagram, sources: number[]) => Link[]} */
export function links({ columns }, sources) {
  /** @type {Link[]} */
  const all = []
  for (let layer = 0; layer + 1 < columns.length; layer++) {
    const from = layer ? columns[layer] : sources.map((index) => columns[0][index])
    columns[layer + 1].forEach((to, j) => {
      from.forEach((tile, i) => all.push({ layer, i, j, ...ends(tile, to, i, from.length) }))
    })
  }
  return all
}

/** Return where a link starts and ends: the ends at one tile are fanned out, so that they can be told apart.
 * @type {(from: Tile, to: Tile, i: number, count: number) => Ends} */
function ends(from, to, i, count) {
  return { x0: from.x + NODE, y0: from.y + NODE / 2, x1: to.x, y1: to.y + NODE / 2 + fanned(i, count, FAN) }
}

/** Return the square of a tile's bias.
 * @type {(tile: Spot) => { x: number, y: number, size: number }} */
export function biasSquare(tile) {
  return { x: tile.x - BIAS - 2, y: tile.y + NODE - BIAS, size: BIAS }
}

/** @type {(x: number, y: number, left: number, top: number, size: number, slack?: number) => boolean} */
function within(x, y, left, top, size, slack = 0) {
  return x >= left - slack && x <= left + size + slack && y >= top - slack && y <= top + size + slack
}

/** Return how far a point is from a link's curve, looking at `steps` places of it.
 * @type {(link: Ends, x: number, y: number, steps?: number) => number} */
export function distanceTo(link, x, y, steps = 32) {
  let nearest = Infinity
  for (let step = 0; step <= steps; step++) {
    const [cx, cy] = along(link, step / steps)
    nearest = Math.min(nearest, Math.hypot(cx - x, cy - y))
  }
  return nearest
}

/** @type {(all: Link[], x: number, y: number) => Link | null} */
function nearestLink(all, x, y) {
  /** @type {Link | null} */
  let best = null
  let least = REACH
  for (const link of all) {
    if (x < link.x0 || x > link.x1) continue
    const distance = distanceTo(link, x, y)
    if (distance < least) [best, least] = [link, distance]
  }
  return best
}

/** Return what lies at a point: a bias, a tile, a link (`{kind, ...}`) or null.
 * @type {(diagram: Diagram, all: Link[], x: number, y: number) => What | null} */
export function under(diagram, all, x, y) {
  const tiles = diagram.columns.flat()
  const bias = tiles.find((tile) => {
    const square = biasSquare(tile)
    return tile.column > 0 && within(x, y, square.x, square.y, square.size, 3)
  })
  if (bias) return { kind: "bias", layer: bias.column - 1, j: bias.index }
  const tile = tiles.find((each) => within(x, y, each.x, each.y, NODE))
  if (tile) return { kind: "tile", column: tile.column, index: tile.index }
  const link = nearestLink(all, x, y)
  return link && { kind: "link", layer: link.layer, i: link.i, j: link.j, x: (link.x0 + link.x1) / 2 }
}
