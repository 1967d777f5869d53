// The right-hand side: losses and their curve, the large picture with its scales and legend; confusion and earlier runs.

import { css, shape } from "../../../web/components/kit/colours.js"
import { element, markerPath, say, sharpen } from "../../../web/components/kit/dom.js"
import { loss, score } from "../../../web/components/kit/numbers.js"
import { drawOutput, lookOf } from "../../../web/network/draw_output.js"
import { meaning, seen } from "./caption.js"
import { createConfusion } from "./confusion.js"
import { createCurve } from "./draw_curve.js"
import { createGhosts } from "./ghosts.js"
import { nameOfTile, rampOfTile, tileGrid } from "./network.js"

/** @import { Colour, Palette } from "../../../web/components/kit/types.d.ts" */
/** @import { Acts, Cursor, Frame, Kind, Points, Snapshot, View, What, Words } from "../../../web/network/types.d.ts" */

/** @type {Kind[]} */
const KINDS = ["loss", "score"]
const TICKS = [1, 0.5, 0, -0.5, -1]

/**
 * @typedef {object} Output
 * @property {HTMLElement} node
 * @property {HTMLCanvasElement} canvas
 * @property {HTMLElement} extra room for more beneath the picture
 * @property {HTMLElement} below what belongs where there is most room
 * @property {(view: View, snapshot: Snapshot | null, refused: string, gone: boolean) => void} update
 * @property {(frame: Frame | null, scene: Scene) => void} paint
 * @property {(text: string) => void} describe
 *
 * @typedef {object} Scene
 * @property {Palette} colours
 * @property {What | null} hover
 * @property {Points} points
 * @property {Cursor | null} cursor
 * @property {number | null} chosen the row of the point that is taken apart
 * @property {boolean} still
 *
 * @typedef {ReturnType<typeof partsOf> & State} Part
 *
 * @typedef {object} State
 * @property {Words} words
 * @property {Kind} kind of the curve
 * @property {View} view
 * @property {Snapshot | null} snapshot
 * @property {string} refused
 * @property {boolean} gone whether the points on show are others than those that the numbers are of
 */

/**
 * Make what changes of the output side.
 *
 * @param {Words} words
 * @param {Acts} acts
 */
function partsOf(words, acts) {
  const curve = createCurve(words)
  return {
    off: document.createElement("canvas"),
    layer: document.createElement("canvas"),
    canvas: element("canvas", { class: "plane", tabIndex: 0, role: "img" }),
    title: element("h4", {}, words.answer),
    figures: figures(words),
    curve,
    scales: scales(),
    legend: element("div", { class: "legend" }),
    seen: element("p", { class: "seen" }),
    meaning: element("p", { class: "note seen" }),
    showTest: box(words.show_test, (on) => acts.change({ show_test: on })),
    discretise: box(words.discretise, (on) => acts.change({ discretise: on })),
    confusion: createConfusion(words),
    ghosts: createGhosts(words, { restore: acts.restore, ghost: curve.point }),
    trouble: element("p", { class: "trouble", role: "alert", hidden: true }),
    rewind: element("button", { type: "button", class: "plain", hidden: true, onclick: acts.reset }, words.reset),
  }
}

/** Return the output side.
 * @type {(words: Words, acts: Acts, view: View) => Output} */
export function createOutput(words, acts, view) {
  /** @type {Part} */
  const part = { ...partsOf(words, acts), words, kind: "loss", view, snapshot: null, refused: "", gone: false }
  const { canvas, title, figures, curve, legend, showTest, discretise } = part
  for (const kind of KINDS) figures.choose[kind].onclick = () => pick(part, kind)
  const extra = element("div", { class: "extra" })
  const troubles = element("div", { class: "troubles" }, part.trouble, part.rewind)
  const { x, y, ticks } = part.scales
  const above = element("div", { class: "above" }, y, title)
  const picture = element("div", { class: "picture" }, above, canvas, ...ticks, x, troubles)
  const switches = element("div", { class: "switches" }, showTest.node, discretise.node)
  const about = { class: "output", "aria-label": words.output }
  return {
    node: element(
      "section",
      about,
      element("div", { class: "numbers" }, figures.node, curve.node),
      picture,
      legend,
      part.seen,
      part.meaning,
      switches,
      extra,
    ),
    canvas,
    extra,
    below: element("div", { class: "below" }, part.ghosts.node, part.confusion.node),
    update: (view, snapshot, refused, gone) => update(Object.assign(part, { view, snapshot, refused, gone })),
    paint: (frame, scene) => paint(part, frame, scene),
    describe: (text) => canvas.setAttribute("aria-label", text),
  }
}

/** @type {(label: string, change: (on: boolean) => void) => { input: HTMLInputElement, node: HTMLElement }} */
function box(label, change) {
  const input = element("input", { type: "checkbox" })
  input.onchange = () => change(input.checked)
  return { input, node: element("label", { class: "switch" }, input, label) }
}

/**
 * The numbers: test and train, of the loss or of the score; a press on one of the two names chooses the curve.
 *
 * @param {Words} words
 */
function figures(words) {
  const pair = () => ({ test: element("td"), train: element("td") })
  const cells = { loss: pair(), score: pair() }
  /** @type {(label: string) => HTMLButtonElement} */
  const button = (label) => element("button", { type: "button", class: "choose" }, label)
  const choose = { loss: button(words.loss), score: button(words.accuracy) }
  /** @type {(kind: Kind) => HTMLElement} */
  const row = (kind) =>
    element("tr", {}, element("th", { scope: "row" }, choose[kind]), cells[kind].test, cells[kind].train)
  const head = element(
    "tr",
    {},
    element("td"),
    element("th", { scope: "col" }, element("i", { class: "line test" }), words.test),
    element("th", { scope: "col" }, element("i", { class: "line train" }), words.train),
  )
  const body = element("tbody", {}, row("loss"), row("score"))
  return { node: element("table", { class: "figures" }, element("thead", {}, head), body), cells, choose }
}

