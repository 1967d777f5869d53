// What the visitor does and is told: layers, keys, what was sent, words.

import assert from "node:assert/strict"
import { readFileSync } from "node:fs"
import { test } from "node:test"
import { describe } from "../../src/bakeoff/features/lab/page/describe.js"
import * as layers from "../../src/bakeoff/features/lab/page/layers.js"
import { emptyOutbox, letter, put, taken } from "../../src/bakeoff/features/lab/page/outbox.js"
import { count } from "../../src/bakeoff/web/components/kit/counts.js"
import * as numbers from "../../src/bakeoff/web/components/kit/numbers.js"
import * as words from "../../src/bakeoff/web/components/kit/words.js"
import { actOf, moved } from "../../src/bakeoff/web/network/keyboard.js"
import { PACKAGE, seeded } from "./helpers.js"

test("however layers are changed, there are 0 to 6 of them with 1 to 8 neurons", () => {
  const random = seeded(1)
  let now = []
  for (let step = 0; step < 2000; step++) {
    const at = Math.floor(random() * Math.max(1, now.length))
    const change = [
      () => layers.withLayer(now, "relu"),
      () => layers.withoutLayer(now),
      () => layers.resized(now, at, random() < 0.5 ? 1 : -1),
      () => layers.activated(now, at, "tanh"),
    ][Math.floor(4 * random())]
    now = change()
    assert.ok(now.length <= 6 && now.every(([units]) => units >= 1 && units <= 8))
  }
})

test("a new layer has the last one's activation, or the default", () => {
  assert.deepEqual(layers.withLayer([[4, "relu"]], "tanh"), [
    [4, "relu"],
    [2, "relu"],
  ])
  assert.deepEqual(layers.withLayer([], "tanh"), [[2, "tanh"]])
})

test("neurons are counted through all layers", () => {
  assert.deepEqual(
    layers.firstNeurons([
      [4, "tanh"],
      [2, "tanh"],
    ]),
    [0, 4, 6],
  )
})

test("a snapshot fits only the network that it was taken of", () => {
  const snapshot = { weights: [{ shape: [2, 4] }, { shape: [4, 3] }] }
  const view = { features: ["x1", "x2"], layers: [[4, "tanh"]], outputs: 3 }
  assert.ok(layers.fits(snapshot, view))
  assert.ok(!layers.fits(snapshot, { ...view, outputs: 2 }))
  assert.ok(!layers.fits(snapshot, { ...view, features: ["x1"] }))
  assert.ok(
    !layers.fits(snapshot, {
      ...view,
      layers: [
        [4, "tanh"],
        [3, "tanh"],
      ],
    }),
  )
  assert.ok(!layers.fits(null, view))
})

test("commands reach a server that loses letters, each once and in order", () => {
  const random = seeded(6)
  let outbox = emptyOutbox("s")
  const server = { number: 0, done: [] }
  for (let step = 1; step <= 300; step++) {
    outbox = put(outbox, step)
    if (random() < 0.6 && step < 300) continue // lost: a later letter overtook it
    for (const [number, command] of letter(outbox).commands) {
      if (number > server.number) [server.number] = [number, server.done.push(command)]
    }
    if (random() < 0.7) outbox = taken(outbox, { session: "s", number: server.number })
  }
  assert.deepEqual(
    server.done,
    Array.from({ length: 300 }, (_, index) => index + 1),
  )
})

test("what the server took of another page is not taken of this one", () => {
  const outbox = put(emptyOutbox("here"), "play")
  assert.equal(taken(outbox, { session: "there", number: 9 }), outbox)
  assert.equal(taken(outbox, undefined), outbox)
  assert.deepEqual(taken(outbox, { session: "here", number: 1 }).open, [])
})

test("space runs, the right arrow steps, R rewinds, + is faster, ? helps", () => {
  const body = { tagName: "DIV" }
  const acts = [" ", "ArrowRight", "r", "R", "b", "?", "p", "+", "-", "x"].map((key) => actOf({ key }, body, false))
  assert.deepEqual(acts, [
    ...["toggle", "step_epoch", "reset", "reset", "step_batch", "help", "paint", "faster", "slower"],
    null,
  ])
})

test("controls keep the keys that they use themselves", () => {
  assert.equal(actOf({ key: "r" }, { tagName: "INPUT", type: "number" }, false), null)
  assert.equal(actOf({ key: " " }, { tagName: "BUTTON" }, false), null)
  assert.equal(actOf({ key: " " }, { tagName: "BUTTON", className: "neuron" }, false), "toggle", "enter edits it")
  assert.equal(actOf({ key: "r" }, { tagName: "BUTTON" }, false), "reset")
  assert.equal(actOf({ key: " " }, { tagName: "A" }, false), "toggle", "a link is followed by enter alone")
  assert.equal(actOf({ key: "ArrowRight" }, { tagName: "INPUT", type: "range" }, false), null)
  assert.equal(actOf({ key: " " }, { tagName: "INPUT", type: "range" }, false), "toggle")
  assert.equal(actOf({ key: " " }, { tagName: "INPUT", type: "checkbox" }, false), null)
  assert.equal(actOf({ key: "r" }, { tagName: "DIV", isContentEditable: true }, false), null)
  assert.equal(actOf({ key: "r", ctrlKey: true }, { tagName: "DIV" }, false), null)
})

