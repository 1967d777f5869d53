// What each contender answers all over a plane, with the rows on it, and where they disagree.

import { blank, paintMarker, stretch } from "../../../../web/components/kit/canvas.js"
import { colourTable, mix, parse } from "../../../../web/components/kit/colours.js"
import { element, markerPath, say } from "../../../../web/components/kit/dom.js"
import { enlarge, enlargeClasses, outline, shadeClasses } from "../../../../web/components/kit/pixels.js"
import { same } from "../../../../web/components/kit/same.js"
import { themeOf } from "../../../../web/components/kit/theme.js"
import { createPanels, differs, shownOf, write } from "./panels.js"
import { percent } from "./playback.js"

/** @import { Colour } from "../../../../web/components/kit/types.d.ts" */
/** @import { Moment, Playback, Scene, View } from "./types.d.ts" */

const FINE = 144
const PALEST = 0.1
const STRONGEST = 0.72
const RADIUS = 2.5
const LIGHTER = 0.7 // than in the lab, whose plane is larger
const NOT_YET = 255
/** Matplotlib's cividis, which colour-blind eyes read too, at equal distances.
 * @type {Colour[]} */
const NUMBERS = [
  [0, 34, 78],
  [62, 78, 109],
  [125, 124, 120],
  [187, 173, 108],
  [254, 232, 56],
]

/** Return the colours of a scene on a ground, worked out once for both.
 * @param {Scene} scene
 * @param {HTMLElement} root
 */
function look(scene, root) {
  const { ground, ink, colours } = themeOf(root)
  const classes = scene.classes.map(({ colour }) => parse(colour))
  const tables = classes.map((colour) =>
    colourTable((sure) => mix(ground, colour, PALEST + (STRONGEST - PALEST) * sure)),
  )
  return { ground, ink, mode: colours.mode, classes, tables }
}

/** Return the colour of a number from 0 to 1.
 * @type {(share: number) => Colour} */
export function numberColour(share) {
  const place = Math.min(NUMBERS.length - 1.001, Math.max(0, share) * (NUMBERS.length - 1))
  const low = Math.floor(place)
  return mix(NUMBERS[low], NUMBERS[low + 1], place - low)
}

/** Return class codes and how sure they are, 0 to 255, one behind the other, as the lab's pixels take them.
 * @type {(answers: Uint8Array, levels: number) => Uint8Array} */
export function split(answers, levels) {
  const result = new Uint8Array(2 * answers.length)
  const most = Math.max(1, levels - 1)
  answers.forEach((value, index) => {
    result[index] = Math.floor(value / levels)
    result[answers.length + index] = (255 * (value % levels)) / most
  })
  return result
}

/** Return how many answers there are at each point but one; `NOT_YET` where fewer than two contenders have answered.
 * @type {(shown: Uint8Array[], levels: number) => Uint8Array} */
export function disagreement(shown, levels) {
  if (shown.length < 2) return new Uint8Array(shown[0]?.length ?? 0).fill(NOT_YET)
  return shown[0].map((_, index) => new Set(shown.map((answers) => Math.floor(answers[index] / levels))).size - 1)
}

/** Return a raster with its top row first, which is how pictures go.
 * @type {(values: Uint8Array, side: number) => Uint8Array} */
function upright(values, side) {
  const result = new Uint8Array(values.length)
  for (let row = 0; row < side; row++) {
    result.set(values.subarray(row * side, (row + 1) * side), (side - 1 - row) * side)
  }
  return result
}

/** @type {(scene: Scene, answers: Uint8Array, colours: ReturnType<typeof look>) => ImageData} */
function classPixels(scene, answers, { tables, ground, ink }) {
  const side = Math.sqrt(answers.length)
  const image = new ImageData(FINE, FINE)
  const classes = enlargeClasses(split(upright(answers, side), scene.levels), side, FINE)
  shadeClasses(classes, tables, image.data)
  outline(classes.codes, FINE, image.data, mix(ground, ink, 0.75))
  return image
}

/** @type {(answers: Uint8Array) => ImageData} */
function numberPixels(answers) {
  const side = Math.sqrt(answers.length)
  const image = new ImageData(FINE, FINE)
  enlarge(upright(answers, side), side, FINE).forEach((value, index) => {
    image.data.set([...numberColour(value / 255), 255], 4 * index)
  })
  return image
}

