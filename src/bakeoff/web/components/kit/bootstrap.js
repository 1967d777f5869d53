// Streamlit takes one script without imports; this one fetches a component's modules from the server's own address.

/** @import { Component } from "../types.d.ts" */

/**
 * @typedef {{ default: (component: Component<Uint8Array>) => () => void }} Lab
 * @typedef {{ component: Component<Uint8Array> | null, close: (() => void) | null }} Held
 */

/** @type {WeakMap<Node, Held>} */
const latest = new WeakMap()
/** @type {Map<string, Promise<Lab>>} */
const loaded = new Map()
const TRIES = 3
const PAUSE = 500

/** Return the module at an address, the same one every time.
 * @type {(address: string) => Promise<Lab>} */
function module(address) {
  const known = loaded.get(address)
  if (known) return known
  const coming = load(address)
  loaded.set(address, coming)
  coming.catch(() => loaded.delete(address))
  return coming
}

/** Fetch the modules; on a bad line again, from an address of its own, since a browser may remember the failure.
 * @type {(address: string) => Promise<Lab>} */
async function load(address) {
  for (let attempt = 1; ; attempt += 1) {
    const again = attempt > 1 ? address.replace(/(\/bakeoff-assets\/modules\/[^/]+)/, `$1-${attempt}`) : address
    try {
      return await import(new URL(again, location.origin).href)
    } catch (error) {
      if (attempt === TRIES) throw error
      await new Promise((resolve) => setTimeout(resolve, PAUSE * attempt))
    }
  }
}

/** @type {(component: Component<Uint8Array>) => () => void} */
export default function (component) {
  const { parentElement } = component
  const root = /** @type {HTMLElement} */ (parentElement.querySelector("[data-module]"))
  const held = latest.get(parentElement) ?? { component, close: null }
  held.component = component
  latest.set(parentElement, held)
  module(root.dataset.module ?? "")
    .then((lab) => {
      // A newer message may have come while the modules were loading, or the page been left.
      if (held.component === component) held.close = lab.default(component)
    })
    .catch((error) => {
      console.error(error)
      root.textContent = root.dataset.failure ?? ""
    })
  return () => {
    // Streamlit calls this when the place on the page is gone, and also for a message that a newer one has overtaken.
    if (parentElement.isConnected) return
    held.component = null
    held.close?.()
    latest.delete(parentElement)
  }
}
