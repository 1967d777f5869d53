// Keeps the keyboard's focus where one button takes another's place, as Stop takes that of Start.

/** @import { Component } from "./types.d.ts" */

const PLACE = ".st-key-go"

/** How long a button is out of the reach of a key that was meant for the one before, in ms; as `style.css` has it. */
const PAUSE = 700
const LOOK = 100

/** Whether the keyboard is at that place, or was until what had the focus was taken away. */
let within = false
let timer = 0

const came = () => {
  const element = document.activeElement
  if (!element || element === document.body) return
  clearInterval(timer)
  within = element.closest(PLACE) !== null && element.matches(":focus-visible")
}

/** @type {(event: FocusEvent) => void} */
const left = ({ target, relatedTarget }) => {
  if (!within || relatedTarget) return
  const before = /** @type {Element} */ (target)
  /** @type {HTMLElement | null} */
  let button = null
  let since = 0
  const look = () => {
    const there = before.isConnected && before.getClientRects().length > 0 // one that is taken away is hidden first
    if (there || document.activeElement !== document.body) {
      clearInterval(timer) // the visitor left it
      return
    }
    /** @type {HTMLElement | null} */
    const next = document.querySelector(`${PLACE} button:not(:disabled)`)
    if (next !== button) since = performance.now()
    button = next
    if (performance.now() - since >= PAUSE) button?.focus({ preventScroll: true })
  }
  clearInterval(timer)
  timer = setInterval(look, LOOK)
}

/** @type {(component: Component<null>) => void} */
export default function () {
  document.addEventListener("focusin", came) // once, however often Streamlit calls this
  document.addEventListener("focusout", left)
  came()
}
