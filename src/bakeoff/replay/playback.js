// Which moment of each contender is on show: live as they come, or once more on one clock that all start on.

import { percent as inPercent, share } from "../web/components/kit/numbers.js"

/** @import { Actor, Pace, Playback, Scene } from "./types.d.ts" */

/** How long a moment stays on show while it is live, in ms: at least ten a second, and no blur. */
const SLOWEST = 90
const QUICKEST = 16
const TICK = 350
/** How long the stretched clock takes, in ms, and how the others relate to the true one. */
const STRETCHED = 7000
const SLOWER = { tenth: 10, true: 1 }
/** What is left on show after the end, in ms, before it is played once more. */
const PAUSE = 700
/** How long the end of a recording stays on show before it is played again, in ms. */
const REST = 3000
const EARLIEST = 1e-4

/** Return a playback that has shown nothing.
 * @type {(now: number) => Playback} */
export function begin(now) {
  return { mode: "live", shown: new Map(), turned: new Map(), since: now, pace: "stretched", seenLive: false, row: -1 }
}

/** Return a playback of a recording: it plays again and again, or shows the end where nothing moves by itself.
 * @type {(now: number, still: boolean) => Playback} */
export function recorded(now, still) {
  return { ...begin(now), mode: still ? "still" : "replay", loops: !still, clock: 0 }
}

/** Return the clock's two ends in seconds: a little before the first moment of all, and when the last was home.
 * @type {(actors: Actor[]) => [first: number, last: number]} */
export function ends(actors) {
  const seconds = actors.flatMap(({ moments }) => moments.map(({ cpu }) => Math.max(EARLIEST, cpu)))
  if (!seconds.length) return [EARLIEST, 1]
  const first = Math.min(...seconds) / 1.25
  return [first, Math.max(1.5 * first, ...seconds)]
}

/** Return what the clock shows `elapsed` ms after the start, in seconds.
 * @type {(pace: Pace, elapsed: number, ends: [number, number]) => number} */
export function clockAt(pace, elapsed, [first, last]) {
  if (pace !== "stretched") return elapsed / 1000 / SLOWER[pace]
  if (elapsed >= STRETCHED) return last // first * (last / first) can be less than last by rounding
  return first * (last / first) ** (elapsed / STRETCHED)
}

/** Return after how many ms the clock shows this time.
 * @type {(pace: Pace, clock: number, ends: [number, number]) => number} */
export function elapsedAt(pace, clock, [first, last]) {
  if (pace !== "stretched") return clock * 1000 * SLOWER[pace]
  return (STRETCHED * Math.log(Math.max(first, clock) / first)) / Math.log(last / first)
}

/** Return the place of the last of some moments that was not after a time; -1 if all were.
 * @type {(actor: Actor, seconds: number) => number} */
export function latestAt({ moments }, seconds) {
  let place = -1
  moments.forEach(({ cpu }, index) => {
    if (Math.max(EARLIEST, cpu) <= seconds) place = index
  })
  return place
}

/** Go on to what is to be on show now. It is told which places have changed, and whether anything is still to move.
 * @type {(playback: Playback, actors: Actor[], active: boolean, now: number) => boolean} */
export function advance(playback, actors, active, now) {
  if (active) playback.seenLive = true
  if (playback.mode === "live") return goLive(playback, actors, active, now)
  if (playback.mode === "still") return settle(playback, actors)
  const clock =
    playback.mode === "paused" ? (playback.clock ?? 0) : clockAt(playback.pace, now - playback.since, ends(actors))
  playback.clock = clock
  for (const actor of actors) playback.shown.set(actor.name, latestAt(actor, clock))
  if (playback.mode === "paused") return false
  if (clock < ends(actors)[1]) return true
  if (playback.loops) {
    if (now - playback.since > STRETCHED + REST) replay(playback, now)
    return true
  }
  playback.mode = "still"
  return settle(playback, actors)
}

/** @type {(playback: Playback, actors: Actor[]) => boolean} */
function settle(playback, actors) {
  for (const { name, moments } of actors) playback.shown.set(name, moments.length - 1)
  playback.clock = ends(actors)[1]
  return false
}

/** Whether moments of a contender wait to be shown.
 * @type {(playback: Playback, actors: Actor[]) => boolean} */