/** @type {(scene: Scene, shown: Uint8Array[], colours: ReturnType<typeof look>) => [image: ImageData, share: number]} */
function partedPixels(scene, shown, { ground, ink }) {
  const spread = scene.task === "classification" ? disagreement(shown, scene.levels) : apart(shown)
  const side = Math.sqrt(spread.length)
  const image = new ImageData(side, side)
  let parted = 0
  upright(spread, side).forEach((value, index) => {
    const known = value !== NOT_YET
    if (known && value > 0) parted += 1
    const strength = !known || value === 0 ? 0.05 : scene.task === "classification" ? 0.35 + 0.2 * value : value / 128
    image.data.set([...mix(ground, ink, Math.min(0.85, strength)), 255], 4 * index)
  })
  return [image, parted / spread.length]
}

/** Return how far the answers lie apart at each point, where they are numbers.
 * @type {(shown: Uint8Array[]) => Uint8Array} */
function apart(shown) {
  if (shown.length < 2) return new Uint8Array(shown[0]?.length ?? 0).fill(NOT_YET)
  return shown[0].map((_, index) => {
    const values = shown.map((answers) => answers[index])
    return Math.min(NOT_YET - 1, Math.max(...values) - Math.min(...values))
  })
}

/** @type {(context: CanvasRenderingContext2D, scene: Scene, size: number, colours: ReturnType<typeof look>) => void} */
function drawPoints(context, scene, size, { classes, mode }) {
  const { points, ends, reach } = scene
  if (!points) return
  for (let row = points.shape[0] - 1; row >= 0; row--) {
    const [x, y, target, test] = points.values.subarray(4 * row, 4 * row + 4)
    const across = ((x - ends[0]) / (ends[1] - ends[0])) * size
    const down = ((ends[3] - y) / (ends[3] - ends[2])) * size
    const colour =
      scene.task === "classification" ? classes[target] : numberColour((target - reach[0]) / (reach[1] - reach[0]))
    const shape = scene.task === "classification" ? scene.classes[target].marker : "circle"
    paintMarker(context, markerPath(shape, across, down, RADIUS), { test: test === 1, colour, mode, weight: LIGHTER })
  }
}

/** Return the view of a plane.
 * @type {(scene: Scene) => View} */
export function createPlanes(scene) {
  const panels = createPanels(scene)
  const off = document.createElement("canvas")
  const parted = {
    canvas: element("canvas", { role: "img" }),
    note: element("p", { class: "note" }),
    frame: element("div", { class: "frame" }),
  }
  parted.frame.append(parted.canvas)
  const caption = element("figcaption", {}, element("h3", {}, scene.text.part), parted.note)
  const last = element("figure", { class: "parted" }, caption, parted.frame)
  const node = element("div", { class: "panels" }, ...[...panels.values()].map((one) => one.node), last)
  /** @type {unknown[]} */
  let partedFor = []

  /** @type {(now: Scene, playback: Playback) => void} */
  function paint(now, playback) {
    const colours = look(now, node)
    const moments = now.actors.map((actor) => shownOf(actor, playback))
    now.actors.forEach((actor, index) => {
      const at = panels.get(actor.name)
      if (!at) return
      write(at, actor, now, playback)
      const size = Math.floor(at.frame.clientWidth)
      if (size <= 0 || !differs(at, [moments[index], size, colours.mode, now.points])) return
      paintPlane(at.canvas, now, moments[index], size, colours)
    })
    paintParted(now, moments, colours)
  }

  /** @type {(canvas: HTMLCanvasElement, now: Scene, moment: Moment | undefined, size: number, colours: ReturnType<typeof look>) => void} */
  function paintPlane(canvas, now, moment, size, colours) {
    const context = blank(canvas, size, size, colours)
    if (moment) {
      const { answers } = moment
      const pixels = now.task === "classification" ? classPixels(now, answers, colours) : numberPixels(answers)
      stretch(context, pixels, size, off, true)
    }
    drawPoints(context, now, size, colours)
  }

  /** @type {(now: Scene, moments: (Moment | undefined)[], colours: ReturnType<typeof look>) => void} */
  function paintParted(now, moments, colours) {
    const size = Math.floor(parted.frame.clientWidth)
    const key = [...moments, size, colours.mode]
    if (size <= 0 || same(key, partedFor)) return
    partedFor = key
    const shown = moments.filter((one) => one !== undefined).map((one) => one.answers)
    const context = blank(parted.canvas, size, size, colours)
    if (shown.length < 2) {
      say(parted.note, "")
    } else {
      const [image, share] = partedPixels(now, shown, colours)
      stretch(context, image, size, off, true)
      if (now.task === "classification")
        say(parted.note, now.text.parted.replace("{share}", percent((100 * share).toFixed(0), now.text)))
    }
    parted.canvas.setAttribute("aria-label", `${now.text.part} ${parted.note.textContent}`.trim())
  }

  return { node, paint, pictures: () => [...[...panels.values()].map((one) => one.canvas), parted.canvas] }
}
