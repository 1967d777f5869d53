// The colours that go with the theme of the page.

import { luminance, palette, parse } from "./colours.js"

/** @import { Palette, Theme } from "./types.d.ts" */

/** @type {Map<string, Palette>} */
const palettes = new Map()

/** Return the colours that go with the theme round an element, which says what colours classes have, if it shows any.
 * @type {(root: HTMLElement) => Theme} */
export function themeOf(root) {
  const style = getComputedStyle(root)
  const ground = parse(style.getPropertyValue("--st-background-color") || "#ffffff")
  const ink = parse(style.getPropertyValue("--st-text-color") || "#101418")
  return { colours: paletteOf(luminance(ground) > 0.4 ? "light" : "dark", root.dataset.classes ?? ""), ink, ground }
}

/** Return the palette of a mode with these classes' colours, the same object each time.
 * @type {(mode: "light" | "dark", classes: string) => Palette} */
function paletteOf(mode, classes) {
  const key = `${mode} ${classes}`
  const known = palettes.get(key) ?? palette(mode, classes ? classes.split(" ").map(parse) : [])
  palettes.set(key, known)
  return known
}

/** Return a text that is another one where `themeOf` is.
 * @type {(root: HTMLElement) => string} */
export function themeKey(root) {
  const { ink, ground } = themeOf(root)
  return [ink, ground, root.dataset.classes].join(" ")
}
