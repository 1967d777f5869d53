// The bar above: run and pause, steps, reset, epoch and speed, and the slider through the run so far.

import { element, icon, iconButton, say } from "./dom.js"
import { count, fill, number, plural } from "./words.js"

/** @import { Acts, Snapshot, View, Words } from "./types.d.ts" */

const REWIND_EVERY = 160

/**
 * @typedef {{ place: number, asleep: boolean }} Waiting as in a message
 * @typedef {{ view: View, snapshot: Snapshot | null, playing: boolean } & Waiting} Now
 * @typedef {ReturnType<typeof partsOf>} Parts
 *
 * @typedef {object} Transport
 * @property {HTMLElement} node
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
    step: 1,
    class: "machine",
    "aria-label": words.time_machine,
  })
  return {
    run: element("button", { type: "button", class: "run", onclick: acts.toggle }),
    reset: iconButton("reset", words.reset, acts.reset),
    step_epoch: iconButton("step_epoch", words.step_epoch, acts.step_epoch),
    step_batch: iconButton("step_batch", words.step_batch, acts.step_batch),
    new_weights: iconButton("new_weights", words.new_weights, acts.new_weights),
    seed: element("span", { class: "note seed" }),
    help: element(
      "button",
      { type: "button", class: "icon help", title: words.help, "aria-label": words.help, onclick: acts.help },
      "?",
    ),
    epoch: element("output", { class: "epoch" }),
    batch: element("span", { class: "note" }),
    speed: element("span", { class: "note speed" }),
    machine,
    travel: element("label", { class: "travel" }, element("span", { class: "caption" }, words.time_machine), machine),
  }
}

/** Return the bar; `acts` are what its buttons do.
 * @type {(words: Words, acts: Acts) => Transport} */
export function createTransport(words, acts) {
  const parts = partsOf(words, acts)
  wireMachine(parts.machine, acts.rewind)
  const { reset, run, step_epoch, step_batch, new_weights, seed } = parts
  const node = element(
    "div",
    { class: "bar", role: "toolbar", "aria-label": words.transport },
    element("div", { class: "buttons" }, reset, run, step_epoch, step_batch, new_weights, seed),
    element("div", { class: "counter" }, element("span", { class: "caption" }, words.epoch), parts.epoch),
    element("div", { class: "notes" }, parts.speed, parts.batch),
    parts.travel,
    parts.help,
  )
  return { node, update: (now) => update(parts, now) }
}

/** While the slider is dragged, ask for a moment a few times a second; the server's answers do not move it.
 * @type {(slider: HTMLInputElement, rewind: (epoch: number) => void) => void} */
function wireMachine(slider, rewind) {
  /** @type {number | null} */
  let timer = null
  let wanted = 0 // by the time it is asked for, a message may have moved the slider back
  const ask = () => {
    timer = null
    rewind(wanted)
  }
  slider.oninput = () => {
    wanted = Number(slider.value)
    slider.dataset.held = "true"
    slider.setAttribute("aria-valuetext", count(Number(slider.value)))
    if (timer === null) timer = setTimeout(ask, REWIND_EVERY)
  }
  slider.onchange = () => {
    delete slider.dataset.held
  }
}

/** @type {(parts: Parts, now: Now) => void} */
function update(parts, now) {
  const { view, snapshot, playing } = now
  const { words } = view
  const hidden = new Set(view.hide)
  for (const name of /** @type {const} */ (["reset", "new_weights", "run"])) parts[name].hidden = hidden.has(name)
  say(parts.seed, fill(words.seed, { n: view.weight_seed }))
  parts.new_weights.title = fill(words.seed_hint, { n: view.weight_seed })
  parts.step_epoch.hidden = parts.step_batch.hidden = hidden.has("step")
  parts.travel.hidden = hidden.has("history")
  showRun(parts.run, playing, words)
  say(parts.speed, doing(now))
  if (!snapshot) return
  say(parts.epoch, count(snapshot.epoch).padStart(7, "000,000"))
  say(
    parts.batch,
    snapshot.batch
      ? fill(plural(words, "batch", snapshot.batch), { n: snapshot.batch })
      : fill(words.cpu, { seconds: number(snapshot.cpu_seconds) }),
  )
  showMoment(parts.machine, snapshot)
}

/** Say what the run does.
 * @type {(now: Now) => string} */
function doing({ view: { words }, snapshot, playing, place, asleep }) {
  if (place) return fill(plural(words, "waiting", place), { n: place - 1 })
  if (asleep && !playing) return words.asleep
  if (!snapshot) return words.starting
  return playing ? fill(words.speed, { n: count(snapshot.epochs_per_second ?? 0) }) : words.paused
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

/** @type {(slider: HTMLInputElement, snapshot: Snapshot) => void} */
function showMoment(slider, { epoch, first_epoch: firstEpoch, last_epoch: lastEpoch }) {
  slider.min = String(firstEpoch)
  slider.max = String(Math.max(firstEpoch + 1, lastEpoch, epoch))
  slider.disabled = lastEpoch === firstEpoch
  if (slider.dataset.held) return
  slider.value = String(epoch)
  slider.setAttribute("aria-valuetext", count(epoch))
}
