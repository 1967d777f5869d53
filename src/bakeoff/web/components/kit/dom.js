// The few helpers that the parts of the page share.

import { outline } from "./markers.js"

const SVG = "http://www.w3.org/2000/svg"

/**
 * @typedef {Record<string, string | number | boolean | null | ((event: Event) => void)>} Properties
 * @typedef {Node | string} Child
 */

/** @type {(node: Element, properties: Properties) => void} */
function assign(node, properties) {
  for (const [name, value] of Object.entries(properties)) {
    if (name === "class") node.setAttribute("class", String(value))
    else if (name.startsWith("on")) Reflect.set(node, name.toLowerCase(), value)
    else if (name in node && !(node instanceof SVGElement) && !name.includes("-")) Reflect.set(node, name, value)
    else node.setAttribute(name, String(value))
  }
}

/** Return an element with properties, attributes, handlers and children.
 * @type {<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, properties?: Properties, ...children: Child[]) => HTMLElementTagNameMap[Tag]} */
export function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag)
  assign(node, properties)
  node.append(...children)
  return node
}

/** Return an SVG element.
 * @type {<Tag extends keyof SVGElementTagNameMap>(tag: Tag, properties?: Properties, ...children: Child[]) => SVGElementTagNameMap[Tag]} */
export function drawn(tag, properties = {}, ...children) {
  const node = document.createElementNS(SVG, tag)
  assign(node, properties)
  node.append(...children)
  return node
}

/** @type {Record<string, string>} */
const ICONS = {
  reset: "M12 5V2L7 6l5 4V7a5 5 0 1 1-5 5H5a7 7 0 1 0 7-7z",
  save: "M11 4h2v8h3.5L12 14 7.5 9H11zM5 18h14v2H5z",
  play: "M8 5v14l11-7z",
  pause: "M7 5h4v14H7zM13 5h4v14h-4z",
  step_epoch: "M6 5v14l9-7zM16 5h3v14h-3z",
  step_back: "M18 5v14l-9-7zM5 5h3v14H5z",
  step_batch: "M9 8v8l5-4zM15 8h1.6v8H15z",
  new_weights:
    "M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zm3 3.4A1.6 1.6 0 1 0 8 9.6a1.6 1.6 0 0 0 0-3.2zm8 8a1.6 1.6 0 1 0 0 3.2 1.6 1.6 0 0 0 0-3.2zm-4-4a1.6 1.6 0 1 0 0 3.2 1.6 1.6 0 0 0 0-3.2z",
  surface: "M12 2l9 5v10l-9 5-9-5V7zm0 2.3L6.1 7.6 12 10.9l5.9-3.3zM5 9.3v6.5l6 3.4v-6.6zm14 0l-6 3.3v6.6l6-3.4z",
  plus: "M11 5h2v6h6v2h-6v6h-2v-6H5v-2h6z",
  minus: "M5 11h14v2H5z",
  undo: "M9 7V3L3 9l6 6v-4h5a4 4 0 0 1 0 8H8v2h6a6 6 0 0 0 0-12z",
  redo: "M15 7V3l6 6-6 6v-4h-5a4 4 0 0 0 0 8h6v2h-6a6 6 0 0 1 0-12z",
  brush:
    "M20.7 3.3a1 1 0 0 0-1.4 0l-9 9 2.4 2.4 9-9a1 1 0 0 0 0-1.4zM9 13.5A3.5 3.5 0 0 0 5.5 17c0 1.3-1.2 2-2 2 .9 1.2 2.5 2 4 2a4 4 0 0 0 4-4z",
  close: "M6 7.4 7.4 6 12 10.6 16.6 6 18 7.4 13.4 12l4.6 4.6-1.4 1.4-4.6-4.6L7.4 18 6 16.6 10.6 12z",
}

/** Return a picture of 24 x 24 in the colour of the text.
 * @type {(name: string) => SVGElement} */
export function icon(name) {
  return drawn(
    "svg",
    { viewBox: "0 0 24 24", "aria-hidden": "true" },
    drawn("path", { d: ICONS[name], fill: "currentColor" }),
  )
}

/** Return a button that shows a picture and is named by a sentence.
 * @type {(name: string, label: string, onClick: (() => void) | null, className?: string) => HTMLButtonElement} */
export function iconButton(name, label, onClick, className = "") {
  return element(
    "button",
    { type: "button", class: `icon ${className}`, title: label, "aria-label": label, onclick: onClick },
    icon(name),
  )
}

/** Return what has the focus in the page, or the part of it that is apart, in which an element is.
 * @type {(node: Node) => HTMLElement | null} */
export function focusBeside(node) {
  const root = /** @type {Document | ShadowRoot} */ (node.getRootNode())
  return /** @type {HTMLElement | null} */ (root.activeElement)
}

/** Set a text only when it changed: screen readers and selections are left in peace.
 * @type {(node: Node, text: string) => void} */
export function say(node, text) {
  if (node.textContent !== text) node.textContent = text
}

/** Return what a canvas is painted with.
 * @type {(canvas: HTMLCanvasElement, settings?: CanvasRenderingContext2DSettings) => CanvasRenderingContext2D} */
export function contextOf(canvas, settings) {
  const context = canvas.getContext("2d", settings)
  if (!context) throw new Error("This browser has no canvas to paint on.")
  return context
}

/** Make a canvas as sharp as the screen at this size in CSS pixels; return its context, scaled and cleared.
 * @type {(canvas: HTMLCanvasElement, width: number, height: number) => CanvasRenderingContext2D} */
export function sharpen(canvas, width, height) {
  const ratio = globalThis.devicePixelRatio || 1
  const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)]
  if (canvas.width !== across || canvas.height !== down) {
    canvas.width = across
    canvas.height = down
    canvas.style.width = `${width}px`
    canvas.style.height = `${height}px`
  }
  const context = contextOf(canvas)
  context.setTransform(ratio, 0, 0, ratio, 0, 0)
  context.clearRect(0, 0, width, height)
  return context
}

/** Return a path of a marker of this radius round a place.
 * @type {(shape: string, x: number, y: number, radius: number) => Path2D} */
export function markerPath(shape, x, y, radius) {
  return new Path2D(outline(shape, x, y, radius))
}
