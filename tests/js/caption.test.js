// What is seen in the large picture, in words.

import assert from "node:assert/strict"
import { test } from "node:test"
import { meaning, seen } from "../../src/bakeoff/features/lab/page/caption.js"

const WORDS = {
  percent: "{number} %",
  seen: "{score} of {n}",
  seen_worst: "{score} of {n}, {name} {share}",
  seen_regression: "R2 {score} of {n}",
  meaning: "pale, line",
  meaning_sharp: "line",
  meaning_regression: "pale",
}
const VIEW = {
  words: WORDS,
  points: { test: Uint8Array.of(1, 0, 1, 1, 1, 1) },
  n_classes: 3,
  class_names: ["A", "B", "C"],
  discretise: false,
}
const shown = (testScore, ...confusion) => ({
  test_score: testScore,
  confusion: { values: Int32Array.from(confusion) },
})

test("the class that fares worst is named, if it fares much worse than all", () => {
  assert.equal(seen(VIEW, shown(0.6, 2, 0, 0, 0, 1, 0, 2, 0, 0)), "60.0 % of 5, C 0.0 %")
  assert.equal(seen(VIEW, shown(1, 2, 0, 0, 0, 1, 0, 0, 0, 2)), "100.0 % of 5")
  assert.equal(seen(VIEW, shown(1, 4, 0, 0, 0, 1, 0, 0, 0, 0)), "100.0 % of 5", "a class without test points is not")
})

test("of numbers R² is told, and nothing where there is nothing to tell", () => {
  assert.equal(seen({ ...VIEW, n_classes: 0, class_names: [] }, shown(0.5)), "R2 0.500 of 5")
  assert.equal(seen(VIEW, shown(null)), "")
  assert.equal(seen({ ...VIEW, points: { test: Uint8Array.of(0) } }, shown(0.5)), "")
})

test("pale and the line are explained where they are", () => {
  assert.equal(meaning(VIEW), "pale, line")
  assert.equal(meaning({ ...VIEW, discretise: true }), "line")
  assert.equal(meaning({ ...VIEW, n_classes: 0 }), "pale")
})
