// Which key does what.

import { ARROWS } from "../components/kit/drag.js"

/** @import { Place } from "./types.d.ts" */

/** @type {Record<string, string>} */
const KEYS = {
  " ": "toggle",
  ArrowRight: "step_epoch",
  b: "step_batch",
  r: "reset",
  p: "paint",
  "+": "faster",
  "-": "slower",
  "?": "help",
}
/** @type {Record<string, string>} */
const PAINT_KEYS = { e: "erase", j: "jitter", u: "undo", U: "redo", Backspace: "clear" }
const SWITCHES = new Set(["checkbox", "radio", "button"])
const TYPED_IN = new Set(["INPUT", "SELECT", "TEXTAREA"])
const PRESSED = new Set(["BUTTON", "SUMMARY"])
const ENTERED = "neuron" // a button of this class is pressed by enter alone: it has the focus after an edit
const MOVES = /^(Arrow|Home|End|Page)/

/**
 * What is asked of a key that is pressed, and of the element with the focus.
 *
 * @typedef {{ key: string, ctrlKey?: boolean, metaKey?: boolean, altKey?: boolean, shiftKey?: boolean }} Pressed
 * @typedef {{ tagName: string, className?: string, type?: string, isContentEditable?: boolean }} Focus
 */

/** Whether the element with the focus has a use of its own for a key.
 * @type {(target: Focus | undefined, key: string) => boolean} */
function keeps(target, key) {
  if (!target) return false
  if (target.isContentEditable) return true
  if (PRESSED.has(target.tagName)) return key === " " && target.className !== ENTERED
  if (!TYPED_IN.has(target.tagName)) return false
  if (target.type === "range") return MOVES.test(key)
  if (SWITCHES.has(target.type ?? "")) return key === " " || (target.type === "radio" && MOVES.test(key))
  return true
}

/** Return the act that a key asks for, or null; `target` is the element that has the focus.
 *
 * A control keeps its own keys: what is typed into a field, and space and enter on a button.
 * @type {(pressed: Pressed, target: Focus | undefined, painting: boolean) => string | null}
 */
export function actOf({ key, ctrlKey = false, metaKey = false, altKey = false, shiftKey = false }, target, painting) {
  if (keeps(target, key)) return null
  if (ctrlKey || metaKey) return painting ? chord(key, shiftKey) : null
  if (altKey) return null
  if (painting && key in PAINT_KEYS) return PAINT_KEYS[key]
  if (painting && /^[1-5]$/.test(key)) return `class_${Number(key) - 1}`
  return KEYS[key] ?? KEYS[key.toLowerCase()] ?? null
}

/** @type {(key: string, shiftKey: boolean) => string | null} */
function chord(key, shiftKey) {
  if (key.toLowerCase() === "y") return "redo"
  if (key.toLowerCase() !== "z") return null
  return shiftKey ? "redo" : "undo"
}

/** Return the cursor moved by an arrow key inside the plane, or null for another key.
 * @type {(place: Place, key: string, step: number, half?: number) => Place | null} */
export function moved({ x1, x2 }, key, step, half = 6) {
  const way = ARROWS[key]
  if (!way) return null
  /** @type {(value: number) => number} */
  const inside = (value) => Math.min(half, Math.max(-half, value))
  return { x1: inside(x1 + way[0] * step), x2: inside(x2 + way[1] * step) }
}
