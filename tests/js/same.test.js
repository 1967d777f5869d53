import assert from "node:assert/strict"
import { test } from "node:test"
import { same } from "../../src/bakeoff/web/components/kit/same.js"

const bytes = Uint8Array.from({ length: 64 }, (_, index) => index)

test("the same bytes are known again", () => {
  assert.ok(same(bytes, bytes.slice()))
  assert.ok(!same(bytes, bytes.subarray(1)))
  assert.ok(!same(bytes, undefined))
  const other = bytes.slice()
  other[other.length - 1] ^= 1
  assert.ok(!same(bytes, other))
})

test("of objects the very same are the same, in their order", () => {
  const [one, other] = [{}, {}]
  assert.ok(same([one, 2], [one, 2]))
  assert.ok(!same([one, 2], [other, 2]))
  assert.ok(!same([one, 2], [2, one]))
})
