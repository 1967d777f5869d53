// Optimisers on their way down a surface from one start, which the visitor drags; all paths are computed here anew.

import { css, mix, parse } from "../../../../web/components/kit/colours.js"
import { count } from "../../../../web/components/kit/counts.js"
import { contextOf, drawn, element, icon, iconButton, say } from "../../../../web/components/kit/dom.js"
import { ARROWS } from "../../../../web/components/kit/drag.js"
import { outline } from "../../../../web/components/kit/markers.js"
import { mounted } from "../../../../web/components/kit/mounted.js"
import { number } from "../../../../web/components/kit/numbers.js"
import { same } from "../../../../web/components/kit/same.js"
import { themeKey, themeOf } from "../../../../web/components/kit/theme.js"
import { unpack } from "../../../../web/components/kit/wire.js"
import { enumerated, fill } from "../../../../web/components/kit/words.js"
import { levels, pixelsOf, shades } from "./descent_ground.js"
import { paintOver, paintTrack, placeOn } from "./descent_paint.js"
import { arrivalOf, momentAfter, pathOf, timeAt } from "./descent_path.js"
import { surfaceOf } from "./descent_surfaces.js"

/** @import { Component } from "../../../../web/components/types.d.ts" */
/** @import { Surface } from "./descent_surfaces.js" */

/**
 * @typedef {[x: number, y: number]} Place
 * @typedef {{ name: string, label: string, colour: string, marker: string, dashed: boolean, rate: number }} Racer
 *
 * @typedef {object} Scene what the server tells
 * @property {string} id another one is another run
 * @property {string} surface
 * @property {number} condition
 * @property {number} degrees
 * @property {[left: number, right: number, bottom: number, top: number]} view
 * @property {Place[]} minima
 * @property {number} radius
 * @property {number} lowest
 * @property {Place} start
 * @property {Racer[]} racers
 * @property {number} steps
 * @property {string} schedule
 * @property {number} noise
 * @property {number} momentum
 * @property {boolean} ended whether it is shown from its end at first
 * @property {Record<string, string>} words
 * @property {{ values: Float32Array }} errors
 *
 * @typedef {object} Run one on its way
 * @property {Racer} racer
 * @property {Float64Array} places
 * @property {Float64Array} heights above the lowest place
 * @property {number} arrival
 * @property {number} gone the first step that is far off the map
 * @property {boolean} hidden
 *
 * @typedef {ReturnType<typeof partsOf>} Parts
 * @typedef {ReturnType<typeof create>} Descent
 */

const KEY_STEP = 1 / 40 // of the map's width
const OFF = 3 // times the map's size away from its middle

export default mounted(
  ".descent",
  create,
  (descent, { data, setStateValue }) => {
    descent.post = setStateValue
    if (!same(data, descent.data)) take(descent, data)
    const theme = themeKey(descent.root)
    if (descent.theme === theme) return
    descent.theme = theme
    paintGround(descent)
  },
  close,
)

/** @type {(descent: Descent) => void} */
function close(descent) {
  pause(descent)
  descent.watch.disconnect()
  descent.sight.disconnect()
}

/**
 * @param {HTMLElement} root
 * @param {Uint8Array} data
 */
function create(root, data) {
  const scene = /** @type {Scene} */ (unpack(data))
  const parts = partsOf(scene.words)
  const descent = {
    ...{ root, parts, data, scene, surface: surfaceOf(scene), start: scene.start, frame: 0, theme: themeKey(root) },
    runs: /** @type {Run[]} */ ([]),
    hidden: /** @type {Set<string>} */ (new Set()), // names of those that are not drawn
    moment: scene.ended ? scene.steps : 0,
    since: 0, // when it would have begun, while it plays; else 0
    post: /** @type {Component<Uint8Array>["setStateValue"]} */ (() => {}),
    watch: new ResizeObserver(() => paintGround(descent)),
    sight: new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return
        descent.sight.disconnect()
        begin(descent)
      },
      { threshold: 0.5 },
    ),
  }
  root.replaceChildren(element("div", { class: "pair" }, parts.board, parts.side), parts.status)
  listen(descent)
  compute(descent)
  name(descent)
  descent.watch.observe(parts.map)
  descent.sight.observe(parts.map)
  return descent
}

