// SVG as text, so that a picture can be composed without a page.

/** @typedef {Record<string, string | number | null | undefined>} Attributes */

/** @type {Record<string, string>} */
const ESCAPED = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }

/** Return text as XML may hold it: without the control characters that it has no word for.
 * @type {(text: unknown) => string} */
export function escaped(text) {
  return (
    String(text)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
      .replace(/[&<>"]/g, (sign) => ESCAPED[sign])
  )
}

/** Return an element; attributes that are null are left out, numbers are rounded, children are markup already.
 * @type {(name: string, attributes?: Attributes, ...children: (string | string[])[]) => string} */
export function tag(name, attributes = {}, ...children) {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([key, value]) => ` ${key}="${escaped(typeof value === "number" ? Math.round(value * 100) / 100 : value)}"`)
    .join("")
  const inside = children.flat().join("")
  return inside ? `<${name}${written}>${inside}</${name}>` : `<${name}${written}/>`
}

/** Return a line of text.
 * @type {(x: number, y: number, words: string, attributes?: Attributes) => string} */
export function text(x, y, words, attributes = {}) {
  return tag("text", { x, y, ...attributes }, escaped(words))
}

/** Return a group moved to a place.
 * @type {(x: number, y: number, ...children: string[]) => string} */
export function group(x, y, ...children) {
  return tag("g", { transform: `translate(${Math.round(x)} ${Math.round(y)})` }, ...children)
}
