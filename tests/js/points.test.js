import assert from "node:assert/strict"
import { test } from "node:test"
import {
  act,
  brush,
  erase,
  fromColumns,
  jitter,
  MOST_POINTS,
  point,
  redo,
  samePoints,
  start,
  toColumns,
  toRows,
  undo,
} from "../../src/bakeoff/web/network/points.js"
import { seeded } from "./helpers.js"

const disc = (random) => ({ radius: 0.2 + random(), count: 1 + Math.floor(5 * random()), random })
const place = (random) => ({ x1: 12 * random() - 6, x2: 12 * random() - 6 })

/** Return a random act of a visitor on some points. */
function anyAct(points, random) {
  const kind = random()
  if (kind < 0.5) return brush(points, place(random), Math.floor(5 * random()), disc(random))
  if (kind < 0.75) return erase(points, place(random), 3 * random())
  if (kind < 0.95) return jitter(points, 0.3, random)
  return []
}

test("undoing everything gives back the first points, redoing everything the last", () => {
  for (let seed = 0; seed < 50; seed++) {
    const random = seeded(seed)
    const first = brush([], { x1: 0, x2: 0 }, 0, { radius: 2, count: 20, random })
    let history = start(first)
    const seen = [first]
    for (let step = 0; step < 30; step++) {
      const before = history
      history = act(history, anyAct(history.points, random))
      if (history !== before) seen.push(history.points)
    }
    const last = history.points
    for (const points of seen.toReversed()) {
      assert.deepEqual(history.points, points)
      history = undo(history)
    }
    assert.deepEqual(history.points, first)
    for (let step = 0; step < seen.length; step++) history = redo(history)
    assert.deepEqual(history.points, last)
  }
})

test("a random walk of undo and redo is always at one of the states that were there", () => {
  const random = seeded(7)
  let history = start([])
  const states = [[]]
  for (let step = 0; step < 40; step++) {
    history = act(history, brush(history.points, place(random), 1, disc(random)))
    states.push(history.points)
  }
  let at = states.length - 1
  for (let step = 0; step < 500; step++) {
    const back = random() < 0.5
    history = back ? undo(history) : redo(history)
    at = Math.min(states.length - 1, Math.max(0, at + (back ? -1 : 1)))
    assert.deepEqual(history.points, states[at])
  }
})

test("a new act after an undo forgets what was undone", () => {
  const [a, b, c] = [[point(0, 0, 0)], [point(1, 1, 0)], [point(2, 2, 0)]]
  const history = act(undo(act(start(a), b)), c)
  assert.equal(redo(history).points, c)
  assert.equal(undo(history).points, a)
})

test("no act changes a list or a point it was given", () => {
  const random = seeded(3)
  const points = Object.freeze(brush([], { x1: 1, x2: 1 }, 2, { radius: 1, count: 50, random }))
  const copy = structuredClone(points)
  for (let step = 0; step < 40; step++) anyAct(points, random)
  assert.deepEqual(structuredClone(points), copy)
})

test("the brush stays in its disc and in the plane", () => {
  const random = seeded(11)
  const inside = brush([], { x1: 1, x2: -2 }, 3, { radius: 0.8, count: 500, random })
  assert.ok(inside.every(({ x1, x2, target }) => Math.hypot(x1 - 1, x2 + 2) <= 0.801 && target === 3))
  const corner = brush([], { x1: 6, x2: 6 }, 0, { radius: 2, count: 500, random })
  assert.ok(corner.every(({ x1, x2 }) => x1 <= 6 && x2 <= 6))
})

test("the brush fills its disc evenly: half of the points lie within 1/√2 of the radius", () => {
  const dots = brush([], { x1: 0, x2: 0 }, 0, { radius: 4, count: 2000, random: seeded(5) })
  const near = dots.filter(({ x1, x2 }) => Math.hypot(x1, x2) < 4 / Math.SQRT2).length
  assert.ok(Math.abs(near - 1000) < 100, `${near} of 2000`)
})

test("there are never more points than the server takes", () => {
  const full = brush([], { x1: 0, x2: 0 }, 0, { radius: 5, count: 3000, random: seeded(1) })
  assert.equal(full.length, MOST_POINTS)
  assert.equal(brush(full, { x1: 0, x2: 0 }, 0, { radius: 5, count: 3, random: seeded(1) }).length, MOST_POINTS)
})

test("erasing where nothing is leaves the history alone", () => {
  const history = start([point(0, 0, 0)])
  assert.equal(act(history, erase(history.points, { x1: 5, x2: 5 }, 1)), history)
  assert.deepEqual(erase(history.points, { x1: 0.5, x2: 0 }, 1), [])
})

test("jitter moves points by the spread, on average", () => {
  const still = Array.from({ length: 2000 }, () => point(0, 0, 1))
  const squares = jitter(still, 0.25, seeded(9)).map(({ x1, x2 }) => x1 * x1 + x2 * x2)
  const mean = squares.reduce((sum, value) => sum + value, 0) / squares.length
  assert.ok(Math.abs(mean - 2 * 0.25 ** 2) < 0.01, String(mean))
})

test("columns give back the points, and points lie on a raster that does not move", () => {
  const points = brush([], { x1: 0, x2: 0 }, 4, { radius: 6, count: 300, random: seeded(2) })
  assert.deepEqual(fromColumns(toColumns(points)), points)
  assert.ok(samePoints(fromColumns(toColumns(points)), points.toReversed()))
  assert.ok(!samePoints(points, points.slice(1)))
  assert.ok(!samePoints([point(0, 0, 0)], [point(0, 0, 1)]))
})

test("what the server is told is near enough to be the same points again", () => {
  const points = brush([], { x1: 0, x2: 0 }, 1, { radius: 6, count: 300, random: seeded(3) })
  const rows = toRows(toColumns(points))
  assert.deepEqual(
    rows.map(([x1, x2, target]) => point(x1, x2, target)),
    points,
  )
})
