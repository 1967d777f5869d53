// What can be looked at more closely at the moment on show: confusion matrices, and what is answered to one row.

import { css, mix, parse } from "../web/components/kit/colours.js"
import { element, say, sharpen } from "../web/components/kit/dom.js"
import { themeOf } from "../web/components/kit/theme.js"
import { fill } from "../web/components/kit/words.js"
import { choose, classOf, imagesOf, rowsOf, shownOf } from "./panels.js"
import { paintPicture } from "./pictures.js"
import { ends, percent } from "./playback.js"

/** @import { Colour } from "../web/components/kit/types.d.ts" */
/** @import { Actor, Moment, Playback, Scene } from "./types.d.ts" */

const MATRIX = 104
const ROOM = 18 // pixels of a cell that a number is written in
const STRIP = 16
const SHARP = 20 // levels from which how sure an answer is can be told in percent
const PICTURE = 64

/** Return how often each class is answered where each is true, row by row, over the random sample.
 * @type {(scene: Scene, answers: Uint8Array) => number[][]} */
export function confusionOf(scene, answers) {
  const n = scene.classes.length
  const counts = Array.from({ length: n }, () => Array.from({ length: n }, () => 0))
  const [rows, images] = [rowsOf(scene, answers), imagesOf(scene)]
  for (let row = images; row < rows.length; row++) counts[scene.target.values[row]][classOf(scene, rows[row])] += 1
  return counts
}

/** Return what a contender answers to a row, and how sure it is where that is known well enough.
 * @type {(scene: Scene, moment: Moment | undefined, row: number) => string} */
export function answerOf(scene, moment, row) {
  const { text, task, reach, levels, classes } = scene
  if (!moment) return text.none
  const value = rowsOf(scene, moment.answers)[row]
  if (task === "regression") return rounded(reach[0] + ((reach[1] - reach[0]) * value) / 255, reach)
  const name = classes[classOf(scene, value)].name
  if (levels < SHARP) return name
  const chance = 1 / Math.max(2, classes.length)
  const sure = chance + ((1 - chance) * ((value % levels) + 0.5)) / levels
  return fill(text.sure, { name, sure: percent((100 * sure).toFixed(0), text) })
}

/** Return a number with as many digits as a byte can tell apart.
 * @type {(value: number, reach: [number, number]) => string} */
function rounded(value, [low, high]) {
  const digits = Math.max(0, 2 - Math.floor(Math.log10(high - low)))
  return value.toFixed(Math.min(6, digits)).replace("-", "−")
}

/** Return the first row to which the contenders gave several answers in the end; the first of all if there is none.
 * @type {(scene: Scene) => number} */
export function contested(scene) {
  const last = scene.actors.flatMap(({ moments }) => moments.slice(-1)).map(({ answers }) => rowsOf(scene, answers))
  const rows = Array.from(scene.target.values, (_, row) => last.map((answers) => classOf(scene, answers[row])))
  return Math.max(
    0,
    rows.findIndex((answers) => new Set(answers).size > 1),
  )
}

/** Return what is looked at more closely; nothing where no row is asked.
 * @param {Scene} scene
 * @param {() => void} ask asks for a frame
 */
