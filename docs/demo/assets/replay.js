((() => {
const module0 = (() => {
// The markers of the classes' points, as outlines that SVG and a canvas both read.

/** @type {Record<string, [x: number, y: number][]>} */
const CORNERS = {
  square: [
    [-0.85, -0.85],
    [0.85, -0.85],
    [0.85, 0.85],
    [-0.85, 0.85],
  ],
  diamond: [
    [0, -1.2],
    [1.2, 0],
    [0, 1.2],
    [-1.2, 0],
  ],
  triangle: [
    [0, -1.15],
    [1.1, 0.85],
    [-1.1, 0.85],
  ],
  cross: [
    [-0.4, -1.1],
    [0.4, -1.1],
    [0.4, -0.4],
    [1.1, -0.4],
    [1.1, 0.4],
    [0.4, 0.4],
    [0.4, 1.1],
    [-0.4, 1.1],
    [-0.4, 0.4],
    [-1.1, 0.4],
    [-1.1, -0.4],
    [-0.4, -0.4],
  ],
  "triangle-down": [
    [0, 1.15],
    [1.1, -0.85],
    [-1.1, -0.85],
  ],
  star: [
    [0, -1.3],
    [0.32, -0.44],
    [1.24, -0.4],
    [0.52, 0.17],
    [0.76, 1.05],
    [0, 0.55],
    [-0.76, 1.05],
    [-0.52, 0.17],
    [-1.24, -0.4],
    [-0.32, -0.44],
  ],
}

/** Return the outline of a marker of this radius round a place, as the data of an SVG path.
 * @type {(shape: string, x: number, y: number, radius: number) => string} */
function outline(shape, x, y, radius) {
  const corners = CORNERS[shape]
  if (!corners) {
    const half = `a${radius} ${radius} 0 1 1`
    return `M${short(x - radius)} ${short(y)}${half} ${2 * radius} 0${half} ${-2 * radius} 0Z`
  }
  return `M${corners.map(([dx, dy]) => `${short(x + radius * dx)} ${short(y + radius * dy)}`).join("L")}Z`
}

/** @type {(value: number) => number} */
function short(value) {
  return Math.round(value * 100) / 100
}

return { outline }
})()
const module1 = (() => {
// The few helpers that the parts of the page share.

const { outline } = module0

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
function element(tag, properties = {}, ...children) {
  const node = document.createElement(tag)
  assign(node, properties)
  node.append(...children)
  return node
}

/** Return an SVG element.
 * @type {<Tag extends keyof SVGElementTagNameMap>(tag: Tag, properties?: Properties, ...children: Child[]) => SVGElementTagNameMap[Tag]} */
function drawn(tag, properties = {}, ...children) {
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
function icon(name) {
  return drawn(
    "svg",
    { viewBox: "0 0 24 24", "aria-hidden": "true" },
    drawn("path", { d: ICONS[name], fill: "currentColor" }),
  )
}

/** Return a button that shows a picture and is named by a sentence.
 * @type {(name: string, label: string, onClick: (() => void) | null, className?: string) => HTMLButtonElement} */
function iconButton(name, label, onClick, className = "") {
  return element(
    "button",
    { type: "button", class: `icon ${className}`, title: label, "aria-label": label, onclick: onClick },
    icon(name),
  )
}

/** Return what has the focus in the page, or the part of it that is apart, in which an element is.
 * @type {(node: Node) => HTMLElement | null} */
function focusBeside(node) {
  const root = /** @type {Document | ShadowRoot} */ (node.getRootNode())
  return /** @type {HTMLElement | null} */ (root.activeElement)
}

/** Set a text only when it changed: screen readers and selections are left in peace.
 * @type {(node: Node, text: string) => void} */
function say(node, text) {
  if (node.textContent !== text) node.textContent = text
}

/** Return what a canvas is painted with.
 * @type {(canvas: HTMLCanvasElement, settings?: CanvasRenderingContext2DSettings) => CanvasRenderingContext2D} */
function contextOf(canvas, settings) {
  const context = canvas.getContext("2d", settings)
  if (!context) throw new Error("This browser has no canvas to paint on.")
  return context
}

/** Make a canvas as sharp as the screen at this size in CSS pixels; return its context, scaled and cleared.
 * @type {(canvas: HTMLCanvasElement, width: number, height: number) => CanvasRenderingContext2D} */
function sharpen(canvas, width, height) {
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
function markerPath(shape, x, y, radius) {
  return new Path2D(outline(shape, x, y, radius))
}

return { element, drawn, icon, iconButton, focusBeside, say, contextOf, sharpen, markerPath }
})()
const module2 = (() => {
// The life cycle of a component that Streamlit shows.

/** @import { Component } from "../types.d.ts" */

/**
 * Return the function that Streamlit calls at every change of a component's data or theme. The component is made once
 * for its place on the page, and anew once Streamlit has built that place anew, as it does in another language.
 *
 * @template Data
 * @template Part
 * @param {string} selector of the element that it fills
 * @param {(root: HTMLElement, data: Data) => Part} create
 * @param {(part: Part, component: Component<Data>) => void} take called at every change, also after `create`
 * @param {(part: Part) => void} [close]
 * @param {(data: Data) => string} [subject] of another subject it is made anew too
 */
function mounted(selector, create, take, close = () => {}, subject = () => "") {
  /** @type {WeakMap<Node, { root: HTMLElement, of: string, part: Part }>} */
  const all = new WeakMap()
  /** @type {(component: Component<Data>) => () => void} */
  return (component) => {
    const { data, parentElement } = component
    const root = /** @type {HTMLElement} */ (parentElement.querySelector(selector))
    const of = subject(data)
    const before = all.get(parentElement)
    const stays = before?.root === root && before.of === of
    if (before && !stays) close(before.part)
    const held = stays ? before : { root, of, part: create(root, data) }
    all.set(parentElement, held)
    take(held.part, component)
    return () => {
      close(held.part)
      all.delete(parentElement)
    }
  }
}

return { mounted }
})()
const module3 = (() => {
// When two lists say the same.

/** Whether two lists hold the very same items in the same order; one that is not there yet is like no other.
 * @type {(a: ArrayLike<unknown> | null | undefined, b: ArrayLike<unknown> | null | undefined) => boolean} */
function same(a, b) {
  if (!a || !b || a.length !== b.length) return false
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false
  return true
}

return { same }
})()
const module4 = (() => {
// Reads what bakeoff.wire packs: the length of a JSON header, the header, then the arrays, none of
// them copied.

/**
 * @typedef {Float32Array | Int32Array | Uint8Array} Values
 * @typedef {{ dtype: string, shape: number[], offset: number }} About where an array lies
 */

/** @type {Record<string, new (buffer: ArrayBufferLike, start: number, length: number) => Values>} */
const TYPES = { uint8: Uint8Array, int32: Int32Array, float32: Float32Array }
const ALIGNED = 4

/** Return the bytes at an address that a Float32Array can look at; moved only if they lie askew.
 * @type {(bytes: Uint8Array) => Uint8Array} */
function straight(bytes) {
  return bytes.byteOffset % ALIGNED === 0 ? bytes : bytes.slice()
}

/** Return an array as the header describes it: `{values, shape}`, a view into `bytes`.
 * @type {(bytes: Uint8Array, start: number, about: About) => { values: Values, shape: number[] }} */
function arrayAt(bytes, start, { dtype, shape, offset }) {
  const Type = TYPES[dtype]
  if (!Type) throw new Error(`There is no array type ${dtype} on the wire.`)
  const length = shape.reduce((product, n) => product * n, 1)
  return { values: new Type(bytes.buffer, bytes.byteOffset + start + offset, length), shape }
}

/** Return a packed header with every array, or list of arrays, that it describes.
 * @type {(packed: Uint8Array) => unknown} */
function unpack(packed) {
  const bytes = straight(packed)
  const length = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true)
  const { arrays, ...header } = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)))
  /** @type {(about: About | About[]) => unknown} */
  const read = (about) => (Array.isArray(about) ? about.map(read) : arrayAt(bytes, 4 + length, about))
  for (const [name, about] of Object.entries(arrays)) header[name] = read(about)
  return header
}

return { unpack }
})()
const module5 = (() => {
// Counts as people read them.

/** Return a count with its thousands apart.
 * @type {(value: number) => string} */
function count(value) {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ",")
}

return { count }
})()
const module6 = (() => {
// Sentences come from the server; here their places are filled.

const { count } = module5

/** Places of counts, whose thousands are parted, as on the server. */
const COUNTS = new Set(["n", "all", "total", "shown", "rows", "hits", "most"])
const HAN_OR_BRACKET = /[\u3400-\u9fff（“）”，。；：、？]/

/** Return a sentence with its {places} filled. Between Chinese and Chinese is no blank: one stands in the sentence for
 * values that are in Latin letters or digits.
 * @type {(sentence: string, values: Record<string, string | number>) => string} */
function fill(sentence, values) {
  return sentence.replace(/( ?)\{(\w+)\}( ?)/g, (place, before, name, after, at) => {
    if (!(name in values)) return place
    const given = values[name]
    const value = Number.isInteger(given) && COUNTS.has(name) ? count(Number(given)) : String(given)
    const parts = [
      [before, sentence[at - 1], value[0]],
      [after, sentence[at + place.length], value.at(-1)],
    ]
    const [left, right] = parts.map(([blank, beyond, edge]) => (joined(beyond) && joined(edge) ? "" : blank))
    return left + value + right
  })
}

/** @type {(letter: string | undefined) => boolean} */
const joined = (letter) => letter !== undefined && HAN_OR_BRACKET.test(letter)

/** Return texts one after another, parted as the reader's language parts them.
 * @type {(texts: readonly (string | number)[], words: Record<string, string>) => string} */
function enumerated(texts, { list }) {
  return texts.map(String).reduce((soFar, next) => fill(list, { list: soFar, next }))
}

/** Return the sentence for one or for several.
 * @type {(words: Record<string, string>, name: string, n: number) => string} */
function plural(words, name, n) {
  return words[n === 1 ? `${name}_one` : name]
}

return { fill, enumerated, plural }
})()
const module7 = (() => {
// Colours as [red, green, blue]. Of a number's two signs, orange against teal, which colour-blind eyes tell apart too
// (tested by the simulation of Viénot, Brettel and Mollon, 1999). Those of the classes are the whole site's, which come
// with the page; classes have marker shapes besides.

/** @import { Colour, Mode, Palette } from "./types.d.ts" */

/** @type {Record<Mode, Colour>} */
const NEUTRAL = { light: [246, 246, 244], dark: [38, 43, 49] }
/** @type {Record<Mode, Colour>} */
const NEGATIVE = { light: [217, 112, 0], dark: [247, 158, 66] }
/** @type {Record<Mode, Colour>} */
const POSITIVE = { light: [0, 128, 132], dark: [64, 190, 190] }
const SHAPES = ["circle", "square", "diamond", "triangle", "cross"]
const FAINT = 0.72

/** Return the colour between two.
 * @type {(from: Colour, to: Colour, t: number) => Colour} */
function mix(from, to, t) {
  const [red, green, blue] = from.map((value, channel) => Math.round(value + (to[channel] - value) * t))
  return [red, green, blue]
}

/** Return a colour as CSS has it.
 * @type {(colour: Colour, alpha?: number) => string} */
function css([red, green, blue], alpha = 1) {
  return alpha === 1 ? `rgb(${red},${green},${blue})` : `rgba(${red},${green},${blue},${alpha})`
}

/** Return how light a colour is, 0 to 1 (relative luminance of WCAG 2.2).
 * @type {(colour: Colour) => number} */
function luminance(colour) {
  const [red, green, blue] = colour.map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Return the red, green and blue of a computed CSS colour: #rgb, #rrggbb or rgb(...).
 * @type {(text: string) => Colour} */
function parse(text) {
  const hex = text.trim().match(/^#([0-9a-f]{3}|[0-9a-f]{6})$/i)?.[1]
  if (hex) {
    const long = hex.length === 3 ? [...hex].map((digit) => digit + digit).join("") : hex
    const [red, green, blue] = [0, 2, 4].map((place) => parseInt(long.slice(place, place + 2), 16))
    return [red, green, blue]
  }
  const [red, green, blue] = (text.match(/[\d.]+/g) ?? [255, 255, 255]).map(Number)
  return [red, green, blue]
}

/** Return 256 colours as bytes of red, green, blue; `colourAt` is asked at shares from 0 to 1.
 * @type {(colourAt: (share: number) => Colour) => Uint8Array} */
function colourTable(colourAt) {
  const table = new Uint8Array(256 * 3)
  for (let value = 0; value < 256; value++) table.set(colourAt(value / 255), 3 * value)
  return table
}

/** Return colours from one over nothing to the other.
 * @type {(neutral: Colour, low: Colour, high: Colour) => Uint8Array} */
function ramp(neutral, low, high) {
  return colourTable((share) => {
    const signed = 2 * share - 1
    return mix(neutral, signed < 0 ? low : high, FAINT * Math.abs(signed) ** 0.85)
  })
}

/** Return the picture's colours on light or dark ground, with the classes' as they are given.
 * @type {(mode: Mode, classes: readonly Colour[]) => Palette} */
function palette(mode, classes) {
  const signs = ramp(NEUTRAL[mode], NEGATIVE[mode], POSITIVE[mode])
  return {
    mode,
    neutral: NEUTRAL[mode],
    negative: NEGATIVE[mode],
    positive: POSITIVE[mode],
    classes,
    ramp: signs,
    between: classes.length > 1 ? ramp(NEUTRAL[mode], classes[0], classes[1]) : signs,
  }
}

/** Return the marker shape of a class.
 * @type {(code: number) => string} */
function shape(code) {
  return SHAPES[code % SHAPES.length]
}

/** Return the colour of a class's region where the network is this sure of it, 0 to 1.
 * @type {(colours: Palette, code: number, confidence: number) => Colour} */
function region(colours, code, confidence) {
  return mix(colours.neutral, colours.classes[code], FAINT * confidence)
}

/** Return the colour of a point: its class's, or where its value from -1 to 1 stands between the two.
 * @type {(colours: Palette, target: number, nClasses: number) => Colour} */
function pointColour(colours, target, nClasses) {
  if (nClasses > 0) return colours.classes[target] ?? colours.neutral
  const sign = target < 0 ? colours.negative : colours.positive
  return mix(colours.neutral, sign, 0.3 + 0.7 * Math.min(1, Math.abs(target)))
}

/** Return how a weight is drawn: width in pixels, opacity, and whether dashed.
 * @type {(weight: number) => { width: number, alpha: number, dashed: boolean }} */
function stroke(weight) {
  const size = Math.min(Math.abs(weight), 5) / 5
  return { width: 0.8 + 8 * size, alpha: 0.22 + 0.7 * Math.min(1, Math.abs(weight) / 1.2), dashed: weight < 0 }
}

return { mix, css, luminance, parse, colourTable, palette, shape, region, pointColour, stroke }
})()
const module8 = (() => {
// The colours that go with the theme of the page.

const { luminance, palette, parse } = module7

/** @import { Palette, Theme } from "./types.d.ts" */

/** @type {Map<string, Palette>} */
const palettes = new Map()

/** Return the colours that go with the theme round an element, which says what colours classes have, if it shows any.
 * @type {(root: HTMLElement) => Theme} */
function themeOf(root) {
  const style = getComputedStyle(root)
  const ground = parse(style.getPropertyValue("--st-background-color") || "#ffffff")
  const ink = parse(style.getPropertyValue("--st-text-color") || "#101418")
  return { colours: paletteOf(luminance(ground) > 0.4 ? "light" : "dark", root.dataset.classes ?? ""), ink, ground }
}

/** Return the palette of a mode with these classes' colours, the same object each time.
 * @type {(mode: "light" | "dark", classes: string) => Palette} */
function paletteOf(mode, classes) {
  const key = `${mode} ${classes}`
  const known = palettes.get(key) ?? palette(mode, classes ? classes.split(" ").map(parse) : [])
  palettes.set(key, known)
  return known
}

/** Return a text that is another one where `themeOf` is.
 * @type {(root: HTMLElement) => string} */
function themeKey(root) {
  const { ink, ground } = themeOf(root)
  return [ink, ground, root.dataset.classes].join(" ")
}

return { themeOf, themeKey }
})()
const module9 = (() => {
// Numbers as people read them, with a true minus. Each picture writes them as its page does beside it.

const { count } = module5
const { fill } = module6

/** @type {(text: string) => string} */
const minus = (text) => text.replaceAll("-", "−")
/** @type {(value: number, digits: number) => string} */
const fixed = (value, digits) => minus(value.toFixed(digits))

/** Return a power of ten with a raised exponent.
 * @type {(power: number) => string} */
function powerOfTen(power) {
  const digits = String(Math.abs(power)).replace(/\d/g, (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)])
  return `10${power < 0 ? "⁻" : ""}${digits}`
}

/** Return a number as the server writes it: three figures, a large one whole, very large and very small ones by a power of
 * ten.
 * @type {(value: number | null) => string} */
function number(value) {
  if (value === null || !Number.isFinite(value)) return "–"
  const size = Math.abs(value)
  if (size && (size < 1e-4 || size >= 1e5)) {
    const [digits, power] = value.toExponential(2).split("e")
    const figures = minus(String(Number(digits)))
    return `${figures === "1" ? "" : `${figures} · `}${powerOfTen(Number(power))}`
  }
  return minus(size < 999.5 ? String(Number(value.toPrecision(3))) : count(value))
}

/** Return a loss: three decimals, more figures if it is small.
 * @type {(value: number | null) => string} */
function loss(value) {
  return value !== null && value >= 0.01 && value < 1000 ? value.toFixed(3) : number(value)
}

/** Return an accuracy as a share of a hundred, or R² as it is.
 * @type {(value: number | null, nClasses: number, words: Record<string, string>) => string} */
function score(value, nClasses, words) {
  if (value === null || !Number.isFinite(value)) return "–"
  if (!nClasses) return share(value)
  return fill(words.percent, { number: percent(value) })
}

/** Return a share as a percentage without its sign, to one place; to a second one, cut, where the first would say 100.
 * @type {(share: number) => string} */
function percent(share) {
  const rest = 100 * (1 - share)
  return minus(rest > 1e-9 && rest < 0.05 ? Math.min(99.99, 100 * share).toFixed(2) : (100 * share).toFixed(1))
}

/** Return R² or another number up to 1, to three places; to a fourth one, cut, where three would say 1.
 * @type {(value: number) => string} */
function share(value) {
  return value < 1 - 1e-12 && value > 0.9995 ? Math.min(0.9999, value).toFixed(4) : fixed(value, 3)
}

/** Return a time in the unit a person would use, as the server writes those of the other contenders.
 * @type {(seconds: number, words: Record<string, string>) => string} */
function duration(seconds, words) {
  if (seconds > 0 && seconds < 0.00995) return fill(words.milliseconds, { n: (1000 * seconds).toPrecision(2) })
  if (seconds < 0.9995) return fill(words.milliseconds, { n: Math.round(1000 * seconds) })
  if (seconds < 59.95) return fill(words.seconds, { n: seconds.toFixed(1) })
  const whole = Math.round(seconds)
  return fill(words.minutes, { minutes: Math.floor(whole / 60), rest: whole % 60 })
}

/** Write a number to three significant digits, without zeros that say nothing.
 * @type {(value: number) => string} */
function threeFigures(value) {
  if (!Number.isFinite(value) || Math.abs(value) >= 9999.5) return threePlaces(value)
  return minus(String(Number(value.toPrecision(3))))
}

/** Write a number to three places, and one too small or too large for these with its power of ten.
 * @type {(value: number) => string} */
function threePlaces(value) {
  if (!Number.isFinite(value)) return "–"
  const size = Math.abs(value)
  const sign = value < 0 ? "−" : ""
  if (size === 0) return "0"
  if (size >= 0.0995 && size < 9999.5) return fixed(value, size < 99.95 ? 3 : 1)
  if (size >= 0.00095 && size < 0.0995) return fixed(value, 4)
  const [digits, power] = size.toExponential(1).split("e")
  return `${sign}${digits} · ${powerOfTen(Number(power))}`
}

/** Return a number short enough to stand in the diagram: two decimals, or three figures.
 * @type {(value: number) => string} */
function twoDecimals(value) {
  if (!Number.isFinite(value)) return "–"
  const text = Math.abs(value) < 100 ? value.toFixed(2) : value.toPrecision(3)
  return minus(Number(text) === 0 ? text.replace("-", "") : text)
}

/** Return a number short enough for a neuron: two decimals, three where it is small.
 * @type {(value: number) => string} */
const compact = (value) => longer(value, 0)

/** @type {(value: number, more: number) => string} */
function longer(value, more) {
  if (!Number.isFinite(value)) return "–"
  const size = Math.abs(value)
  if (size >= 1e4 || (size > 0 && size < 5e-4)) return minus(value.toExponential(1 + more))
  return size >= 99.995 ? minus(value.toPrecision(3 + more)) : fixed(value, more + (size < 0.0995 && size > 0 ? 3 : 2))
}

/** Return numbers with the fewest places that give a calculator the result as `compact` prints it.
 * @type {(numbers: number[], of: (...numbers: number[]) => number) => string[]} */
function checkable(numbers, of) {
  const result = compact(of(...numbers))
  const ways = [0, 1, 2, 3, 4].map((more) => numbers.map((value) => longer(value, more)))
  return ways.find((way) => compact(of(...way.map(read))) === result) ?? ways[4]
}

/** @type {(text: string) => number} */
const read = (text) => Number(text.replaceAll("−", "-"))

/** Return two numbers, compact, or where these would read alike with what parts them.
 * @type {(before: number, after: number) => [string, string]} */
function apart(before, after) {
  /** @type {((value: number) => string)[]} */
  const ways = [compact, ...[3, 4].map((digits) => (/** @type {number} */ value) => fixed(value, digits))]
  const write = ways.find((way) => way(before) !== way(after)) ?? compact
  return [write(before), write(after)]
}

return { powerOfTen, number, loss, score, percent, share, duration, threeFigures, threePlaces, twoDecimals, compact, checkable, apart }
})()
const module10 = (() => {
// Which moment of each contender is on show: live as they come, or once more on one clock that all start on.

const { percent: inPercent, share } = module9

/** @import { Actor, Pace, Playback, Scene } from "./types.d.ts" */

/** How long a moment stays on show while it is live, in ms: at least ten a second, and no blur. */
const SLOWEST = 90
const QUICKEST = 16
const TICK = 350
/** How long the stretched clock takes, in ms, and how the others relate to the true one. */
const STRETCHED = 7000
const SLOWER = { tenth: 10, true: 1 }
/** What is left on show after the end, in ms, before it is played once more. */
const PAUSE = 700
/** How long the end of a recording stays on show before it is played again, in ms. */
const REST = 3000
const EARLIEST = 1e-4

/** Return a playback that has shown nothing.
 * @type {(now: number) => Playback} */
function begin(now) {
  return { mode: "live", shown: new Map(), turned: new Map(), since: now, pace: "stretched", seenLive: false, row: -1 }
}

/** Return a playback of a recording: it plays again and again, or shows the end where nothing moves by itself.
 * @type {(now: number, still: boolean) => Playback} */
function recorded(now, still) {
  return { ...begin(now), mode: still ? "still" : "replay", loops: !still, clock: 0 }
}

/** Return the clock's two ends in seconds: a little before the first moment of all, and when the last was home.
 * @type {(actors: Actor[]) => [first: number, last: number]} */
function ends(actors) {
  const seconds = actors.flatMap(({ moments }) => moments.map(({ cpu }) => Math.max(EARLIEST, cpu)))
  if (!seconds.length) return [EARLIEST, 1]
  const first = Math.min(...seconds) / 1.25
  return [first, Math.max(1.5 * first, ...seconds)]
}

/** Return what the clock shows `elapsed` ms after the start, in seconds.
 * @type {(pace: Pace, elapsed: number, ends: [number, number]) => number} */
function clockAt(pace, elapsed, [first, last]) {
  if (pace !== "stretched") return elapsed / 1000 / SLOWER[pace]
  if (elapsed >= STRETCHED) return last // first * (last / first) can be less than last by rounding
  return first * (last / first) ** (elapsed / STRETCHED)
}

/** Return after how many ms the clock shows this time.
 * @type {(pace: Pace, clock: number, ends: [number, number]) => number} */
function elapsedAt(pace, clock, [first, last]) {
  if (pace !== "stretched") return clock * 1000 * SLOWER[pace]
  return (STRETCHED * Math.log(Math.max(first, clock) / first)) / Math.log(last / first)
}

/** Return the place of the last of some moments that was not after a time; -1 if all were.
 * @type {(actor: Actor, seconds: number) => number} */
function latestAt({ moments }, seconds) {
  let place = -1
  moments.forEach(({ cpu }, index) => {
    if (Math.max(EARLIEST, cpu) <= seconds) place = index
  })
  return place
}

/** Go on to what is to be on show now. It is told which places have changed, and whether anything is still to move.
 * @type {(playback: Playback, actors: Actor[], active: boolean, now: number) => boolean} */
function advance(playback, actors, active, now) {
  if (active) playback.seenLive = true
  if (playback.mode === "live") return goLive(playback, actors, active, now)
  if (playback.mode === "still") return settle(playback, actors)
  const clock =
    playback.mode === "paused" ? (playback.clock ?? 0) : clockAt(playback.pace, now - playback.since, ends(actors))
  playback.clock = clock
  for (const actor of actors) playback.shown.set(actor.name, latestAt(actor, clock))
  if (playback.mode === "paused") return false
  if (clock < ends(actors)[1]) return true
  if (playback.loops) {
    if (now - playback.since > STRETCHED + REST) replay(playback, now)
    return true
  }
  playback.mode = "still"
  return settle(playback, actors)
}

/** @type {(playback: Playback, actors: Actor[]) => boolean} */
function settle(playback, actors) {
  for (const { name, moments } of actors) playback.shown.set(name, moments.length - 1)
  playback.clock = ends(actors)[1]
  return false
}

/** Whether moments of a contender wait to be shown.
 * @type {(playback: Playback, actors: Actor[]) => boolean} */
function isBehind({ shown }, actors) {
  return actors.some(({ name, moments }) => (shown.get(name) ?? -1) < moments.length - 1)
}

/** Show each contender's next moment once the one before has been seen; the more are waiting, the sooner.
 * @type {(playback: Playback, actors: Actor[], active: boolean, now: number) => boolean} */
function goLive(playback, actors, active, now) {
  let behind = false
  for (const { name, moments } of actors) {
    const shown = playback.shown.get(name) ?? -1
    const place = Math.min(shown, moments.length - 1)
    if (place < shown) playback.shown.set(name, place) // the server has left older ones out
    const waiting = moments.length - 1 - place
    if (waiting <= 0) continue
    behind = true
    const due = (playback.turned.get(name) ?? 0) + Math.min(SLOWEST, Math.max(QUICKEST, TICK / waiting))
    if (now < due) continue
    playback.shown.set(name, place + 1)
    playback.turned.set(name, now)
    playback.since = now
  }
  if (active || behind) return true
  if (!playback.seenLive || playback.still) playback.mode = "still"
  else if (now - playback.since > PAUSE) replay(playback, now)
  return playback.mode !== "still" || settle(playback, actors)
}

/** Play it once more, all from the same start.
 * @type {(playback: Playback, now: number) => void} */
function replay(playback, now) {
  playback.mode = "replay"
  playback.since = now
  playback.clock = 0
}

/** Go to the end at once.
 * @type {(playback: Playback) => void} */
function halt(playback) {
  playback.loops = false
  playback.mode = "still"
}

/** Stop the clock at a time; at the end of a race that is over, all of that is on show.
 * @type {(playback: Playback, actors: Actor[], active: boolean, seconds: number) => void} */
function goTo(playback, actors, active, seconds) {
  const [first, last] = ends(actors)
  playback.loops = false
  playback.clock = Math.min(last, Math.max(first, seconds))
  playback.mode = playback.clock >= last && !active ? "still" : "paused"
}

/** Go to the next time at which somebody answered, or the one before.
 * @type {(playback: Playback, actors: Actor[], active: boolean, ways: 1 | -1) => void} */
function step(playback, actors, active, ways) {
  const times = actors.flatMap(({ moments }) => moments.map(({ cpu }) => Math.max(EARLIEST, cpu)))
  const clock = clockOf(playback, actors)
  const beyond = times.filter((time) => (ways > 0 ? time > clock : time < clock))
  if (beyond.length) goTo(playback, actors, active, ways > 0 ? Math.min(...beyond) : Math.max(...beyond))
}

/** Let the clock run, or follow a race that goes on; from its start if all of it has been seen.
 * @type {(playback: Playback, actors: Actor[], active: boolean, now: number) => void} */
function play(playback, actors, active, now) {
  if (active) {
    playback.mode = "live"
    playback.clock = undefined
    return
  }
  if (playback.mode === "still") return replay(playback, now)
  playback.mode = "replay"
  playback.since = now - elapsedAt(playback.pace, playback.clock ?? 0, ends(actors))
}

/** Return what the clock shows; live it is the latest time of which anything is on show.
 * @type {(playback: Playback, actors: Actor[]) => number} */
function clockOf({ mode, clock, shown }, actors) {
  if (mode !== "live" && clock !== undefined) return clock
  return Math.max(0, ...actors.map(({ name, moments }) => moments[shown.get(name) ?? -1]?.cpu ?? 0))
}

/** Return a time as people read it, with its unit: three digits at most.
 * @type {(seconds: number, text: Record<string, string>) => string} */
function duration(seconds, text) {
  const [n, unit] = seconds < 1 ? [1000 * seconds, text.milliseconds] : [seconds, text.seconds]
  return unit.replace("{n}", n < 10 ? n.toFixed(1) : String(Math.round(n)))
}

/** Return a score as people read it, with a true minus, as all else on the page.
 * @type {(score: number, scene: Pick<Scene, "unit" | "text">) => string} */
function written(score, { unit, text }) {
  return unit === "%" ? percent(inPercent(score), text) : share(score)
}

/** Return a number of percent with its sign, which is on the same line.
 * @type {(number: string, text: Record<string, string>) => string} */
function percent(number, text) {
  return text.percent.replace("{number}", number).replace(" ", "\u00a0")
}

return { begin, recorded, ends, clockAt, elapsedAt, latestAt, advance, isBehind, replay, halt, goTo, step, play, clockOf, duration, written, percent }
})()
const module11 = (() => {
// One panel for each contender: its marker and name, a picture, and a note of how well it does.

const { element, say } = module1
const { same } = module3
const { enumerated, fill } = module6
const { clockOf, duration, isBehind, written } = module10

/** @import { Actor, Moment, Playback, Scene } from "./types.d.ts" */

/** @typedef {ReturnType<typeof panel>} Panel */

/** Pixels of the type that a room sees on a screen of 1280 by 720. */
const ROOM_TYPE = 24

/** Return the panel of a contender.
 * @param {Actor} actor
 */
function panel(actor) {
  const holder = element("span", { class: "marker" })
  holder.innerHTML = actor.marker
  const parts = {
    canvas: element("canvas", { role: "img" }),
    note: element("span", { class: "note" }),
    flag: element("span", { class: "flag" }),
    /** @type {unknown[]} what the picture was painted for */
    painted: [],
  }
  const title = element("h3", { title: actor.label }, holder, element("span", {}, actor.short))
  const frame = element("div", { class: "frame" }, parts.canvas)
  const node = element("figure", {}, element("figcaption", {}, title, element("p", {}, parts.note, parts.flag)), frame)
  node.style.setProperty("--contender", actor.colour)
  return { ...parts, node, frame }
}

/** Return how many times as large as on a screen of 1280 by 720 a scene is drawn that is shown to a room: as its type is.
 * @type {(scene: Scene) => number} */
function roomy({ large }) {
  return large ? Math.max(1, Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / ROOM_TYPE) : 1
}

/** Return the panels of a scene's contenders.
 * @param {Scene} scene
 */
function createPanels(scene) {
  return new Map(scene.actors.map((actor) => [actor.name, panel(actor)]))
}

/** Return what was answered to the validation rows: the images that are drawn, then the sample.
 * @type {(scene: Scene, answers: Uint8Array) => Uint8Array} */
function rowsOf({ grid }, answers) {
  return answers.subarray(grid)
}

/** Return how many of the validation rows are drawn as images, and are no part of the sample.
 * @type {(scene: Scene) => number} */
function imagesOf({ pictures }) {
  return pictures?.shape[0] ?? 0
}

/** Return the class that an answer names.
 * @type {(scene: Scene, answer: number) => number} */
function classOf({ levels }, answer) {
  return Math.floor(answer / levels)
}

/** Return who have the best score at what is on show: several where they are level, none before the first score.
 * @type {(scene: Scene, playback: Playback) => Actor[]} */
function leadersOf({ actors }, playback) {
  const scores = actors.map((actor) => scoreOf(actor, playback) ?? Number.NEGATIVE_INFINITY)
  const best = Math.max(...scores)
  return actors.filter((_, index) => scores[index] === best && best > Number.NEGATIVE_INFINITY)
}

/** Return the headline of what is on show: who leads, by which score; at the end who led until when.
 * @type {(scene: Scene, playback: Playback) => string} */
function headlineOf(scene, playback) {
  const { active, actors, course, text } = scene
  const live = playback.mode === "live"
  if (live && !active && isBehind(playback, actors)) return text.behind
  if (playback.mode === "still" || (live && !active)) return course || text.ended
  const time = duration(clockOf(playback, actors), text).replace(" ", "\u00a0")
  const [leader, other] = leadersOf(scene, playback)
  if (!leader) return live ? text.live : fill(text.clock, { time })
  const [leads, level] = live ? [text.live_leads, text.live_level] : [text.clock_leads, text.clock_level]
  return fill(other ? level : leads, { time, label: leader.label, score: text.scored_by })
}

/** Tell the stage of a row that was clicked.
 * @type {(node: HTMLElement, row: number) => void} */
function choose(node, row) {
  node.dispatchEvent(new CustomEvent("row", { detail: row, bubbles: true }))
}

/** Return the moment of a contender that is on show; none before its first.
 * @type {(actor: Actor, playback: Playback) => Moment | undefined} */
function shownOf(actor, playback) {
  return actor.moments[playback.shown.get(actor.name) ?? -1]
}

/** Return the last score known of a contender at what is on show.
 * @type {(actor: Actor, playback: Playback) => number | null} */
function scoreOf(actor, playback) {
  const place = playback.shown.get(actor.name) ?? -1
  return actor.moments.slice(0, place + 1).findLast(({ score }) => score !== null)?.score ?? null
}

/** Return whether a contender is home at what is on show.
 * @type {(actor: Actor, playback: Playback) => boolean} */
function isHome(actor, playback) {
  return Boolean(actor.flag) && (playback.shown.get(actor.name) ?? -1) === actor.moments.length - 1
}

/** Write what stands above a contender's picture: its score, live also after what time, and a flag once it is home.
 * @type {(at: Panel, actor: Actor, scene: Scene, playback: Playback) => void} */
function write(at, actor, scene, playback) {
  const { text } = scene
  const ended = playback.mode === "still" && !scene.large && !scene.recorded // the leaderboard beside has the numbers
  const known = ended ? null : scoreOf(actor, playback)
  const early =
    (!actor.moments.length && actor.ended) ||
    { live: text.unheard, replay: text.learning, paused: text.learning, still: "" }[playback.mode]
  const shown = shownOf(actor, playback)
  const score = known === null ? (shown ? "" : early) : written(known, scene)
  const home = isHome(actor, playback)
  const spent = home || scene.large || playback.mode !== "live" || !shown ? "" : duration(shown.cpu, text)
  const note = score && spent ? enumerated([score, spent], text) : score || spent
  const leaders = ended ? [] : leadersOf(scene, playback)
  const [first] = leaders.includes(actor) ? [leaders.length > 1 ? text.level : text.leads] : [""]
  const flag = home && !ended ? `⚑ ${actor.flag}` : ""
  say(at.note, first ? fill(first, { note }) : note)
  say(at.flag, scene.large ? flag : flag.slice(0, 1))
  at.flag.title = flag.slice(2)
  at.node.classList.toggle("home", home)
  const said = known === null ? score : fill(text.score, { score })
  const heard = said && flag ? enumerated([said, actor.flag], text) : said || flag.slice(2)
  at.canvas.setAttribute("aria-label", fill(text.alt, { label: actor.label, note: heard }))
}

/** Whether a panel has to be painted anew: what it would show is not what it shows.
 * @type {(at: Panel, now: unknown[]) => boolean} */
function differs(at, now) {
  if (same(at.painted, now)) return false
  at.painted = now
  return true
}

return { roomy, createPanels, rowsOf, imagesOf, classOf, leadersOf, headlineOf, choose, shownOf, scoreOf, isHome, write, differs }
})()
const module12 = (() => {
// Validation pictures, and beneath each what every contender calls it.

const { css, mix } = module7
const { contextOf, element, sharpen } = module1
const { same } = module3
const { themeOf } = module8
const { enumerated, fill } = module6
const { choose, classOf, createPanels, imagesOf, roomy, rowsOf, shownOf, write } = module11

/** @import { Colour } from "../web/components/kit/types.d.ts" */
/** @import { Moment, Playback, Scene, View } from "./types.d.ts" */

const TILE = 58
const PICTURE = 46
const LINE = 15
/** Pixels of a screen 720 high that all but the pictures takes where it is shown to a room, and how much they grow. */
const TAKEN = 520
const LARGEST = 2

/** Return how much larger tiles are drawn, and how many rows of them fit.
 * @type {(large: boolean, tall: number, room: number, most?: number) => [times: number, rows: number]} */
function fitted(large, tall, room, most = LARGEST) {
  if (!large) return [1, Number.POSITIVE_INFINITY]
  const times = Math.max(1, Math.min(most, room / tall))
  return [times, Math.max(1, Math.floor(room / (tall * times)))]
}

/** Return a class's name, short enough for a tile.
 * @type {(name: string) => string} */
function short(name) {
  return name.length <= 7 ? name : `${name.slice(0, 6)}…`
}

/** Return how many of the images are answered wrongly, in words, or why there are no answers.
 * @type {(scene: Scene, moment: Moment | undefined, ended: string) => string} */
function counted(scene, moment, ended) {
  if (!moment) return ended || scene.text.unheard
  const answers = rowsOf(scene, moment.answers).subarray(0, imagesOf(scene))
  const n = answers.filter((value, place) => classOf(scene, value) !== scene.target.values[place]).length
  return fill(scene.text.wrong, { n, total: answers.length })
}

/** Draw a row's picture in an ink, a pixel of the canvas for each of its own; a row without one is hidden.
 * @type {(canvas: HTMLCanvasElement, scene: Scene, row: number, ink: Colour) => void} */
function paintPicture(canvas, { pictures }, row, ink) {
  canvas.hidden = !pictures || row >= pictures.shape[0]
  if (!pictures || canvas.hidden) return
  const [, height, width] = pictures.shape
  const image = new ImageData(width, height)
  const values = pictures.values.subarray(row * width * height, (row + 1) * width * height)
  values.forEach((value, index) => image.data.set([...ink, value], 4 * index))
  Object.assign(canvas, { width, height })
  contextOf(canvas).putImageData(image, 0, 0)
}

/** Return the pictures in the ink of the theme, each on a canvas of its own size.
 * @type {(scene: Scene, ink: Colour) => HTMLCanvasElement[]} */
function inked(scene, ink) {
  return Array.from({ length: scene.pictures?.shape[0] ?? 0 }, (_, row) => {
    const canvas = element("canvas")
    paintPicture(canvas, scene, row, ink)
    return canvas
  })
}

/** Return the view of pictures.
 * @type {(scene: Scene) => View} */
function createPictures(scene) {
  const panels = createPanels(scene)
  const canvas = element("canvas", { role: "img", class: "tiles" })
  for (const { frame } of panels.values()) frame.remove()
  const names = element("div", { class: "names" }, ...[...panels.values()].map((one) => one.node))
  const node = element("div", {}, names, canvas)
  /** @type {{ colour: string, drawn: HTMLCanvasElement[] }} */
  let kept = { colour: "", drawn: [] }
  /** @type {unknown[]} */
  let paintedFor = []
  let [columns, tallest, wide] = [1, 1, 1] // of the tiles as they are painted
  canvas.onclick = ({ offsetX, offsetY }) => {
    const place = Math.floor(offsetY / tallest) * columns + Math.floor(offsetX / wide)
    if (place < kept.drawn.length) choose(node, place)
  }

  /** @type {(now: Scene, playback: Playback) => void} */
  function paint(now, playback) {
    const { ink, ground } = themeOf(node)
    const moments = now.actors.map((actor) => shownOf(actor, playback))
    now.actors.forEach((actor) => {
      const at = panels.get(actor.name)
      if (at) write(at, actor, now, playback)
    })
    const width = Math.floor(node.clientWidth)
    const key = [...moments, width, innerHeight, css(ink), playback.row]
    if (width <= 0 || same(key, paintedFor)) return
    paintedFor = key
    if (kept.colour !== css(ink)) kept = { colour: css(ink), drawn: inked(now, ink) }
    const { text } = now
    const notes = now.actors.map(({ label, ended }, index) =>
      fill(text.counted, { name: label, value: counted(now, moments[index], ended) }),
    )
    canvas.setAttribute("aria-label", fill(text.noted, { what: text.pictures, notes: enumerated(notes, text) }))
    tiles(now, moments, width, ink, ground, playback.row)
  }

  /** @type {(now: Scene, moments: ReturnType<typeof shownOf>[], width: number, ink: Colour, ground: Colour, row: number) => void} */
  function tiles(now, moments, width, ink, ground, row) {
    const tall = PICTURE + LINE * now.actors.length + 10
    const [times, most] = fitted(now.large, tall, innerHeight - TAKEN * roomy(now), LARGEST * roomy(now))
    const across = Math.max(1, Math.floor(width / (TILE * times)))
    const n = Math.min(kept.drawn.length, across * most)
    const rows = Math.ceil(n / across)
    columns = Math.ceil(n / rows)
    tallest = tall * times
    wide = width / columns
    const context = sharpen(canvas, width, tall * times * rows)
    context.scale(times, times)
    context.font = `600 11px ${getComputedStyle(node).fontFamily}`
    context.textBaseline = "middle"
    for (let place = 0; place < n; place++) {
      const [x, y] = [(place % columns) * (width / times / columns), Math.floor(place / columns) * tall]
      context.imageSmoothingEnabled = false
      context.drawImage(kept.drawn[place], x + 4, y, PICTURE, PICTURE)
      if (place === row) {
        context.strokeStyle = css(ink)
        context.strokeRect(x + 4, y + 0.5, PICTURE, PICTURE - 1)
      }
      now.actors.forEach((actor, index) => {
        const code = moments[index] && classOf(now, rowsOf(now, moments[index].answers)[place])
        const top = y + PICTURE + 2 + LINE * index
        const wrong = code !== undefined && code !== now.target.values[place]
        context.fillStyle = actor.colour
        context.fillRect(x + 1, top, 3, LINE - 2)
        context.fillStyle = wrong ? css(ink) : css(mix(ground, ink, 0.06))
        context.fillRect(x + 5, top, TILE - 12, LINE - 2)
        if (code === undefined) return
        context.fillStyle = wrong ? css(ground) : css(ink)
        context.fillText(short(now.classes[code].name), x + 8, top + LINE / 2 - 0.5, TILE - 17)
      })
    }
  }

  return { node, paint, pictures: () => [canvas] }
}

return { fitted, short, counted, paintPicture, createPictures }
})()
const module13 = (() => {
// What can be looked at more closely at the moment on show: confusion matrices, and what is answered to one row.

const { css, mix, parse } = module7
const { element, say, sharpen } = module1
const { themeOf } = module8
const { fill } = module6
const { choose, classOf, imagesOf, rowsOf, shownOf } = module11
const { paintPicture } = module12
const { ends, percent } = module10

/** @import { Colour } from "../web/components/kit/types.d.ts" */
/** @import { Actor, Moment, Playback, Scene } from "./types.d.ts" */

const MATRIX = 104
const ROOM = 18 // pixels of a cell that a number is written in
const STRIP = 16
const SHARP = 20 // levels from which how sure an answer is can be told in percent
const PICTURE = 64

/** Return how often each class is answered where each is true, row by row, over the random sample.
 * @type {(scene: Scene, answers: Uint8Array) => number[][]} */
function confusionOf(scene, answers) {
  const n = scene.classes.length
  const counts = Array.from({ length: n }, () => Array.from({ length: n }, () => 0))
  const [rows, images] = [rowsOf(scene, answers), imagesOf(scene)]
  for (let row = images; row < rows.length; row++) counts[scene.target.values[row]][classOf(scene, rows[row])] += 1
  return counts
}

/** Return what a contender answers to a row, and how sure it is where that is known well enough.
 * @type {(scene: Scene, moment: Moment | undefined, row: number) => string} */
function answerOf(scene, moment, row) {
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
function contested(scene) {
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
function createDetails(scene, ask) {
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

return { confusionOf, answerOf, contested, createDetails }
})()
const module14 = (() => {
// What is painted on a canvas the same way wherever a plane is shown.

const { css, mix } = module7
const { contextOf, sharpen } = module1

/** @import { Colour, Mode } from "./types.d.ts" */

/** @typedef {{ test: boolean, colour: Colour, mode: Mode, weight?: number }} Marking */

/** Paint a point in its colour with a halo that parts it from the ground, hollow if it is one of the test part.
 * @type {(context: CanvasRenderingContext2D, path: Path2D, marking: Marking) => void} */
function paintMarker(context, path, { test, colour, mode, weight = 1 }) {
  const halo = mode === "light" ? "rgba(255,255,255,0.92)" : "rgba(12,15,18,0.85)"
  context.lineJoin = "round"
  context.lineWidth = weight * (test ? 3.6 : 2)
  context.strokeStyle = halo
  context.stroke(path)
  context.fillStyle = test ? halo : css(colour)
  context.fill(path)
  if (!test) return
  context.lineWidth = weight * 1.7
  context.strokeStyle = css(colour)
  context.stroke(path)
}

/** Draw a line.
 * @type {(context: CanvasRenderingContext2D, x0: number, y0: number, x1: number, y1: number) => void} */
function strokeLine(context, x0, y0, x1, y1) {
  context.beginPath()
  context.moveTo(x0, y0)
  context.lineTo(x1, y1)
  context.stroke()
}

/** Draw a circle, filled if it has a colour for that, and with an edge if it has one for that.
 * @type {(context: CanvasRenderingContext2D, x: number, y: number, radius: number, look: { fill?: string, edge?: string, width?: number }) => void} */
function drawCircle(context, x, y, radius, { fill, edge, width = 1 }) {
  context.beginPath()
  context.arc(x, y, radius, 0, 2 * Math.PI)
  if (fill) {
    context.fillStyle = fill
    context.fill()
  }
  if (!edge) return
  context.lineWidth = width
  context.strokeStyle = edge
  context.stroke()
}

/** Draw pixels `size` wide and high, by way of a canvas that is not shown.
 * @type {(context: CanvasRenderingContext2D, pixels: ImageData, size: number, off: HTMLCanvasElement, smooth: boolean) => void} */
function stretch(context, pixels, size, off, smooth) {
  Object.assign(off, { width: pixels.width, height: pixels.height })
  contextOf(off).putImageData(pixels, 0, 0)
  context.imageSmoothingEnabled = smooth
  context.drawImage(off, 0, 0, size, size)
}

/** Return what a canvas of this size is painted with, on which nothing is but a shade of the page's ground.
 * @type {(canvas: HTMLCanvasElement, width: number, height: number, theme: { ground: Colour, ink: Colour }) => CanvasRenderingContext2D} */
function blank(canvas, width, height, { ground, ink }) {
  const context = sharpen(canvas, width, height)
  context.fillStyle = css(mix(ground, ink, 0.05))
  context.fillRect(0, 0, width, height)
  return context
}

return { paintMarker, strokeLine, drawCircle, stretch, blank }
})()
const module15 = (() => {
// From the grids on the wire to pixels: bytes of red, green, blue and opacity, the top row first.

/** @import { Colour } from "./types.d.ts" */

const BOUNDARY = 0.62

/**
 * @typedef {Float32Array | Uint8Array} Values from 0 to 255
 * @typedef {{ codes: Uint8Array, confidences: Float32Array }} Classes
 * @typedef {{ cells: Int32Array, shares: Float32Array }} Places the cell before each pixel, and how far beyond it is
 */

/** Return where pixel `index` of `size` lies among `side` cells: the two cells beside it and how far it is between.
 * @type {(index: number, size: number, side: number) => [cell: number, share: number]} */
function between(index, size, side) {
  const place = Math.min(side - 1, Math.max(0, ((index + 0.5) * side) / size - 0.5))
  const low = Math.min(side - 2, Math.floor(place))
  return [low, place - low]
}

/** @type {Map<string, Places>} */
const remembered = new Map()

/** Return `between` for every pixel of a row, or column; worked out once.
 * @type {(size: number, side: number) => Places} */
function places(size, side) {
  const key = `${size} ${side}`
  const known = remembered.get(key)
  if (known) return known
  const all = Array.from({ length: size }, (_, index) => between(index, size, side))
  const found = {
    cells: Int32Array.from(all, ([cell]) => cell),
    shares: Float32Array.from(all, ([, share]) => share),
  }
  remembered.set(key, found)
  return found
}

/** Return a side x side grid of values at size x size pixels, linear between the cells' middles.
 * @type {(values: Uint8Array, side: number, size: number) => Float32Array} */
function enlarge(values, side, size) {
  const result = new Float32Array(size * size)
  const { cells, shares } = places(size, side)
  for (let row = 0; row < size; row++) {
    const [above, down] = [cells[row], shares[row]]
    for (let column = 0; column < size; column++) {
      const right = shares[column]
      const at = above * side + cells[column]
      const top = values[at] + (values[at + 1] - values[at]) * right
      const bottom = values[at + side] + (values[at + side + 1] - values[at + side]) * right
      result[row * size + column] = top + (bottom - top) * down
    }
  }
  return result
}

/** Write values 0..255 as colours of a ramp of 256; discretised, only on which side of the middle they are.
 * @type {(values: Values, ramp: Uint8Array, pixels: Uint8ClampedArray, discretise?: boolean) => void} */
function shade(values, ramp, pixels, discretise = false) {
  for (let index = 0; index < values.length; index++) {
    const value = discretise ? (values[index] < 127.5 ? 20 : 235) : Math.round(values[index])
    pixels[4 * index] = ramp[3 * value]
    pixels[4 * index + 1] = ramp[3 * value + 1]
    pixels[4 * index + 2] = ramp[3 * value + 2]
    pixels[4 * index + 3] = 255
  }
}

/** Return class codes and their confidences, side x side each, at size x size pixels: `{codes, confidences}`.
 *
 * A pixel has the class that the four cells round it give most to: the near ones and the surer ones count more.
 * @type {(planes: Uint8Array, side: number, size: number) => Classes}
 */
function enlargeClasses(planes, side, size) {
  const codes = planes.subarray(0, side * side)
  const sureness = planes.subarray(side * side)
  const result = { codes: new Uint8Array(size * size), confidences: enlarge(sureness, side, size) }
  const votes = new Float32Array(256)
  const { cells, shares } = places(size, side)
  for (let row = 0; row < size; row++) {
    const [above, down] = [cells[row], shares[row]]
    for (let column = 0; column < size; column++) {
      const right = shares[column]
      const at = above * side + cells[column]
      result.codes[row * size + column] = vote(votes, codes, sureness, at, side, right, down)
    }
  }
  return result
}

/**
 * Return the class of a pixel among four cells, of which `at` is the one above and left of it.
 *
 * @param {Float32Array} votes room for one of each class
 * @param {Uint8Array} codes
 * @param {Uint8Array} sureness
 * @param {number} at
 * @param {number} side
 * @param {number} right how far the pixel is from that cell's middle to the next one's, 0 to 1
 * @param {number} down
 */
function vote(votes, codes, sureness, at, side, right, down) {
  const cells = [at, at + 1, at + side, at + side + 1]
  if (codes[at] === codes[cells[1]] && codes[at] === codes[cells[2]] && codes[at] === codes[cells[3]]) return codes[at]
  // Near a boundary all are about as unsure as the least sure; what they have above it says where it runs.
  const least = 0.95 * Math.min(...cells.map((cell) => sureness[cell]))
  const nearness = [(1 - right) * (1 - down), right * (1 - down), (1 - right) * down, right * down]
  for (const cell of cells) votes[codes[cell]] = 0
  let best = codes[at]
  cells.forEach((cell, index) => {
    votes[codes[cell]] += nearness[index] * (sureness[cell] - least)
    if (votes[codes[cell]] > votes[best]) best = codes[cell]
  })
  return best
}

/** Write classes as their colours, paler where less sure; `tables[code]` is that class's ramp of 256.
 * @type {(classes: Classes, tables: Uint8Array[], pixels: Uint8ClampedArray, discretise?: boolean) => void} */
function shadeClasses({ codes, confidences }, tables, pixels, discretise = false) {
  for (let index = 0; index < codes.length; index++) {
    const value = 3 * (discretise ? 225 : Math.round(confidences[index]))
    const table = tables[codes[index]]
    pixels[4 * index] = table[value]
    pixels[4 * index + 1] = table[value + 1]
    pixels[4 * index + 2] = table[value + 2]
    pixels[4 * index + 3] = 255
  }
}

/** Darken (or, with a light ink, lighten) the pixels at which the answer changes: `answers` holds one per pixel.
 * @type {(answers: Uint8Array, size: number, pixels: Uint8ClampedArray, ink: Colour) => void} */
function outline(answers, size, pixels, ink) {
  for (let row = 0; row + 1 < size; row++) {
    for (let column = 0; column + 1 < size; column++) {
      const at = row * size + column
      if (answers[at] === answers[at + 1] && answers[at] === answers[at + size]) continue
      for (let channel = 0; channel < 3; channel++) {
        const old = pixels[4 * at + channel]
        pixels[4 * at + channel] = old + (ink[channel] - old) * BOUNDARY
      }
    }
  }
}

/** Return on which side of the middle each value is.
 * @type {(values: Values) => Uint8Array} */
function sides(values) {
  const result = new Uint8Array(values.length)
  for (let index = 0; index < values.length; index++) result[index] = values[index] < 127.5 ? 0 : 1
  return result
}

return { enlarge, shade, enlargeClasses, shadeClasses, outline, sides }
})()
const module16 = (() => {
// What each contender answers all over a plane, or to the rows on it, and where they disagree.

const { blank, drawCircle, paintMarker, stretch } = module14
const { colourTable, css, mix, parse } = module7
const { element, markerPath, say } = module1
const { enlarge, enlargeClasses, outline, shadeClasses } = module15
const { same } = module3
const { themeOf } = module8
const { fill } = module6
const { choose, classOf, createPanels, differs, rowsOf, shownOf, write } = module11
const { percent } = module10

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
function numberColour(share) {
  const place = Math.min(NUMBERS.length - 1.001, Math.max(0, share) * (NUMBERS.length - 1))
  const low = Math.floor(place)
  return mix(NUMBERS[low], NUMBERS[low + 1], place - low)
}

/** Return class codes and how sure they are, 0 to 255, one behind the other, as the lab's pixels take them.
 * @type {(answers: Uint8Array, levels: number) => Uint8Array} */
function split(answers, levels) {
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
function disagreement(shown, levels) {
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
function placesOf({ points, ends, target }) {
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
function nearest(scene, across, down) {
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
function createPlanes(scene) {
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

return { numberColour, split, disagreement, placesOf, nearest, createPlanes }
})()
const module17 = (() => {
// Validation rows of a number, from the lowest to the highest: what each contender answers, beside the truth.

const { blank, drawCircle } = module14
const { css } = module7
const { element } = module1
const { themeOf } = module8
const { choose, createPanels, differs, rowsOf, shownOf, write } = module11

/** @import { Colour } from "../web/components/kit/types.d.ts" */
/** @import { Actor, Moment, Playback, Scene, View } from "./types.d.ts" */

const FLATTER = 0.62
const DOT = 1.9
const MARGIN = 4

/** Return the view of rows whose target is a number.
 * @type {(scene: Scene) => View} */
function createRows(scene) {
  const panels = createPanels(scene)
  const all = [...panels.values()]
  const node = element("div", { class: "panels" }, ...all.map((one) => one.node))
  for (const { canvas } of all) {
    canvas.onclick = ({ offsetX }) => {
      const last = scene.target.values.length - 1
      const share = (offsetX - MARGIN) / Math.max(1, canvas.clientWidth - 2 * MARGIN)
      choose(node, Math.max(0, Math.min(last, Math.round(share * last))))
    }
  }

  /** @type {(now: Scene, playback: Playback) => void} */
  function paint(now, playback) {
    const { ink, ground } = themeOf(node)
    for (const actor of now.actors) {
      const at = panels.get(actor.name)
      const moment = shownOf(actor, playback)
      if (!at) continue
      write(at, actor, now, playback)
      const width = Math.floor(at.frame.clientWidth)
      if (width <= 0 || !differs(at, [moment, width, css(ink), playback.row])) continue
      paintNumbers(at.canvas, now, actor, moment, width, ink, ground, playback.row)
    }
  }

  return { node, paint, pictures: () => all.map((one) => one.canvas) }
}

/** @type {(canvas: HTMLCanvasElement, scene: Scene, actor: Actor, moment: Moment | undefined, width: number, ink: Colour, ground: Colour, row: number) => void} */
function paintNumbers(canvas, scene, actor, moment, width, ink, ground, row) {
  const height = Math.round(FLATTER * width)
  const context = blank(canvas, width, height, { ground, ink })
  const { target, reach } = scene
  /** @type {(index: number) => number} */
  const across = (index) => MARGIN + ((width - 2 * MARGIN) * index) / Math.max(1, target.values.length - 1)
  /** @type {(share: number) => number} */
  const up = (share) => height - MARGIN - (height - 2 * MARGIN) * share
  if (moment) {
    rowsOf(scene, moment.answers).forEach((value, index) => {
      const chosen = index === row ? { edge: css(ink), width: 2 } : {}
      drawCircle(context, across(index), up(value / 255), index === row ? 2 * DOT : DOT, {
        fill: actor.colour,
        ...chosen,
      })
    })
  }
  context.strokeStyle = css(ink)
  context.lineWidth = 1.6
  context.beginPath()
  target.values.forEach((value, index) => {
    context.lineTo(across(index), up((value - reach[0]) / (reach[1] - reach[0])))
  })
  context.stroke()
}

return { createRows }
})()
const module18 = (() => {
// The replay as an animated WebP: the browser encodes each picture, and here they are put into one file.
// The format: https://developers.google.com/speed/webp/docs/riff_container

const HEADER = 12 // bytes of a file before its first chunk
const [ANIMATED, WITH_XMP] = [0x02, 0x04]

/** @typedef {{ webp: Uint8Array, milliseconds: number }} Picture */

/** Return the chunks of a still picture that hold its pixels.
 * @type {(webp: Uint8Array) => Uint8Array[]} */
function pixelChunks(webp) {
  const view = new DataView(webp.buffer, webp.byteOffset, webp.byteLength)
  /** @type {Uint8Array[]} */
  const chunks = []
  for (let at = HEADER; at + 8 <= webp.byteLength; ) {
    const size = view.getUint32(at + 4, true)
    const name = new TextDecoder().decode(webp.subarray(at, at + 4))
    const end = at + 8 + size + (size % 2)
    if (["ALPH", "VP8 ", "VP8L"].includes(name)) chunks.push(webp.subarray(at, end))
    at = end
  }
  return chunks
}

/** Return pictures of one size as one file, which is played once; a description is its alternative text.
 * @type {(pictures: Picture[], width: number, height: number, description: string) => Uint8Array} */
function animated(pictures, width, height, description) {
  const size = [...least(width - 1, 3), ...least(height - 1, 3)]
  const frames = pictures.map(({ webp, milliseconds }) =>
    chunk("ANMF", [...[0, 0, 0, 0, 0, 0], ...size, ...least(Math.round(milliseconds), 3), 0x02], pixelChunks(webp)),
  )
  const body = [
    chunk("VP8X", [ANIMATED | WITH_XMP, 0, 0, 0, ...size]),
    chunk("ANIM", [255, 255, 255, 255, 1, 0]),
    ...frames,
    chunk("XMP ", [], [new TextEncoder().encode(described(description))]),
  ]
  const length = body.reduce((sum, part) => sum + part.length, 0)
  return joined([ascii("RIFF"), Uint8Array.from(least(length + 4, 4)), ascii("WEBP"), ...body])
}

/** @type {(description: string) => string} */
function described(description) {
  const text = description.replace(/&/g, "&amp;").replace(/</g, "&lt;")
  const item = `<rdf:li xml:lang="x-default">${text}</rdf:li>`
  const alternatives = `<dc:description><rdf:Alt>${item}</rdf:Alt></dc:description>`
  const spaces = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"'
  const record = `<rdf:RDF ${spaces}><rdf:Description rdf:about="">${alternatives}</rdf:Description></rdf:RDF>`
  return `<x:xmpmeta xmlns:x="adobe:ns:meta/">${record}</x:xmpmeta>`
}

/** @type {(name: string, head: number[], parts?: Uint8Array[]) => Uint8Array} */
function chunk(name, head, parts = []) {
  const length = head.length + parts.reduce((sum, part) => sum + part.length, 0)
  const padding = new Uint8Array(length % 2)
  return joined([ascii(name), Uint8Array.from(least(length, 4)), Uint8Array.from(head), ...parts, padding])
}

/** Return the bytes of a number, the least first.
 * @type {(value: number, bytes: number) => number[]} */
const least = (value, bytes) => Array.from({ length: bytes }, (_, place) => (value >>> (8 * place)) & 255)

/** @type {(text: string) => Uint8Array} */
const ascii = (text) => new TextEncoder().encode(text)

/** @type {(parts: Uint8Array[]) => Uint8Array} */
function joined(parts) {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    all.set(part, at)
    at += part.length
  }
  return all
}

return { pixelChunks, animated }
})()
const module19 = (() => {
// What stays: everything on the stage in one PNG, or its replay as an animated WebP.

const { css } = module7
const { contextOf, element } = module1
const { themeOf } = module8
const { animated } = module18
const { isHome } = module11

/** @import { Playback, Scene, View } from "./types.d.ts" */

const WIDTH = 1200
const FILM_WIDTH = 800
const FILM_PICTURES = 80
const FILM_MS = 8000
const POSTER_MS = 2500
const QUALITY = 0.7
const [LARGEST_TYPE, SMALLEST_TYPE] = [20, 12]
const MARGIN = 24
const GAP = 14
const LINE = 20

/** Return how many pictures stand beside one another.
 * @type {(n: number, wide: boolean) => number} */
function columnsOf(n, wide) {
  return wide ? 1 : Math.min(n, 5)
}

/** Hand the stage to the visitor as a file.
 * @type {(root: HTMLElement, scene: Scene, playback: Playback, view: View, track: HTMLCanvasElement) => void} */
function save(root, scene, playback, view, track) {
  hand(compose(root, scene, playback, scene.title, view, track, WIDTH).toDataURL("image/png"), "race.png")
}

/** Hand the replay to the visitor as a file: the end as its poster, then all from the start; false where the browser
 * cannot write it.
 *
 * @param {HTMLElement} root
 * @param {Scene} scene
 * @param {Playback} playback
 * @param {View} view
 * @param {HTMLCanvasElement} track
 * @param {(share: number) => void} show paints the race at a share of its clock
 * @returns {Promise<boolean>}
 */
async function saveFilm(root, scene, playback, view, track, show) {
  /** @type {import("./film.js").Picture[]} */
  const pictures = []
  let [width, height] = [0, 0]
  for (let place = 0; place <= FILM_PICTURES + 1; place++) {
    const ends = place === 0 || place === FILM_PICTURES + 1
    show(ends ? 1 : (place - 1) / FILM_PICTURES)
    const canvas = compose(root, scene, playback, scene.course || scene.title, view, track, FILM_WIDTH)
    if (place === 0) [width, height] = [canvas.width, canvas.height]
    const webp = await encoded(canvas, width, height)
    if (!webp) return false
    pictures.push({ webp, milliseconds: ends ? POSTER_MS : FILM_MS / FILM_PICTURES })
  }
  const file = animated(pictures, width, height, scene.course || scene.title)
  const address = URL.createObjectURL(new Blob([file.slice()], { type: "image/webp" }))
  hand(address, "race.webp")
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
  return true
}

/** Return a picture as WebP, of the size that the first one had; nothing where the browser cannot write it.
 * @type {(canvas: HTMLCanvasElement, width: number, height: number) => Promise<Uint8Array | undefined>} */
async function encoded(canvas, width, height) {
  let picture = canvas
  if (canvas.height !== height) {
    picture = element("canvas", { width, height })
    contextOf(picture).drawImage(canvas, 0, 0)
  }
  /** @type {Blob | null} */
  const blob = await new Promise((resolve) => picture.toBlob(resolve, "image/webp", QUALITY))
  return blob?.type === "image/webp" ? new Uint8Array(await blob.arrayBuffer()) : undefined
}

/** @type {(href: string, download: string) => void} */
function hand(href, download) {
  element("a", { href, download }).click()
}

/** @type {(root: HTMLElement, scene: Scene, playback: Playback, title: string, view: View, track: HTMLCanvasElement, wide: number) => HTMLCanvasElement} */
function compose(root, scene, playback, title, view, track, wide) {
  const { ink, ground } = themeOf(root)
  const family = getComputedStyle(root).fontFamily
  const pictures = view.pictures()
  const columns = columnsOf(pictures.length, pictures.length === 1 || pictures[0].width > 3 * pictures[0].height)
  const across = (wide - 2 * MARGIN - GAP * (columns - 1)) / columns
  /** @type {(picture: HTMLCanvasElement) => number} */
  const tall = (picture) => (across * picture.height) / Math.max(1, picture.width)
  const row = Math.max(...pictures.map(tall)) + 2 * LINE + GAP
  const trackTall = ((wide - 2 * MARGIN) * track.height) / Math.max(1, track.width)
  const height = 2 * MARGIN + 2 * LINE + row * Math.ceil(pictures.length / columns) + trackTall
  const canvas = element("canvas", { width: wide, height: Math.ceil(height) })
  const context = contextOf(canvas)
  context.fillStyle = css(ground)
  context.fillRect(0, 0, wide, height)
  context.fillStyle = css(ink)
  context.font = `600 ${LARGEST_TYPE}px ${family}`
  const fits = (LARGEST_TYPE * (wide - 2 * MARGIN)) / Math.max(1, context.measureText(title).width)
  context.font = `600 ${Math.max(SMALLEST_TYPE, Math.min(LARGEST_TYPE, fits))}px ${family}`
  context.fillText(title, MARGIN, MARGIN + LINE - 4, wide - 2 * MARGIN)
  pictures.forEach((picture, index) => {
    const x = MARGIN + (index % columns) * (across + GAP)
    const y = MARGIN + 2 * LINE + Math.floor(index / columns) * row
    const actor = pictures.length === 1 ? undefined : scene.actors[index]
    context.fillStyle = css(ink)
    context.font = `600 14px ${family}`
    if (pictures.length > 1) context.fillText(actor?.label ?? scene.text.part, x, y + 12, across)
    context.font = `13px ${family}`
    if (actor && isHome(actor, playback)) context.fillText(`⚑ ${actor.flag}`, x, y + 12 + LINE, across)
    context.drawImage(picture, x, y + 2 * LINE, across, tall(picture))
  })
  context.drawImage(track, MARGIN, height - MARGIN - trackTall, wide - 2 * MARGIN, trackTall)
  return canvas
}

return { columnsOf, save, saveFilm }
})()
const module20 = (() => {
// The clock of the race: each contender's score against its CPU seconds, as far as it has got, and its flag.

const { drawCircle, strokeLine } = module14
const { css, mix } = module7
const { sharpen } = module1
const { themeOf } = module8
const { isHome, roomy } = module11
const { clockOf, duration, ends, written } = module10

/** @import { Actor, Playback, Scene } from "./types.d.ts" */

const HEIGHT = 108
const BETWEEN = 10 // words
const [RIGHT, TOP] = [12, 16]
/** How much larger it is written where it is shown to a room. */
const LARGER = 1.45
/** How far the scale goes beyond the scores, as a share of their span. */
const ROOM = 0.06

/** Return the scored moments of a contender up to the one on show, and where the clock is between two if it runs.
 * @type {(actor: Actor, playback: Playback) => [seconds: number, score: number][]} */
function travelled(actor, playback) {
  const place = playback.shown.get(actor.name) ?? -1
  /** @type {[number, number][]} */
  const way = []
  for (const { cpu, score } of actor.moments.slice(0, place + 1)) {
    if (score !== null) way.push([cpu, score])
    else if (way.length) way.push([cpu, way[way.length - 1][1]])
  }
  const next = actor.moments[place + 1]
  const last = way[way.length - 1]
  if (playback.mode !== "still" && playback.clock !== undefined && next && last && next.cpu > last[0]) {
    const share = (playback.clock - last[0]) / (next.cpu - last[0])
    way.push([playback.clock, last[1] + share * ((next.score ?? last[1]) - last[1])])
  }
  return way
}

/** Return the lowest and the highest score of all that is known, of which there may be only one: where lines go across.
 * @type {(actors: Actor[]) => number[]} */
function extremes(actors) {
  const scores = actors.flatMap(({ moments }) => moments.flatMap(({ score }) => (score === null ? [] : [score])))
  if (!scores.length) return [0, 1]
  return [...new Set([Math.max(-1, Math.min(...scores)), Math.max(...scores)])]
}

/** Return the ends of a scale that has room for all scores, and stays as it is.
 * @type {(actors: Actor[]) => [low: number, high: number]} */
function reach(actors) {
  const [low, high = low] = extremes(actors)
  const room = ROOM * (high - low) || 0.05
  return [low - room, high + room]
}

/** Return the time at a place of the clock.
 * @type {(x: number, width: number, scene: Scene) => number} */
function timeAt(x, width, scene) {
  const [first, last] = ends(scene.actors)
  const { left } = sizes(scene)
  const share = Math.max(0, Math.min(1, (x - left) / (width - left - RIGHT)))
  return share === 1 ? last : first * (last / first) ** share
}

/** @type {(scene: Scene) => { times: number, left: number, bottom: number, tall: number }} */
function sizes(scene) {
  const times = scene.large ? LARGER * roomy(scene) : 1
  return { times, left: 54 * times, bottom: 18 * times, tall: HEIGHT * roomy(scene) } // room for "100.0 %"
}

/** Paint the clock.
 * @type {(canvas: HTMLCanvasElement, width: number, scene: Scene, playback: Playback) => void} */
function paintTrack(canvas, width, scene, playback) {
  const { ink, ground } = themeOf(canvas)
  const { times, left, bottom, tall } = sizes(scene)
  const context = sharpen(canvas, width, tall)
  const [first, last] = ends(scene.actors)
  const [low, high] = reach(scene.actors)
  /** @type {(seconds: number) => number} */
  const across = (seconds) =>
    left + (width - left - RIGHT) * (Math.log(Math.max(first, seconds) / first) / Math.log(last / first))
  /** @type {(score: number) => number} */
  const down = (score) => TOP + (tall - TOP - bottom) * (1 - (Math.max(low, score) - low) / (high - low))
  context.font = `${11 * times}px ${getComputedStyle(canvas).fontFamily}`
  context.fillStyle = css(mix(ground, ink, 0.72))
  context.strokeStyle = css(mix(ground, ink, 0.15))
  context.lineWidth = 1
  const moments = ticks(first, last)
  const places = moments.map(across)
  for (const x of places) strokeLine(context, x, TOP, x, tall - bottom)
  const durations = moments.map((seconds) => duration(seconds, scene.text))
  const widths = durations.map((word) => context.measureText(word).width)
  context.textAlign = "left"
  for (const [index, x] of standing(places, widths, left, width)) context.fillText(durations[index], x, tall - 5)
  context.textAlign = "right"
  for (const score of extremes(scene.actors)) {
    strokeLine(context, left, down(score), width - RIGHT, down(score))
    context.fillText(written(score, scene), left - 5, down(score) + 4)
  }
  if (scene.actors.some(({ moments }) => moments.length)) {
    const x = across(Math.min(last, clockOf(playback, scene.actors)))
    context.strokeStyle = css(mix(ground, ink, 0.5))
    strokeLine(context, x, 2, x, tall - bottom)
    drawCircle(context, x, tall - bottom, 6, { fill: css(ink), edge: css(ground), width: 2 }) // the handle
  }
  for (const actor of scene.actors) {
    paintWay(context, actor, travelled(actor, playback), { across, down }, isHome(actor, playback), css(ground))
  }
}

/** @type {(context: CanvasRenderingContext2D, actor: Actor, way: [number, number][], place: { across: (seconds: number) => number, down: (score: number) => number }, home: boolean, ground: string) => void} */
function paintWay(context, { colour }, way, { across, down }, home, ground) {
  const head = way.at(-1)
  if (!head) return
  context.strokeStyle = colour
  context.lineWidth = 2
  context.beginPath()
  for (const [seconds, score] of way) context.lineTo(across(seconds), down(score))
  context.stroke()
  const [x, y] = [across(head[0]), down(head[1])]
  drawCircle(context, x, y, 4.5, { fill: colour, edge: ground, width: 1.5 })
  if (!home) return
  context.strokeStyle = colour
  context.lineWidth = 1
  strokeLine(context, x, y, x, 3)
  context.beginPath()
  context.moveTo(x, 2)
  context.lineTo(x - 10, 6)
  context.lineTo(x, 10)
  context.fill()
}

/** Return which words have room under their ticks, between two ends and apart from one another, and where each begins.
 * @type {(places: number[], widths: number[], left: number, right: number) => [index: number, x: number][]} */
function standing(places, widths, left, right) {
  /** @type {[index: number, x: number][]} */
  const stood = []
  let free = left
  places.forEach((place, index) => {
    const x = Math.max(left, Math.min(place - widths[index] / 2, right - widths[index]))
    if (x < free) return
    stood.push([index, x])
    free = x + widths[index] + BETWEEN
  })
  return stood
}

/** Return where a logarithmic clock has its ticks: at 1, 2 and 5 over short ways, else at powers of ten.
 * @type {(first: number, last: number) => number[]} */
function ticks(first, last) {
  const digits = Math.log10(last / first) > 2.2 ? [1] : [1, 2, 5]
  const powers = Array.from({ length: 16 }, (_, index) => index - 8)
  const all = powers.flatMap((power) => digits.map((digit) => Number(`${digit}e${power}`)))
  return all.filter((seconds) => seconds >= first && seconds <= last)
}

return { travelled, extremes, reach, timeAt, paintTrack, standing, ticks }
})()
const module21 = (() => {
// The stage: contenders as they learn, live and once more on one clock.

const { element, iconButton, say } = module1
const { mounted } = module2
const { same } = module3
const { unpack } = module4
const { fill } = module6
const { createDetails } = module13
const { headlineOf } = module11
const { createPictures } = module12
const { createPlanes } = module16
const { advance, begin, clockOf, duration, ends, goTo, halt, play, recorded, replay, step } = module10
const { createRows } = module17
const { save, saveFilm } = module19
const { paintTrack, timeAt } = module20

/** @import { Moment, PackedMoment, PackedScene, Pace, Playback, Scene, View } from "./types.d.ts" */

/** @typedef {ReturnType<typeof create>} Stage */

/** Painting takes at most a quarter of the time while what is watched trains on the same machine. */
const REST = 3
const LONGEST_REST = 80
const FRAME = 30
/** How far a page key moves the clock, as a share of it. */
const PAGE = 0.1

/** @type {(scene: Scene) => View} */
function viewOf(scene) {
  if (scene.kind === "pictures") return createPictures(scene)
  return scene.kind === "rows" && scene.task === "regression" ? createRows(scene) : createPlanes(scene)
}

/** @type {(data: Uint8Array) => PackedScene} */
const read = (data) => /** @type {PackedScene} */ (unpack(data))

const bundledDefault = mounted(
  ".stage",
  create,
  (stage, { data }) => {
    if (same(data, stage.data)) ask(stage)
    else take(stage, data)
  },
  (stage) => {
    stage.watch.disconnect()
    cancelAnimationFrame(stage.asked)
    stage.closed = true // what is still to come, such as the event of a fold, comes too late
    stage.data = new Uint8Array() // and so does what is still being inflated
  },
  (data) => read(data).run,
)

/** Take in what the server has told.
 * @type {(stage: Stage, data: Uint8Array) => Promise<void>} */
async function take(stage, data) {
  const packed = read(data)
  stage.data = data
  const actors = await inflated(packed, stage.known)
  if (stage.data !== data) return // a newer one has come meanwhile
  const { answers, ...scene } = packed
  stage.scene = { ...scene, actors }
  say(stage.controls.caption, captionOf(stage.scene))
  ask(stage)
}

/** Return the actors with all that they answered; a moment that was known before is the same object.
 * @type {(packed: PackedScene, known: Map<string, Promise<Moment>>) => Promise<Scene["actors"]>} */
async function inflated(packed, known) {
  let offset = 0
  /** @type {(name: string, moment: PackedMoment) => Promise<Moment>} */
  const read = (name, [step, cpu, score, size]) => {
    const part = packed.answers.values.subarray(offset, offset + size)
    offset += size
    const key = `${name} ${step} ${cpu}`
    const moment = known.get(key) ?? inflate(part).then((answers) => ({ step, cpu, score, answers }))
    known.set(key, moment)
    return moment
  }
  return Promise.all(
    packed.actors.map(async (actor) => ({
      ...actor,
      moments: await Promise.all(actor.moments.map((moment) => read(actor.name, moment))),
    })),
  )
}

/** @type {(part: Uint8Array) => Promise<Uint8Array>} */
async function inflate(part) {
  const stream = new Blob([part.slice()]).stream().pipeThrough(new DecompressionStream("deflate"))
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

/**
 * @param {HTMLElement} root
 * @param {Uint8Array} data
 */
function create(root, data) {
  const { answers, ...rest } = read(data)
  /** @type {Scene} */
  const scene = { ...rest, actors: rest.actors.map((actor) => ({ ...actor, moments: [] })) }
  const view = viewOf(scene)
  const bar = controls(scene)
  const track = element("canvas", { role: "slider", class: "track", tabindex: 0, "aria-label": scene.text.track })
  const closer = createDetails(scene, () => ask(stage))
  root.classList.toggle("large", scene.large)
  root.style.setProperty("--panels", String(scene.actors.length + (view.node.querySelector(".parted") ? 1 : 0)))
  root.replaceChildren(bar.node, view.node, track, bar.foot, closer.node)
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches
  const now = performance.now()
  const playback = scene.recorded ? recorded(now, still) : { ...begin(now), still }
  if (scene.plays && !still) replay(playback, now)
  const stage = {
    ...{ root, scene, playback, view, track, closer, controls: bar },
    data: /** @type {Uint8Array} */ (new Uint8Array()), // as it came last
    known: /** @type {Map<string, Promise<Moment>>} */ (new Map()), // moments by what they are of
    asked: 0, // the browser's number of the frame that was asked for, 0 if none is
    closed: false,
    painted: 0, // when the last frame was, in ms
    cost: 0, // how long it took, in ms
    watch: new ResizeObserver(() => ask(stage)),
  }
  stage.watch.observe(root)
  connect(stage)
  return stage
}

/** @param {Scene} scene */
function controls({ text }) {
  const parts = {
    said: element("p", { class: "said" }),
    earlier: iconButton("step_back", text.earlier, null),
    again: element("button", { type: "button", class: "again" }, text.again),
    later: iconButton("step_epoch", text.later, null),
    pace: element(
      "select",
      { "aria-label": text.pace, title: text.pace },
      ...["stretched", "tenth", "true"].map((pace) => element("option", { value: pace }, text[pace])),
    ),
    save: element("button", { type: "button", class: "save" }, text.save),
    film: element("button", { type: "button", class: "save" }, text.film),
    caption: element("p", { class: "caption" }),
  }
  const { said, earlier, again, later, pace, save, film, caption } = parts
  const buttons = element("div", { class: "buttons" }, earlier, again, later, pace)
  const foot = element("div", { class: "foot" }, caption, element("div", { class: "buttons" }, save, film))
  return { ...parts, foot, node: element("div", { class: "bar" }, said, buttons) }
}

/** @type {(stage: Stage) => void} */
function connect(stage) {
  const { controls: bar, playback, track, root } = stage
  /** @type {(act: (now: number) => void) => () => void} */
  const then = (act) => () => {
    act(performance.now())
    ask(stage)
  }
  const [actors, active] = [() => stage.scene.actors, () => stage.scene.active]
  bar.again.onclick = then((now) => {
    if (playback.mode === "replay") playback.loops ? halt(playback) : pause()
    else play(playback, actors(), active(), now)
  })
  const pause = () => goTo(playback, actors(), active(), clockOf(playback, actors()))
  bar.earlier.onclick = then(() => step(playback, actors(), active(), -1))
  bar.later.onclick = then(() => step(playback, actors(), active(), 1))
  bar.pace.onchange = then((now) => {
    playback.pace = /** @type {Pace} */ (bar.pace.value)
    play(playback, actors(), active(), now)
  })
  bar.save.onclick = () => save(root, stage.scene, playback, stage.view, track)
  bar.film.onclick = () => film(stage)
  // Not on the root, which the stage of the same race before its data are known had as well.
  for (const node of [stage.view.node, stage.closer.node]) {
    node.addEventListener("row", (event) => {
      playback.row = /** @type {CustomEvent<number>} */ (event).detail
      ask(stage)
    })
  }
  track.onpointerdown = (event) => {
    track.setPointerCapture(event.pointerId)
    drag(event)
  }
  track.onpointermove = (event) => {
    if (track.hasPointerCapture(event.pointerId)) drag(event)
  }
  /** @type {(event: PointerEvent) => void} */
  const drag = ({ offsetX }) =>
    then(() => goTo(playback, actors(), active(), timeAt(offsetX, track.clientWidth, stage.scene)))()
  track.onkeydown = (event) => {
    const act = KEYS[event.key]
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    then((now) => act(stage, now))()
  }
}

/** What keys do while the clock has the focus.
 * @type {Record<string, (stage: Stage, now: number) => void>} */
const KEYS = {
  ArrowLeft: ({ playback, scene }) => step(playback, scene.actors, scene.active, -1),
  ArrowDown: ({ playback, scene }) => step(playback, scene.actors, scene.active, -1),
  ArrowRight: ({ playback, scene }) => step(playback, scene.actors, scene.active, 1),
  ArrowUp: ({ playback, scene }) => step(playback, scene.actors, scene.active, 1),
  PageDown: (stage) => page(stage, -1),
  PageUp: (stage) => page(stage, 1),
  Home: ({ playback, scene }) => goTo(playback, scene.actors, scene.active, 0),
  End: ({ playback, scene }) => goTo(playback, scene.actors, scene.active, Number.POSITIVE_INFINITY),
  " ": ({ controls }) => controls.again.click(),
}

/** @type {(stage: Stage, ways: 1 | -1) => void} */
function page({ playback, scene }, ways) {
  const [first, last] = ends(scene.actors)
  const clock = Math.max(first, clockOf(playback, scene.actors))
  goTo(playback, scene.actors, scene.active, clock * (last / first) ** (ways * PAGE))
}

/** Save the replay; what is on show is as it was afterwards.
 * @type {(stage: Stage) => Promise<void>} */
async function film(stage) {
  const { controls: bar, playback, scene } = stage
  const [first, last] = ends(scene.actors)
  const before = { ...playback, shown: new Map(playback.shown) }
  bar.film.disabled = true
  const written = await saveFilm(stage.root, scene, playback, stage.view, stage.track, (share) => {
    goTo(playback, scene.actors, scene.active, share === 1 ? last : first * (last / first) ** share)
    advance(playback, scene.actors, scene.active, performance.now())
    paint(stage)
  })
  Object.assign(playback, before)
  bar.film.disabled = false
  if (!written) say(bar.caption, scene.text.no_film)
  ask(stage)
}

/** Ask for a frame, and for as many more as there is something to move.
 * @type {(stage: Stage) => void} */
function ask(stage) {
  if (stage.asked || stage.closed) return
  stage.asked = requestAnimationFrame((now) => {
    stage.asked = 0
    if (!stage.root.isConnected) return
    const rest = stage.scene.active ? Math.min(LONGEST_REST, REST * stage.cost) : 0
    if (now - stage.painted < Math.max(FRAME, rest)) return ask(stage)
    stage.painted = now
    const began = performance.now()
    const { scene, playback } = stage
    const moving = advance(playback, scene.actors, scene.active, now)
    paint(stage)
    stage.cost = performance.now() - began
    if (moving) ask(stage)
  })
}

/** @type {(stage: Stage) => void} */
function paint(stage) {
  const { scene, playback, controls: bar, root } = stage
  stage.view.paint(scene, playback)
  const width = Math.floor(root.clientWidth)
  if (width > 0) paintTrack(stage.track, width, scene, playback)
  stage.closer.paint(scene, playback)
  root.dataset.mode = playback.mode
  root.dataset.frames = String(1 + Number(root.dataset.frames ?? 0))
  say(bar.said, headlineOf(scene, playback))
  const known = scene.actors.some(({ moments }) => moments.length)
  const over = !scene.active && playback.mode !== "live"
  bar.again.hidden = !known || playback.mode === "live"
  for (const one of [bar.earlier, bar.later]) one.hidden = !known || scene.recorded
  for (const one of [bar.pace, bar.save, bar.film]) one.hidden = !over || scene.recorded
  say(bar.again, againOf(scene, playback))
  tell(stage.track, scene, playback)
}

/** @type {(scene: Scene, playback: Playback) => string} */
function againOf({ active, text }, { mode, loops }) {
  if (active) return text.to_live
  if (loops) return text.halt
  return { replay: text.pause, paused: text.on, still: text.again, live: text.again }[mode]
}

/** Say where the clock is, to who cannot see it.
 * @type {(track: HTMLCanvasElement, scene: Scene, playback: Playback) => void} */
function tell(track, { actors, text }, playback) {
  const [first, last] = ends(actors)
  const clock = Math.max(first, Math.min(last, clockOf(playback, actors)))
  const share = Math.log(clock / first) / Math.log(last / first)
  const values = { valuemin: 0, valuemax: 100, valuenow: Math.round(100 * share), valuetext: duration(clock, text) }
  for (const [name, value] of Object.entries(values)) {
    if (track.getAttribute(`aria-${name}`) !== String(value)) track.setAttribute(`aria-${name}`, String(value))
  }
}

/** @type {(scene: Scene) => string} */
function captionOf({ kind, task, note, text }) {
  const numbers = kind === "plane" ? text.plane_numbers : text.numbers
  const what = task === "regression" ? numbers : text[kind]
  return note ? fill(text.noted, { what, notes: note }) : what
}

return { default: bundledDefault }
})()
const module22 = (() => {
// Plays the replay on the exported page, in the reader's own light or dark colours.

const {default: component} = module21

/** @import { Component } from "../web/components/types.d.ts" */

/** Fill the page's place for the replay with the scene that stands beside it. */
const bundledDefault = function start() {
  const place = document.querySelector("#replay")
  const scene = JSON.parse(document.querySelector("#scene")?.textContent ?? "")
  const style = document.querySelector("#replay-style")
  if (!place || !(style instanceof HTMLTemplateElement)) return
  const parentElement = place.attachShadow({ mode: "open" })
  const stage = Object.assign(document.createElement("section"), { className: "stage" })
  parentElement.append(style.content, stage)
  const data = Uint8Array.from(atob(scene), (letter) => letter.charCodeAt(0))
  const show = () => component(/** @type {Component<Uint8Array>} */ ({ data, parentElement }))
  show()
  globalThis.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show)
}

return { default: bundledDefault }
})()
return module22.default
})())()
