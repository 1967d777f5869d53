// What each contender answers all over a plane, or to the rows on it, and where they disagree.

import { blank, drawCircle, paintMarker, stretch } from "../web/components/kit/canvas.js"
import { colourTable, css, mix, parse } from "../web/components/kit/colours.js"
import { element, markerPath, say } from "../web/components/kit/dom.js"
import { enlarge, enlargeClasses, outline, shadeClasses } from "../web/components/kit/pixels.js"
import { same } from "../web/components/kit/same.js"
import { themeOf } from "../web/components/kit/theme.js"
import { fill } from "../web/components/kit/words.js"
import { choose, classOf, createPanels, differs, rowsOf, shownOf, write } from "./panels.js"
import { percent } from "./playback.js"

/** @import { Colour } from "../web/components/kit/types.d.ts" */
/** @import { Moment, Playback, Scene, View } from "./types.d.ts" */

const FINE = 144
const PALEST = 0.1
const STRONGEST = 0.72
const RADIUS = 2.5
const LARGER = 1.9
const NEAR = 0.05 // of a click, in shares of the plane
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

/** Return where the validation rows that are asked lie, in shares of a picture from its left and its top.
 * @type {(scene: Scene) => [across: number, down: number][]} */
export function placesOf({ points, ends, target }) {
  if (!points) return []
  const n = target.values.length
  return Array.from({ length: n }, (_, row) => {
    const at = 4 * (points.shape[0] - n + row)
    const [x, y] = points.values.subarray(at, at + 2)
    return [(x - ends[0]) / (ends[1] - ends[0]), (ends[3] - y) / (ends[3] - ends[2])]
  })
}

/** Return the row nearest to a place in the picture, if one is near.
 * @type {(scene: Scene, across: number, down: number) => number | undefined} */
export function nearest(scene, across, down) {
  const away = placesOf(scene).map(([x, y]) => Math.hypot(x - across, y - down))
  const least = Math.min(...away)
  return least < NEAR ? away.indexOf(least) : undefined
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

/** Draw the validation rows in the colours of what is answered, with a ring round those that are answered wrongly.
 * @type {(context: CanvasRenderingContext2D, scene: Scene, size: number, colours: ReturnType<typeof look>, answers: Uint8Array) => void} */
function drawAnswers(context, scene, size, { classes, mode, ink }, answers) {
  placesOf(scene).forEach(([across, down], row) => {
    const [x, y, code] = [across * size, down * size, classOf(scene, answers[row])]
    const truth = scene.target.values[row]
    const path = markerPath(scene.classes[truth].marker, x, y, LARGER * RADIUS)
    paintMarker(context, path, { test: false, colour: classes[code], mode, weight: LIGHTER })
    if (code !== truth) drawCircle(context, x, y, 2.6 * RADIUS, { edge: css(ink), width: 1.3 })
  })
}

/** Draw a mark round the row that is looked at.
 * @type {(context: CanvasRenderingContext2D, scene: Scene, size: number, ink: Colour, row: number) => void} */
function drawChosen(context, scene, size, ink, row) {
  const at = placesOf(scene)[row]
  if (!at) return
  context.strokeStyle = css(ink)
  context.lineWidth = 1.5
  context.strokeRect(at[0] * size - 7, at[1] * size - 7, 14, 14)
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
  const caption = element("figcaption", {}, element("h3", {}, element("span", {}, scene.text.part)), parted.note)
  const last = element("figure", { class: "parted" }, caption, parted.frame)
  const node = element("div", { class: "panels" }, ...[...panels.values()].map((one) => one.node), last)
  /** @type {unknown[]} */
  let partedFor = []
  for (const { canvas } of [...panels.values(), parted]) {
    canvas.onclick = ({ offsetX, offsetY }) => {
      const row = nearest(seen, offsetX / canvas.clientWidth, offsetY / canvas.clientHeight)
      if (row !== undefined) choose(node, row)
    }
  }
  let seen = scene

  /** @type {(now: Scene, playback: Playback) => void} */
  function paint(now, playback) {
    seen = now
    const colours = look(now, node)
    const moments = now.actors.map((actor) => shownOf(actor, playback))
    now.actors.forEach((actor, index) => {
      const at = panels.get(actor.name)
      if (!at) return
      write(at, actor, now, playback)
      const size = Math.floor(at.frame.clientWidth)
      if (size <= 0 || !differs(at, [moments[index], size, colours.mode, now.points, playback.row])) return
      paintPlane(at.canvas, now, moments[index], size, colours, playback.row)
    })
    paintParted(now, moments, colours, playback.row)
  }

  /** @type {(canvas: HTMLCanvasElement, now: Scene, moment: Moment | undefined, size: number, colours: ReturnType<typeof look>, row: number) => void} */
  function paintPlane(canvas, now, moment, size, colours, row) {
    const context = blank(canvas, size, size, colours)
    if (moment && now.grid) {
      const answers = moment.answers.subarray(0, now.grid)
      const pixels = now.task === "classification" ? classPixels(now, answers, colours) : numberPixels(answers)
      stretch(context, pixels, size, off, true)
    }
    if (now.grid) drawPoints(context, now, size, colours)
    else if (moment) drawAnswers(context, now, size, colours, rowsOf(now, moment.answers))
    drawChosen(context, now, size, colours.ink, row)
  }

  /** @type {(now: Scene, moments: (Moment | undefined)[], colours: ReturnType<typeof look>, row: number) => void} */
  function paintParted(now, moments, colours, row) {
    const size = Math.floor(parted.frame.clientWidth)
    const key = [...moments, size, colours.mode, row]
    if (size <= 0 || same(key, partedFor)) return
    partedFor = key
    const shown = moments.filter((one) => one !== undefined).map((one) => one.answers)
    const context = blank(parted.canvas, size, size, colours)
    const draw = now.grid ? drawParted : drawPartedRows
    say(parted.note, shown.length < 2 ? "" : draw(context, now, shown, size, colours))
    drawChosen(context, now, size, colours.ink, row)
    parted.canvas.setAttribute("aria-label", `${now.text.part} ${parted.note.textContent}`.trim())
  }

  /** @type {(context: CanvasRenderingContext2D, now: Scene, shown: Uint8Array[], size: number, colours: ReturnType<typeof look>) => string} */
  function drawParted(context, now, shown, size, colours) {
    const grids = shown.map((answers) => answers.subarray(0, now.grid))
    const [image, share] = partedPixels(now, grids, colours)
    stretch(context, image, size, off, true)
    if (now.task !== "classification") return ""
    return now.text.parted.replace("{share}", percent((100 * share).toFixed(0), now.text))
  }

  /** @type {(context: CanvasRenderingContext2D, now: Scene, shown: Uint8Array[], size: number, colours: ReturnType<typeof look>) => string} */
  function drawPartedRows(context, now, shown, size, { ink, ground }) {
    const apart = disagreement(
      shown.map((answers) => rowsOf(now, answers)),
      now.levels,
    )
    const places = placesOf(now)
    let n = 0
    for (const strong of [false, true]) {
      places.forEach(([across, down], row) => {
        const differ = apart[row] > 0 && apart[row] !== NOT_YET
        if (differ !== strong) return
        n += Number(differ)
        const radius = differ ? LARGER * RADIUS : RADIUS
        drawCircle(context, across * size, down * size, radius, { fill: css(mix(ground, ink, differ ? 0.8 : 0.25)) })
      })
    }
    return fill(now.text.parted_rows, { n, total: places.length })
  }

  return { node, paint, pictures: () => [...[...panels.values()].map((one) => one.canvas), parted.canvas] }
}
