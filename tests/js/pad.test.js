// The pad: strokes, undo, and the keyboard's pen.

import assert from "node:assert/strict"
import { test } from "node:test"
import { all, begin, empty, extend, lift, moved, undo } from "../../src/bakeoff/features/ask/page/pad.js"

const drawn = (...points) => points.reduce((one, [x, y]) => extend(one, x, y), begin(empty(), ...points[0]))

test("a stroke is kept when the pen is lifted, and undo takes back one at a time", () => {
  const one = lift(drawn([0.1, 0.1], [0.2, 0.2]))
  const two = lift(extend(begin(one, 0.5, 0.5), 0.6, 0.5))
  assert.deepEqual(two.strokes, [
    [0.1, 0.1, 0.2, 0.2],
    [0.5, 0.5, 0.6, 0.5],
  ])
  assert.deepEqual(undo(two), one)
  assert.deepEqual(undo(undo(undo(two))), empty())
})

test("a stroke that is being drawn counts, and is what undo takes first", () => {
  const open = begin(lift(drawn([0.1, 0.1], [0.2, 0.2])), 0.5, 0.5)
  assert.equal(all(open).length, 2)
  assert.deepEqual(all(undo(open)), [[0.1, 0.1, 0.2, 0.2]])
})

test("a pen that hardly moves, or is not down, adds nothing", () => {
  const one = drawn([0.1, 0.1])
  assert.equal(extend(one, 0.104, 0.1), one)
  assert.deepEqual(extend(empty(), 0.5, 0.5), empty())
})

test("what leaves the pad stays on its edge", () => {
  assert.deepEqual(all(drawn([0.5, 0.5], [1.7, -3])), [[0.5, 0.5, 1, 0]])
})

test("arrow keys move the pen, finely with shift, and no further than the edge", () => {
  assert.deepEqual(moved([0.5, 0.5], "ArrowLeft", false), [0.47, 0.5])
  assert.deepEqual(moved([0.5, 0.5], "ArrowDown", true), [0.5, 0.51])
  assert.deepEqual(moved([0.5, 0.01], "ArrowUp", false), [0.5, 0])
  assert.equal(moved([0.5, 0.5], "a", false), undefined)
})
