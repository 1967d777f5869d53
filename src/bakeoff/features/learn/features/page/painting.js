// Points that are painted: the lab's brushes over a plane of their own. The server learns from what is put down.

import { element } from "../../../../web/components/kit/dom.js"
import { teller } from "../../../../web/components/kit/drag.js"
import { mounted } from "../../../../web/components/kit/mounted.js"
import { same } from "../../../../web/components/kit/same.js"
import { themeKey, themeOf } from "../../../../web/components/kit/theme.js"
import { unpack } from "../../../../web/components/kit/wire.js"
import { drawOutput } from "../../../../web/network/draw_output.js"
import { answerRamp, classTables } from "../../../../web/network/ground.js"
import { readView } from "../../../../web/network/messages.js"
import { createPaint } from "../../../../web/network/paint.js"
import { toRows } from "../../../../web/network/points.js"

/** @import { Component } from "../../../../web/components/types.d.ts" */
/** @import { Grid } from "../../../../web/components/kit/types.d.ts" */
/** @import { Points, View } from "../../../../web/network/types.d.ts" */

/** @typedef {ReturnType<typeof create>} Part */

export default mounted(
  ".lab",
  create,
  (part, { data, setStateValue }) => {
    part.post = setStateValue
    const theme = themeKey(part.root)
    if (theme !== part.theme || !same(data, part.data)) receive(Object.assign(part, { data, theme }))
  },
  ({ watch }) => watch.disconnect(),
)

/** @type {(data: Uint8Array) => { turn: number, about: string, view: View }} */
function read(data) {
  const { turn, about, view } = /** @type {{ turn: number, about: string, view: Grid }} */ (unpack(data))
  return { turn, about, view: { ...readView(view.values), outputs: 1 } }
}

/**
 * @param {HTMLElement} root
 * @param {Uint8Array} data
 */
function create(root, data) {
  const { view } = read(data)
  const canvas = element("canvas", { class: "plane", tabIndex: 0, role: "img" })
  const frame = element("div", {}, canvas)
  const acts = {
    redraw: () => draw(part),
    preview: (/** @type {Points | null} */ points) => draw(Object.assign(part, { preview: points })),
    points: (/** @type {Points} */ points) => send(part, points),
  }
  const tell = (/** @type {number} */ turn, /** @type {number[][]} */ rows) => part.post("painted", { turn, rows })
  const part = {
    root,
    frame,
    canvas,
    paint: createPaint(view.words, canvas, acts, view, themeOf(root).colours),
    hidden: { off: document.createElement("canvas"), layer: document.createElement("canvas") },
    view,
    data,
    theme: "", // in which it was shown
    teller: teller(tell),
    sent: /** @type {Points | null} */ (null), // what the server has not answered yet
    preview: /** @type {Points | null} */ (null), // what is only shown, of a stroke that is not finished
    post: /** @type {Component<Uint8Array>["setStateValue"]} */ (() => {}),
    watch: new ResizeObserver(() => draw(part)),
  }
  root.replaceChildren(element("div", { class: "painted" }, part.paint.node, frame))
  part.paint.do("paint") // brushes are out from the start
  part.watch.observe(frame)
  return part
}

/** Take what the server shows, unless it has not yet heard of what was painted since.
 * @type {(part: Part) => void} */
function receive(part) {
  const { turn, about, view } = read(part.data)
  part.teller.hear(turn)
  if (!part.teller.waits()) part.sent = null
  part.view = part.sent ? { ...view, points: part.sent } : view
  part.canvas.setAttribute("aria-label", about)
  part.paint.update(part.view, themeOf(part.root).colours)
  draw(part)
}

/** @type {(part: Part, points: Points) => void} */
function send(part, points) {
  Object.assign(part, { sent: points, preview: null, view: { ...part.view, points } })
  part.teller.put(toRows(points))
  draw(part)
}

/** @type {(part: Part) => void} */
function draw({ root, frame, canvas, paint, hidden, view, preview }) {
  const size = Math.floor(frame.clientWidth)
  if (size <= 0) return
  const { colours } = themeOf(root)
  const scene = {
    grid: null,
    colours,
    points: preview ?? view.points,
    half: view.half,
    nClasses: colours.classes.length,
    showTest: true,
    discretise: false,
    contour: false,
    tables: classTables(colours),
    ramp: answerRamp(colours.classes.length, colours),
    cursor: paint.cursor(),
    chosen: null,
  }
  drawOutput(canvas, hidden, scene, size)
}
