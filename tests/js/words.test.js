// Sentences with their places filled.

import assert from "node:assert/strict"
import { test } from "node:test"
import { fill } from "../../src/bakeoff/web/components/kit/words.js"

test("what has no value stays as it is", () => {
  assert.equal(fill("{n} of {all}", { n: 1 }), "1 of {all}")
})

test("the thousands of a count are parted, and no seed is one", () => {
  assert.equal(fill("{n} of {total}, seed {seed}", { n: 500, total: 12345, seed: 1234 }), "500 of 12,345, seed 1234")
})

test("between Chinese and Chinese is no blank, between it and Latin letters there is", () => {
  const said = ["上方", "B", "“x”", 3].map((target) => fill("它的类别是 {target}，由 {target} 判断", { target }))
  assert.deepEqual(said, [
    "它的类别是上方，由上方判断",
    "它的类别是 B，由 B 判断",
    "它的类别是“x”，由“x”判断",
    "它的类别是 3，由 3 判断",
  ])
})
