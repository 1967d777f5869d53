// Lines of a class's board glide from where they were.

import assert from "node:assert/strict"
import { test } from "node:test"
import { glides, scrolled } from "../../src/bakeoff/features/lessons/page/class_board.js"

test("who overtakes glides up, who is overtaken down, and nobody else moves", () => {
  const before = new Map([
    ["1", { left: 0, top: 0 }],
    ["2", { left: 0, top: 50 }],
    ["3", { left: 0, top: 100 }],
    ["4", { left: 0, top: 150 }],
  ])
  const after = new Map([
    ["2", { left: 0, top: 0 }],
    ["1", { left: 0, top: 50 }],
    ["3", { left: 0, top: 100 }],
    ["5", { left: 0, top: 150 }], // new: it is there at once
  ])
  assert.deepEqual(glides(before, after), [
    { id: "2", left: 0, top: 50 },
    { id: "1", left: 0, top: -50 },
  ])
})

test("a long board scrolls to its end, rests there, and starts again at the top", () => {
  assert.deepEqual(scrolled(0, 100, 1), { top: 45, rest: 0 })
  assert.deepEqual(scrolled(90, 100, 1), { top: 100, rest: 4 })
  assert.deepEqual(scrolled(100, 100, 1), { top: 0, rest: 4 })
  assert.deepEqual(scrolled(0, 0, 1), { top: 0, rest: 4 }) // all of it is in sight
})
