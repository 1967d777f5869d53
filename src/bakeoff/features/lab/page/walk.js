// Choosing a point of the picture: the one under a click, or the next one in an arrow key's direction.

import { ARROWS } from "../../../web/components/kit/drag.js"

/** @import { Place, Points } from "../../../web/network/types.d.ts" */

const ASIDE = 2 // a point that lies to the side counts as that much farther

/** Return the rows of the points that are on show.
 * @type {(points: Points, showTest: boolean, always: number | null) => number[]} `always` is on show, too */
export function rowsShown(points, showTest, always) {
  return [...points.test.keys()].filter((row) => showTest || !points.test[row] || row === always)
}

/** Return which of the rows is the nearest to a place, and no farther than `reach`, or null.
 * @type {(points: Points, rows: readonly number[], place: Place, reach?: number) => number | null} */
export function nearestRow(points, rows, { x1, x2 }, reach = Infinity) {
  return least(rows, (row) => {
    const distance = Math.hypot(points.x1[row] - x1, points.x2[row] - x2)
    return distance <= reach ? distance : Infinity
  })
}

/** Return which of the rows comes next in the direction of an arrow key, or null for another key and at the border.
 * @type {(points: Points, rows: readonly number[], from: number, key: string) => number | null} */
export function nextRow(points, rows, from, key) {
  const way = ARROWS[key]
  if (!way) return null
  return least(rows, (row) => {
    const [x1, x2] = [points.x1[row] - points.x1[from], points.x2[row] - points.x2[from]]
    const ahead = x1 * way[0] + x2 * way[1]
    const aside = Math.abs(x1 * way[1]) + Math.abs(x2 * way[0])
    return ahead > 0 && aside <= 2 * ahead ? ahead + ASIDE * aside : Infinity
  })
}

/** @type {(rows: readonly number[], cost: (row: number) => number) => number | null} */
function least(rows, cost) {
  let best = null
  let lowest = Infinity
  for (const row of rows) {
    const here = cost(row)
    if (here < lowest) [best, lowest] = [row, here]
  }
  return best
}
