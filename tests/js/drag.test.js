// Where a dragged point comes to, and what the server is told of it.

import assert from "node:assert/strict"
import { test } from "node:test"
import { inside, pointed, stepped, teller } from "../../src/bakeoff/web/components/kit/drag.js"

const BOX = { left: 100, top: 50, width: 200, height: 200 }

test("a pointer is somewhere in the plane, upwards positive, and never beyond it", () => {
  assert.deepEqual(pointed({ clientX: 200, clientY: 150 }, BOX, 7), [0, 0])
  assert.deepEqual(pointed({ clientX: 300, clientY: 50 }, BOX, 7), [7, 7])
  assert.deepEqual(pointed({ clientX: 900, clientY: 900 }, BOX, 7), [7, -7])
  assert.deepEqual(inside([1.23456, -99], 7), [1.23, -7])
})

test("arrow keys move a point, other keys do not", () => {
  assert.deepEqual(stepped([0, 0], "ArrowUp", false, 7), [0, 0.5])
  assert.deepEqual(stepped([0, 0], "ArrowLeft", true, 7), [-0.1, 0])
  assert.deepEqual(stepped([7, 0], "ArrowRight", false, 7), [7, 0])
  assert.equal(stepped([0, 0], "Tab", false, 7), undefined)
})

test("the server is told of the next move when it has answered, and of the last one always", () => {
  const sent = []
  let clock = 0
  const { put, hear, waits } = teller(
    (turn, { x }) => sent.push([turn, x]),
    () => clock,
  )
  for (const x of [1, 2, 3]) put({ row: 0, x, y: 0 })
  assert.deepEqual(sent, [[1, 1]])
  hear(1)
  assert.deepEqual(sent.at(-1), [2, 3])
  assert.ok(waits())
  hear(2)
  assert.ok(!waits())
  put({ row: 0, x: 4, y: 0 })
  put({ row: 0, x: 5, y: 0 })
  clock = 2000 // the answer was lost
  put({ row: 0, x: 6, y: 0 })
  assert.deepEqual(sent.slice(2), [
    [3, 4],
    [4, 6],
  ])
})

test("an answer that never comes is not waited for for ever, and numbers go on where an earlier page left them", () => {
  const sent = []
  let now = 0
  const { put, hear, tell, waits } = teller(
    (turn, move) => sent.push([turn, move]),
    () => now,
  )
  assert.ok(!waits())
  hear(41)
  put("a")
  put("b")
  tell()
  assert.deepEqual(sent, [[42, "a"]])
  now = 10_000
  tell()
  assert.deepEqual(sent.at(-1), [43, "b"])
  tell()
  assert.equal(sent.length, 2)
})
