// Plays the replay on the exported page, in the reader's own light or dark colours.

import component from "../replay/component.js"

/** @import { Component } from "../web/components/types.d.ts" */

/** Fill the page's place for the replay with the scene that stands beside it. */
export default function start() {
  const place = document.querySelector("#replay")
  const scene = JSON.parse(document.querySelector("#scene")?.textContent ?? "")
  const style = document.querySelector("#replay-style")
  if (!place || !(style instanceof HTMLTemplateElement)) return
  const parentElement = place.attachShadow({ mode: "open" })
  const stage = Object.assign(document.createElement("section"), { className: "stage" })
  parentElement.append(style.content, stage)
  const data = Uint8Array.from(atob(scene), (letter) => letter.charCodeAt(0))
  const show = () => component(/** @type {Component<Uint8Array>} */ ({ data, parentElement }))
  show()
  globalThis.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show)
}
