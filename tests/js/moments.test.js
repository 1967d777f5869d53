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
import { besidePace, lookAt } from "../../src/bakeoff/features/lab/page/transport.js"
import { seeded } from "./helpers.js"

const MOMENTS = momentsOf({ values: Int32Array.of(0, 0, 100, 0, 1003, 0, 3010, 3, 3010, 7), shape: [5, 2] })

/** Return where keys lead to, one after the other. */
function walk(start, keys) {
  let at = start
  return keys.map((key) => {
    at = steppedTo(key, at, MOMENTS)
    return [at.epoch, at.batch]
  })
}

test("an arrow key goes to the very next epoch, kept or not, and no further than the first and the last", () => {
  const there = ["ArrowLeft", "ArrowRight", "ArrowRight", "PageUp", "ArrowLeft", "PageDown", "PageDown"]
  assert.deepEqual(
    walk(MOMENTS[0], there).map(([epoch]) => epoch),
    [0, 1, 2, 12, 11, 1, 0],
  )
  assert.equal(steppedTo("Tab", MOMENTS[1], MOMENTS), null)
})

test("a batch within an epoch is not passed over", () => {
  const there = ["End", "ArrowLeft", "ArrowLeft", "ArrowRight", "ArrowRight", "ArrowRight", "Home"]
  const path = [
    [3010, 7],
    [3010, 3],
    [3010, 0],
    [3010, 3],
    [3010, 7],
    [3010, 7],
    [0, 0],
  ]
  assert.deepEqual(walk(MOMENTS[0], there), path)
})

test("the slider is dragged to the nearest moment that is kept", () => {
  for (const moment of MOMENTS)
    assert.equal(nearestMoment(MOMENTS, shareOf(placeOf(moment), placeOf(MOMENTS.at(-1)))), moment)
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
  assert.deepEqual(decades(3010), [1, 10])
  assert.deepEqual(decades(559), [1, 10])
  assert.deepEqual(decades(36), [1, 10])
  assert.deepEqual(decades(1), [])
})

test("there is nothing faster than full speed, and nothing slower than one epoch a picture", () => {
  const paces = ["1", "10", "full"].map((pace) => [pace, pace])
  const beside = (pace, by) => besidePace({ pace, paces }, by)
  assert.deepEqual([beside("1", -1), beside("1", 1), beside("10", 1), beside("full", 1)], ["1", "10", "full", "full"])
})

test("the line above the bar says what to look at now, and not to press a button that a lesson hides", () => {
  const words = { look_starting: "s", look_fresh: "f", look_running: "r", look_after: "a" }
  const said = (snapshot, playing, hide = []) => lookAt({ view: { words, hide }, snapshot, playing })
  assert.equal(said(null, false), "s")
  assert.equal(said({ last_epoch: 0 }, false), "f")
  assert.equal(said({ last_epoch: 0 }, false, ["run"]), "r")
  assert.equal(said({ last_epoch: 9 }, true), "r")
  assert.equal(said({ last_epoch: 9 }, false), "a")
})
