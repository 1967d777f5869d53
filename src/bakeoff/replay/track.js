// The clock of the race: each contender's score against its CPU seconds, as far as it has got, and its flag.

import { drawCircle, strokeLine } from "../web/components/kit/canvas.js"
import { css, mix } from "../web/components/kit/colours.js"
import { sharpen } from "../web/components/kit/dom.js"
import { themeOf } from "../web/components/kit/theme.js"
import { isHome, roomy } from "./panels.js"
import { clockOf, duration, ends, written } from "./playback.js"

/** @import { Actor, Playback, Scene } from "./types.d.ts" */

const HEIGHT = 108
const BETWEEN = 10 // words
const [RIGHT, TOP] = [12, 16]
/** How much larger it is written where it is shown to a room. */
const LARGER = 1.45
/** How far the scale goes beyond the scores, as a share of their span. */
const ROOM = 0.06

/** Return the scored moments of a contender up to the one on show, and where the clock is between two if it runs.
 * @type {(actor: Actor, playback: Playback) => [seconds: number, score: number][]} */
export function travelled(actor, playback) {
  const place = playback.shown.get(actor.name) ?? -1
  /** @type {[number, number][]} */
  const way = []
  for (const { cpu, score } of actor.moments.slice(0, place + 1)) {
    if (score !== null) way.push([cpu, score])
    else if (way.length) way.push([cpu, way[way.length - 1][1]])
  }
  const next = actor.moments[place + 1]
  const last = way[way.length - 1]
  if (playback.mode !== "still" && playback.clock !== undefined && next && last && next.cpu > last[0]) {
    const share = (playback.clock - last[0]) / (next.cpu - last[0])
    way.push([playback.clock, last[1] + share * ((next.score ?? last[1]) - last[1])])
  }
  return way
}

/** Return the lowest and the highest score of all that is known, of which there may be only one: where lines go across.
 * @type {(actors: Actor[]) => number[]} */
export function extremes(actors) {
  const scores = actors.flatMap(({ moments }) => moments.flatMap(({ score }) => (score === null ? [] : [score])))
  if (!scores.length) return [0, 1]
  return [...new Set([Math.max(-1, Math.min(...scores)), Math.max(...scores)])]
}

/** Return the ends of a scale that has room for all scores, and stays as it is.
 * @type {(actors: Actor[]) => [low: number, high: number]} */
export function reach(actors) {
  const [low, high = low] = extremes(actors)
  const room = ROOM * (high - low) || 0.05
  return [low - room, high + room]
}

/** Return the time at a place of the clock.
 * @type {(x: number, width: number, scene: Scene) => number} */
export function timeAt(x, width, scene) {
  const [first, last] = ends(scene.actors)
  const { left } = sizes(scene)
  const share = Math.max(0, Math.min(1, (x - left) / (width - left - RIGHT)))
  return share === 1 ? last : first * (last / first) ** share
}

/** @type {(scene: Scene) => { times: number, left: number, bottom: number, tall: number }} */
function sizes(scene) {
  const times = scene.large ? LARGER * roomy(scene) : 1
  return { times, left: 54 * times, bottom: 18 * times, tall: HEIGHT * roomy(scene) } // room for "100.0 %"
}

/** Paint the clock.
 * @type {(canvas: HTMLCanvasElement, width: number, scene: Scene, playback: Playback) => void} */
export function paintTrack(canvas, width, scene, playback) {
  const { ink, ground } = themeOf(canvas)
  const { times, left, bottom, tall } = sizes(scene)
  const context = sharpen(canvas, width, tall)
  const [first, last] = ends(scene.actors)
  const [low, high] = reach(scene.actors)
  /** @type {(seconds: number) => number} */
  const across = (seconds) =>
    left + (width - left - RIGHT) * (Math.log(Math.max(first, seconds) / first) / Math.log(last / first))
  /** @type {(score: number) => number} */
  const down = (score) => TOP + (tall - TOP - bottom) * (1 - (Math.max(low, score) - low) / (high - low))
  context.font = `${11 * times}px ${getComputedStyle(canvas).fontFamily}`
  context.fillStyle = css(mix(ground, ink, 0.72))
  context.strokeStyle = css(mix(ground, ink, 0.15))
  context.lineWidth = 1
  const moments = ticks(first, last)
  const places = moments.map(across)
  for (const x of places) strokeLine(context, x, TOP, x, tall - bottom)
  const durations = moments.map((seconds) => duration(seconds, scene.text))
  const widths = durations.map((word) => context.measureText(word).width)
  context.textAlign = "left"
  for (const [index, x] of standing(places, widths, left, width)) context.fillText(durations[index], x, tall - 5)
  context.textAlign = "right"
  for (const score of extremes(scene.actors)) {
    strokeLine(context, left, down(score), width - RIGHT, down(score))
    context.fillText(written(score, scene), left - 5, down(score) + 4)
  }
  if (scene.actors.some(({ moments }) => moments.length)) {
    const x = across(Math.min(last, clockOf(playback, scene.actors)))
    context.strokeStyle = css(mix(ground, ink, 0.5))
    strokeLine(context, x, 2, x, tall - bottom)
    drawCircle(context, x, tall - bottom, 6, { fill: css(ink), edge: css(ground), width: 2 }) // the handle
  }
  for (const actor of scene.actors) {
    paintWay(context, actor, travelled(actor, playback), { across, down }, isHome(actor, playback), css(ground))
  }
}

/** @type {(context: CanvasRenderingContext2D, actor: Actor, way: [number, number][], place: { across: (seconds: number) => number, down: (score: number) => number }, home: boolean, ground: string) => void} */
function paintWay(context, { colour }, way, { across, down }, home, ground) {
  const head = way.at(-1)
  if (!head) return
  context.strokeStyle = colour
  context.lineWidth = 2
  context.beginPath()
  for (const [seconds, score] of way) context.lineTo(across(seconds), down(score))
  context.stroke()
  const [x, y] = [across(head[0]), down(head[1])]
  drawCircle(context, x, y, 4.5, { fill: colour, edge: ground, width: 1.5 })
  if (!home) return
  context.strokeStyle = colour
  context.lineWidth = 1
  strokeLine(context, x, y, x, 3)
  context.beginPath()
  context.moveTo(x, 2)
  context.lineTo(x - 10, 6)
  context.lineTo(x, 10)
  context.fill()
}

/** Return which words have room under their ticks, between two ends and apart from one another, and where each begins.
 * @type {(places: number[], widths: number[], left: number, right: number) => [index: number, x: number][]} */
export function standing(places, widths, left, right) {
  /** @type {[index: number, x: number][]} */
  const stood = []
  let free = left
  places.forEach((place, index) => {
    const x = Math.max(left, Math.min(place - widths[index] / 2, right - widths[index]))
    if (x < free) return
    stood.push([index, x])
    free = x + widths[index] + BETWEEN
  })
  return stood
}

/** Return where a logarithmic clock has its ticks: at 1, 2 and 5 over short ways, else at powers of ten.
 * @type {(first: number, last: number) => number[]} */
export function ticks(first, last) {
  const digits = Math.log10(last / first) > 2.2 ? [1] : [1, 2, 5]
  const powers = Array.from({ length: 16 }, (_, index) => index - 8)
  const all = powers.flatMap((power) => digits.map((digit) => Number(`${digit}e${power}`)))
  return all.filter((seconds) => seconds >= first && seconds <= last)
}