export function createDetails(scene, ask) {
  const { text, task } = scene
  const numbers = task === "regression"
  const node = element("details", { class: "closer" })
  const matrices = new Map(scene.actors.map(({ name }) => [name, element("canvas", { role: "img" })]))
  const cells = new Map(scene.actors.map(({ name }) => [name, { answer: element("td"), strip: element("canvas") }]))
  const said = element("p", { class: "caption" })
  const title = element("h3")
  const picture = element("canvas", { style: `width: ${PICTURE}px` })
  const [before, next] = [-1, 1].map((ways) =>
    element("button", { type: "button" }, ways < 0 ? text.before : text.next),
  )
  const body = scene.actors.map(({ name, label }) => {
    const { answer, strip } = cells.get(name) ?? { answer: "", strip: "" }
    return element("tr", {}, element("th", { scope: "row" }, label), answer, element("td", {}, strip))
  })
  const heads = [text.contender, text.answer, numbers ? text.over_time_numbers : text.over_time].map((name) =>
    element("th", { scope: "col" }, name),
  )
  const table = element("table", {}, element("thead", {}, element("tr", {}, ...heads)), element("tbody", {}, ...body))
  const tiles = scene.actors.map(({ name, label }) =>
    element("figure", {}, element("figcaption", {}, label), matrices.get(name) ?? ""),
  )
  node.append(element("summary", {}, numbers ? text.closer_numbers : text.closer))
  if (!numbers) node.append(element("div", { class: "matrices" }, ...tiles), said)
  node.append(element("div", { class: "row" }, title, before, next, picture), table)
  node.ontoggle = () => {
    if (node.open && at < 0 && n) choose(node, contested(seen))
    ask()
  }
  let seen = scene
  let n = 0
  let at = -1
  before.onclick = () => choose(node, (at + n - 1) % n)
  next.onclick = () => choose(node, (at + 1) % n)

  /** @type {(now: Scene, playback: Playback) => void} */
  function paint(now, playback) {
    seen = now
    n = now.target.values.length
    at = Math.min(playback.row, n - 1)
    node.hidden = !n || now.large || now.recorded
    if (node.hidden || !node.open || at < 0) return
    const { ink, ground } = themeOf(node)
    say(said, fill(text.confusion, { n: n - imagesOf(now) }))
    const truth = numbers ? rounded(now.target.values[at], now.reach) : now.classes[now.target.values[at]].name
    say(title, fill(text.row, { n: at + 1, total: n, truth }))
    paintPicture(picture, now, at, ink)
    for (const actor of now.actors) {
      const moment = shownOf(actor, playback)
      const [matrix, cell] = [matrices.get(actor.name), cells.get(actor.name)]
      if (!matrix || !cell) continue
      if (!numbers) paintMatrix(matrix, now, actor, moment, ink, ground)
      say(cell.answer, answerOf(now, moment, at))
      paintStrip(cell.strip, now, actor, at, playback.clock ?? 0, ink, ground)
    }
  }

  return { node, paint }
}

/** @type {(canvas: HTMLCanvasElement, scene: Scene, actor: Actor, moment: Moment | undefined, ink: Colour, ground: Colour) => void} */
function paintMatrix(canvas, scene, actor, moment, ink, ground) {
  const context = sharpen(canvas, MATRIX, MATRIX)
  const counts = confusionOf(scene, moment?.answers ?? new Uint8Array())
  const size = MATRIX / Math.max(1, counts.length)
  context.font = `11px ${getComputedStyle(canvas).fontFamily}`
  context.textAlign = "center"
  context.textBaseline = "middle"
  let [right, total] = [0, 0]
  counts.forEach((row, truth) => {
    const sum = row.reduce((all, value) => all + value, 0)
    total += sum
    right += row[truth]
    row.forEach((count, answer) => {
      const share = sum ? count / sum : 0
      const strength = count ? 0.12 + 0.78 * share : 0.04
      context.fillStyle = css(mix(ground, answer === truth ? parse(actor.colour) : ink, strength))
      context.fillRect(answer * size + 0.5, truth * size + 0.5, size - 1, size - 1)
      if (size < ROOM || !count) return
      context.fillStyle = css(strength > 0.5 ? ground : ink)
      context.fillText(String(count), (answer + 0.5) * size, (truth + 0.5) * size)
    })
  })
  canvas.setAttribute("aria-label", `${actor.label}: ${fill(scene.text.right, { n: right, total })}`)
}

/** Paint what a contender answered to a row at each moment, as a band along the clock: higher where it was right.
 * @type {(canvas: HTMLCanvasElement, scene: Scene, actor: Actor, row: number, clock: number, ink: Colour, ground: Colour) => void} */
function paintStrip(canvas, scene, actor, row, clock, ink, ground) {
  const width = Math.max(60, Math.floor(canvas.parentElement?.clientWidth ?? 0))
  const context = sharpen(canvas, width, STRIP)
  const [first, last] = ends(scene.actors)
  /** @type {(seconds: number) => number} */
  const across = (seconds) =>
    (width * Math.log(Math.max(first, Math.min(last, seconds)) / first)) / Math.log(last / first)
  const truth = scene.target.values[row]
  context.fillStyle = css(mix(ground, ink, 0.06))
  context.fillRect(0, 0, width, STRIP)
  actor.moments.forEach((moment, index) => {
    const value = rowsOf(scene, moment.answers)[row]
    const code = classOf(scene, value)
    const numbers = scene.task === "regression"
    const tall = numbers ? (STRIP * value) / 255 : code === truth ? STRIP : STRIP / 2
    const [from, to] = [across(moment.cpu), across(actor.moments[index + 1]?.cpu ?? last)]
    context.fillStyle = numbers ? actor.colour : scene.classes[code].colour
    context.fillRect(from, STRIP - tall, Math.max(1, to - from), tall)
  })
  context.fillStyle = css(ink)
  context.fillRect(across(clock) - 0.75, 0, 1.5, STRIP)
}
