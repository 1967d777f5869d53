// The time machine's moments, and the scale on which they and the curve are drawn.

import assert from "node:assert/strict"
import { test } from "node:test"
import {
  decades,
  epochAt,
  momentsOf,
  nearestMoment,
  placeOf,
  shareOf,
  steppedTo,
} from "../../src/bakeoff/features/lab/page/moments.js"
import { besidePace } from "../../src/bakeoff/features/lab/page/transport.js"
import { seeded } from "./helpers.js"

const MOMENTS = momentsOf({ values: Int32Array.of(0, 0, 100, 0, 1003, 0, 3010, 7), shape: [4, 2] })

test("an arrow key goes to the very next moment, and no further than the first and the last", () => {
  const there = ["ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft", "Home", "End", "PageDown"]
  const path = []
  let index = 0
  for (const key of there) {
    index = steppedTo(key, index, MOMENTS.length)
    path.push(index)
    const { epoch, batch } = MOMENTS[index]
    const share = shareOf(placeOf({ epoch, batch }), placeOf(MOMENTS[3]))
    assert.equal(nearestMoment(MOMENTS, share), index, "the slider stands where the moment is")
  }
  assert.deepEqual(path, [1, 2, 3, 3, 2, 0, 3, 0])
  assert.equal(steppedTo("Tab", 1, 4), null)
})

test("the scale is logarithmic from the first epoch on, and leads back", () => {
  const random = seeded(3)
  for (let step = 0; step < 200; step++) {
    const first = Math.floor(1000 * random())
    const last = first + 1 + Math.floor(10 ** (6 * random()))
    const epoch = first + random() * (last - first)
    const share = shareOf(epoch, last, first)
    assert.ok(share >= 0 && share <= 1)
    assert.ok(Math.abs(epochAt(share, last, first) - epoch) <= 1e-9 * last + 1e-9)
  }
  assert.equal(shareOf(99, 9999), 0.5, "as many pixels for the first hundred as for the next ten thousand")
  assert.deepEqual([shareOf(0, 0), shareOf(5, 5, 5)], [0, 0])
})

test("the scale's marks leave room for the last epoch's", () => {
  assert.deepEqual(decades(3010), [1, 10, 100])
  assert.deepEqual(decades(1), [])
})

test("there is nothing faster than full speed, and nothing slower than one epoch a picture", () => {
  const paces = ["1", "10", "full"].map((pace) => [pace, pace])
  const beside = (pace, by) => besidePace({ pace, paces }, by)
  assert.deepEqual([beside("1", -1), beside("1", 1), beside("10", 1), beside("full", 1)], ["1", "10", "full", "full"])
})
