// A button that puts the set-up's link on the clipboard.

/** @import { Component } from "./types.d.ts" */

/** @type {(component: Component<{ query: string, label: string, copied: string }>) => void} */
export default function (component) {
  const { data, parentElement } = component
  const button = /** @type {HTMLButtonElement} */ (parentElement.querySelector("button"))
  const link = new URL(location.pathname, location.origin)
  link.search = data.query
  button.dataset.link = link.href
  if (button.dataset.label !== data.label) button.textContent = data.label
  button.dataset.label = data.label
  // It says so for as long as whoever pressed it is at it: seconds are too few on a slow machine, or for a slow reader.
  button.onblur = () => {
    button.textContent = data.label
  }
  button.onclick = async () => {
    button.focus() // Safari does not by itself
    try {
      await navigator.clipboard.writeText(link.href)
      button.textContent = data.copied
    } catch {
      // No clipboard without HTTPS: show the link so that it can be copied by hand.
      globalThis.prompt(data.label, link.href)
    }
  }
}
