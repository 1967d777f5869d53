// What is read from curves, and how numbers are written.

import assert from "node:assert/strict"
import { test } from "node:test"
import { threeFigures, threePlaces } from "../../src/bakeoff/web/components/kit/numbers.js"
import { nearest, path, place, tangent, ticks, valueAt } from "../../src/bakeoff/web/components/kit/scale.js"

const ACROSS = { low: -2, high: 2, from: 0, to: 400 }
const UP = { low: 0, high: 4, from: 200, to: 0 }

test("a place is found from a value and back", () => {
  assert.equal(place(ACROSS, 1), 300)
  assert.equal(valueAt(ACROSS, 300), 1)
  assert.equal(place(UP, 4), 0)
})

test("the nearest place of a grid never lies beyond its ends", () => {
  assert.equal(nearest(401, -2, 2, 0.004), 200)
  assert.equal(nearest(401, -2, 2, -9), 0)
  assert.equal(nearest(401, -2, 2, 9), 400)
})

test("a tangent goes through its point, as long and as steep as it is drawn", () => {
  const [x1, y1, x2, y2] = tangent(1, 1, 2, ACROSS, UP, 100)
  assert.ok(Math.abs((x1 + x2) / 2 - 300) < 1e-9)
  assert.ok(Math.abs((y1 + y2) / 2 - 150) < 1e-9)
  assert.ok(Math.abs(Math.hypot(x2 - x1, y2 - y1) - 100) < 1e-9)
  // 100 pixels across are 1, and 50 up are 1: a slope of 2 is drawn as steep as 1.
  assert.ok(Math.abs((y1 - y2) / (x2 - x1) - 1) < 1e-9)
})

test("a curve is broken where it has no value", () => {
  assert.equal(
    path(Float32Array.of(0, 4, Number.NaN, 2, 2), ACROSS, UP),
    "M0.0 200.0L100.0 0.0M300.0 100.0L400.0 100.0",
  )
})

test("numbers are written to be read", () => {
  assert.equal(threePlaces(0.5), "0.500")
  assert.equal(threePlaces(-0.0347), "−0.0347")
  assert.equal(threePlaces(123.456), "123.5")
  assert.equal(threePlaces(0), "0")
  assert.equal(threePlaces(0.0000123), "1.2 · 10⁻⁵")
  assert.equal(threePlaces(-45600), "−4.6 · 10⁴")
  assert.equal(threePlaces(Number.POSITIVE_INFINITY), "–")
  assert.equal(threeFigures(28.308), "28.3")
  assert.equal(threeFigures(-4), "−4")
  assert.equal(threeFigures(2e6), "2.0 · 10⁶")
})

test("ticks are round and lie between the ends", () => {
  assert.deepEqual(ticks(0, 9), [0, 2, 4, 6, 8])
  assert.deepEqual(ticks(-1.1, 0.1), [-1, -0.5, 0])
  assert.deepEqual(ticks(0.005, 0.995), [0.2, 0.4, 0.6, 0.8])
})
