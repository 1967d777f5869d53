// The small form in which a weight or a bias is typed: of one link, or all that lead into one neuron.

import { element, iconButton } from "./dom.js"
import { weightOf } from "./draw_network.js"
import { FEATURES } from "./features.js"
import { fill, tileName } from "./words.js"

const LABELS = FEATURES.map(({ label }) => label)
const WIDTH = 250

/** Return the form, closed: `{node, open, close}`; `edit({layer, source, target, value})` is told each new value. */
export function createEditor(words, edit) {
  const node = element("dialog", { class: "editor" })
  let back = null
  const close = () => {
    if (!node.open) return
    node.close()
    back?.focus({ preventScroll: true })
  }
  node.onkeydown = (event) => {
    if (event.key === "Escape") close()
  }
  const open = (what, place, opener, view, snapshot, room) => {
    const values = entries(what, view, snapshot)
    if (!values.length) return
    back = opener
    fillIn(node, values, {
      words,
      edit,
      close,
      title: tileName(view, LABELS, what.column ?? what.layer + 1, what.index ?? what.j),
    })
    Object.assign(node.style, {
      left: `${Math.max(8, Math.min(place.x + 12, room - WIDTH - 8))}px`,
      top: `${Math.max(8, place.y - 20)}px`,
    })
    if (!node.open) node.show()
    node.querySelector("input").select()
  }
  return { node, open, close }
}

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

/** Return what can be typed: label, value and where it belongs. */
function entries(what, view, snapshot) {
  if (!snapshot) return []
  if (what.kind === "link") return [weightEntry(what, view, snapshot)]
  const layer = what.kind === "bias" ? what.layer : what.column - 1
  const target = what.kind === "bias" ? what.j : what.index
  const bias = {
    label: view.words.bias,
    value: snapshot.biases[layer].values[target],
    where: { layer, source: null, target },
  }
  if (what.kind === "bias") return [bias]
  const count = snapshot.weights[layer].shape[0]
  return [bias, ...Array.from({ length: count }, (_, i) => weightEntry({ layer, i, j: target }, view, snapshot))]
}

function weightEntry({ layer, i, j }, view, snapshot) {
  const source = layer ? i : FEATURES.findIndex(({ name }) => name === view.features[i])
  return {
    label: fill(view.words.weight_from, { from: tileName(view, LABELS, layer, source) }),
    value: weightOf(snapshot, { layer, i, j }),
    where: { layer, source: i, target: j },
  }
}