/** Take over what the server tells anew; where one stands is kept while it is the same surface.
 * @type {(descent: Descent, data: Uint8Array) => void} */
function take(descent, data) {
  const { id, surface } = descent.scene
  const scene = /** @type {Scene} */ (unpack(data))
  Object.assign(descent, { data, scene, surface: surfaceOf(scene) })
  if (scene.surface !== surface) descent.start = scene.start
  if (scene.id !== id) {
    pause(descent)
    descent.moment = scene.ended ? scene.steps : 0
  }
  compute(descent)
  name(descent)
  if (scene.id === id) {
    show(descent)
    return
  }
  paintGround(descent)
  begin(descent)
}

/** Compute all paths from where the start is now.
 * @type {(descent: Descent) => void} */
function compute(descent) {
  const { scene, surface, start } = descent
  const way = { ...scene, start, errors: scene.errors.values }
  const [left, right, bottom, top] = scene.view
  const [middleX, middleY] = [(left + right) / 2, (bottom + top) / 2]
  descent.runs = scene.racers.map((racer) => {
    const places = pathOf(racer.name, racer.rate, surface, way)
    const heights = new Float64Array(scene.steps + 1)
    let gone = Infinity
    for (let step = 0; step <= scene.steps; step++) {
      const [x, y] = [places[2 * step], places[2 * step + 1]]
      heights[step] = surface.height(x, y) - scene.lowest
      const off = Math.abs(x - middleX) > OFF * (right - left) || Math.abs(y - middleY) > OFF * (top - bottom)
      if (off && gone === Infinity) gone = step
    }
    return { racer, places, heights, arrival: arrivalOf(places, scene), gone, hidden: descent.hidden.has(racer.name) }
  })
}

/** @param {Record<string, string>} words */
function partsOf(words) {
  const ground = element("canvas", { class: "ground", "aria-hidden": "true" })
  const over = element("canvas", { class: "over", role: "img" })
  const handle = element("button", { type: "button", class: "handle" })
  const map = element("div", { class: "map" }, ground, over, handle)
  const play = element("button", { type: "button", class: "run" })
  const again = iconButton("reset", words.again, null)
  const step = iconButton("step_epoch", words.step, null)
  const slider = element("input", { type: "range", min: 0, step: 1, "aria-label": words.steps })
  const counter = element("output", { class: "caption" })
  const bar = element("div", { class: "bar", role: "group", "aria-label": words.controls }, again, play, step, slider)
  const rows = element("tbody")
  const heads = element("tr")
  const table = element("table", {}, element("thead", {}, heads), rows)
  const title = element("h4")
  const track = element("canvas", { class: "track", role: "img" })
  const hint = element("p", { class: "caption hint" })
  const status = element("p", { class: "unseen", role: "status" })
  const board = element("div", { class: "board" }, map, hint)
  const side = element("div", { class: "side" }, bar, counter, table, title, track)
  return {
    board,
    side,
    map,
    ground,
    over,
    handle,
    play,
    again,
    step,
    slider,
    counter,
    heads,
    rows,
    title,
    track,
    hint,
    status,
  }
}

/** @type {(descent: Descent) => void} */
function listen(descent) {
  const { parts } = descent
  parts.play.onclick = () => (descent.since ? pause(descent) : play(descent))
  parts.again.onclick = () => {
    pause(descent)
    descent.moment = 0
    play(descent)
  }
  parts.step.onclick = () => stand(descent, Math.min(descent.scene.steps, Math.floor(descent.moment) + 1))
  parts.slider.oninput = () => stand(descent, Number(parts.slider.value))
  parts.over.onclick = (event) => {
    move(descent, placeOfPointer(descent, event))
    release(descent)
  }
  const { handle } = parts
  handle.onpointerdown = (event) => {
    if (event.button > 0) return
    handle.setPointerCapture(event.pointerId)
  }
  handle.onpointermove = (event) => {
    if (handle.hasPointerCapture(event.pointerId)) move(descent, placeOfPointer(descent, event))
  }
  handle.onlostpointercapture = () => release(descent)
  handle.onkeydown = (event) => key(descent, event)
  handle.onkeyup = (event) => {
    if (ARROWS[event.key]) descent.post("start", descent.start)
  }
}

