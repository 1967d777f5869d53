// The cards ask for news by themselves while nothing has been seen yet.

import assert from "node:assert/strict"
import { test } from "node:test"
import { lookAgain } from "../../src/bakeoff/web/components/cards.js"

const soon = () => new Promise((resolve) => setTimeout(resolve, 30))

test("each look that is wanted is taken once, and none that is not", async () => {
  const board = { looked: 0 }
  const taken = []
  const look = (number) => lookAgain(board, number && { number, after: 0.001 }, (one) => taken.push(one))
  look(1)
  look(1)
  await soon()
  look(2)
  look(null)
  look(2)
  await soon()
  assert.deepEqual(taken, [1, 2])
})
