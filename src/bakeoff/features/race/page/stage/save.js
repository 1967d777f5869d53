// The picture that stays: everything on the stage in one PNG.

import { css } from "../../../../web/components/kit/colours.js"
import { contextOf, element } from "../../../../web/components/kit/dom.js"
import { themeOf } from "../../../../web/components/kit/theme.js"

/** @import { Scene, View } from "./types.d.ts" */

const WIDTH = 1200
const MARGIN = 24
const GAP = 14
const LINE = 20

/** Return how many pictures stand beside one another.
 * @type {(n: number, wide: boolean) => number} */
export function columnsOf(n, wide) {
  return wide ? 1 : Math.min(n, 5)
}

/** Hand the stage to the visitor as a file.
 * @type {(root: HTMLElement, scene: Scene, view: View, track: HTMLCanvasElement) => void} */
export function save(root, scene, view, track) {
  const canvas = compose(root, scene, view, track)
  const link = element("a", { href: canvas.toDataURL("image/png"), download: "race.png" })
  link.click()
}

/** @type {(root: HTMLElement, scene: Scene, view: View, track: HTMLCanvasElement) => HTMLCanvasElement} */
function compose(root, scene, view, track) {
  const { ink, ground } = themeOf(root)
  const family = getComputedStyle(root).fontFamily
  const pictures = view.pictures()
  const wide = pictures.length === 1 || pictures[0].width > 3 * pictures[0].height
  const columns = columnsOf(pictures.length, wide)
  const across = (WIDTH - 2 * MARGIN - GAP * (columns - 1)) / columns
  /** @type {(picture: HTMLCanvasElement) => number} */
  const tall = (picture) => (across * picture.height) / Math.max(1, picture.width)
  const row = Math.max(...pictures.map(tall)) + 2 * LINE + GAP
  const trackTall = ((WIDTH - 2 * MARGIN) * track.height) / Math.max(1, track.width)
  const height = 2 * MARGIN + 2 * LINE + row * Math.ceil(pictures.length / columns) + trackTall
  const canvas = element("canvas", { width: WIDTH, height: Math.ceil(height) })
  const context = contextOf(canvas)
  context.fillStyle = css(ground)
  context.fillRect(0, 0, WIDTH, height)
  context.fillStyle = css(ink)
  context.font = `600 20px ${family}`
  context.fillText(scene.title, MARGIN, MARGIN + LINE - 4, WIDTH - 2 * MARGIN)
  pictures.forEach((picture, index) => {
    const x = MARGIN + (index % columns) * (across + GAP)
    const y = MARGIN + 2 * LINE + Math.floor(index / columns) * row
    const actor = pictures.length === 1 ? undefined : scene.actors[index]
    context.fillStyle = css(ink)
    context.font = `600 14px ${family}`
    if (pictures.length > 1) context.fillText(actor?.label ?? scene.text.part, x, y + 12, across)
    context.font = `13px ${family}`
    if (actor?.flag) context.fillText(`⚑ ${actor.flag}`, x, y + 12 + LINE, across)
    context.drawImage(picture, x, y + 2 * LINE, across, tall(picture))
  })
  context.drawImage(track, MARGIN, height - MARGIN - trackTall, WIDTH - 2 * MARGIN, trackTall)
  return canvas
}
