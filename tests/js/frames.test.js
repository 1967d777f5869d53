// When the picture is painted: as often as the machine bears, to the end of each way, and never in a hidden tab.

import assert from "node:assert/strict"
import { test } from "node:test"
import { createFrames } from "../../src/bakeoff/features/lab/page/frames.js"

/** Stand in for the browser's clock, frames and tab; nothing happens until told to. */
function browser(t, { still = false, cost = 0 } = {}) {
  const page = { now: 1000, frames: new Map(), next: 1, hidden: false }
  const kept = { performance: globalThis.performance, setTimeout: globalThis.setTimeout }
  globalThis.performance = { now: () => page.now }
  globalThis.document = {
    get hidden() {
      return page.hidden
    },
  }
  globalThis.matchMedia = () => ({ matches: still })
  globalThis.requestAnimationFrame = (act) => {
    page.frames.set(page.next, act)
    return page.next++
  }
  globalThis.cancelAnimationFrame = (number) => page.frames.delete(number)
  globalThis.setTimeout = (act) => {
    page.now += cost // the task after a painting comes when that is done
    act()
  }
  page.go = (span) => {
    for (const end = page.now + span; page.now < end && page.frames.size; ) {
      page.now += 16
      const acts = [...page.frames.values()]
      page.frames.clear()
      for (const act of acts) act(page.now)
    }
  }
  t.after(() => Object.assign(globalThis, kept))
  return page
}

const shot = (serial, weight) => ({
  serial,
  weights: [{ values: Float32Array.of(weight), shape: [1, 1] }],
  biases: [{ values: Float32Array.of(0), shape: [1] }],
  neurons: { values: Uint8Array.of(0), shape: [1, 1, 1] },
  output: { values: Uint8Array.of(0), shape: [1, 1] },
})
const weightOf = (frame) => frame.weights[0].values[0]

/** Return what is painted while two snapshots come one second apart. */
function twoSnapshots(page) {
  const painted = []
  const frames = createFrames((frame, arrived) => painted.push({ frame, arrived, at: page.now }))
  frames.take(shot(1, 0))
  frames.ask()
  page.go(1000)
  painted.length = 0
  page.now += 1000
  frames.take(shot(2, 1))
  frames.ask()
  page.go(1000)
  return painted
}

test("the way to a snapshot is painted in steps that grow, and ends on it", (t) => {
  const painted = twoSnapshots(browser(t))
  const weights = painted.map(({ frame }) => weightOf(frame))
  assert.ok(painted.length > 5)
  assert.deepEqual(
    weights,
    weights.toSorted((a, b) => a - b),
  )
  assert.equal(weights.at(-1), 1)
  assert.deepEqual(
    painted.map(({ arrived }) => arrived),
    painted.map((_, index) => index === painted.length - 1),
  )
})

test("a slow machine paints less often, but the last picture all the same", (t) => {
  const quick = twoSnapshots(browser(t))
  const slow = twoSnapshots(browser(t, { cost: 40 }))
  assert.ok(slow.length < quick.length / 2)
  assert.ok(slow.at(-1).arrived)
})

test("who wants no motion sees the snapshot at once", (t) => {
  const painted = twoSnapshots(browser(t, { still: true }))
  assert.deepEqual(
    painted.map(({ frame, arrived }) => [weightOf(frame), arrived]),
    [[1, true]],
  )
})

test("a snapshot that comes on the way to another sets out from what is on show", (t) => {
  const page = browser(t)
  const weights = []
  const frames = createFrames((frame) => weights.push(weightOf(frame)))
  frames.take(shot(1, 0))
  page.now += 1000
  frames.take(shot(2, 1))
  frames.ask()
  page.go(150)
  const there = weights.at(-1)
  assert.ok(there > 0.1 && there < 0.9)
  frames.take(shot(3, 0))
  frames.ask()
  page.go(32)
  assert.ok(Math.abs(weights.at(-1) - there) < 0.3)
  page.go(1000)
  assert.equal(weights.at(-1), 0)
})

test("the same snapshot again begins no way", (t) => {
  const page = browser(t)
  const frames = createFrames(() => {})
  const first = shot(1, 0)
  frames.take(first)
  frames.take(shot(1, 9))
  assert.equal(frames.latest(), first)
  assert.equal(page.frames.size, 0)
})

test("what looks as it did is not painted again, and what does not is", (t) => {
  const page = browser(t, { still: true })
  const painted = []
  const frames = createFrames((frame) => painted.push(frame.serial))
  frames.take(shot(1, 0))
  for (const look of ["light", "light", "dark", "dark"]) {
    frames.askFor([look])
    page.go(100)
  }
  assert.deepEqual(painted, [1, 1])
  frames.take(shot(2, 0))
  frames.askFor(["dark"])
  page.go(100)
  assert.deepEqual(painted, [1, 1, 2])
})

test("nothing is asked for in a hidden tab, or twice", (t) => {
  const page = browser(t)
  const frames = createFrames(() => assert.fail("painted"))
  frames.ask()
  frames.ask()
  assert.equal(page.frames.size, 1)
  page.hidden = true
  page.go(100)
  frames.ask()
  assert.equal(page.frames.size, 0)
})

test("a lab that ends paints no more", (t) => {
  const page = browser(t)
  const frames = createFrames(() => assert.fail("painted"))
  frames.ask()
  frames.stop()
  page.go(100)
})
