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
  button.onclick = async () => {
    try {
      await navigator.clipboard.writeText(link.href)
      button.textContent = data.copied
    } catch {
      // No clipboard without HTTPS: show the link so that it can be copied by hand.
      globalThis.prompt(data.label, link.href)
    }
    setTimeout(() => {
      button.textContent = data.label
    }, 2000)
  }
}
