// The colours that go with the theme of the page.

import { luminance, palette, parse } from "./colours.js"

/** @import { Theme } from "./types.d.ts" */

const PALETTES = { light: palette("light"), dark: palette("dark") }

/** Return the colours that go with the theme round an element.
 * @type {(root: HTMLElement) => Theme} */
export function themeOf(root) {
  const style = getComputedStyle(root)
  const ground = parse(style.getPropertyValue("--st-background-color") || "#ffffff")
  const ink = parse(style.getPropertyValue("--st-text-color") || "#101418")
  return { colours: PALETTES[luminance(ground) > 0.4 ? "light" : "dark"], ink, ground }
}
