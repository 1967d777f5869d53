// What is painted on a canvas the same way wherever a plane is shown.

import { css, mix } from "./colours.js"
import { contextOf, sharpen } from "./dom.js"

/** @import { Colour, Mode } from "./types.d.ts" */

/** @typedef {{ test: boolean, colour: Colour, mode: Mode, weight?: number }} Marking */

/** Paint a point in its colour with a halo that parts it from the ground, hollow if it is one of the test part.
 * @type {(context: CanvasRenderingContext2D, path: Path2D, marking: Marking) => void} */
export function paintMarker(context, path, { test, colour, mode, weight = 1 }) {
  const halo = mode === "light" ? "rgba(255,255,255,0.92)" : "rgba(12,15,18,0.85)"
  context.lineJoin = "round"
  context.lineWidth = weight * (test ? 3.6 : 2)
  context.strokeStyle = halo
  context.stroke(path)
  context.fillStyle = test ? halo : css(colour)
  context.fill(path)
  if (!test) return
  context.lineWidth = weight * 1.7
  context.strokeStyle = css(colour)
  context.stroke(path)
}

/** Draw a line.
 * @type {(context: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number) => void} */
export function strokeLine(context, x0, y0, x1, y1) {
  context.beginPath()
  context.moveTo(x0, y0)
  context.lineTo(x1, y1)
  context.stroke()
}

/** Draw a circle, filled if it has a colour for that, and with an edge if it has one for that.
 * @type {(context: CanvasRenderingContext2D, x: number, y: number, radius: number, look: { fill?: string, edge?: string, width?: number }) => void} */
export function drawCircle(context, x, y, radius, { fill, edge, width = 1 }) {
  context.beginPath()
  context.arc(x, y, radius, 0, 2 * Math.PI)
  if (fill) {
    context.fillStyle = fill
    context.fill()
  }
  if (!edge) return
  context.lineWidth = width
  context.strokeStyle = edge
  context.stroke()
}

/** Draw pixels `size` wide and high, by way of a canvas that is not shown.
 * @type {(context: CanvasRenderingContext2D, pixels: ImageData, size: number, off: HTMLCanvasElement, smooth: boolean) => void} */
export function stretch(context, pixels, size, off, smooth) {
  Object.assign(off, { width: pixels.width, height: pixels.height })
  contextOf(off).putImageData(pixels, 0, 0)
  context.imageSmoothingEnabled = smooth
  context.drawImage(off, 0, 0, size, size)
}

/** Return what a canvas of this size is painted with, on which nothing is but a shade of the page's ground.
 * @type {(canvas: HTMLCanvasElement, width: number, height: number, theme: { ground: Colour, ink: Colour }) => CanvasRenderingContext2D} */
export function blank(canvas, width, height, { ground, ink }) {
  const context = sharpen(canvas, width, height)
  context.fillStyle = css(mix(ground, ink, 0.05))
  context.fillRect(0, 0, width, height)
  return context
}
