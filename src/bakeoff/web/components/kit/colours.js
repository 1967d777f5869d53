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
export function mix(from, to, t) {
  const [red, green, blue] = from.map((value, channel) => Math.round(value + (to[channel] - value) * t))
  return [red, green, blue]
}

/** Return a colour as CSS has it.
 * @type {(colour: Colour, alpha?: number) => string} */
export function css([red, green, blue], alpha = 1) {
  return alpha === 1 ? `rgb(${red},${green},${blue})` : `rgba(${red},${green},${blue},${alpha})`
}

/** Return how light a colour is, 0 to 1 (relative luminance of WCAG 2.2).
 * @type {(colour: Colour) => number} */
export function luminance(colour) {
  const [red, green, blue] = colour.map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** Return the red, green and blue of a computed CSS colour: #rgb, #rrggbb or rgb(...).
 * @type {(text: string) => Colour} */
export function parse(text) {
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
export function colourTable(colourAt) {
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
export function palette(mode, classes) {
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
export function shape(code) {
  return SHAPES[code % SHAPES.length]
}

/** Return the colour of a class's region where the network is this sure of it, 0 to 1.
 * @type {(colours: Palette, code: number, confidence: number) => Colour} */
export function region(colours, code, confidence) {
  return mix(colours.neutral, colours.classes[code], FAINT * confidence)
}

/** Return the colour of a point: its class's, or where its value from -1 to 1 stands between the two.
 * @type {(colours: Palette, target: number, nClasses: number) => Colour} */
export function pointColour(colours, target, nClasses) {
  if (nClasses > 0) return colours.classes[target] ?? colours.neutral
  const sign = target < 0 ? colours.negative : colours.positive
  return mix(colours.neutral, sign, 0.3 + 0.7 * Math.min(1, Math.abs(target)))
}

/** Return how a weight is drawn: width in pixels, opacity, and whether dashed.
 * @type {(weight: number) => { width: number, alpha: number, dashed: boolean }} */
export function stroke(weight) {
  const size = Math.min(Math.abs(weight), 5) / 5
  return { width: 0.8 + 8 * size, alpha: 0.22 + 0.7 * Math.min(1, Math.abs(weight) / 1.2), dashed: weight < 0 }
}
