// When the page asks the server for news.

import assert from "node:assert/strict"
import { test } from "node:test"
import { createLookout } from "../../src/bakeoff/features/lab/page/lookout.js"

/** A clock that goes only when told to. */
function stillClock() {
  let now = 0
  let waiting = []
  return {
    now: () => now,
    setTimeout(act, delay) {
      const one = { act, at: now + delay }
      waiting.push(one)
      return one
    },
    clearTimeout(one) {
      waiting = waiting.filter((other) => other !== one)
    },
    go(span) {
      const end = now + span
      for (;;) {
        const next = waiting.sort((a, b) => a.at - b.at)[0]
        if (!next || next.at > end) break
        waiting.shift()
        now = next.at
        next.act()
      }
      now = end
    },
  }
}

function scene(t) {
  const told = { looks: 0, hidden: false }
  const clock = stillClock()
  const lookout = createLookout(
    () => told.looks++,
    () => told.hidden,
    clock,
  )
  t.after(lookout.close)
  return { told, clock, lookout }
}

test("as many questions as are wanted, however long a quick answer takes", (t) => {
  const { told, clock, lookout } = scene(t)
  lookout.news(100)
  clock.go(0)
  for (const [round, way] of [30, 5, 99, 60].entries()) {
    assert.equal(told.looks, round + 1)
    clock.go(way)
    lookout.news(100)
    clock.go(99 - way)
    assert.equal(told.looks, round + 1)
    clock.go(1)
  }
})

test("a slow answer is waited for, and the next question follows at once", (t) => {
  const { told, clock, lookout } = scene(t)
  lookout.news(100)
  clock.go(700)
  assert.equal(told.looks, 1)
  lookout.news(100)
  clock.go(0)
  assert.equal(told.looks, 2)
})

test("nothing is asked when nothing is to come", (t) => {
  const { told, clock, lookout } = scene(t)
  lookout.news(null)
  clock.go(1e6)
  assert.equal(told.looks, 0)
})

test("an answer that stays away is asked for again", (t) => {
  const { told, clock, lookout } = scene(t)
  lookout.wait()
  clock.go(3000)
  assert.equal(told.looks, 3)
  lookout.news(null)
  clock.go(1e6)
  assert.equal(told.looks, 3)
})

test("a hidden tab asks for nothing, and at once when it is shown again", (t) => {
  const { told, clock, lookout } = scene(t)
  lookout.news(100)
  told.hidden = true
  lookout.shown()
  clock.go(1e6)
  assert.equal(told.looks, 0)
  told.hidden = false
  lookout.shown()
  assert.equal(told.looks, 1)
  lookout.news(100)
  clock.go(100)
  assert.equal(told.looks, 2)
})

test("nothing is asked while the visitor may be leaving, whatever comes meanwhile", (t) => {
  const { told, clock, lookout } = scene(t)
  lookout.news(100)
  clock.go(0)
  assert.equal(told.looks, 1)
  lookout.rest()
  lookout.news(100) // the answer to the last question
  clock.go(4999)
  assert.equal(told.looks, 1)
  clock.go(1)
  assert.equal(told.looks, 2)
})
