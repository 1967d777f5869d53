// What stays: everything on the stage in one PNG, or its replay as an animated WebP.

import { css } from "../web/components/kit/colours.js"
import { contextOf, element } from "../web/components/kit/dom.js"
import { themeOf } from "../web/components/kit/theme.js"
import { animated } from "./film.js"
import { isHome } from "./panels.js"

/** @import { Playback, Scene, View } from "./types.d.ts" */

const WIDTH = 1200
const FILM_WIDTH = 800
const FILM_PICTURES = 80
const FILM_MS = 8000
const POSTER_MS = 2500
const QUALITY = 0.7
const [LARGEST_TYPE, SMALLEST_TYPE] = [20, 12]
const MARGIN = 24
const GAP = 14
const LINE = 20

/** Return how many pictures stand beside one another.
 * @type {(n: number, wide: boolean) => number} */
export function columnsOf(n, wide) {
  return wide ? 1 : Math.min(n, 5)
}

/** Hand the stage to the visitor as a file.
 * @type {(root: HTMLElement, scene: Scene, playback: Playback, view: View, track: HTMLCanvasElement) => void} */
export function save(root, scene, playback, view, track) {
  hand(compose(root, scene, playback, scene.title, view, track, WIDTH).toDataURL("image/png"), "race.png")
}

/** Hand the replay to the visitor as a file: the end as its poster, then all from the start; false where the browser
 * cannot write it.
 *
 * @param {HTMLElement} root
 * @param {Scene} scene
 * @param {Playback} playback
 * @param {View} view
 * @param {HTMLCanvasElement} track
 * @param {(share: number) => void} show paints the race at a share of its clock
 * @returns {Promise<boolean>}
 */
export async function saveFilm(root, scene, playback, view, track, show) {
  /** @type {import("./film.js").Picture[]} */
  const pictures = []
  let [width, height] = [0, 0]
  for (let place = 0; place <= FILM_PICTURES + 1; place++) {
    const ends = place === 0 || place === FILM_PICTURES + 1
    show(ends ? 1 : (place - 1) / FILM_PICTURES)
    const canvas = compose(root, scene, playback, scene.course || scene.title, view, track, FILM_WIDTH)
    if (place === 0) [width, height] = [canvas.width, canvas.height]
    const webp = await encoded(canvas, width, height)
    if (!webp) return false
    pictures.push({ webp, milliseconds: ends ? POSTER_MS : FILM_MS / FILM_PICTURES })
  }
  const file = animated(pictures, width, height, scene.course || scene.title)
  const address = URL.createObjectURL(new Blob([file.slice()], { type: "image/webp" }))
  hand(address, "race.webp")
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
  return true
}

/** Return a picture as WebP, of the size that the first one had; nothing where the browser cannot write it.
 * @type {(canvas: HTMLCanvasElement, width: number, height: number) => Promise<Uint8Array | undefined>} */
async function encoded(canvas, width, height) {
  let picture = canvas
  if (canvas.height !== height) {
    picture = element("canvas", { width, height })
    contextOf(picture).drawImage(canvas, 0, 0)
  }
  /** @type {Blob | null} */
  const blob = await new Promise((resolve) => picture.toBlob(resolve, "image/webp", QUALITY))
  return blob?.type === "image/webp" ? new Uint8Array(await blob.arrayBuffer()) : undefined
}

/** @type {(href: string, download: string) => void} */
function hand(href, download) {
  element("a", { href, download }).click()
}

/** @type {(root: HTMLElement, scene: Scene, playback: Playback, title: string, view: View, track: HTMLCanvasElement, wide: number) => HTMLCanvasElement} */
function compose(root, scene, playback, title, view, track, wide) {
  const { ink, ground } = themeOf(root)
  const family = getComputedStyle(root).fontFamily
  const pictures = view.pictures()
  const columns = columnsOf(pictures.length, pictures.length === 1 || pictures[0].width > 3 * pictures[0].height)
  const across = (wide - 2 * MARGIN - GAP * (columns - 1)) / columns
  /** @type {(picture: HTMLCanvasElement) => number} */
  const tall = (picture) => (across * picture.height) / Math.max(1, picture.width)
  const row = Math.max(...pictures.map(tall)) + 2 * LINE + GAP
  const trackTall = ((wide - 2 * MARGIN) * track.height) / Math.max(1, track.width)
  const height = 2 * MARGIN + 2 * LINE + row * Math.ceil(pictures.length / columns) + trackTall
  const canvas = element("canvas", { width: wide, height: Math.ceil(height) })
  const context = contextOf(canvas)
  context.fillStyle = css(ground)
  context.fillRect(0, 0, wide, height)
  context.fillStyle = css(ink)
  context.font = `600 ${LARGEST_TYPE}px ${family}`
  const fits = (LARGEST_TYPE * (wide - 2 * MARGIN)) / Math.max(1, context.measureText(title).width)
  context.font = `600 ${Math.max(SMALLEST_TYPE, Math.min(LARGEST_TYPE, fits))}px ${family}`
  context.fillText(title, MARGIN, MARGIN + LINE - 4, wide - 2 * MARGIN)
  pictures.forEach((picture, index) => {
    const x = MARGIN + (index % columns) * (across + GAP)
    const y = MARGIN + 2 * LINE + Math.floor(index / columns) * row
    const actor = pictures.length === 1 ? undefined : scene.actors[index]
    context.fillStyle = css(ink)
    context.font = `600 14px ${family}`
    if (pictures.length > 1) context.fillText(actor?.label ?? scene.text.part, x, y + 12, across)
    context.font = `13px ${family}`
    if (actor && isHome(actor, playback)) context.fillText(`⚑ ${actor.flag}`, x, y + 12 + LINE, across)
    context.drawImage(picture, x, y + 2 * LINE, across, tall(picture))
  })
  context.drawImage(track, MARGIN, height - MARGIN - trackTall, wide - 2 * MARGIN, trackTall)
  return canvas
}
