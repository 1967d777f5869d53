// Reads what bakeoff.features.lab.wire packs: the length of a JSON header, the header, then the arrays, none of
// them copied. A message to the browser is packed the same way, and holds two packed blobs: view and snapshot.

/** @import { Floats, Grid, Message, Served } from "./types.d.ts" */

/**
 * @typedef {Float32Array | Int32Array | Uint8Array} Values
 * @typedef {{ dtype: string, shape: number[], offset: number }} About where an array lies
 */

/** @type {Record<string, new (buffer: ArrayBufferLike, start: number, length: number) => Values>} */
const TYPES = { uint8: Uint8Array, int32: Int32Array, float32: Float32Array }
const ALIGNED = 4

/**
 * @typedef {Omit<Served, "points"> & { x1: Floats, x2: Floats, target: Floats, test: Grid }} PackedView
 * @typedef {Omit<Message, "view" | "snapshot" | "lookAgain"> & { view: Grid, snapshot: Grid, look_again: number | null }} PackedMessage
 */

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

/** Return the view: settings, words and the points as `{x1, x2, target, test}`.
 * @type {(packed: Uint8Array) => Served} */
export function readView(packed) {
  const { x1, x2, target, test, ...settings } = /** @type {PackedView} */ (unpack(packed))
  const points = { x1: x1.values, x2: x2.values, target: target.values, test: test.values }
  return { ...settings, points }
}

/** Return the parts of a message to the browser: two packed blobs, what the server has taken of ours, whether the
 * snapshot shows what that did, the place in the queue of starting runs, whether it sleeps, why the last of it was
 * refused, when to ask again.
 * @type {(packed: Uint8Array) => Message} */
export function readMessage(packed) {
  const {
    view,
    snapshot,
    look_again: lookAgain,
    acknowledged,
    answered,
    place,
    asleep,
    refused,
  } = /** @type {PackedMessage} */ (unpack(packed))
  return { acknowledged, answered, place, asleep, refused, lookAgain, view: view.values, snapshot: snapshot.values }
}
