// Where a point is that is dragged: on the raster that the server knows the lines of.

import assert from "node:assert/strict"
import { test } from "node:test"
import { onto, step } from "../../src/bakeoff/features/learn/loss/page/dragged_point.js"

const RASTER = { low: -10, high: 10, n: 21 }

test("a place is drawn to the nearest value of the raster, and stays within it", () => {
  assert.equal(onto(RASTER, 2.4), 2)
  assert.equal(onto(RASTER, -99), -10)
  assert.equal(step(RASTER, -10), 0)
  assert.equal(step(RASTER, 99), 20)
})
