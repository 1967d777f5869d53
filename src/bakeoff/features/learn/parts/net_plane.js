// Which row is on its way: chosen in the plane that the rows come from, or by the buttons beside its number.

import { drawCircle } from "../../../web/components/kit/canvas.js"
import { css, mix } from "../../../web/components/kit/colours.js"
import { contextOf, element, say, sharpen } from "../../../web/components/kit/dom.js"
import { fill } from "../../../web/components/kit/words.js"
import { answerOf, forward } from "./net_maths.js"

/** @import { Net, Scene, Served } from "./net_types.d.ts" */
/** @import { Theme } from "../../../web/components/kit/types.d.ts" */

const SIDE = 172
const CELLS = 43
const RADIUS = 4

/** @type {(served: Served, at: number) => number} */
const shareOf = ({ reach: [low, high] }, at) => (at - low) / (high - low)

/** Return how sure the network is at a place: of each class its share.
 * @type {(net: Net, x: number[]) => number[]} */
export function shares(net, x) {
  const answer = answerOf(forward(net, x))
  return answer.length > 1 ? answer : [1 - answer[0], answer[0]]
}

/**
 * What the network answers everywhere, painted once for each network and theme.
 *
 * @typedef {{ canvas: HTMLCanvasElement, of: string }} Ground
 */

/** @type {() => Ground} */
const newGround = () => ({ canvas: document.createElement("canvas"), of: "" })

/** @type {(ground: Ground, served: Served, net: Net, theme: Theme) => void} */
function paint({ canvas }, { reach: [low, high] }, net, { colours }) {
  canvas.width = canvas.height = CELLS
  const context = contextOf(canvas)
  const image = context.createImageData(CELLS, CELLS)
  for (let cell = 0; cell < CELLS * CELLS; cell++) {
    const at = [cell % CELLS, CELLS - 1 - Math.floor(cell / CELLS)].map((n) => low + ((n + 0.5) / CELLS) * (high - low))
    const all = shares(net, at)
    const best = all.indexOf(Math.max(...all))
    const sure = (all[best] - 1 / all.length) / (1 - 1 / all.length)
    image.data.set([...mix(colours.neutral, colours.classes[best], 0.12 + 0.5 * sure), 255], 4 * cell)
  }
  context.putImageData(image, 0, 0)
}

/** @type {(canvas: HTMLCanvasElement, ground: Ground, served: Served, net: Net, x: number[], theme: Theme) => void} */
function drawPlane(canvas, ground, served, net, x, theme) {
  const of = JSON.stringify([net.weights, net.biases, theme.colours.mode])
  if (ground.of !== of) paint(Object.assign(ground, { of }), served, net, theme)
  const context = sharpen(canvas, SIDE, SIDE)
  context.drawImage(ground.canvas, 0, 0, SIDE, SIDE)
  /** @type {(place: number[]) => [x: number, y: number]} */
  const at = ([x1, x2]) => [SIDE * shareOf(served, x1), SIDE * (1 - shareOf(served, x2))]
  served.X.forEach((place, each) => {
    const fill = css(theme.colours.classes[served.classes[each]])
    drawCircle(context, ...at(place), RADIUS, { fill, edge: css(theme.ground), width: 1.5 })
  })
  drawCircle(context, ...at(x), 8, { edge: css(theme.ink), width: 2.5 })
}

/** Return the row that is nearest to a place of the canvas.
 * @type {(served: Served, left: number, top: number) => number} shares of its width and height */
export function nearestTo(served, left, top) {
  const far = served.X.map(([x1, x2]) => Math.hypot(shareOf(served, x1) - left, 1 - shareOf(served, x2) - top))
  return far.indexOf(Math.min(...far))
}

/** @type {(served: Served, choose: (row: number) => void) => { node: HTMLElement, canvas: HTMLCanvasElement, name: HTMLElement, row: { now: number },
 *   ground: Ground }} */
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
