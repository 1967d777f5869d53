// Reads what bakeoff.lab.wire packs: the length of a JSON header, the header, then the arrays, none of
// them copied. A message to the browser is packed the same way, and holds two packed blobs: view and snapshot.

const TYPES = { uint8: Uint8Array, int32: Int32Array, float32: Float32Array }
const ALIGNED = 4

/** Return the bytes at an address that a Float32Array can look at; moved only if they lie askew. */
function straight(bytes) {
  return bytes.byteOffset % ALIGNED === 0 ? bytes : bytes.slice()
}

/** Return an array as the header describes it: `{values, shape}`, a view into `bytes`. */
function arrayAt(bytes, start, { dtype, shape, offset }) {
  const Type = TYPES[dtype]
  if (!Type) throw new Error(`There is no array type ${dtype} on the wire.`)
  const length = shape.reduce((product, n) => product * n, 1)
  return { values: new Type(bytes.buffer, bytes.byteOffset + start + offset, length), shape }
}

/** Return a packed header with every array, or list of arrays, that it describes. */
export function unpack(packed) {
  const bytes = straight(packed)
  const length = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true)
  const { arrays, ...header } = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)))
  const read = (about) => (Array.isArray(about) ? about.map(read) : arrayAt(bytes, 4 + length, about))
  for (const [name, about] of Object.entries(arrays)) header[name] = read(about)
  return header
}

/** Return the view: settings, words and the points as `{x1, x2, target, test}`. */
export function readView(packed) {
  const { x1, x2, target, test, ...settings } = unpack(packed)
  const points = { x1: x1.values, x2: x2.values, target: target.values, test: test.values }
  return { ...settings, points }
}

/** Return the parts of a message to the browser: two packed blobs, what the server has taken of ours, whether the
 * snapshot shows what that did, the place in the queue of starting runs, whether it sleeps, why the last of it was
 * refused, when to ask again. */
export function readMessage(packed) {
  const { view, snapshot, look_again: lookAgain, acknowledged, answered, place, asleep, refused } = unpack(packed)
  return { acknowledged, answered, place, asleep, refused, lookAgain, view: view.values, snapshot: snapshot.values }
}

/** Whether two byte arrays hold the same. */
export function sameBytes(a, b) {
  return a?.length === b?.length && a !== undefined && a.every((value, index) => value === b[index])
}
