// Draws the learning curve as SVG, with the exact values under the pointer.

import { column, extent, nearest, path } from "./curve.js"
import { drawn, element, say } from "./dom.js"
import { count, fill, loss, score } from "./words.js"

const WIDTH = 300
const HEIGHT = 84

/** Return the part of the page that shows the curve: `{node, update, point}`; `point` makes an earlier run's stand out. */
export function createCurve(words) {
  const ghosts = drawn("g", { class: "ghosts" })
  const lines = { train: drawn("path", { class: "train" }), test: drawn("path", { class: "test" }) }
  const now = drawn("line", { class: "now", y1: 0, y2: HEIGHT })
  const pointer = drawn("line", { class: "pointer", y1: 0, y2: HEIGHT, visibility: "hidden" })
  const svg = drawn(
    "svg",
    { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", role: "img" },
    ghosts,
    now,
    lines.train,
    lines.test,
    pointer,
  )
  const [high, low, end] = ["high", "low", "end"].map((name) => element("span", { class: `mark ${name}` }))
  const readout = element("p", { class: "readout" })
  const node = element("figure", { class: "curve" }, element("div", { class: "plot" }, svg, high, low, end), readout)
  const part = {
    node,
    words,
    kind: "loss",
    rows: null,
    at: null,
    ghost: null,
    svg,
    ghosts,
    lines,
    now,
    pointer,
    marks: { high, low, end },
    readout,
  }
  svg.onpointermove = (event) => point(part, event)
  svg.onpointerleave = () => point(part, null)
  return {
    node,
    update: (view, snapshot, kind) => update(part, view, snapshot, kind),
    point: (ghost) => {
      part.ghost = ghost
      showGhost(part)
    },
  }
}

function update(part, view, snapshot, kind) {
  Object.assign(part, { kind, snapshot, view })
  const curve = snapshot.curve
  part.rows = Object.fromEntries(
    ["epoch", "train_loss", "test_loss", "train_score", "test_score"].map((name) => [name, column(curve, name)]),
  )
  const past = (view.ghosts ?? []).map((ghost) => ({
    epochs: ghost.curve.map(([epoch]) => epoch),
    values: ghost.curve.map((row) => row[kind === "loss" ? 2 : 4]),
  }))
  const [train, test] = [part.rows[`train_${kind}`], part.rows[`test_${kind}`]]
  const last = Math.max(
    1,
    snapshot.last_epoch,
    ...part.rows.epoch.slice(-1),
    ...past.map(({ epochs }) => epochs.at(-1) ?? 0),
  )
  const [low, high] = extent([train, test, ...past.map(({ values }) => values)])
  part.scale = { last, low, high, width: WIDTH, height: HEIGHT }
  part.lines.train.setAttribute("d", path(part.rows.epoch, train, part.scale))
  part.lines.test.setAttribute("d", path(part.rows.epoch, test, part.scale))
  part.ghosts.replaceChildren(
    ...past.map(({ epochs, values }) => drawn("path", { d: path(epochs, values, part.scale) })),
  )
  showGhost(part)
  put(part.now, (WIDTH * snapshot.epoch) / last)
  const text = kind === "loss" ? loss : (value) => score(value, view.n_classes)
  say(part.marks.high, text(high))
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

function showGhost({ ghosts, ghost }) {
  Array.from(ghosts.children, (path, index) => path.classList.toggle("on", index === ghost))
}

function put(line, x) {
  line.setAttribute("x1", x)
  line.setAttribute("x2", x)
}

function point(part, event) {
  const box = part.svg.getBoundingClientRect()
  part.at = event && part.rows ? ((event.clientX - box.left) / box.width) * part.scale.last : null
  read(part)
}

/** Say the values under the pointer, or what the lines are. */
function read(part) {
  const row = part.at === null ? -1 : nearest(part.rows.epoch, part.at)
  part.pointer.setAttribute("visibility", row < 0 ? "hidden" : "visible")
  if (row < 0) {
    say(part.readout, part.kind === "loss" ? part.words.curve_loss : part.words.curve_score)
    return
  }
  put(part.pointer, (WIDTH * part.rows.epoch[row]) / part.scale.last)
  const text = part.kind === "loss" ? loss : (value) => score(value, part.view.n_classes)
  say(
    part.readout,
    fill(part.words.curve_at, {
      epoch: count(part.rows.epoch[row]),
      train: text(part.rows[`train_${part.kind}`][row]),
      test: text(part.rows[`test_${part.kind}`][row]),
    }),
  )
}
