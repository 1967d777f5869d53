// Mends Streamlit's drop zone, which says of itself that it is nothing.

/** @import { Component } from "./types.d.ts" */

/** @type {(component: Component<null>) => (() => void) | undefined} */
export default function ({ parentElement }) {
  const root = /** @type {Document | ShadowRoot} */ (parentElement.getRootNode())
  const place = /** @type {HTMLElement} */ ("host" in root ? root.host : parentElement)
  const block = /** @type {HTMLElement} */ (place.closest('[data-testid="stVerticalBlock"]'))
  const mend = () => {
    for (const zone of block.querySelectorAll('[data-testid="stFileUploaderDropzone"][role="presentation"]')) {
      zone.setAttribute("role", "group")
    }
  }
  mend()
  const watch = new MutationObserver(mend)
  watch.observe(block, { childList: true, subtree: true })
  return () => watch.disconnect()
}
