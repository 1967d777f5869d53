// Brings the part of the page that it stands in into sight: once for each thing that is shown there.

/** @import { Component } from "./types.d.ts" */

/** What was brought into sight last, by key. @type {Record<string, string>} */
const brought = {}

/** @type {(component: Component<{ key: string, what: string }>) => void} */
export default function ({ parentElement, data }) {
  if (data.what === (brought[data.key] ?? "")) return
  brought[data.key] = data.what
  const root = /** @type {Document | ShadowRoot} */ (parentElement.getRootNode())
  const place = /** @type {HTMLElement} */ ("host" in root ? root.host : parentElement)
  const block = /** @type {HTMLElement | null} */ (place.closest('[data-testid="stVerticalBlock"]'))
  if (!block) return
  const { top } = block.getBoundingClientRect()
  if (top >= 0 && top < window.innerHeight / 2) return // it is in sight
  block.style.scrollMarginTop = "5rem" // the page's own bar lies over the top
  block.scrollIntoView({ block: "start" })
}
