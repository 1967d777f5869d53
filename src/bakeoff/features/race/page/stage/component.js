// The stage: contenders as they learn, live and once more on one clock.

import { element, say } from "../../../../web/components/kit/dom.js"
import { mounted } from "../../../../web/components/kit/mounted.js"
import { same } from "../../../../web/components/kit/same.js"
import { unpack } from "../../../../web/components/kit/wire.js"
import { fill } from "../../../../web/components/kit/words.js"
import { createPictures } from "./pictures.js"
import { createPlanes } from "./planes.js"
import { advance, begin, duration, halt, recorded, replay } from "./playback.js"
import { createRows } from "./rows.js"
import { save } from "./save.js"
import { paintTrack } from "./track.js"

/** @import { Moment, PackedMoment, PackedScene, Pace, Playback, Scene, View } from "./types.d.ts" */

/** @typedef {ReturnType<typeof create>} Stage */

/** Painting takes at most a quarter of the time: what is watched trains on the same machine. */
const REST = 3
const LONGEST_REST = 80
const FRAME = 33
/** @type {Record<Scene["kind"], (scene: Scene) => View>} */
const VIEWS = { plane: createPlanes, pictures: createPictures, rows: createRows }

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
    stage.data = new Uint8Array() // what is still being inflated comes too late
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
 * @type {(packed: PackedScene, known: Map<string, Moment>) => Promise<Scene["actors"]>} */
async function inflated(packed, known) {
  const all = await inflate(packed.answers.values)
  let offset = 0
  /** @type {(name: string, moment: PackedMoment) => Moment} */
  const read = (name, [step, cpu, score]) => {
    const key = `${name} ${step} ${cpu}`
    const moment = known.get(key) ?? { step, cpu, score, answers: all.slice(offset, offset + packed.asked) }
    known.set(key, moment)
    offset += packed.asked
    return moment
  }
  return packed.actors.map((actor) => ({ ...actor, moments: actor.moments.map((moment) => read(actor.name, moment)) }))
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
  const view = VIEWS[scene.kind](scene)
  const bar = controls(scene)
  const track = element("canvas", { role: "img", class: "track", "aria-label": scene.text.track })
  root.classList.toggle("large", scene.large)
  root.style.setProperty("--panels", String(scene.actors.length + (scene.kind === "plane" ? 1 : 0)))
  root.replaceChildren(bar.node, view.node, track, bar.caption)
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches
  const now = performance.now()
  const playback = scene.recorded ? recorded(now, still) : { ...begin(now), still }
  const stage = {
    ...{ root, scene, playback, view, track, controls: bar },
    data: /** @type {Uint8Array} */ (new Uint8Array()), // as it came last
    known: /** @type {Map<string, Moment>} */ (new Map()), // moments that were inflated already, by what they are of
    asked: 0, // the browser's number of the frame that was asked for, 0 if none is
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
    again: element("button", { type: "button", class: "again", hidden: true }, text.again),
    pace: element(
      "select",
      { "aria-label": text.pace, title: text.pace, hidden: true },
      ...["stretched", "tenth", "true"].map((pace) => element("option", { value: pace }, text[pace])),
    ),
    save: element("button", { type: "button", class: "save", hidden: true }, text.save),
    caption: element("p", { class: "caption" }),
  }
  return { ...parts, node: element("div", { class: "bar" }, parts.said, parts.again, parts.pace, parts.save) }
}

/** @type {(stage: Stage) => void} */
function connect(stage) {
  const { again, pace, save: saving } = stage.controls
  again.onclick = () => {
    if (stage.playback.mode === "replay") halt(stage.playback)
    else replay(stage.playback, performance.now())
    ask(stage)
  }
  pace.onchange = () => {
    stage.playback.pace = /** @type {Pace} */ (pace.value)
    replay(stage.playback, performance.now())
    ask(stage)
  }
  saving.onclick = () => save(stage.root, stage.scene, stage.view, stage.track)
}

/** Ask for a frame, and for as many more as there is something to move.
 * @type {(stage: Stage) => void} */
function ask(stage) {
  if (stage.asked) return
  stage.asked = requestAnimationFrame((now) => {
    stage.asked = 0
    if (!stage.root.isConnected) return
    if (now - stage.painted < Math.max(FRAME, Math.min(LONGEST_REST, REST * stage.cost))) return ask(stage)
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
  root.dataset.mode = playback.mode
  root.dataset.frames = String(1 + Number(root.dataset.frames ?? 0))
  say(bar.said, saidOf(scene, playback))
  const ended = !scene.active && playback.mode !== "live"
  bar.again.hidden = !ended
  for (const one of [bar.pace, bar.save]) one.hidden = !ended || scene.recorded
  say(bar.again, playback.mode === "replay" ? scene.text.halt : scene.text.again)
}

/** @type {(scene: Scene, playback: Playback) => string} */
function saidOf({ active, text }, { mode, clock }) {
  if (mode === "live") return active ? text.live : text.behind
  if (mode === "still") return text.ended
  return text.clock.replace("{time}", duration(clock ?? 0, text))
}

/** @type {(scene: Scene) => string} */
function captionOf({ kind, task, note, text }) {
  const numbers = kind === "plane" ? text.plane_numbers : text.numbers
  const what = task === "regression" ? numbers : text[kind]
  return note ? fill(text.noted, { what, notes: note }) : what
}
