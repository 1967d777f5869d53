// Keeps the keyboard's focus on a place where one button takes another's.

/** @import { Component } from "./types.d.ts" */

/** How long a button is out of the reach of a key that was meant for the one before, in ms; as `style.css` has it. */
const PAUSE = 700

/** Whether the keyboard is at that place, or was until what had the focus was taken away. */
let within = false

/** @type {(component: Component<null>) => () => void} */
export default function ({ parentElement }) {
  const root = /** @type {Document | ShadowRoot} */ (parentElement.getRootNode())
  const place = /** @type {HTMLElement} */ ("host" in root ? root.host : parentElement)
  const block = /** @type {HTMLElement} */ (place.closest('[data-testid="stVerticalBlock"]'))
  /** @param {FocusEvent} event */
  const came = ({ target }) => {
    const element = /** @type {Element} */ (target)
    within = block.contains(element) && element.matches(":focus-visible")
  }
  /** @param {FocusEvent} event */
  const left = ({ target, relatedTarget }) => {
    if (relatedTarget) return
    const element = /** @type {Element} */ (target)
    setTimeout(() => {
      const seen = element.getClientRects().length > 0 // one that is taken away is hidden first
      if (seen && document.activeElement === document.body) within = false
    })
  }
  const restore = () => {
    const button = /** @type {HTMLElement | null} */ (block.querySelector("button:not(:disabled)"))
    if (within && button && document.activeElement === document.body) button.focus({ preventScroll: true })
  }
  let timer = setTimeout(restore, PAUSE)
  const later = () => {
    clearTimeout(timer)
    timer = setTimeout(restore, PAUSE)
  }
  const watch = new MutationObserver(later) // or Streamlit makes the place anew, with this in it
  watch.observe(block, { childList: true, subtree: true })
  document.addEventListener("focusin", came)
  document.addEventListener("focusout", left)
  return () => {
    clearTimeout(timer)
    watch.disconnect()
    document.removeEventListener("focusin", came)
    document.removeEventListener("focusout", left)
  }
}
