// The confusion matrix of the test points, made only while it is unfolded.

import { element } from "../../../web/components/kit/dom.js"

/** @import { Snapshot, View, Words } from "../../../web/network/types.d.ts" */

/**
 * @typedef {object} Part
 * @property {HTMLDetailsElement} node
 * @property {HTMLTableElement} table
 * @property {Words} words
 * @property {View | null} view
 * @property {Snapshot | null} snapshot
 */

/** Return the matrix, folded: `{node, update}`.
 * @type {(words: Words) => { node: HTMLElement, update: (view: View, snapshot: Snapshot) => void }} */
export function createConfusion(words) {
  const table = element("table", {})
  const node = element("details", { class: "confusion" }, element("summary", {}, words.confusion), table)
  /** @type {Part} */
  const part = { node, table, words, view: null, snapshot: null }
  node.ontoggle = () => show(part)
  return {
    node,
    update: (view, snapshot) => {
      Object.assign(part, { view, snapshot })
      show(part)
    },
  }
}

/** @type {(part: Part) => void} */
function show({ node, table, words, view, snapshot }) {
  const names = view?.class_names ?? []
  node.hidden = !names.length
  if (!names.length || !node.open || snapshot?.confusion.shape[0] !== names.length) return
  const { values } = snapshot.confusion
  const head = element(
    "tr",
    {},
    element("td", {}, words.confusion_corner),
    ...names.map((name) => element("th", { scope: "col" }, name)),
  )
  const rows = names.map((name, row) => {
    const cells = names.map((_, index) =>
      element("td", { class: row === index ? "right" : "wrong" }, String(values[row * names.length + index])),
    )
    return element("tr", {}, element("th", { scope: "row" }, name), ...cells)
  })
  table.replaceChildren(head, ...rows)
}
