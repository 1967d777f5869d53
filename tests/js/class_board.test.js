// Lines of a class's board glide from where they were.

import assert from "node:assert/strict"
import { test } from "node:test"
import { glides } from "../../src/bakeoff/features/lessons/page/class_board.js"

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
