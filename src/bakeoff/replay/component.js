// The stage: contenders as they learn, live and once more on one clock.

import { element, iconButton, say } from "../web/components/kit/dom.js"
import { mounted } from "../web/components/kit/mounted.js"
import { same } from "../web/components/kit/same.js"
import { unpack } from "../web/components/kit/wire.js"
import { fill } from "../web/components/kit/words.js"
import { createDetails } from "./details.js"
import { headlineOf } from "./panels.js"
import { createPictures } from "./pictures.js"
import { createPlanes } from "./planes.js"
import { advance, begin, clockOf, duration, ends, goTo, halt, play, recorded, replay, step } from "./playback.js"
import { createRows } from "./rows.js"
import { save, saveFilm } from "./save.js"
import { paintTrack, timeAt } from "./track.js"

/** @import { Moment, PackedMoment, PackedScene, Pace, Playback, Scene, View } from "./types.d.ts" */

/** @typedef {ReturnType<typeof create>} Stage */

/** Painting takes at most a quarter of the time while what is watched trains on the same machine. */
const REST = 3
const LONGEST_REST = 80
const FRAME = 30
/** How far a page key moves the clock, as a share of it. */
const PAGE = 0.1

/** @type {(scene: Scene) => View} */
function viewOf(scene) {
  if (scene.kind === "pictures") return createPictures(scene)
  return scene.kind === "rows" && scene.task === "regression" ? createRows(scene) : createPlanes(scene)
}

/** @type {(data: Uint8Array) => PackedScene} */
const read = (data) => /** @type {PackedScene} */ (unpack(data))

export default mounted(
  ".stage",
  create,
  (stage, { data }) => {
    if (same(data, stage.data)) ask(stage)
    else take(stage, data)
  },
  (stage) => {
    stage.watch.disconnect()
    cancelAnimationFrame(stage.asked)
    stage.closed = true // what is still to come, such as the event of a fold, comes too late
    stage.data = new Uint8Array() // and so does what is still being inflated
  },
  (data) => read(data).run,
)

/** Take in what the server has told.
 * @type {(stage: Stage, data: Uint8Array) => Promise<void>} */
async function take(stage, data) {
  const packed = read(data)
  stage.data = data
  const actors = await inflated(packed, stage.known)
  if (stage.data !== data) return // a newer one has come meanwhile
  const { answers, ...scene } = packed
  stage.scene = { ...scene, actors }
  say(stage.controls.caption, captionOf(stage.scene))
  ask(stage)
}

/** Return the actors with all that they answered; a moment that was known before is the same object.
 * @type {(packed: PackedScene, known: Map<string, Promise<Moment>>) => Promise<Scene["actors"]>} */
async function inflated(packed, known) {
  let offset = 0
  /** @type {(name: string, moment: PackedMoment) => Promise<Moment>} */
  const read = (name, [step, cpu, score, size]) => {
    const part = packed.answers.values.subarray(offset, offset + size)
    offset += size
    const key = `${name} ${step} ${cpu}`
    const moment = known.get(key) ?? inflate(part).then((answers) => ({ step, cpu, score, answers }))
    known.set(key, moment)
    return moment
  }
  return Promise.all(
    packed.actors.map(async (actor) => ({
      ...actor,
      moments: await Promise.all(actor.moments.map((moment) => read(actor.name, moment))),
    })),
  )
}

