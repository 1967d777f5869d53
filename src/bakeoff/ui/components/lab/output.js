// The right-hand side: losses and their curve, the large picture with its scales and legend; confusion and earlier runs.

import { css, shape } from "./colours.js"
import { createConfusion } from "./confusion.js"
import { element, markerPath, say, sharpen } from "./dom.js"
import { createCurve } from "./draw_curve.js"
import { drawOutput } from "./draw_output.js"
import { createGhosts } from "./ghosts.js"
import { classTables } from "./ground.js"
import { nameOfTile, tileGrid } from "./network.js"
import { loss, score } from "./words.js"

const TICKS = [1, 0.5, 0, -0.5, -1]

/** Return the output side: `{node, canvas, update, paint, describe}`; `extra` has room for more above the picture, and
 * `below` is what belongs where there is most room. */
export function createOutput(words, acts) {
  const part = {
    words,
    acts,
    kind: "loss",
    off: document.createElement("canvas"),
    layer: document.createElement("canvas"),
    hover: null,
    tables: null,
  }
  part.canvas = element("canvas", { class: "plane", tabIndex: 0, role: "img" })
  part.title = element("h4", {}, words.answer)
  part.figures = figures(part)
  part.curve = createCurve(words)
  part.scales = scales()
  part.legend = element("div", { class: "legend" })
  part.showTest = box(words.show_test, (on) => acts.change({ show_test: on }))
  part.discretise = box(words.discretise, (on) => acts.change({ discretise: on }))
  part.confusion = createConfusion(words)
  part.ghosts = createGhosts(words, { restore: acts.restore, ghost: part.curve.point })
  part.below = element("div", { class: "below" }, part.ghosts.node, part.confusion.node)
  part.trouble = element("p", { class: "trouble", role: "alert", hidden: true })
  part.rewind = element("button", { type: "button", class: "plain", hidden: true, onclick: acts.reset }, words.reset)
  part.extra = element("div", { class: "extra" })
  const troubles = element("div", { class: "troubles" }, part.trouble, part.rewind)
  const picture = element("div", { class: "picture" }, part.canvas, ...part.scales.nodes, troubles)
  const switches = element("div", { class: "switches" }, part.showTest.node, part.discretise.node)
  part.node = element(
    "section",
    { class: "output", "aria-label": words.output },
    part.title,
    part.figures.node,
    part.curve.node,
    part.extra,
    picture,
    part.legend,
    switches,
  )
  return {
    node: part.node,
    canvas: part.canvas,
    extra: part.extra,
    below: part.below,
    update: (view, snapshot, refused) => update(part, view, snapshot, refused),
    paint: (frame, scene) => paint(part, frame, scene),
    describe: (text) => part.canvas.setAttribute("aria-label", text),
  }
}

function box(label, change) {
  const input = element("input", { type: "checkbox" })
  input.onchange = () => change(input.checked)
  return { input, node: element("label", { class: "switch" }, input, label) }
}

/** The numbers: test and train, of the loss or of the score; a press on one of the two names chooses the curve. */
function figures(part) {
  const { words } = part
  const cells = {}
  const row = (kind, label) => {
    for (const name of ["test", "train"]) cells[`${name}_${kind}`] = element("td")
    const choose = element("button", { type: "button", class: "choose", onclick: () => pick(part, kind) }, label)
    cells[kind] = choose
    return element("tr", {}, element("th", { scope: "row" }, choose), cells[`test_${kind}`], cells[`train_${kind}`])
  }
  const head = element(
    "tr",
    {},
    element("td"),
    element("th", { scope: "col" }, element("i", { class: "line test" }), words.test),
    element("th", { scope: "col" }, element("i", { class: "line train" }), words.train),
  )
  const table = element(
    "table",
    { class: "figures" },
    element("thead", {}, head),
    element("tbody", {}, row("loss", words.loss), row("score", words.accuracy)),
  )
  return { node: table, cells }
}

function pick(part, kind) {
  part.kind = kind
  if (part.snapshot) update(part, part.view, part.snapshot, part.refused)
}

