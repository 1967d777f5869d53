// Follows the link that stands before it, as a click would.

/** @import { Component } from "./types.d.ts" */

/** @type {(component: Component<null>) => (() => void) | undefined} */
export default function ({ parentElement }) {
  const root = /** @type {Document | ShadowRoot} */ (parentElement.getRootNode())
  const place = /** @type {HTMLElement} */ ("host" in root ? root.host : parentElement)
  const block = /** @type {HTMLElement} */ (place.closest('[data-testid="stVerticalBlock"]'))
  const follow = () => {
    const link = /** @type {HTMLElement | null} */ (block.querySelector('[data-testid="stPageLink-NavLink"]'))
    link?.click()
    return Boolean(link)
  }
  if (follow()) return
  const watch = new MutationObserver(() => follow() && watch.disconnect())
  watch.observe(block, { childList: true, subtree: true })
  return () => watch.disconnect()
}
