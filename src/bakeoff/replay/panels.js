// One panel for each contender: its marker and name, a picture, and a note of how well it does.

import { element, say } from "../web/components/kit/dom.js"
import { same } from "../web/components/kit/same.js"
import { enumerated, fill } from "../web/components/kit/words.js"
import { clockOf, duration, isBehind, written } from "./playback.js"

/** @import { Actor, Moment, Playback, Scene } from "./types.d.ts" */

/** @typedef {ReturnType<typeof panel>} Panel */

/** Pixels of the type that a room sees on a screen of 1280 by 720. */
const ROOM_TYPE = 24

/** Return the panel of a contender.
 * @param {Actor} actor
 */
function panel(actor) {
  const holder = element("span", { class: "marker" })
  holder.innerHTML = actor.marker
  const parts = {
    canvas: element("canvas", { role: "img" }),
    note: element("span", { class: "note" }),
    flag: element("span", { class: "flag" }),
    /** @type {unknown[]} what the picture was painted for */
    painted: [],
  }
  const title = element("h3", { title: actor.label }, holder, element("span", {}, actor.short))
  const frame = element("div", { class: "frame" }, parts.canvas)
  const node = element("figure", {}, element("figcaption", {}, title, element("p", {}, parts.note, parts.flag)), frame)
  node.style.setProperty("--contender", actor.colour)
  return { ...parts, node, frame }
}

/** Return how many times as large as on a screen of 1280 by 720 a scene is drawn that is shown to a room: as its type is.
 * @type {(scene: Scene) => number} */
export function roomy({ large }) {
  return large ? Math.max(1, Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / ROOM_TYPE) : 1
}

/** Return the panels of a scene's contenders.
 * @param {Scene} scene
 */
export function createPanels(scene) {
  return new Map(scene.actors.map((actor) => [actor.name, panel(actor)]))
}

/** Return what was answered to the validation rows: the images that are drawn, then the sample.
 * @type {(scene: Scene, answers: Uint8Array) => Uint8Array} */
export function rowsOf({ grid }, answers) {
  return answers.subarray(grid)
}

/** Return how many of the validation rows are drawn as images, and are no part of the sample.
 * @type {(scene: Scene) => number} */
export function imagesOf({ pictures }) {
  return pictures?.shape[0] ?? 0
}

/** Return the class that an answer names.
 * @type {(scene: Scene, answer: number) => number} */
export function classOf({ levels }, answer) {
  return Math.floor(answer / levels)
}

/** Return who have the best score at what is on show: several where they are level, none before the first score.
 * @type {(scene: Scene, playback: Playback) => Actor[]} */
export function leadersOf({ actors }, playback) {
  const scores = actors.map((actor) => scoreOf(actor, playback) ?? Number.NEGATIVE_INFINITY)
  const best = Math.max(...scores)
  return actors.filter((_, index) => scores[index] === best && best > Number.NEGATIVE_INFINITY)
}

/** Return the headline of what is on show: who leads, by which score; at the end who led until when.
 * @type {(scene: Scene, playback: Playback) => string} */
export function headlineOf(scene, playback) {
  const { active, actors, course, text } = scene
  const live = playback.mode === "live"
  if (live && !active && isBehind(playback, actors)) return text.behind
  if (playback.mode === "still" || (live && !active)) return course || text.ended
  const time = duration(clockOf(playback, actors), text).replace(" ", "\u00a0")
  const [leader, other] = leadersOf(scene, playback)
  if (!leader) return live ? text.live : fill(text.clock, { time })
  const [leads, level] = live ? [text.live_leads, text.live_level] : [text.clock_leads, text.clock_level]
  return fill(other ? level : leads, { time, label: leader.label, score: text.scored_by })
}

/** Tell the stage of a row that was clicked.
 * @type {(node: HTMLElement, row: number) => void} */
export function choose(node, row) {
  node.dispatchEvent(new CustomEvent("row", { detail: row, bubbles: true }))
}

/** Return the moment of a contender that is on show; none before its first.
 * @type {(actor: Actor, playback: Playback) => Moment | undefined} */
export function shownOf(actor, playback) {
  return actor.moments[playback.shown.get(actor.name) ?? -1]
}

/** Return the last score known of a contender at what is on show.
 * @type {(actor: Actor, playback: Playback) => number | null} */
export function scoreOf(actor, playback) {
  const place = playback.shown.get(actor.name) ?? -1
  return actor.moments.slice(0, place + 1).findLast(({ score }) => score !== null)?.score ?? null
}

/** Return whether a contender is home at what is on show.
 * @type {(actor: Actor, playback: Playback) => boolean} */
export function isHome(actor, playback) {
  return Boolean(actor.flag) && (playback.shown.get(actor.name) ?? -1) === actor.moments.length - 1
}

/** Write what stands above a contender's picture: its score, live also after what time, and a flag once it is home.
 * @type {(at: Panel, actor: Actor, scene: Scene, playback: Playback) => void} */
export function write(at, actor, scene, playback) {
  const { text } = scene
  const ended = playback.mode === "still" && !scene.large && !scene.recorded // the leaderboard beside has the numbers
  const known = ended ? null : scoreOf(actor, playback)
  const early =
    (!actor.moments.length && actor.ended) ||
    { live: text.unheard, replay: text.learning, paused: text.learning, still: "" }[playback.mode]
  const shown = shownOf(actor, playback)
  const score = known === null ? (shown ? "" : early) : written(known, scene)
  const home = isHome(actor, playback)
  const spent = home || scene.large || playback.mode !== "live" || !shown ? "" : duration(shown.cpu, text)
  const note = score && spent ? enumerated([score, spent], text) : score || spent
  const leaders = ended ? [] : leadersOf(scene, playback)
  const [first] = leaders.includes(actor) ? [leaders.length > 1 ? text.level : text.leads] : [""]
  const flag = home && !ended ? `⚑ ${actor.flag}` : ""
  say(at.note, first ? fill(first, { note }) : note)
  say(at.flag, scene.large ? flag : flag.slice(0, 1))
  at.flag.title = flag.slice(2)
  at.node.classList.toggle("home", home)
  const said = known === null ? score : fill(text.score, { score })
  const heard = said && flag ? enumerated([said, actor.flag], text) : said || flag.slice(2)
  at.canvas.setAttribute("aria-label", fill(text.alt, { label: actor.label, note: heard }))
}

/** Whether a panel has to be painted anew: what it would show is not what it shows.
 * @type {(at: Panel, now: unknown[]) => boolean} */
export function differs(at, now) {
  if (same(at.painted, now)) return false
  at.painted = now
  return true
}
