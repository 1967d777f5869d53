// Which row is on its way: chosen in the plane, or by the buttons beside its number.

import { element, say } from "../../../web/components/kit/dom.js"
import { fill } from "../../../web/components/kit/words.js"
import { drawPlane, nearestTo, newGround, SIDE } from "./net_plane.js"

/** @import { Scene, Served } from "./net_types.d.ts" */
/** @import { Theme } from "../../../web/components/kit/types.d.ts" */

/** @type {(served: Served, choose: (row: number) => void) => { node: HTMLElement, canvas: HTMLCanvasElement, name: HTMLElement, row: { now: number },
 *   ground: import("./net_plane.js").Ground }} */
export function createPlane(served, choose) {
  const { words, X } = served
  const row = { now: served.row }
  const canvas = element("canvas", { class: "plane", role: "img" })
  canvas.width = canvas.height = SIDE
  canvas.onclick = ({ offsetX, offsetY }) =>
    choose(nearestTo(served, offsetX / canvas.clientWidth, offsetY / canvas.clientHeight))
  const name = element("span")
  /** @type {(way: number) => () => void} */
  const beside = (way) => () => choose((row.now + way + X.length) % X.length)
  const before = element("button", { type: "button", "aria-label": words.row_before, onclick: beside(-1) }, "‹")
  const after = element("button", { type: "button", "aria-label": words.row_after, onclick: beside(1) }, "›")
  const caption = element("figcaption", {}, before, name, after)
  const node = element("figure", { class: "rows" }, ...(served.in_plane ? [canvas] : []), caption)
  return { node, canvas, name, row, ground: newGround() }
}

/** @type {(plane: ReturnType<typeof createPlane>, scene: Scene, theme: Theme) => void} */
export function showPlane({ canvas, name, row, ground }, { served, net, x, shown, next }, theme) {
  row.now = served.row
  say(name, fill(served.words.row, { n: served.row + 1, all: served.X.length }))
  if (!served.in_plane) return
  canvas.setAttribute("aria-label", served.words.plane)
  drawPlane(canvas, ground, served, shown.updated ? next : net, x, theme)
}
