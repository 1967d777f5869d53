// The bar above: run and pause, steps, reset, epoch, speed and pace, and the slider through the run so far.

import { count } from "../../../web/components/kit/counts.js"
import { element, icon, iconButton, say } from "../../../web/components/kit/dom.js"
import { duration, number } from "../../../web/components/kit/numbers.js"
import { fill, plural } from "../../../web/components/kit/words.js"
import { momentsOf, nearestMoment, placeOf, shareOf, steppedTo } from "./moments.js"

/** @import { Acts, Moment, Snapshot, View, Words } from "../../../web/network/types.d.ts" */

const REWIND_EVERY = 160

/**
 * @typedef {{ place: number, asleep: boolean }} Waiting as in a message
 * @typedef {{ view: View, snapshot: Snapshot | null, playing: boolean, waiting: boolean } & Waiting} Now `waiting`
 *   while the server has not taken all that the visitor did
 * @typedef {ReturnType<typeof partsOf>} Parts
 *
 * @typedef {object} Transport
 * @property {HTMLElement} node
 * @property {HTMLElement} look
 * @property {(now: Now) => void} update
 */

/**
 * Make what the bar consists of.
 *
 * @param {Words} words
 * @param {Acts} acts
 */
function partsOf(words, acts) {
  const machine = element("input", {
    type: "range",
    min: 0,
    max: 1,
    step: "any",
    class: "machine",
    "aria-label": words.time_machine,
    title: words.time_machine,
  })
  return {
    run: element("button", { type: "button", class: "run", onclick: acts.toggle }),
    reset: iconButton("reset", words.reset, acts.reset),
    step_epoch: iconButton("step_epoch", words.step_epoch, acts.step_epoch),
    step_batch: iconButton("step_batch", words.step_batch, acts.step_batch),
    new_weights: iconButton("new_weights", words.new_weights, acts.new_weights),
    help: element(
      "button",
      { type: "button", class: "icon help", title: words.help, "aria-label": words.help, onclick: acts.help },
      "?",
    ),
    surface: iconButton("surface", words.surface, null),
    look: element("p", { class: "look" }), // what to look at now, above the bar
    epoch: element("output", { class: "epoch" }),
    batch: element("span", { class: "note" }),
    speed: element("span", { class: "note speed" }),
    pace: element("div", {}),
    machine,
    travel: element(
      "label",
      { class: "travel" },
      element("span", { class: "caption" }, words.time_machine_short),
      machine,
    ),
  }
}

/** Return the bar; `acts` are what its buttons do.
 * @type {(words: Words, acts: Acts) => Transport} */
export function createTransport(words, acts) {
  const parts = partsOf(words, acts)
  const machine = createMachine(parts.machine, words, acts.rewind)
  const { reset, run, step_epoch, step_batch, new_weights } = parts
  const paces = { class: "paces", role: "group", "aria-label": words.pace }
  const pace = element("div", paces, element("span", { class: "caption" }, words.pace), parts.pace)
  const node = element(
    "div",
    { class: "bar", role: "toolbar", "aria-label": words.transport },
    element("div", { class: "buttons" }, reset, run, step_epoch, step_batch, new_weights),
    element("div", { class: "counter" }, element("span", { class: "caption" }, words.epoch), parts.epoch),
    element("div", { class: "notes" }, parts.speed, parts.batch),
    pace,
    parts.travel,
    element("div", { class: "end" }, parts.surface, parts.help),
  )
  return {
    ...{ node, look: parts.look },
    update: (now) => {
      update(parts, now)
      pace.hidden = now.view.hide.includes("pace")
      showPace(parts.pace, now.view, acts)
      parts.surface.onclick = () => acts.change({ surface: !now.view.surface })
      if (now.snapshot) machine(now.snapshot, now.waiting)
    },
  }
}

/** Make the slider go through the run: dragged to the nearest moment that is kept, by each arrow key to the next epoch.
 *
 * It is asked for a few times a second at most; until the last is taken, the server's answers do not move the slider.
 * @type {(slider: HTMLInputElement, words: Words, rewind: Acts["rewind"]) => (shown: Snapshot, waiting: boolean) => void}
 */
