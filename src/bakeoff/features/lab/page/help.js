// The sheet that shows what the keys do.

import { element, iconButton } from "../../../web/components/kit/dom.js"

/** @import { Words } from "../../../web/network/types.d.ts" */

/** @typedef {{ node: HTMLElement, open: () => void, keysOn: () => boolean, isOpen: () => boolean }} Help */

/** Return the sheet, closed.
 * @type {(words: Words) => Help} */
export function createHelp(words) {
  const node = element("dialog", { class: "help-sheet", "aria-label": words.keyboard })
  const on = element("input", { type: "checkbox", checked: true })
  const rows = words.keys.map(([keys, does]) =>
    element(
      "tr",
      {},
      element("th", { scope: "row" }, ...keys.map((key) => element("kbd", {}, key))),
      element("td", {}, does),
    ),
  )
  node.append(
    element(
      "header",
      {},
      element("h4", {}, words.keyboard),
      iconButton("close", words.close, () => node.close(), "small"),
    ),
    element("table", {}, element("tbody", {}, ...rows)),
    element("label", { class: "switch" }, on, words.keys_on),
  )
  const open = () => {
    if (!node.open) node.showModal()
  }
  return { node, open, keysOn: () => on.checked, isOpen: () => node.open }
}