test("painting has keys of its own", () => {
  const key = (name, more = {}) => actOf({ key: name, ...more }, { tagName: "DIV" }, true)
  assert.deepEqual([key("1"), key("5"), key("6"), key("e"), key("j")], ["class_0", "class_4", null, "erase", "jitter"])
  assert.deepEqual(
    [
      key("u"),
      key("U"),
      key("z", { ctrlKey: true }),
      key("Z", { metaKey: true, shiftKey: true }),
      key("y", { ctrlKey: true }),
    ],
    ["undo", "redo", "undo", "redo", "redo"],
  )
  assert.equal(actOf({ key: "1" }, { tagName: "DIV" }, false), null)
})

test("the brush is moved by arrows and stays in the plane", () => {
  assert.deepEqual(moved({ x1: 0, x2: 0 }, "ArrowUp", 0.4), { x1: 0, x2: 0.4 })
  assert.deepEqual(moved({ x1: -5.9, x2: 0 }, "ArrowLeft", 0.4), { x1: -6, x2: 0 })
  assert.equal(moved({ x1: 0, x2: 0 }, "a", 0.4), null)
})

const SENTENCES = {
  percent: "{number} %",
  list: "{list}, {next}",
  no_layers: "No hidden layer",
  layers_of: "{n} hidden layers of {sizes} {activations} neurons",
  layers_of_one: "{n} hidden layer of {sizes} {activations} neurons",
  and: "{first} and {last}",
  picture: "{network}, epoch {epoch}, test loss {loss}, test accuracy {score}",
  picture_regression: "{network}, epoch {epoch}, test loss {loss}, test R² {score}",
  waiting_picture: "{network}, not started yet",
}

test("the picture is said in words", () => {
  const view = {
    layers: [
      [4, "tanh"],
      [2, "tanh"],
    ],
    n_classes: 2,
    words: SENTENCES,
  }
  const snapshot = { epoch: 1204, test_loss: 0.0123, test_score: 0.98765 }
  assert.equal(
    describe(view, snapshot),
    "2 hidden layers of 4 and 2 tanh neurons, epoch 1,204, test loss 0.012, test accuracy 98.8 %",
  )
  const three = {
    ...view,
    layers: [
      [8, "relu"],
      [4, "tanh"],
      [2, "relu"],
    ],
    n_classes: 0,
  }
  assert.equal(
    describe(three, { ...snapshot, test_score: -0.5 }),
    "3 hidden layers of 8, 4 and 2 relu, tanh neurons, epoch 1,204, test loss 0.012, test R² −0.500",
  )
  assert.equal(describe({ ...view, layers: [[4, "elu"]] }, null), "1 hidden layer of 4 elu neurons, not started yet")
  assert.equal(describe({ ...view, layers: [] }, null), "No hidden layer, not started yet")
})

test("numbers are written for people", () => {
  assert.deepEqual([0, 1.23456, -0.5, 12345, 1e-7, -1e-7, 9.999e-5, null, NaN].map(numbers.number), [
    "0",
    "1.23",
    "−0.5",
    "12,345",
    "10⁻⁷",
    "−1 · 10⁻⁷",
    "10⁻⁴",
    "–",
    "–",
  ])
  assert.deepEqual([0.0123, 0.5, 0.000123, 4000, null].map(numbers.loss), ["0.012", "0.500", "0.000123", "4,000", "–"])
  assert.deepEqual([0, 999, 1000, 1234567].map(count), ["0", "999", "1,000", "1,234,567"])
  assert.equal(numbers.score(null, 2, { percent: "{number} %" }), "–")
})

test("a sentence without a value for its place keeps the place", () => {
  assert.equal(words.fill("{a} of {b}", { a: 0 }), "0 of {b}")
})

test("modules with the state and the mathematics do not touch the page", () => {
  const pure = {
    "web/components/kit": ["colours", "links", "numbers", "pixels", "scale", "wire", "words"],
    "web/network": ["keyboard", "messages", "points"],
    "features/lab/page": ["curve", "describe", "features", "geometry", "interpolate", "layers", "lookout", "outbox"],
  }
  for (const [folder, names] of Object.entries(pure)) {
    for (const name of names) {
      const text = readFileSync(new URL(`${folder}/${name}.js`, PACKAGE), "utf8")
      assert.doesNotMatch(text, /\b(document|window)\b\.|getContext|from "[^"]*\/(dom|draw_)/, name)
    }
  }
})

test("a time is written as the server writes it", () => {
  const said = { milliseconds: "{n} ms", seconds: "{n} s", minutes: "{minutes} min {rest} s" }
  const written = [0, 0.00042, 0.008, 0.0123, 0.0644, 2.345, 75].map((seconds) => numbers.duration(seconds, said))
  assert.deepEqual(written, ["0 ms", "0.42 ms", "8.0 ms", "12 ms", "64 ms", "2.3 s", "1 min 15 s"])
})
