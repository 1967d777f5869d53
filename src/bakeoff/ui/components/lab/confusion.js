// The confusion matrix of the test points, made only while it is unfolded.

import { element } from "./dom.js"

/** Return the matrix, folded: `{node, update}`. */
export function createConfusion(words) {
  const table = element("table", {})
  const node = element("details", { class: "confusion" }, element("summary", {}, words.confusion), table)
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
