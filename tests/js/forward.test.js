// One point's way through the network, in numbers and words, and how a point is chosen.

import assert from "node:assert/strict"
import { test } from "node:test"
import { sumLines, tileText, wayOf, wayText } from "../../src/bakeoff/features/lab/page/forward.js"
import { nearestRow, nextRow, rowsShown } from "../../src/bakeoff/features/lab/page/walk.js"
import { twoDecimals } from "../../src/bakeoff/web/components/kit/numbers.js"
import { seeded } from "./helpers.js"

const floats = (...values) => ({ values: Float32Array.of(...values), shape: [values.length] })
const VIEW = {
  watch: 1,
  batch_norm: false,
  n_classes: 2,
  class_names: ["A", "B"],
  axes: ["x₁", "x₂"],
  layers: [[2, "tanh"]],
  activations: [["tanh", "Tanh"]],
  points: {
    x1: Float32Array.of(0, 2, 4),
    x2: Float32Array.of(0, -1, 0.5),
    target: Float32Array.of(0, 1, 0),
    test: Uint8Array.of(0, 1, 0),
  },
  words: {
    percent: "{number} %",
    forward_product: "{name} {weight} * {value} = {product}",
    forward_sum: "bias {bias} sum {sum}",
    forward_normalised: "norm {bias} sum {sum}",
    forward_activation: "{activation} {answer}",
    forward_softmax: "softmax {answer}",
    forward_right: "{n} is {target}: {sure}, loss {loss}",
    forward_wrong: "{n} is {target}, not {answer}: {sure} to {share}, loss {loss}",
  },
}
const SNAPSHOT = {
  watched: 1,
  watched_inputs: [floats(2, -1), floats(0.5, -0.25), floats(0.75, 0.25)],
  watched_sums: [floats(0.55, -0.26), floats(1.1, 0)],
  watched_loss: 1.386,
  weights: [
    { values: Float32Array.of(0.25, -0.5, 0.125, 1), shape: [2, 2] },
    { values: Float32Array.of(2, 0, 0, -4), shape: [2, 2] },
  ],
  biases: [floats(0.1, -0.2), floats(0, 0.5)],
}

test("a neuron's lines are each weight times what it is told, the sum, and what becomes of it", () => {
  const way = wayOf(VIEW, SNAPSHOT)
  assert.deepEqual(sumLines(VIEW, SNAPSHOT, way, 1, 0, ["x1", "x2"]), [
    "x1 0.25 * 2.00 = 0.50",
    "x2 0.13 * −1.00 = −0.13",
    "bias 0.10 sum 0.55",
    "Tanh 0.50",
  ])
  assert.deepEqual(sumLines(VIEW, SNAPSHOT, way, 2, 1, ["1", "2"]).slice(1), [
    "2 −4.00 * −0.25 = 1.00",
    "bias 0.50 sum 0.00",
    "softmax 0.25",
  ])
  assert.equal(sumLines({ ...VIEW, batch_norm: true }, SNAPSHOT, way, 1, 0, ["1", "2"])[2], "norm 0.10 sum 0.55")
  assert.deepEqual([tileText(way, 0, 1), tileText(way, 1, 1)], ["−1.00", "−0.26 → −0.25"])
})

test("what the network says of the point is right or wrong, and how sure it is", () => {
  assert.equal(wayText(VIEW, wayOf(VIEW, SNAPSHOT)), "2 is B, not A: 75.0 % to 25.0 %, loss 1.386")
  const moved = { ...VIEW, points: { ...VIEW.points, target: Float32Array.of(0, 0, 0) } }
  assert.equal(wayText(moved, wayOf(moved, SNAPSHOT)), "2 is A: 75.0 %, loss 1.386")
})

test("nothing is told of a point that was let go, or that the snapshot does not know yet", () => {
  assert.equal(wayOf({ ...VIEW, watch: null }, SNAPSHOT), null)
  assert.equal(wayOf({ ...VIEW, watch: 2 }, SNAPSHOT), null)
  assert.equal(wayOf(VIEW, null), null)
})

test("numbers are short, and zero has no sign", () => {
  assert.deepEqual([-0.001, 12.345, 1234.5, NaN].map(twoDecimals), ["0.00", "12.35", "1.23e+3", "–"])
})

test("a click takes the nearest point on show, if one is near", () => {
  const rows = rowsShown(VIEW.points, false, null)
  assert.deepEqual(
    [rows, rowsShown(VIEW.points, false, 1)],
    [
      [0, 2],
      [0, 1, 2],
    ],
  )
  assert.equal(nearestRow(VIEW.points, rows, { x1: 3.8, x2: 0.4 }, 0.5), 2)
  assert.equal(nearestRow(VIEW.points, rows, { x1: 2, x2: -1 }, 0.5), null)
})

test("by arrow keys every point can be reached from every other", () => {
  const random = seeded(5)
  const column = () => Float32Array.from({ length: 40 }, () => 12 * random() - 6)
  const points = { x1: column(), x2: column() }
  const rows = [...points.x1.keys()]
  const reached = new Set([0])
  for (const from of reached) {
    for (const key of ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"]) {
      const row = nextRow(points, rows, from, key)
      if (row !== null) reached.add(row)
    }
  }
  assert.equal(reached.size, 40)
  assert.equal(nextRow(points, rows, 0, "Enter"), null)
})
