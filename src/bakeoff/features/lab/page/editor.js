// The small form in which a weight or a bias is typed: of one link, or all that lead into one neuron.

import { element, iconButton } from "../../../web/components/kit/dom.js"
import { fill } from "../../../web/components/kit/words.js"
import { tileName } from "./describe.js"
import { weightOf } from "./draw_network.js"
import { FEATURES } from "./features.js"

/** @import { Edit, Snapshot, Spot, View, WeightPlace, What, Words } from "../../../web/network/types.d.ts" */

const LABELS = FEATURES.map(({ label }) => label)
const WIDTH = 250

/**
 * @typedef {object} Editor
 * @property {HTMLDialogElement} node
 * @property {(what: What, at: Spot, opener: HTMLElement, view: View, snapshot: Snapshot) => void} open
 * @property {() => void} close
 *
 * @typedef {{ label: string, value: number, where: Omit<Edit, "value"> }} Entry what can be typed, and where it belongs
 * @typedef {{ words: Words, edit: (weight: Edit) => void, close: () => void, title: string }} Form
 */

/** Return the form, closed: `{node, open, close}`; `edit({layer, source, target, value})` is told each new value.
 * @type {(words: Words, edit: (weight: Edit) => void) => Editor} */
export function createEditor(words, edit) {
  const node = element("dialog", { class: "editor" })
  /** @type {HTMLElement | null} */
  let back = null
  const close = () => {
    if (!node.open) return
    node.close()
    back?.focus({ preventScroll: true })
  }
  node.onkeydown = (event) => {
    if (event.key === "Escape") close()
  }
  /** @type {Editor["open"]} */
  const open = (what, place, opener, view, snapshot) => {
    const values = entries(what, view, snapshot)
    if (!values.length) return
    back = opener
    const { column, index } = what.kind === "tile" ? what : { column: what.layer + 1, index: what.j }
    fillIn(node, values, {
      words,
      edit,
      close,
      title: tileName(view, LABELS, column, index),
    })
    Object.assign(node.style, {
      left: `clamp(8px, ${place.x + 12}px, max(8px, 100% - ${WIDTH + 8}px))`, // also when the window shrinks
      top: `${Math.max(8, place.y - 20)}px`,
    })
    if (!node.open) node.show()
    node.querySelector("input")?.select()
  }
  return { node, open, close }
}

/** @type {(node: HTMLElement, values: Entry[], form: Form) => void} */
function fillIn(node, values, { words, edit, close, title }) {
  const fields = values.map((entry) => {
    const input = element("input", {
      type: "number",
      step: "any",
      value: Number(entry.value.toPrecision(6)),
      required: true,
    })
    input.onchange = () => {
      if (input.value !== "" && Number.isFinite(Number(input.value)))
        edit({ ...entry.where, value: Number(input.value) })
    }
    return element("label", {}, element("span", {}, entry.label), input)
  })
  const form = element(
    "form",
    { method: "dialog" },
    ...fields,
    element("button", { type: "submit", class: "plain" }, words.done),
  )
  form.onsubmit = (event) => {
    event.preventDefault()
    close()
  }
  node.setAttribute("aria-label", title)
  node.replaceChildren(
    element("header", {}, element("h4", {}, title), iconButton("close", words.close, close, "small")),
    form,
  )
}

/** @type {(what: What, view: View, snapshot: Snapshot) => Entry[]} */
function entries(what, view, snapshot) {
  if (what.kind === "link") return [weightEntry(what, view, snapshot)]
  const [layer, target] = what.kind === "bias" ? [what.layer, what.j] : [what.column - 1, what.index]
  const bias = {
    label: view.words.bias,
    value: snapshot.biases[layer].values[target],
    where: { layer, source: null, target },
  }
  if (what.kind === "bias") return [bias]
  const count = snapshot.weights[layer].shape[0]
  return [bias, ...Array.from({ length: count }, (_, i) => weightEntry({ layer, i, j: target }, view, snapshot))]
}

/** @type {(place: WeightPlace, view: View, snapshot: Snapshot) => Entry} */
function weightEntry({ layer, i, j }, view, snapshot) {
  const source = layer ? i : FEATURES.findIndex(({ name }) => name === view.features[i])
  return {
    label: fill(view.words.weight_from, { from: tileName(view, LABELS, layer, source) }),
    value: weightOf(snapshot, { layer, i, j }),
    where: { layer, source: i, target: j },
  }
}
