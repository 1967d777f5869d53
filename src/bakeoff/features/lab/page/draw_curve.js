// Draws the learning curve as SVG, with the exact values under the pointer.

import { count } from "../../../web/components/kit/counts.js"
import { drawn, element, say } from "../../../web/components/kit/dom.js"
import { loss, score } from "../../../web/components/kit/numbers.js"
import { fill } from "../../../web/components/kit/words.js"
import { column, extent, nearest, path } from "./curve.js"
import { decades, epochAt, shareOf } from "./moments.js"

/** @import { Kind, Snapshot, View, Words } from "../../../web/network/types.d.ts" */

const WIDTH = 300
const HEIGHT = 84

/**
 * @typedef {object} Curve
 * @property {HTMLElement} node
 * @property {(view: View, snapshot: Snapshot, kind: Kind) => void} update
 * @property {(ghost: number | null) => void} point
 *
 * @typedef {object} Shown what the lines are drawn of
 * @property {Float32Array} epochs
 * @property {Float32Array} train
 * @property {Float32Array} test
 * @property {number} last the epoch at the right end
 * @property {(value: number | null) => string} text how a value is written
 *
 * @typedef {ReturnType<typeof partOf>} Part
 */

/** Return the part of the page that shows the curve: `{node, update, point}`; `point` makes an earlier run's stand out.
 * @type {(words: Words) => Curve} */
export function createCurve(words) {
  const part = partOf(words)
  const { svg, marks, decades, readout } = part
  svg.onpointermove = (event) => point(part, event)
  svg.onpointerleave = () => point(part, null)
  const plot = element("div", { class: "plot" }, svg, marks.high, marks.low, marks.end, decades)
  return {
    node: element("figure", { class: "curve" }, plot, readout),
    update: (view, snapshot, kind) => update(part, view, snapshot, kind),
    point: (ghost) => {
      part.ghost = ghost
      showGhost(part)
    },
  }
}

/** @param {Words} words */
function partOf(words) {
  const ghosts = drawn("g", { class: "ghosts" })
  const lines = { train: drawn("path", { class: "train" }), test: drawn("path", { class: "test" }) }
  const now = drawn("line", { class: "now", y1: 0, y2: HEIGHT })
  const pointer = drawn("line", { class: "pointer", y1: 0, y2: HEIGHT, visibility: "hidden" })
  const box = { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img" }
  const [high, low, end] = ["high", "low", "end"].map((name) => element("span", { class: `mark ${name}` }))
  return {
    ...{ words, ghosts, lines, now, pointer, marks: { high, low, end } },
    svg: drawn("svg", box, ghosts, now, lines.train, lines.test, pointer),
    kind: /** @type {Kind} */ ("loss"),
    shown: /** @type {Shown | null} */ (null),
    at: /** @type {number | null} */ (null), // the epoch under the pointer
    ghost: /** @type {number | null} */ (null), // which of the earlier runs stands out
    decades: element("div", { "aria-hidden": "true" }), // where 1, 10, 100 … epochs are marked
    readout: element("p", { class: "readout" }),
  }
}

/** @type {(part: Part, view: View, snapshot: Snapshot, kind: Kind) => void} */
function update(part, view, snapshot, kind) {
  part.kind = kind
  const [epochs, train, test] = [
    column(snapshot.curve, "epoch"),
    column(snapshot.curve, `train_${kind}`),
    column(snapshot.curve, `test_${kind}`),
  ]
  const past = (view.ghosts ?? []).map((ghost) => ({
    epochs: ghost.curve.map(([epoch]) => epoch ?? 0),
    values: ghost.curve.map((row) => row[kind === "loss" ? 2 : 4]),
  }))
  const last = Math.max(1, snapshot.last_epoch, ...epochs.slice(-1), ...past.map((run) => run.epochs.at(-1) ?? 0))
  const [low, high, most] = extent([train, test, ...past.map(({ values }) => values)])
  const scale = { last, low, high, width: WIDTH, height: HEIGHT }
  part.lines.train.setAttribute("d", path(epochs, train, scale))
  part.lines.test.setAttribute("d", path(epochs, test, scale))
  part.ghosts.replaceChildren(...past.map((run) => drawn("path", { d: path(run.epochs, run.values, scale) })))
  showGhost(part)
  put(part.now, WIDTH * shareOf(snapshot.epoch, last))
  showDecades(part.decades, last)
  /** @type {Shown["text"]} */
  const text = kind === "loss" ? loss : (value) => score(value, view.n_classes, view.words)
  part.shown = { epochs, train, test, last, text }
  say(part.marks.high, most > high ? `${text(high)} ↑ ${text(most)}` : text(high))
  say(part.marks.low, text(low))
  say(part.marks.end, count(last))
  part.svg.setAttribute(
    "aria-label",
    fill(part.words.curve_picture, {
      train: text(snapshot[`train_${kind}`]),
      test: text(snapshot[`test_${kind}`]),
      last: count(last),
    }),
  )
  read(part)
}

/** @type {(marks: HTMLElement, last: number) => void} */
function showDecades(marks, last) {
  const epochs = decades(last)
  const key = epochs.map((epoch) => shareOf(epoch, last).toFixed(3)).join(" ")
  if (marks.dataset.key === key) return
  marks.dataset.key = key
  marks.replaceChildren(
    ...[0, ...epochs].map((epoch) => {
      const mark = element("span", { class: "mark decade" }, count(epoch))
      mark.style.left = `${100 * shareOf(epoch, last)}%`
      return mark
    }),
  )
}

/** @type {(part: Part) => void} */
function showGhost({ ghosts, ghost }) {
  Array.from(ghosts.children, (path, index) => path.classList.toggle("on", index === ghost))
}

/** @type {(line: SVGLineElement, x: number) => void} */
function put(line, x) {
  line.setAttribute("x1", String(x))
  line.setAttribute("x2", String(x))
}

/** @type {(part: Part, event: PointerEvent | null) => void} */
function point(part, event) {
  const box = part.svg.getBoundingClientRect()
  part.at = event && part.shown ? epochAt((event.clientX - box.left) / box.width, part.shown.last) : null
  read(part)
}

/** Say the values under the pointer, or what the lines are.
 * @type {(part: Part) => void} */
function read(part) {
  const { at, shown } = part
  const row = at === null || !shown ? -1 : nearest(shown.epochs, at)
  part.pointer.setAttribute("visibility", row < 0 ? "hidden" : "visible")
  if (row < 0 || !shown) {
    say(part.readout, part.kind === "loss" ? part.words.curve_loss : part.words.curve_score)
    return
  }
  const { epochs, train, test, last, text } = shown
  put(part.pointer, WIDTH * shareOf(epochs[row], last))
  say(
    part.readout,
    fill(part.words.curve_at, {
      epoch: count(epochs[row]),
      train: text(train[row]),
      test: text(test[row]),
    }),
  )
}