/** @type {(part: Part, kind: Kind) => void} */
function pick(part, kind) {
  part.kind = kind
  if (part.snapshot) update(part)
}

function scales() {
  /** @type {(side: string) => HTMLElement[]} */
  const make = (side) =>
    TICKS.map((tick) => {
      const node = element("span", { class: `tick ${side}`, "aria-hidden": "true" })
      node.style.setProperty("--at", String(0.5 + 0.5 * (side === "up" ? -tick : tick)))
      return node
    })
  const [across, up] = [make("across"), make("up")]
  const [x, y] = [element("span", { class: "axis across" }), element("span", { class: "axis up" })]
  return { across, up, x, y, ticks: [...across, ...up] }
}

/** @type {(part: Part) => void} */
function update(part) {
  const { view, snapshot, refused } = part
  const { choose } = part.figures
  say(choose.score, view.n_classes ? part.words.accuracy : part.words.r2)
  for (const kind of KINDS) choose[kind].setAttribute("aria-pressed", String(part.kind === kind))
  part.showTest.input.checked = view.show_test
  part.discretise.input.checked = view.discretise
  part.showTest.node.hidden = view.hide.includes("show_test")
  part.discretise.node.hidden = view.hide.includes("discretise")
  showScales(part.scales, view)
  part.ghosts.update(view)
  say(part.meaning, meaning(view))
  const trouble = refused || snapshot?.trouble
  part.trouble.hidden = !trouble
  say(part.trouble, trouble ?? "")
  if (snapshot) showNumbers(part, view, snapshot)
}

/** @type {(part: Part, view: View, snapshot: Snapshot) => void} */
function showNumbers(part, view, snapshot) {
  const { cells } = part.figures
  for (const kind of KINDS) {
    for (const name of /** @type {const} */ (["test", "train"])) {
      const figure = part.gone ? null : snapshot[/** @type {const} */ (`${name}_${kind}`)]
      say(cells[kind][name], kind === "loss" ? loss(figure) : score(figure, view.n_classes, view.words))
      cells[kind][name].title = String(figure ?? "")
    }
  }
  part.curve.update(view, snapshot, part.kind)
  part.rewind.hidden = !snapshot.trouble || Number.isFinite(snapshot.train_loss) || view.hide.includes("reset")
  part.confusion.update(view, snapshot)
  if (snapshot.n_classes === view.n_classes) say(part.seen, part.gone ? "" : seen(view, snapshot))
}

/** @type {(scales: Part["scales"], view: View) => void} */
function showScales({ across, up, x, y }, { half, axes, ticks }) {
  TICKS.forEach((tick, index) => {
    say(across[index], ticks?.x1[index] ?? String(half * tick).replace("-", "−"))
    say(up[index], ticks?.x2[index] ?? String(half * tick).replace("-", "−"))
  })
  say(x, axes[0])
  say(y, axes[1])
}

/** @type {(part: Part, frame: Frame | null, scene: Scene) => void} */
function paint(part, frame, { colours, hover, points, cursor, chosen, still }) {
  const { view } = part
  const size = Math.floor((part.canvas.parentElement?.clientWidth ?? 0) - 40)
  if (size <= 0) return
  const tile = hover?.kind === "tile" ? hover : null
  const ownGrid = frame && (frame.output.shape.length === 3) === view.n_classes > 2 ? frame.output : null
  const grid = tile ? tileGrid(view, frame, tile) : ownGrid
  const look = lookOf(view, colours)
  say(part.title, tile ? nameOfTile(view, tile) : part.words.answer)
  const own = tile && { contour: false, ramp: rampOfTile(view, tile, colours, look.tables) }
  drawOutput(part.canvas, part, { ...look, ...own, grid, points, cursor, chosen, still }, size)
  showLegend(part, colours)
}

/** The legend: the ramp from -1 to 1, or each class's marker.
 * @type {(part: Part, colours: Palette) => void} */
function showLegend(part, colours) {
  const { legend, view } = part
  const key = JSON.stringify([view.n_classes, view.class_names, colours.mode, view.show_test])
  if (legend.dataset.key === key) return
  legend.dataset.key = key
  legend.replaceChildren(
    ...(view.n_classes
      ? view.class_names.map((name, code) => mark(name, shape(code), colours.classes[code]))
      : [rampBar(colours)]),
  )
  if (view.show_test) legend.append(element("span", { class: "note" }, part.words.test_points))
}

/** @type {(name: string, form: string, colour: Colour) => HTMLElement} */
function mark(name, form, colour) {
  const canvas = element("canvas", { "aria-hidden": "true" })
  const context = sharpen(canvas, 14, 14)
  context.fillStyle = css(colour)
  context.fill(markerPath(form, 7, 7, 5))
  return element("span", { class: "mark" }, canvas, name)
}

/** @type {(colours: Palette) => HTMLElement} */
function rampBar({ negative, neutral, positive }) {
  const bar = element("i", { class: "ramp" })
  bar.style.background = `linear-gradient(90deg, ${css(negative)}, ${css(neutral)}, ${css(positive)})`
  return element("span", { class: "scale" }, "−1", bar, "1")
}
