// What moves on the map, and the losses step by step.

import { drawCircle, strokeLine } from "../../../../web/components/kit/canvas.js"
import { css, mix } from "../../../../web/components/kit/colours.js"
import { markerPath, sharpen } from "../../../../web/components/kit/dom.js"
import { powerOfTen } from "../../../../web/components/kit/numbers.js"
import { placeAt } from "./descent_path.js"

/** @import { Theme } from "../../../../web/components/kit/types.d.ts" */
/** @import { Descent, Place, Run, Scene } from "./descent.js" */

const TRACK_HEIGHT = 160
const EDGE = 7
const DASH = [7, 7]
const [LOWEST, HIGHEST] = [1e-10, 1e6] // what is drawn of losses

/** Return where a place lies in pixels.
 * @type {(view: Scene["view"], size: readonly [width: number, height: number], place: Place) => Place} */
export function placeOn([left, right, bottom, top], [width, height], [x, y]) {
  return [((x - left) / (right - left)) * width, ((top - y) / (top - bottom)) * height]
}

/** Paint targets, paths and who is where.
 * @type {(canvas: HTMLCanvasElement, size: readonly [number, number], descent: Descent, theme: Theme, quiet: string) => void} */
export function paintOver(canvas, size, { scene, runs, moment }, theme, quiet) {
  const [width, height] = size
  const context = sharpen(canvas, width, height)
  const halo = css(theme.ground)
  const scale = width / (scene.view[1] - scene.view[0])
  context.lineJoin = "round"
  for (const minimum of scene.minima) {
    const [x, y] = placeOn(scene.view, size, minimum)
    drawCircle(context, x, y, scene.radius * scale, { edge: halo, width: 4 })
    drawCircle(context, x, y, scene.radius * scale, { edge: quiet, width: 1.5 })
  }
  const drawnRuns = runs.filter((run) => !run.hidden)
  for (const run of drawnRuns) paintPath(context, run, moment, (place) => placeOn(scene.view, size, place), halo)
  for (const { racer, places } of drawnRuns) {
    const [x, y] = placeOn(scene.view, size, placeAt(places, moment))
    const [insideX, insideY] = [Math.min(width - EDGE, Math.max(EDGE, x)), Math.min(height - EDGE, Math.max(EDGE, y))]
    const path = markerPath(racer.marker, insideX, insideY, 6.5)
    context.globalAlpha = insideX === x && insideY === y ? 1 : 0.55
    context.lineWidth = 3
    context.strokeStyle = halo
    context.stroke(path)
    context.fillStyle = racer.colour
    context.fill(path)
    context.globalAlpha = 1
  }
}

/** @type {(context: CanvasRenderingContext2D, run: Run, moment: number, on: (place: Place) => Place, halo: string) => void} */
function paintPath(context, { racer, places }, moment, on, halo) {
  context.beginPath()
  for (let step = 0; step <= moment; step++) context.lineTo(...on([places[2 * step], places[2 * step + 1]]))
  context.lineTo(...on(placeAt(places, moment)))
  context.lineWidth = 3.6
  context.strokeStyle = halo
  if (!racer.dashed) context.stroke()
  context.lineWidth = 1.8
  context.strokeStyle = racer.colour
  context.setLineDash(racer.dashed ? DASH : [])
  context.stroke()
  context.setLineDash([])
}

/** Paint each loss above the lowest, step by step, on a logarithmic scale.
 * @type {(canvas: HTMLCanvasElement, width: number, descent: Descent, theme: Theme) => void} */
export function paintTrack(canvas, width, { scene, runs, moment }, { ground, ink }) {
  const context = sharpen(canvas, width, TRACK_HEIGHT)
  const [left, right, top, bottom] = [44, 8, 6, 18]
  const [low, high] = reachOf(runs)
  const span = Math.log10(high / low)
  /** @type {(step: number) => number} */
  const across = (step) => left + (step / scene.steps) * (width - left - right)
  /** @type {(value: number) => number} */
  const down = (value) => {
    const share = Math.log10(Math.min(high, Math.max(low, value)) / low) / span
    return top + (1 - share) * (TRACK_HEIGHT - top - bottom)
  }
  context.font = `11px ${getComputedStyle(canvas).fontFamily}`
  context.fillStyle = css(mix(ground, ink, 0.72))
  context.strokeStyle = css(mix(ground, ink, 0.15))
  context.lineWidth = 1
  context.textAlign = "right"
  const every = Math.ceil(span / 4)
  for (let power = Math.log10(low); power <= Math.log10(high) + 1e-9; power += every) {
    const y = down(10 ** power)
    strokeLine(context, left, y, width - right, y)
    context.fillText(powerOfTen(Math.round(power)), left - 5, y + 4)
  }
  for (const step of [0, scene.steps / 2, scene.steps]) {
    context.textAlign = step ? (step === scene.steps ? "right" : "center") : "left"
    context.fillText(String(Math.round(step)), across(step), TRACK_HEIGHT - 4)
  }
  for (const { racer, heights, hidden } of runs) {
    if (hidden) continue
    context.beginPath()
    for (let step = 0; step <= moment; step++) context.lineTo(across(step), down(heights[step]))
    context.lineWidth = 1.8
    context.strokeStyle = racer.colour
    context.setLineDash(racer.dashed ? DASH : [])
    context.stroke()
    context.setLineDash([])
    const step = Math.floor(moment)
    context.fillStyle = racer.colour
    context.fill(markerPath(racer.marker, across(step), down(heights[step]), 4))
  }
}

/** Return powers of ten round all losses that are drawn.
 * @type {(runs: Run[]) => [low: number, high: number]} */
export function reachOf(runs) {
  let [low, high] = [Infinity, 0]
  for (const { heights } of runs) {
    for (const value of heights) {
      low = Math.min(low, value)
      high = Math.max(high, value)
    }
  }
  const least = Math.floor(Math.log10(Math.max(LOWEST, low)))
  const most = Math.ceil(Math.log10(Math.min(HIGHEST, Math.max(LOWEST, high))))
  return [10 ** least, 10 ** Math.max(least + 1, most)]
}
