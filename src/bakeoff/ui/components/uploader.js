// Mends Streamlit's drop zone, which speaks English alone, and says of itself that it is nothing.

/** @import { Component } from "./types.d.ts" */

/** @typedef {Record<string, string>} Words by what Streamlit says, with a `{place}` for what differs */

/** Return what Streamlit says in the page's words; what is none of its sentences stays as it is.
 * @type {(text: string, words: Words) => string} */
export function said(text, words) {
  for (const [english, ours] of Object.entries(words)) {
    const [before, after] = english.split("{place}")
    if (after === undefined ? text === english : text.startsWith(before) && text.endsWith(after))
      return ours.replace("{place}", text.slice(before.length, text.length - (after ?? "").length))
  }
  return text
}

/** What holds now: of two observers of a place each would undo for ever what the other has put there.
 * @type {WeakMap<Element, Words>} */
const latest = new WeakMap()

/** What Streamlit had written where something else stands now.
 * @type {WeakMap<Node, Map<string, { was: string, is: string }>>} */
const written = new WeakMap()

/** Return what stands somewhere in the page's words.
 * @type {(node: Node, place: string, text: string, words: Words) => string} */
function anew(node, place, text, words) {
  const places = written.get(node) ?? new Map()
  const known = places.get(place)
  const was = known?.is === text ? known.was : text
  const is = said(was, words)
  written.set(node, places.set(place, { was, is }))
  return is
}

/** @type {(block: Element, words: Words) => void} */
function translate(block, words) {
  const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const is = anew(text, "", text.nodeValue ?? "", words)
    if (text.nodeValue !== is) text.nodeValue = is
  }
  for (const node of block.querySelectorAll("[aria-label]")) {
    const is = anew(node, "aria-label", node.getAttribute("aria-label") ?? "", words)
    if (node.getAttribute("aria-label") !== is) node.setAttribute("aria-label", is)
  }
}

/** @type {(component: Component<{ words: Words }>) => (() => void) | undefined} */
export default function ({ parentElement, data }) {
  const root = /** @type {Document | ShadowRoot} */ (parentElement.getRootNode())
  const place = /** @type {HTMLElement} */ ("host" in root ? root.host : parentElement)
  const block = /** @type {HTMLElement} */ (place.closest('[data-testid="stVerticalBlock"]'))
  latest.set(block, data.words)
  const mend = () => {
    const words = latest.get(block) ?? {}
    for (const zone of block.querySelectorAll('[data-testid="stFileUploaderDropzone"][role="presentation"]')) {
      zone.setAttribute("role", "group")
    }
    for (const uploader of block.querySelectorAll('[data-testid="stFileUploader"]')) translate(uploader, words)
  }
  mend()
  const watch = new MutationObserver(mend)
  watch.observe(block, { childList: true, subtree: true, characterData: true })
  return () => watch.disconnect()
}
