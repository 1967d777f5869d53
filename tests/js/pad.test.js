// The pad: strokes, undo, the keyboard's pen, and that a slow server is never sent more than it answers.

import assert from "node:assert/strict"
import { test } from "node:test"
import { all, begin, empty, extend, lift, moved, outbox, undo } from "../../src/bakeoff/features/ask/page/pad.js"

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

test("one drawing is under way at a time, and then the latest", () => {
  const sent = []
  const now = 0
  const box = outbox(
    (turn, drawing) => sent.push([turn, drawing]),
    () => now,
  )
  assert.equal(box.busy(), false)
  for (const drawing of ["a", "b", "c"]) box.put(drawing)
  assert.deepEqual(sent, [[1, "a"]])
  box.hear(1)
  assert.deepEqual(sent.at(-1), [2, "c"])
  assert.equal(box.busy(), true)
  box.hear(2)
  assert.equal(box.busy(), false)
  assert.equal(sent.length, 2)
})

test("an answer that never comes is not waited for for ever", () => {
  const sent = []
  let now = 0
  const box = outbox(
    (turn) => sent.push(turn),
    () => now,
  )
  box.put("a")
  box.put("b")
  now = 10_000
  box.flush()
  assert.deepEqual(sent, [1, 2])
})

test("numbers go on where an earlier pad left them", () => {
  const sent = []
  const box = outbox(
    (turn) => sent.push(turn),
    () => 0,
  )
  box.hear(41)
  box.put("a")
  assert.deepEqual(sent, [42])
})
