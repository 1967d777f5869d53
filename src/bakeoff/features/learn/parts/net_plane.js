// The plane that the rows come from: what the network answers everywhere, its rows, and the one on its way.

import { css, mix } from "../../../web/components/kit/colours.js"
import { contextOf, sharpen } from "../../../web/components/kit/dom.js"
import { answerOf, forward } from "./net_maths.js"

/** @import { Net, Served } from "./net_types.d.ts" */
/** @import { Theme } from "../../../web/components/kit/types.d.ts" */

export const SIDE = 172
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
export const newGround = () => ({ canvas: document.createElement("canvas"), of: "" })

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
export function drawPlane(canvas, ground, served, net, x, theme) {
  const of = JSON.stringify([net.weights, net.biases, theme.colours.mode])
  if (ground.of !== of) paint(Object.assign(ground, { of }), served, net, theme)
  const context = sharpen(canvas, SIDE, SIDE)
  context.drawImage(ground.canvas, 0, 0, SIDE, SIDE)
  served.X.forEach((place, each) => {
    dot(context, served, place, css(theme.colours.classes[served.classes[each]]), css(theme.ground), RADIUS)
  })
  ring(context, served, x, css(theme.ink))
}

/** @type {(context: CanvasRenderingContext2D, served: Served, place: number[], fill: string, edge: string, radius: number) => void} */
function dot(context, served, [x1, x2], fill, edge, radius) {
  context.beginPath()
  context.arc(SIDE * shareOf(served, x1), SIDE * (1 - shareOf(served, x2)), radius, 0, 2 * Math.PI)
  context.fillStyle = fill
  context.strokeStyle = edge
  context.lineWidth = 1.5
  context.fill()
  context.stroke()
}

/** @type {(context: CanvasRenderingContext2D, served: Served, place: number[], stroke: string) => void} */
function ring(context, served, [x1, x2], stroke) {
  context.beginPath()
  context.arc(SIDE * shareOf(served, x1), SIDE * (1 - shareOf(served, x2)), 8, 0, 2 * Math.PI)
  context.strokeStyle = stroke
  context.lineWidth = 2.5
  context.stroke()
}

/** Return the row that is nearest to a place of the canvas.
 * @type {(served: Served, left: number, top: number) => number} shares of its width and height */
export function nearestTo(served, left, top) {
  const far = served.X.map(([x1, x2]) => Math.hypot(shareOf(served, x1) - left, 1 - shareOf(served, x2) - top))
  return far.indexOf(Math.min(...far))
}