/** @type {(descent: Descent, event: KeyboardEvent) => void} */
function key(descent, event) {
  const way = ARROWS[event.key]
  if (!way || event.ctrlKey || event.metaKey || event.altKey) return
  event.preventDefault()
  const [left, right] = descent.scene.view
  const by = KEY_STEP * (right - left) * (event.shiftKey ? 0.2 : 1)
  move(descent, [descent.start[0] + by * way[0], descent.start[1] + by * way[1]])
}

/** @type {(descent: Descent, event: MouseEvent) => Place} */
function placeOfPointer({ parts, scene: { view } }, event) {
  const [left, right, bottom, top] = view
  const box = parts.map.getBoundingClientRect()
  return [
    left + ((event.clientX - box.left) / box.width) * (right - left),
    top - ((event.clientY - box.top) / box.height) * (top - bottom),
  ]
}

/** Put the start elsewhere on the map, and show the whole paths from there.
 * @type {(descent: Descent, place: Place) => void} */
function move(descent, [x, y]) {
  const [left, right, bottom, top] = descent.scene.view
  /** @type {(value: number) => number} */
  const rounded = (value) => Math.round(1000 * value) / 1000
  const start = [Math.min(right, Math.max(left, x)), Math.min(top, Math.max(bottom, y))].map(rounded)
  if (start[0] === descent.start[0] && start[1] === descent.start[1]) return
  descent.start = /** @type {Place} */ (start)
  compute(descent)
  stand(descent, descent.scene.steps)
}

/** Tell the server where the start is, and let them run from there.
 * @type {(descent: Descent) => void} */
function release(descent) {
  const { scene, start } = descent
  if (scene.start[0] === start[0] && scene.start[1] === start[1]) return
  descent.post("start", start)
  begin(descent)
}

/** Let them run from the start, unless they are shown from their end, or nothing shall move by itself.
 * @type {(descent: Descent) => void} */
function begin(descent) {
  if (descent.scene.ended || matchMedia("(prefers-reduced-motion: reduce)").matches) return
  pause(descent)
  descent.moment = 0
  play(descent)
}

/** @type {(descent: Descent, moment: number) => void} */
function stand(descent, moment) {
  pause(descent)
  descent.moment = moment
  show(descent)
  tell(descent)
}

/** @type {(descent: Descent) => void} */
function play(descent) {
  if (descent.moment >= descent.scene.steps) descent.moment = 0
  descent.since = performance.now() - timeAt(descent.moment)
  descent.frame = requestAnimationFrame((now) => tick(descent, now))
}

/** @type {(descent: Descent) => void} */
function pause(descent) {
  cancelAnimationFrame(descent.frame)
  descent.since = 0
}

/** @type {(descent: Descent, now: number) => void} */
function tick(descent, now) {
  descent.moment = Math.min(descent.scene.steps, momentAfter(Math.max(0, now - descent.since)))
  if (descent.moment < descent.scene.steps) descent.frame = requestAnimationFrame((next) => tick(descent, next))
  else pause(descent)
  show(descent)
  if (!descent.since) tell(descent)
}

/** Write what does not change from moment to moment.
 * @type {(descent: Descent) => void} */
function name(descent) {
  const { parts, scene, runs } = descent
  const { words } = scene
  parts.slider.max = String(scene.steps)
  say(parts.title, words.track)
  say(parts.hint, words.hint)
  parts.heads.replaceChildren(
    ...[words.optimiser, words.rate, words.loss, words.there].map((word) => element("th", { scope: "col" }, word)),
  )
  parts.rows.replaceChildren(...runs.map((run) => row(descent, run)))
  tell(descent)
}