function scales() {
  const make = (side) =>
    TICKS.map((tick) => {
      const node = element("span", { class: `tick ${side}`, "aria-hidden": "true" })
      node.style.setProperty("--at", 0.5 + 0.5 * (side === "up" ? -tick : tick))
      return node
    })
  const [across, up] = [make("across"), make("up")]
  const [x, y] = [element("span", { class: "axis across" }), element("span", { class: "axis up" })]
  return { across, up, x, y, nodes: [...across, ...up, x, y] }
}

function update(part, view, snapshot, refused) {
  Object.assign(part, { view, snapshot, refused })
  const { cells } = part.figures
  say(cells.score, view.n_classes ? part.words.accuracy : part.words.r2)
  for (const kind of ["loss", "score"]) cells[kind].setAttribute("aria-pressed", String(part.kind === kind))
  part.showTest.input.checked = view.show_test
  part.discretise.input.checked = view.discretise
  part.showTest.node.hidden = view.hide.includes("show_test")
  part.discretise.node.hidden = view.hide.includes("discretise")
  showScales(part.scales, view)
  part.ghosts.update(view)
  const trouble = refused || snapshot?.trouble
  part.trouble.hidden = !trouble
  say(part.trouble, trouble ?? "")
  if (snapshot) showNumbers(part, view, snapshot)
}

function showNumbers(part, view, snapshot) {
  const { cells } = part.figures
  for (const name of ["test", "train"]) {
    say(cells[`${name}_loss`], loss(snapshot[`${name}_loss`]))
    say(cells[`${name}_score`], score(snapshot[`${name}_score`], view.n_classes))
    cells[`${name}_loss`].title = String(snapshot[`${name}_loss`] ?? "")
    cells[`${name}_score`].title = String(snapshot[`${name}_score`] ?? "")
  }
  part.curve.update(view, snapshot, part.kind)
  part.rewind.hidden = !snapshot.trouble || Number.isFinite(snapshot.train_loss) || view.hide.includes("reset")
  part.confusion.update(view, snapshot)
}

function showScales({ across, up, x, y }, { half, axes, ticks }) {
  TICKS.forEach((tick, index) => {
    say(across[index], ticks?.x1[index] ?? String(half * tick).replace("-", "−"))
    say(up[index], ticks?.x2[index] ?? String(half * tick).replace("-", "−"))
  })
  say(x, axes[0])
  say(y, axes[1])
}

function paint(part, frame, { colours, hover, points, cursor, still }) {
  const { view } = part
  const size = Math.floor(part.canvas.parentElement.clientWidth - 40)
  if (size <= 0 || !view) return
  const tile = hover?.kind === "tile" ? hover : null
  const ownGrid = frame && (frame.output.shape.length === 3) === view.n_classes > 2 ? frame.output : null
  const grid = tile ? tileGrid(view, frame, tile) : ownGrid
  if (part.tables?.of !== colours) part.tables = { of: colours, tables: classTables(colours) }
  say(part.title, tile ? nameOfTile(view, tile) : part.words.answer)
  drawOutput(
    part.canvas,
    part,
    {
      grid,
      points,
      colours,
      cursor,
      still,
      half: view.half,
      nClasses: view.n_classes,
      showTest: view.show_test,
      discretise: view.discretise,
      contour: !tile && view.n_classes > 0,
      tables: part.tables.tables,
    },
    size,
  )
  showLegend(part, colours)
}

/** The legend: the ramp from -1 to 1, or each class's marker. */
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

function mark(name, form, colour) {
  const canvas = element("canvas", { "aria-hidden": "true" })
  const context = sharpen(canvas, 14, 14)
  context.fillStyle = css(colour)
  context.fill(markerPath(form, 7, 7, 5))
  return element("span", { class: "mark" }, canvas, name)
}

function rampBar({ negative, neutral, positive }) {
  const bar = element("i", { class: "ramp" })
  bar.style.background = `linear-gradient(90deg, ${css(negative)}, ${css(neutral)}, ${css(positive)})`
  return element("span", { class: "scale" }, "−1", bar, "1")
}
