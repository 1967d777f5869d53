// What several contenders answer over the same plane, side by side, and where they disagree.

import { css, luminance, mix, palette, parse } from "./colours.js"
import { element, say } from "./dom.js"
import { drawOutput } from "./draw_output.js"
import { classTables } from "./ground.js"
import { readView, sameBytes, unpack } from "./wire.js"

const INK = 0.72
const FINER = 2 // times the size on the page, so that the points are small beside the regions
const PALETTES = { light: palette("light"), dark: palette("dark") }
const shown = new WeakMap()

/** Streamlit calls this at every change of data or theme. */
export default function (component) {
  const { data, parentElement } = component
  let part = shown.get(parentElement)
  if (!part) {
    part = create(parentElement.querySelector(".lab"))
    shown.set(parentElement, part)
  }
  if (sameBytes(data, part.data))
    paint(part) // the theme may be another one
  else receive(part, data)
  return () => {
    part.watch.disconnect()
    shown.delete(parentElement)
  }
}

function create(root) {
  const part = { root, cells: [], data: null }
  part.list = element("div", { class: "planes" })
  root.replaceChildren(part.list)
  part.watch = new ResizeObserver(() => part.view && paint(part))
  part.watch.observe(part.list)
  return part
}

function receive(part, data) {
  const { panels, view, planes = [] } = unpack(data)
  part.data = data
  part.view = readView(view.values)
  const drawn = planes[Symbol.iterator]()
  part.panels = panels.map((panel) => ({ ...panel, grid: panel.drawn ? drawn.next().value : null }))
  while (part.cells.length > panels.length) part.cells.pop().node.remove()
  while (part.cells.length < panels.length) {
    part.cells.push(cell())
    part.list.append(part.cells.at(-1).node)
  }
  part.panels.forEach((panel, index) => write(part.cells[index], panel))
  paint(part)
}

function cell() {
  const parts = {
    title: element("h4"),
    canvas: element("canvas", { class: "plane", role: "img" }),
    lines: element("div", { class: "lines" }),
    key: element("ul", { class: "plane-key" }),
    off: { off: document.createElement("canvas"), layer: document.createElement("canvas") },
  }
  const frame = element("div", {}, parts.canvas)
  return {
    ...parts,
    frame,
    node: element("figure", {}, element("figcaption", {}, parts.title), frame, parts.lines, parts.key),
  }
}

function write({ title, canvas, lines, key }, panel) {
  say(title, panel.title)
  canvas.setAttribute("aria-label", [panel.title, ...panel.lines].join(", "))
  while (lines.childElementCount > panel.lines.length) lines.lastElementChild.remove()
  while (lines.childElementCount < panel.lines.length) lines.append(element("p", { class: "caption" }))
  panel.lines.forEach((line, index) => say(lines.children[index], line))
  key.hidden = !panel.key.length
}

function paint(part) {
  const style = getComputedStyle(part.root)
  const back = parse(style.getPropertyValue("--st-background-color") || "#ffffff")
  const ink = parse(style.getPropertyValue("--st-text-color") || "#101418")
  const colours = PALETTES[luminance(back) > 0.4 ? "light" : "dark"]
  part.panels.forEach((panel, index) => {
    const at = part.cells[index]
    const size = Math.floor(at.frame.clientWidth)
    if (size <= 0) return
    if (panel.key.length) paintKeyed(at, panel, size, keyColours(panel, colours, mix(back, ink, INK)))
    else paintAnswers(at, panel, size, part.view, colours)
  })
}

function paintAnswers({ canvas, off }, { grid }, size, view, colours) {
  const scene = {
    grid,
    colours,
    points: view.points,
    half: view.half,
    nClasses: view.n_classes,
    showTest: view.show_test,
    discretise: view.discretise,
    contour: view.n_classes > 0,
    tables: classTables(colours),
    cursor: null,
  }
  drawOutput(canvas, off, scene, FINER * size)
  Object.assign(canvas.style, { width: `${size}px`, height: `${size}px` })
}

function keyColours({ key }, { neutral }, ink) {
  return key.map(([, colour]) => (colour === "ink" ? ink : colour ? parse(colour) : neutral))
}

function paintKeyed({ canvas, off, key }, panel, size, colours) {
  const [side] = panel.grid.shape
  const image = new ImageData(side, side)
  panel.grid.values.forEach((code, index) => image.data.set([...colours[code], 255], 4 * index))
  Object.assign(off.off, { width: side, height: side })
  off.off.getContext("2d").putImageData(image, 0, 0)
  Object.assign(canvas, { width: 2 * size, height: 2 * size })
  Object.assign(canvas.style, { width: `${size}px`, height: `${size}px` })
  const context = canvas.getContext("2d")
  context.imageSmoothingEnabled = false
  context.drawImage(off.off, 0, 0, 2 * size, 2 * size)
  const swatch = (colour) => {
    const node = element("i", {})
    node.style.background = css(colour)
    return node
  }
  key.replaceChildren(
    ...panel.key.map(([label], code) => element("li", { class: "caption" }, swatch(colours[code]), label)),
  )
}
