// Presses the page's buttons by keys, such as a presenter's clicker sends.

/** @import { Component } from "./types.d.ts" */

/** Tell whether a key means something to what has the focus.
 * @type {(target: EventTarget | null, key: string) => boolean} */
function takes(target, key) {
  if (!(target instanceof Element)) return false
  if (key === "Escape") return target.closest('[role="dialog"], [role="listbox"], [popover]') !== null
  if (key === " " && target.closest("button, a, summary")) return true
  return target.closest('input, textarea, select, [role="slider"], [role="radiogroup"], [role="tablist"]') !== null
}

/** @type {(component: Component<Record<string, string>>) => () => void} */
export default function ({ data }) {
  /** @param {KeyboardEvent} event */
  const press = (event) => {
    const { key, target } = event
    const modified = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey
    if (modified || event.repeat || !data[key] || takes(target, key)) return
    const button = /** @type {HTMLButtonElement | null} */ (document.querySelector(`.st-key-${data[key]} button`))
    if (!button) return
    event.preventDefault() // the page would scroll
    button.click()
  }
  document.addEventListener("keydown", press)
  return () => document.removeEventListener("keydown", press)
}