function createMachine(slider, words, rewind) {
  /** @type {Moment[]} */
  let moments = []
  /** @type {Moment} */
  let at = { epoch: 0, batch: 0 }
  /** @type {Moment | null} */
  let wanted = null
  let asked = -Infinity
  const ask = () => {
    if (wanted) rewind(wanted)
    wanted = null
    asked = performance.now()
  }
  /** @type {(moment: Moment) => void} */
  const go = (moment) => {
    const idle = wanted === null
    at = wanted = moment
    stand(slider, moments, at, words)
    if (idle) setTimeout(ask, Math.max(0, asked + REWIND_EVERY - performance.now()))
  }
  slider.oninput = () => go(nearestMoment(moments, Number(slider.value)))
  slider.onkeydown = (event) => {
    const next = steppedTo(event.key, at, moments)
    if (!next || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    go(next)
  }
  return (snapshot, waiting) => {
    moments = momentsOf(snapshot.moments)
    slider.disabled = moments.length < 2
    if (wanted !== null || waiting) return
    at = { epoch: snapshot.epoch, batch: snapshot.batch }
    stand(slider, moments, at, words)
  }
}

/** @type {(slider: HTMLInputElement, moments: Moment[], at: Moment, words: Words) => void} */
function stand(slider, moments, { epoch, batch }, words) {
  const [first, last] = [moments[0], moments[moments.length - 1]].map(placeOf)
  slider.value = String(shareOf(placeOf({ epoch, batch }), last, first))
  const text = fill(batch ? words.moment_within : words.moment, { epoch: count(epoch), n: batch })
  slider.setAttribute("aria-valuetext", text)
}

/** Show the paces, and which of them holds.
 * @type {(node: HTMLElement, view: View, acts: Acts) => void} */
function showPace(node, { pace, paces, words }, acts) {
  if (!node.childElementCount)
    node.append(
      ...paces.map(([name, label]) => {
        const n = Number(name)
        const title = n ? fill(plural(words, "pace_hint", n), { n: count(n) }) : words.pace_full
        return element("button", { type: "button", title, onclick: () => acts.change({ pace: name }) }, label)
      }),
    )
  paces.forEach(([name], index) => node.children[index].setAttribute("aria-pressed", String(name === pace)))
}

/** Return the pace that is one faster (1) or slower (-1), or the same where there is none.
 * @type {(view: Pick<View, "pace" | "paces">, by: number) => string} */
export function besidePace({ pace, paces }, by) {
  const index = paces.findIndex(([name]) => name === pace)
  return (paces[index + by] ?? paces[index])[0]
}

/** @type {(parts: Parts, now: Now) => void} */
function update(parts, now) {
  const { view, snapshot, playing } = now
  const { words } = view
  const hidden = new Set(view.hide)
  for (const name of /** @type {const} */ (["reset", "new_weights", "run"])) parts[name].hidden = hidden.has(name)
  parts.new_weights.title = fill(words.seed_hint, { n: view.weight_seed })
  parts.step_epoch.hidden = parts.step_batch.hidden = hidden.has("step")
  parts.travel.hidden = hidden.has("history")
  parts.surface.hidden = hidden.has("surface")
  parts.surface.setAttribute("aria-pressed", String(view.surface))
  parts.run.classList.toggle("fresh", !playing && snapshot?.last_epoch === 0)
  showRun(parts.run, playing, words)
  say(parts.speed, doing(now))
  say(parts.look, lookAt(now))
  if (!snapshot) return
  say(parts.epoch, count(snapshot.epoch).padStart(7, "000,000"))
  say(
    parts.batch,
    snapshot.batch
      ? fill(plural(words, "batch", snapshot.batch), { n: snapshot.batch })
      : fill(words.cpu, { time: duration(snapshot.cpu_seconds, words) }),
  )
}

/** Say what the run does.
 * @type {(now: Now) => string} */
function doing({ view: { words }, snapshot, playing, place, asleep }) {
  if (place) return fill(plural(words, "waiting", place), { n: place - 1 })
  if (asleep && !playing) return words.asleep
  if (!snapshot) return words.starting
  return playing ? speed(words, snapshot.epochs_per_second ?? 0) : words.paused
}

/** Say what is worth looking at.
 * @type {(now: Pick<Now, "view" | "snapshot" | "playing">) => string} */
export function lookAt({ view: { words, hide }, snapshot, playing }) {
  if (!snapshot) return words.look_starting
  if (playing || (!snapshot.last_epoch && hide.includes("run"))) return words.look_running
  return snapshot.last_epoch ? words.look_after : words.look_fresh
}

/** @type {(words: Words, epochs: number) => string} */
function speed(words, epochs) {
  const n = epochs < 0.95 ? number(epochs) : count(epochs)
  return n === "1" ? words.speed_one : fill(words.speed, { n })
}

/** @type {(button: HTMLButtonElement, playing: boolean, words: Words) => void} */
function showRun(button, playing, words) {
  if (button.dataset.playing === String(playing)) return
  button.dataset.playing = String(playing)
  const label = playing ? words.pause : words.run
  button.title = label
  button.setAttribute("aria-label", label)
  button.replaceChildren(icon(playing ? "pause" : "play"))
}