/** @type {(descent: Descent, run: Run) => HTMLElement} */
function row(descent, { racer, hidden }) {
  const { words, racers } = descent.scene
  const mark = drawn("path", { d: outline(racer.marker, 8, 8, 5.2), fill: racer.colour })
  const picture = drawn("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, mark)
  const button = element(
    "button",
    { type: "button", title: words.hide, "aria-pressed": String(!hidden) },
    picture,
    racer.label,
  )
  button.onclick = () => {
    const wasHidden = descent.hidden.delete(racer.name)
    if (!wasHidden) descent.hidden.add(racer.name)
    button.setAttribute("aria-pressed", String(wasHidden))
    for (const run of descent.runs) run.hidden = descent.hidden.has(run.racer.name)
    show(descent)
  }
  const head = racers.length > 1 ? button : element("span", {}, picture, racer.label)
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, head),
    element("td", {}, number(racer.rate)),
    element("td"),
    element("td"),
  )
}

/** Paint the map anew: its size, its surface or the theme has changed.
 * @type {(descent: Descent) => void} */
function paintGround(descent) {
  const { parts, scene, surface, root } = descent
  const [left, right, bottom, top] = scene.view
  const ratio = globalThis.devicePixelRatio || 1
  const width = Math.round(parts.map.clientWidth * ratio)
  if (width <= 0) return
  const rows = Math.round((width * (top - bottom)) / (right - left))
  Object.assign(parts.ground, { width, height: rows })
  const level = levels((x, y) => surface.height(x, y) - scene.lowest, scene.view, width, rows)
  const tint = parse(getComputedStyle(root).getPropertyValue("--st-primary-color"))
  const colours = { ground: themeOf(root).ground, tint }
  contextOf(parts.ground).putImageData(pixelsOf(shades(level, width, ratio), width, rows, colours), 0, 0)
  show(descent)
}

/** Show the present moment.
 * @type {(descent: Descent) => void} */
function show(descent) {
  const { parts, scene, start, root } = descent
  const theme = themeOf(root)
  const size = /** @type {const} */ ([parts.map.clientWidth, parts.map.clientHeight])
  if (size[0] <= 0) return
  paintOver(parts.over, size, descent, theme, css(mix(theme.ground, theme.ink, 0.75)))
  paintTrack(parts.track, parts.side.clientWidth, descent, theme)
  const [x, y] = placeOn(scene.view, size, start)
  Object.assign(parts.handle.style, { left: `${x}px`, top: `${y}px` })
  write(descent)
}

/** @type {(scene: Scene, height: number) => string} */
function lossOf({ lowest, words }, height) {
  return Math.abs(lowest + height) < 1e-16 ? words.zero : number(lowest + height)
}

/** Write the numbers of the present moment.
 * @type {(descent: Descent) => void} */
function write({ parts, scene, runs, moment, since, start }) {
  const { words, steps } = scene
  const step = Math.floor(moment)
  parts.slider.value = String(step)
  say(parts.counter, fill(words.counter, { step: count(step), steps: count(steps) }))
  runs.forEach((run, index) => {
    const cells = parts.rows.children[index].children
    say(cells[2], lossOf(scene, run.heights[step]))
    say(cells[3], run.gone <= step ? words.gone : run.arrival <= step ? count(run.arrival) : "–")
  })
  parts.step.disabled = step >= steps
  const at = fill(words.start, { x: number(start[0]), y: number(start[1]) })
  if (parts.handle.ariaLabel !== at) parts.handle.ariaLabel = parts.handle.title = at
  const label = since ? words.pause : words.play
  if (parts.play.title === label) return
  parts.play.title = parts.play.ariaLabel = label
  parts.play.replaceChildren(icon(since ? "pause" : "play"))
}

/** Say the present moment for those who cannot see it; not while it moves.
 * @type {(descent: Descent) => void} */
function tell({ parts, scene, runs, moment, post }) {
  const { words } = scene
  const step = Math.floor(moment)
  const losses = runs.map(({ racer, heights }) =>
    fill(words.of, { label: racer.label, loss: lossOf(scene, heights[step]) }),
  )
  if (step === scene.steps && !scene.ended) post("played", scene.id)
  const said = fill(words.told, { step: count(step), losses: enumerated(losses, words) })
  say(parts.status, said)
  for (const canvas of [parts.over, parts.track]) canvas.ariaLabel = said
}
