import assert from "node:assert/strict"
import { execFileSync } from "node:child_process"
import { test } from "node:test"
import { fileURLToPath } from "node:url"
import { unpack } from "../../src/bakeoff/web/components/kit/wire.js"
import { readMessage, readView } from "../../src/bakeoff/web/network/messages.js"

const PYTHON = process.env.BAKEOFF_PYTHON ?? "python3"
const ROOT = fileURLToPath(new URL("../..", import.meta.url))

// The same random snapshot twice: as packed bytes, and number by number as JSON.
const { message, view, snapshot } = JSON.parse(
  execFileSync(PYTHON, ["-m", "tests.js.wire_fixture"], { cwd: ROOT, maxBuffer: 2 ** 26 }),
)
const bytes = new Uint8Array(Buffer.from(message, "base64"))

const plain = ({ values, shape }) => ({ values: Array.from(values), shape })

test("a snapshot is read as Python packed it", () => {
  const read = unpack(readMessage(bytes).snapshot)
  for (const name of ["weights", "biases"]) assert.deepEqual(read[name].map(plain), snapshot[name])
  for (const name of ["neurons", "output", "confusion", "curve"]) assert.deepEqual(plain(read[name]), snapshot[name])
  for (const [name, value] of Object.entries(snapshot.scalars)) assert.deepEqual(read[name], value, name)
})

test("a loss that is not a number arrives as null", () => {
  assert.equal(unpack(readMessage(bytes).snapshot).test_loss, null)
})

test("the view comes with its points, words and settings", () => {
  const read = readView(readMessage(bytes).view)
  for (const [name, values] of Object.entries(view.points)) assert.deepEqual(Array.from(read.points[name]), values)
  assert.deepEqual(read.layers, view.layers)
  assert.deepEqual(read.features, view.features)
  assert.ok(read.words.run.length > 0)
  const { acknowledged, answered, place, refused, lookAgain } = readMessage(bytes)
  assert.deepEqual(acknowledged, { session: "here", number: 3 })
  assert.deepEqual([answered, place, refused, lookAgain], [true, 2, "No.", 0.1])
})

test("bytes that lie askew in a larger buffer are read all the same", () => {
  for (let shift = 0; shift < 5; shift++) {
    const larger = new Uint8Array(bytes.length + shift)
    larger.set(bytes, shift)
    const read = unpack(readMessage(larger.subarray(shift)).snapshot)
    assert.deepEqual(read.weights.map(plain), snapshot.weights)
  }
})

test("nothing is copied when the bytes lie straight", () => {
  const read = unpack(readMessage(bytes.slice()).snapshot)
  assert.equal(read.neurons.values.buffer, read.weights[0].values.buffer)
})
