// Where everything of the network's picture stands, in CSS pixels: the whole, or one neuron with what it is told.

import { fanned } from "../../../web/components/kit/links.js"

/** @import { Ends } from "../../../web/components/kit/types.d.ts" */
/** @import { Box, Neuron, Plan } from "./net_types.d.ts" */

const MARGIN = 6
const NARROWEST = 44
const CROWDED = 58 // a column's width below which the picture is wider than its place, and scrolls
const WIDEST = 96
const GAP = 36
const HEAD = 22
const MOST_APART = 1.4 // where a column has fewer, times the usual distance
const CARD = { width: 236, height: 176 }
const FAN = 0.78 // of a neuron's height, over which the ends of its links are spread

/** Return the whole network: inputs, layers, and the loss as a column of its own if it is shown.
 * @type {(sizes: number[], space: number, height: number, withLoss: boolean) => Plan} `space` is across, `height` a neuron's */
export function overview(sizes, space, height, withLoss) {
  const count = sizes.length + (withLoss ? 1 : 0)
  const width = Math.max(space, count * CROWDED)
  const room = width / count
  const wide = Math.round(Math.min(WIDEST, Math.max(NARROWEST, 0.5 * room)))
  const step = (width - 2 * MARGIN - wide) / (count - 1)
  const rows = Math.max(...sizes)
  const columns = sizes.map((size, column) =>
    stack(size, rows, height).map((y) => ({ x: MARGIN + step * column, y, width: wide, height })),
  )
  const tall = HEAD + rows * (height + GAP)
  const loss = withLoss
    ? { x: width - MARGIN - wide, y: HEAD + (tall - HEAD - GAP - height) / 2, width: wide, height }
    : null
  return { width, height: tall, columns, loss }
}

/** @type {(count: number, rows: number, height: number) => number[]} */
function stack(count, rows, height) {
  const pitch = Math.min((rows * (height + GAP)) / count, MOST_APART * (height + GAP))
  const top = HEAD + (rows * (height + GAP) - pitch * count) / 2
  return Array.from({ length: count }, (_, index) => top + pitch * index + (pitch - height - GAP) / 2)
}

/** Return the picture of one neuron: what it is told on the left, itself large, and what it tells on the right.
 * All others stay where they are, and are not shown.
 * @type {(whole: Plan, near: Neuron, back: boolean) => Plan} */
export function closeUp(whole, { column, index }, back) {
  const told = whole.columns[column - 1]
  const tells = (back && whole.columns[column + 1]) || []
  const small = told[0]
  const rows = Math.max(told.length, tells.length)
  const height = Math.max(whole.height, HEAD + rows * (small.height + GAP), HEAD + CARD.height + 2 * GAP)
  const room = whole.width - 2 * MARGIN - small.width - (tells.length ? small.width : 0)
  const wide = Math.min(CARD.width, Math.max(150, room * (tells.length ? 0.5 : 0.55)))
  const left = tells.length
    ? MARGIN + small.width + (room - wide) * 0.62
    : Math.max(MARGIN + small.width + (room - wide) * 0.75, 0)
  const card = { x: left, y: (height - CARD.height) / 2, width: wide, height: CARD.height }
  const columns = whole.columns.map((boxes, each) => {
    if (each === column - 1) return spread(boxes, MARGIN, height)
    if (each === column) return boxes.map((box, i) => (i === index ? card : box))
    return each === column + 1 && tells.length ? spread(boxes, whole.width - MARGIN - small.width, height) : boxes
  })
  return { width: whole.width, height, columns, loss: whole.loss }
}

/** @type {(boxes: Box[], x: number, height: number) => Box[]} */
function spread(boxes, x, height) {
  const pitch = Math.min(96, (height - HEAD) / boxes.length)
  const top = HEAD + (height - HEAD - pitch * boxes.length) / 2
  return boxes.map((box, index) => ({ ...box, x, y: top + pitch * index + (pitch - box.height) / 2 }))
}

/** Return where a link begins and ends.
 * @type {(from: Box, to: Box, i: number, count: number) => Ends} */
export function link(from, to, i, count) {
  const y1 = to.y + to.height / 2 + fanned(i, count, FAN * to.height)
  return { x0: from.x + from.width, y0: from.y + from.height / 2, x1: to.x, y1 }
}
