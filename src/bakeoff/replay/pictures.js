// Validation pictures, and beneath each what every contender calls it.

import { css, mix } from "../web/components/kit/colours.js"
import { contextOf, element, sharpen } from "../web/components/kit/dom.js"
import { same } from "../web/components/kit/same.js"
import { themeOf } from "../web/components/kit/theme.js"
import { enumerated, fill } from "../web/components/kit/words.js"
import { choose, classOf, createPanels, imagesOf, roomy, rowsOf, shownOf, write } from "./panels.js"

/** @import { Colour } from "../web/components/kit/types.d.ts" */
/** @import { Moment, Playback, Scene, View } from "./types.d.ts" */

const TILE = 58
const PICTURE = 46
const LINE = 15
/** Pixels of a screen 720 high that all but the pictures takes where it is shown to a room, and how much they grow. */
const TAKEN = 520
const LARGEST = 2

/** Return how much larger tiles are drawn, and how many rows of them fit.
 * @type {(large: boolean, tall: number, room: number, most?: number) => [times: number, rows: number]} */
export function fitted(large, tall, room, most = LARGEST) {
  if (!large) return [1, Number.POSITIVE_INFINITY]
  const times = Math.max(1, Math.min(most, room / tall))
  return [times, Math.max(1, Math.floor(room / (tall * times)))]
}

/** Return a class's name, short enough for a tile.
 * @type {(name: string) => string} */
export function short(name) {
  return name.length <= 7 ? name : `${name.slice(0, 6)}…`
}

/** Return how many of the images are answered wrongly, in words, or why there are no answers.
 * @type {(scene: Scene, moment: Moment | undefined, ended: string) => string} */
export function counted(scene, moment, ended) {
  if (!moment) return ended || scene.text.unheard
  const answers = rowsOf(scene, moment.answers).subarray(0, imagesOf(scene))
  const n = answers.filter((value, place) => classOf(scene, value) !== scene.target.values[place]).length
  return fill(scene.text.wrong, { n, total: answers.length })
}

/** Draw a row's picture in an ink, a pixel of the canvas for each of its own; a row without one is hidden.
 * @type {(canvas: HTMLCanvasElement, scene: Scene, row: number, ink: Colour) => void} */
export function paintPicture(canvas, { pictures }, row, ink) {
  canvas.hidden = !pictures || row >= pictures.shape[0]
  if (!pictures || canvas.hidden) return
  const [, height, width] = pictures.shape
  const image = new ImageData(width, height)
  const values = pictures.values.subarray(row * width * height, (row + 1) * width * height)
  values.forEach((value, index) => image.data.set([...ink, value], 4 * index))
  Object.assign(canvas, { width, height })
  contextOf(canvas).putImageData(image, 0, 0)
}

/** Return the pictures in the ink of the theme, each on a canvas of its own size.
 * @type {(scene: Scene, ink: Colour) => HTMLCanvasElement[]} */
function inked(scene, ink) {
  return Array.from({ length: scene.pictures?.shape[0] ?? 0 }, (_, row) => {
    const canvas = element("canvas")
    paintPicture(canvas, scene, row, ink)
    return canvas
  })
}

/** Return the view of pictures.
 * @type {(scene: Scene) => View} */
export function createPictures(scene) {
  const panels = createPanels(scene)
  const canvas = element("canvas", { role: "img", class: "tiles" })
  for (const { frame } of panels.values()) frame.remove()
  const names = element("div", { class: "names" }, ...[...panels.values()].map((one) => one.node))
  const node = element("div", {}, names, canvas)
  /** @type {{ colour: string, drawn: HTMLCanvasElement[] }} */
  let kept = { colour: "", drawn: [] }
  /** @type {unknown[]} */
  let paintedFor = []
  let [columns, tallest, wide] = [1, 1, 1] // of the tiles as they are painted
  canvas.onclick = ({ offsetX, offsetY }) => {
    const place = Math.floor(offsetY / tallest) * columns + Math.floor(offsetX / wide)
    if (place < kept.drawn.length) choose(node, place)
  }

  /** @type {(now: Scene, playback: Playback) => void} */
  function paint(now, playback) {
    const { ink, ground } = themeOf(node)
    const moments = now.actors.map((actor) => shownOf(actor, playback))
    now.actors.forEach((actor) => {
      const at = panels.get(actor.name)
      if (at) write(at, actor, now, playback)
    })
    const width = Math.floor(node.clientWidth)
    const key = [...moments, width, innerHeight, css(ink), playback.row]
    if (width <= 0 || same(key, paintedFor)) return
    paintedFor = key
    if (kept.colour !== css(ink)) kept = { colour: css(ink), drawn: inked(now, ink) }
    const { text } = now
    const notes = now.actors.map(({ label, ended }, index) =>
      fill(text.counted, { name: label, value: counted(now, moments[index], ended) }),
    )
    canvas.setAttribute("aria-label", fill(text.noted, { what: text.pictures, notes: enumerated(notes, text) }))
    tiles(now, moments, width, ink, ground, playback.row)
  }

  /** @type {(now: Scene, moments: ReturnType<typeof shownOf>[], width: number, ink: Colour, ground: Colour, row: number) => void} */
  function tiles(now, moments, width, ink, ground, row) {
    const tall = PICTURE + LINE * now.actors.length + 10
    const [times, most] = fitted(now.large, tall, innerHeight - TAKEN * roomy(now), LARGEST * roomy(now))
    const across = Math.max(1, Math.floor(width / (TILE * times)))
    const n = Math.min(kept.drawn.length, across * most)
    const rows = Math.ceil(n / across)
    columns = Math.ceil(n / rows)
    tallest = tall * times
    wide = width / columns
    const context = sharpen(canvas, width, tall * times * rows)
    context.scale(times, times)
    context.font = `600 11px ${getComputedStyle(node).fontFamily}`
    context.textBaseline = "middle"
    for (let place = 0; place < n; place++) {
      const [x, y] = [(place % columns) * (width / times / columns), Math.floor(place / columns) * tall]
      context.imageSmoothingEnabled = false
      context.drawImage(kept.drawn[place], x + 4, y, PICTURE, PICTURE)
      if (place === row) {
        context.strokeStyle = css(ink)
        context.strokeRect(x + 4, y + 0.5, PICTURE, PICTURE - 1)
      }
      now.actors.forEach((actor, index) => {
        const code = moments[index] && classOf(now, rowsOf(now, moments[index].answers)[place])
        const top = y + PICTURE + 2 + LINE * index
        const wrong = code !== undefined && code !== now.target.values[place]
        context.fillStyle = actor.colour
        context.fillRect(x + 1, top, 3, LINE - 2)
        context.fillStyle = wrong ? css(ink) : css(mix(ground, ink, 0.06))
        context.fillRect(x + 5, top, TILE - 12, LINE - 2)
        if (code === undefined) return
        context.fillStyle = wrong ? css(ground) : css(ink)
        context.fillText(short(now.classes[code].name), x + 8, top + LINE / 2 - 0.5, TILE - 17)
      })
    }
  }

  return { node, paint, pictures: () => [canvas] }
}