export function isBehind({ shown }, actors) {
  return actors.some(({ name, moments }) => (shown.get(name) ?? -1) < moments.length - 1)
}

/** Show each contender's next moment once the one before has been seen; the more are waiting, the sooner.
 * @type {(playback: Playback, actors: Actor[], active: boolean, now: number) => boolean} */
function goLive(playback, actors, active, now) {
  let behind = false
  for (const { name, moments } of actors) {
    const shown = playback.shown.get(name) ?? -1
    const place = Math.min(shown, moments.length - 1)
    if (place < shown) playback.shown.set(name, place) // the server has left older ones out
    const waiting = moments.length - 1 - place
    if (waiting <= 0) continue
    behind = true
    const due = (playback.turned.get(name) ?? 0) + Math.min(SLOWEST, Math.max(QUICKEST, TICK / waiting))
    if (now < due) continue
    playback.shown.set(name, place + 1)
    playback.turned.set(name, now)
    playback.since = now
  }
  if (active || behind) return true
  if (!playback.seenLive || playback.still) playback.mode = "still"
  else if (now - playback.since > PAUSE) replay(playback, now)
  return playback.mode !== "still" || settle(playback, actors)
}

/** Play it once more, all from the same start.
 * @type {(playback: Playback, now: number) => void} */
export function replay(playback, now) {
  playback.mode = "replay"
  playback.since = now
  playback.clock = 0
}

/** Go to the end at once.
 * @type {(playback: Playback) => void} */
export function halt(playback) {
  playback.loops = false
  playback.mode = "still"
}

/** Stop the clock at a time; at the end of a race that is over, all of that is on show.
 * @type {(playback: Playback, actors: Actor[], active: boolean, seconds: number) => void} */
export function goTo(playback, actors, active, seconds) {
  const [first, last] = ends(actors)
  playback.loops = false
  playback.clock = Math.min(last, Math.max(first, seconds))
  playback.mode = playback.clock >= last && !active ? "still" : "paused"
}

/** Go to the next time at which somebody answered, or the one before.
 * @type {(playback: Playback, actors: Actor[], active: boolean, ways: 1 | -1) => void} */
export function step(playback, actors, active, ways) {
  const times = actors.flatMap(({ moments }) => moments.map(({ cpu }) => Math.max(EARLIEST, cpu)))
  const clock = clockOf(playback, actors)
  const beyond = times.filter((time) => (ways > 0 ? time > clock : time < clock))
  if (beyond.length) goTo(playback, actors, active, ways > 0 ? Math.min(...beyond) : Math.max(...beyond))
}

/** Let the clock run, or follow a race that goes on; from its start if all of it has been seen.
 * @type {(playback: Playback, actors: Actor[], active: boolean, now: number) => void} */
export function play(playback, actors, active, now) {
  if (active) {
    playback.mode = "live"
    playback.clock = undefined
    return
  }
  if (playback.mode === "still") return replay(playback, now)
  playback.mode = "replay"
  playback.since = now - elapsedAt(playback.pace, playback.clock ?? 0, ends(actors))
}

/** Return what the clock shows; live it is the latest time of which anything is on show.
 * @type {(playback: Playback, actors: Actor[]) => number} */
export function clockOf({ mode, clock, shown }, actors) {
  if (mode !== "live" && clock !== undefined) return clock
  return Math.max(0, ...actors.map(({ name, moments }) => moments[shown.get(name) ?? -1]?.cpu ?? 0))
}

/** Return a time as people read it, with its unit: three digits at most.
 * @type {(seconds: number, text: Record<string, string>) => string} */
export function duration(seconds, text) {
  const [n, unit] = seconds < 1 ? [1000 * seconds, text.milliseconds] : [seconds, text.seconds]
  return unit.replace("{n}", n < 10 ? n.toFixed(1) : String(Math.round(n)))
}

/** Return a score as people read it, with a true minus, as all else on the page.
 * @type {(score: number, scene: Pick<Scene, "unit" | "text">) => string} */
export function written(score, { unit, text }) {
  return unit === "%" ? percent(inPercent(score), text) : share(score)
}

/** Return a number of percent with its sign, which is on the same line.
 * @type {(number: string, text: Record<string, string>) => string} */
export function percent(number, text) {
  return text.percent.replace("{number}", number).replace(" ", "\u00a0")
}
