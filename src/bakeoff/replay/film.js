// The replay as an animated WebP: the browser encodes each picture, and here they are put into one file.
// The format: https://developers.google.com/speed/webp/docs/riff_container

const HEADER = 12 // bytes of a file before its first chunk
const [ANIMATED, WITH_XMP] = [0x02, 0x04]

/** @typedef {{ webp: Uint8Array, milliseconds: number }} Picture */

/** Return the chunks of a still picture that hold its pixels.
 * @type {(webp: Uint8Array) => Uint8Array[]} */
export function pixelChunks(webp) {
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
export function animated(pictures, width, height, description) {
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
