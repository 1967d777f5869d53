// The earlier runs: what was different in each, its curve under the pointer, and the way back to it.

import { element } from "../../../web/components/kit/dom.js"
import { fill } from "../../../web/components/kit/words.js"

/** @import { Ghost, View, Words } from "../../../web/network/types.d.ts" */

/**
 * @typedef {{ restore: (id: string) => void, ghost: (index: number | null) => void }} Acts
 * @typedef {{ node: HTMLElement, list: HTMLElement, words: Words, acts: Acts, key: string }} Part
 */

/** Return the list: `{node, update}`; `acts.restore(id)` goes back to a run, `acts.ghost(index)` shows which it is.
 * @type {(words: Words, acts: Acts) => { node: HTMLElement, update: (view: View) => void }} */
export function createGhosts(words, acts) {
  const list = element("ul", { class: "ghost-list" })
  const node = element("section", { class: "earlier", hidden: true }, element("h4", {}, words.earlier), list)
  node.setAttribute("aria-label", words.earlier)
  const part = { node, list, words, acts, key: "" }
  return { node, update: (view) => update(part, view) }
}

/** @type {(part: Part, view: View) => void} */
function update(part, { ghosts }) {
  const key = JSON.stringify(ghosts.map(({ id, label }) => [id, label]))
  if (part.key === key) return
  part.key = key
  part.node.hidden = !ghosts.length
  part.acts.ghost(null)
  part.list.replaceChildren(...ghosts.map((ghost, index) => item(part, ghost, index)))
}

/** @type {(part: Part, ghost: Ghost, index: number) => HTMLElement} */
function item({ words, acts }, { id, label }, index) {
  const title = fill(words.restore, { run: label })
  const button = element(
    "button",
    { type: "button", class: "plain", title, "aria-label": title, onclick: () => acts.restore(id) },
    label,
  )
  const [show, hide] = [() => acts.ghost(index), () => acts.ghost(null)]
  Object.assign(button, { onpointerenter: show, onfocus: show, onpointerleave: hide, onblur: hide })
  return element("li", {}, button)
}
