// The row under the bar: the data as small pictures, and what is set most often.

import { element } from "../../../web/components/kit/dom.js"

/** @import { Acts, Changes, Knob, View, Words } from "../../../web/network/types.d.ts" */

/**
 * @typedef {object} Knobs
 * @property {HTMLElement} node
 * @property {(view: View) => void} update
 */

/** Return the row; `drawings` has the address of a picture for each choice of data.
 * @type {(words: Words, acts: Acts, drawings: string[]) => Knobs} */
export function createKnobs(words, acts, drawings) {
  const tiles = element("div", { class: "tiles", role: "radiogroup", "aria-label": words.data })
  const selects = element("div", { class: "selects" })
  const node = element("div", { class: "knobs" }, tiles, selects)
  return {
    node,
    update: (view) => {
      tiles.hidden = view.hide.includes("data")
      showTiles(tiles, view, acts, drawings)
      view.knobs.forEach((knob, index) => showSelect(selects, index, knob, view, acts))
    },
  }
}

/** @type {(tiles: HTMLElement, view: View, acts: Acts, drawings: string[]) => void} */
function showTiles(tiles, { data, presets }, acts, drawings) {
  if (!tiles.childElementCount)
    tiles.append(
      ...presets.map(([value, label], index) => {
        const onchange = () => acts.change({ data: value })
        const input = element("input", { type: "radio", name: "data", value, "aria-label": label, onchange })
        const tile = element("label", { class: "tile", title: label }, input)
        tile.style.backgroundImage = `url(${drawings[index]})`
        return tile
      }),
    )
  for (const input of tiles.querySelectorAll("input")) input.checked = input.value === data
}

/** Show a list; what was chosen from it stays until the server has another value.
 * @type {(row: HTMLElement, index: number, knob: Knob, view: View, acts: Acts) => void} */
function showSelect(row, index, { name, label, value, options, hidden }, view, acts) {
  if (!row.children[index])
    row.append(
      element("label", {}, element("span", { class: "caption" }, label), element("select", { "aria-label": label })),
    )
  const field = /** @type {HTMLElement} */ (row.children[index])
  const select = /** @type {HTMLSelectElement} */ (field.lastElementChild)
  field.hidden = hidden
  select.onchange = () => {
    const layers = view.layers.map(([units]) => /** @type {const} */ ([units, select.value]))
    acts.change(name === "activation" ? { layers } : /** @type {Changes} */ ({ [name]: select.value }))
  }
  const served = JSON.stringify([value, options])
  if (select.dataset.served === served) return
  select.dataset.served = served
  select.replaceChildren(...options.map(([name, text]) => element("option", { value: name }, text)))
  select.value = value
}