/** @type {(part: Uint8Array) => Promise<Uint8Array>} */
async function inflate(part) {
  const stream = new Blob([part.slice()]).stream().pipeThrough(new DecompressionStream("deflate"))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

/**
 * @param {HTMLElement} root
 * @param {Uint8Array} data
 */
function create(root, data) {
  const { answers, ...rest } = read(data)
  /** @type {Scene} */
  const scene = { ...rest, actors: rest.actors.map((actor) => ({ ...actor, moments: [] })) }
  const view = viewOf(scene)
  const bar = controls(scene)
  const track = element("canvas", { role: "slider", class: "track", tabindex: 0, "aria-label": scene.text.track })
  const closer = createDetails(scene, () => ask(stage))
  root.classList.toggle("large", scene.large)
  root.style.setProperty("--panels", String(scene.actors.length + (view.node.querySelector(".parted") ? 1 : 0)))
  root.replaceChildren(bar.node, view.node, track, bar.foot, closer.node)
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches
  const now = performance.now()
  const playback = scene.recorded ? recorded(now, still) : { ...begin(now), still }
  if (scene.plays && !still) replay(playback, now)
  const stage = {
    ...{ root, scene, playback, view, track, closer, controls: bar },
    data: /** @type {Uint8Array} */ (new Uint8Array()), // as it came last
    known: /** @type {Map<string, Promise<Moment>>} */ (new Map()), // moments by what they are of
    asked: 0, // the browser's number of the frame that was asked for, 0 if none is
    closed: false,
    painted: 0, // when the last frame was, in ms
    cost: 0, // how long it took, in ms
    watch: new ResizeObserver(() => ask(stage)),
  }
  stage.watch.observe(root)
  connect(stage)
  return stage
}

/** @param {Scene} scene */
function controls({ text }) {
  const parts = {
    said: element("p", { class: "said" }),
    earlier: iconButton("step_back", text.earlier, null),
    again: element("button", { type: "button", class: "again" }, text.again),
    later: iconButton("step_epoch", text.later, null),
    pace: element(
      "select",
      { "aria-label": text.pace, title: text.pace },
      ...["stretched", "tenth", "true"].map((pace) => element("option", { value: pace }, text[pace])),
    ),
    save: element("button", { type: "button", class: "save" }, text.save),
    film: element("button", { type: "button", class: "save" }, text.film),
    caption: element("p", { class: "caption" }),
  }
  const { said, earlier, again, later, pace, save, film, caption } = parts
  const buttons = element("div", { class: "buttons" }, earlier, again, later, pace)
  const foot = element("div", { class: "foot" }, caption, element("div", { class: "buttons" }, save, film))
  return { ...parts, foot, node: element("div", { class: "bar" }, said, buttons) }
}

/** @type {(stage: Stage) => void} */
function connect(stage) {
  const { controls: bar, playback, track, root } = stage
  /** @type {(act: (now: number) => void) => () => void} */
  const then = (act) => () => {
    act(performance.now())
    ask(stage)
  }
  const [actors, active] = [() => stage.scene.actors, () => stage.scene.active]
  bar.again.onclick = then((now) => {
    if (playback.mode === "replay") playback.loops ? halt(playback) : pause()
    else play(playback, actors(), active(), now)
  })
  const pause = () => goTo(playback, actors(), active(), clockOf(playback, actors()))
  bar.earlier.onclick = then(() => step(playback, actors(), active(), -1))
  bar.later.onclick = then(() => step(playback, actors(), active(), 1))
  bar.pace.onchange = then((now) => {
    playback.pace = /** @type {Pace} */ (bar.pace.value)
    play(playback, actors(), active(), now)
  })
  bar.save.onclick = () => save(root, stage.scene, playback, stage.view, track)
  bar.film.onclick = () => film(stage)
  // Not on the root, which the stage of the same race before its data are known had as well.
  for (const node of [stage.view.node, stage.closer.node]) {
    node.addEventListener("row", (event) => {
      playback.row = /** @type {CustomEvent<number>} */ (event).detail
      ask(stage)
    })
  }
  track.onpointerdown = (event) => {
    track.setPointerCapture(event.pointerId)
    drag(event)
  }
  track.onpointermove = (event) => {
    if (track.hasPointerCapture(event.pointerId)) drag(event)
  }
  /** @type {(event: PointerEvent) => void} */
  const drag = ({ offsetX }) =>
    then(() => goTo(playback, actors(), active(), timeAt(offsetX, track.clientWidth, stage.scene)))()
  track.onkeydown = (event) => {
    const act = KEYS[event.key]
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    then((now) => act(stage, now))()
  }
}

/** What keys do while the clock has the focus.
 * @type {Record<string, (stage: Stage, now: number) => void>} */
const KEYS = {
  ArrowLeft: ({ playback, scene }) => step(playback, scene.actors, scene.active, -1),
  ArrowDown: ({ playback, scene }) => step(playback, scene.actors, scene.active, -1),
  ArrowRight: ({ playback, scene }) => step(playback, scene.actors, scene.active, 1),
  ArrowUp: ({ playback, scene }) => step(playback, scene.actors, scene.active, 1),
  PageDown: (stage) => page(stage, -1),
  PageUp: (stage) => page(stage, 1),
  Home: ({ playback, scene }) => goTo(playback, scene.actors, scene.active, 0),
  End: ({ playback, scene }) => goTo(playback, scene.actors, scene.active, Number.POSITIVE_INFINITY),
  " ": ({ controls }) => controls.again.click(),
}

/** @type {(stage: Stage, ways: 1 | -1) => void} */
function page({ playback, scene }, ways) {
  const [first, last] = ends(scene.actors)
  const clock = Math.max(first, clockOf(playback, scene.actors))
  goTo(playback, scene.actors, scene.active, clock * (last / first) ** (ways * PAGE))
}

/** Save the replay; what is on show is as it was afterwards.
 * @type {(stage: Stage) => Promise<void>} */
async function film(stage) {
  const { controls: bar, playback, scene } = stage
  const [first, last] = ends(scene.actors)
  const before = { ...playback, shown: new Map(playback.shown) }
  bar.film.disabled = true
  const written = await saveFilm(stage.root, scene, playback, stage.view, stage.track, (share) => {
    goTo(playback, scene.actors, scene.active, share === 1 ? last : first * (last / first) ** share)
    advance(playback, scene.actors, scene.active, performance.now())
    paint(stage)
  })
  Object.assign(playback, before)
  bar.film.disabled = false
  if (!written) say(bar.caption, scene.text.no_film)
  ask(stage)
}

/** Ask for a frame, and for as many more as there is something to move.
 * @type {(stage: Stage) => void} */
function ask(stage) {
  if (stage.asked || stage.closed) return
  stage.asked = requestAnimationFrame((now) => {
    stage.asked = 0
    if (!stage.root.isConnected) return
    const rest = stage.scene.active ? Math.min(LONGEST_REST, REST * stage.cost) : 0
    if (now - stage.painted < Math.max(FRAME, rest)) return ask(stage)
    stage.painted = now
    const began = performance.now()
    const { scene, playback } = stage
    const moving = advance(playback, scene.actors, scene.active, now)
    paint(stage)
    stage.cost = performance.now() - began
    if (moving) ask(stage)
  })
}

/** @type {(stage: Stage) => void} */
function paint(stage) {
  const { scene, playback, controls: bar, root } = stage
  stage.view.paint(scene, playback)
  const width = Math.floor(root.clientWidth)
  if (width > 0) paintTrack(stage.track, width, scene, playback)
  stage.closer.paint(scene, playback)
  root.dataset.mode = playback.mode
  root.dataset.frames = String(1 + Number(root.dataset.frames ?? 0))
  say(bar.said, headlineOf(scene, playback))
  const known = scene.actors.some(({ moments }) => moments.length)
  const over = !scene.active && playback.mode !== "live"
  bar.again.hidden = !known || playback.mode === "live"
  for (const one of [bar.earlier, bar.later]) one.hidden = !known || scene.recorded
  for (const one of [bar.pace, bar.save, bar.film]) one.hidden = !over || scene.recorded
  say(bar.again, againOf(scene, playback))
  tell(stage.track, scene, playback)
}

/** @type {(scene: Scene, playback: Playback) => string} */
function againOf({ active, text }, { mode, loops }) {
  if (active) return text.to_live
  if (loops) return text.halt
  return { replay: text.pause, paused: text.on, still: text.again, live: text.again }[mode]
}

/** Say where the clock is, to who cannot see it.
 * @type {(track: HTMLCanvasElement, scene: Scene, playback: Playback) => void} */
function tell(track, { actors, text }, playback) {
  const [first, last] = ends(actors)
  const clock = Math.max(first, Math.min(last, clockOf(playback, actors)))
  const share = Math.log(clock / first) / Math.log(last / first)
  const values = { valuemin: 0, valuemax: 100, valuenow: Math.round(100 * share), valuetext: duration(clock, text) }
  for (const [name, value] of Object.entries(values)) {
    if (track.getAttribute(`aria-${name}`) !== String(value)) track.setAttribute(`aria-${name}`, String(value))
  }
}

/** @type {(scene: Scene) => string} */
function captionOf({ kind, task, note, text }) {
  const numbers = kind === "plane" ? text.plane_numbers : text.numbers
  const what = task === "regression" ? numbers : text[kind]
  return note ? fill(text.noted, { what, notes: note }) : what
}
