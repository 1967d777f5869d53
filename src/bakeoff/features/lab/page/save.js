// Saves the picture as a file: SVG as it is composed, PNG made from it with twice as many pixels.

import { contextOf, element, icon } from "../../../web/components/kit/dom.js"
import { fill } from "../../../web/components/kit/words.js"
import { fits } from "./layers.js"
import { composePicture, pictureName } from "./svg_picture.js"

/** @import { Scene, Shape, Snapshot, View, Words } from "../../../web/network/types.d.ts" */

const FORMATS = ["png", "svg"]
const SHARPNESS = 2

/**
 * @typedef {Omit<Scene, "image">} Shown
 * @typedef {{ node: HTMLElement, update: (view: View, snapshot: Snapshot | null) => void }} Save
 */

/** Return the buttons: `{node, update}`. `scene()` is what is on show, if anything is.
 * @type {(words: Words, scene: () => Shown | null) => Save} */
export function createSave(words, scene) {
  const note = element("span", { class: "note", role: "status" })
  const buttons = FORMATS.map((format) => {
    const kind = format.toUpperCase()
    const label = fill(words.save_as, { kind })
    const save = async () => {
      note.textContent = ""
      try {
        const shown = scene()
        if (shown) await savePicture(shown, format)
      } catch (error) {
        console.error(error)
        note.textContent = words.save_failed
      }
    }
    return element("button", { type: "button", class: "plain", title: label, "aria-label": label, onclick: save }, kind)
  })
  const name = element("span", { class: "caption" }, icon("save"), words.save)
  const node = element("div", { class: "save", role: "group", "aria-label": words.save }, name, ...buttons, note)
  return { node, update: (view, snapshot) => update({ node, buttons }, view, snapshot) }
}

/** @type {(part: { node: HTMLElement, buttons: HTMLButtonElement[] }, view: View, snapshot: Snapshot | null) => void} */
function update({ node, buttons }, view, snapshot) {
  node.hidden = view.hide.includes("export")
  for (const button of buttons) button.disabled = !fits(snapshot, view)
}

/** @type {(scene: Shown, format: string) => Promise<void>} */
async function savePicture(scene, format) {
  const picture = composePicture({ ...scene, image: address })
  const vector = new Blob([picture.markup], { type: "image/svg+xml" })
  download(format === "svg" ? vector : await raster(vector, picture), pictureName(scene.snapshot, format))
}

/** Return the data address of a square of pixels.
 * @type {Scene["image"]} */
function address(pixels, side) {
  const canvas = element("canvas", { width: side, height: side })
  contextOf(canvas).putImageData(new ImageData(pixels, side), 0, 0)
  return canvas.toDataURL()
}

/** @type {(vector: Blob, size: { width: number, height: number }) => Promise<Blob>} */
async function raster(vector, { width, height }) {
  const url = URL.createObjectURL(vector)
  try {
    const image = element("img", { src: url })
    await image.decode()
    const canvas = element("canvas", { width: SHARPNESS * width, height: SHARPNESS * height })
    contextOf(canvas).drawImage(image, 0, 0, canvas.width, canvas.height)
    /** @type {Blob | null} */
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"))
    if (!blob) throw new Error("The browser made no PNG.")
    return blob
  } finally {
    URL.revokeObjectURL(url)
  }
}

/** @type {(blob: Blob, name: string) => void} */
function download(blob, name) {
  const url = URL.createObjectURL(blob)
  element("a", { href: url, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000) // the browser reads it after this function
}
