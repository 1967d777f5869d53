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
export function unpack(packed) {
  const bytes = straight(packed)
  const length = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true)
  const { arrays, ...header } = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)))
  /** @type {(about: About | About[]) => unknown} */
  const read = (about) => (Array.isArray(about) ? about.map(read) : arrayAt(bytes, 4 + length, about))
  for (const [name, about] of Object.entries(arrays)) header[name] = read(about)
  return header
}
