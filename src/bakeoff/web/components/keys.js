// Presses the page's buttons by keys, such as a presenter's clicker sends, one after the other.

/** @import { Component } from "./types.d.ts" */

/**
 * @typedef {{ buttons: Record<string, string>, turn: number }} Keys what presses what, and what the buttons are of
 *
 * @typedef {object} Presses
 * @property {Keys} keys
 * @property {{ key: string, at: number }[]} waiting what was pressed, and when (ms), and has pressed nothing yet
 * @property {number | null} after the turn that is to end before the next is pressed
 * @property {number} since when the last button was pressed, or the turn ended, in ms
 */

/** How long a key waits for the next turn, how long for its button once that has come, and how often it looks, in ms. */
const PATIENCE = 3000
const MOMENT = 400
const LOOK = 50

/** @type {WeakMap<Node, Presses>} */
const all = new WeakMap()

/** Streamlit may call this anew before it takes leave of the last call: a key is heard once all the same. */
let takeLeave = () => {}

/** Tell whether a key means something to what has the focus.
 * @type {(target: EventTarget | null, key: string) => boolean} */
function takes(target, key) {
  if (!(target instanceof Element)) return false
  if (key === "Escape") return target.closest('[role="dialog"], [role="listbox"], [popover]') !== null
  if (key === " " && target.closest("button, a, summary")) return true
  return target.closest('input, textarea, select, [role="slider"], [role="radiogroup"], [role="tablist"]') !== null
}

/** Press what the first key that waits stands for, once the one before has led to the next turn.
 * @type {(presses: Presses, find: (name: string) => { click: () => void } | null, now: number) => void} */
export function press(presses, find, now) {
  const { keys, waiting, after, since } = presses
  if (!waiting.length || (after === keys.turn && now - since < PATIENCE)) return
  const [{ key, at }] = waiting
  const button = find(keys.buttons[key])
  if (!button && now - Math.max(at, since) < MOMENT) return
  waiting.shift()
  if (!button) return // there is none in this turn
  Object.assign(presses, { after: keys.turn, since: now })
  button.click()
}

/** @type {(component: Component<Keys>) => () => void} */
export default function ({ data, parentElement }) {
  const presses = all.get(parentElement) ?? { keys: data, waiting: [], after: null, since: 0 }
  if (presses.keys.turn !== data.turn) presses.since = performance.now()
  presses.keys = data
  all.set(parentElement, presses)
  /** @type {(name: string) => HTMLButtonElement | null} */
  const find = (name) => document.querySelector(`.st-key-${name} button`)
  const look = () => press(presses, find, performance.now())
  /** @param {KeyboardEvent} event */
  const heard = (event) => {
    const { key, target } = event
    const modified = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey
    if (modified || event.repeat || !data.buttons[key] || takes(target, key)) return
    event.preventDefault() // the page would scroll
    presses.waiting.push({ key, at: performance.now() })
    look()
  }
  takeLeave()
  document.addEventListener("keydown", heard)
  const timer = setInterval(look, LOOK)
  const leave = () => {
    clearInterval(timer)
    document.removeEventListener("keydown", heard)
  }
  takeLeave = leave
  look()
  return leave
}
