import assert from "node:assert/strict"
import { test } from "node:test"
import { press } from "../../src/bakeoff/web/components/keys.js"

/** A page whose buttons lead to the next turn once the server has answered.
 * @param {number} turn */
function page(turn) {
  /** @type {string[]} */
  const clicked = []
  const keys = { buttons: { ArrowRight: "next", ArrowLeft: "back" }, turn }
  /** @type {Parameters<typeof press>[0]} */
  const presses = { keys, waiting: [], after: null, since: 0 }
  /** @type {(name: string) => { click: () => void }} */
  const find = (name) => ({ click: () => clicked.push(`${name} ${presses.keys.turn}`) })
  return { clicked, presses, find, turnTo: (/** @type {number} */ next) => (presses.keys = { ...keys, turn: next }) }
}

test("keys that follow each other quickly press one turn's button each", () => {
  const { clicked, presses, find, turnTo } = page(1)
  presses.waiting.push({ key: "ArrowRight", at: 0 }, { key: "ArrowRight", at: 10 })
  press(presses, find, 10)
  press(presses, find, 20)
  assert.deepEqual(clicked, ["next 1"])
  turnTo(2)
  press(presses, find, 500)
  assert.deepEqual(clicked, ["next 1", "next 2"])
})

test("a key waits for a button that is not there yet, and means nothing where there is none", () => {
  const { clicked, presses, find } = page(1)
  presses.waiting.push({ key: "ArrowLeft", at: 100 })
  press(presses, () => null, 150)
  press(presses, find, 200)
  assert.deepEqual(clicked, ["back 1"])
  const last = page(5)
  last.presses.waiting.push({ key: "ArrowRight", at: 100 })
  press(last.presses, () => null, 150)
  press(last.presses, () => null, 600)
  assert.deepEqual(last.presses.waiting, [])
  assert.deepEqual(last.clicked, [])
})

test("a press that leads nowhere is not waited for for ever", () => {
  const { clicked, presses, find } = page(1)
  presses.waiting.push({ key: "ArrowRight", at: 0 }, { key: "ArrowRight", at: 10 })
  press(presses, find, 10)
  press(presses, find, 5000)
  assert.deepEqual(clicked, ["next 1", "next 1"])
})
