// The stage: what is shown when, and what it says of it.

import assert from "node:assert/strict"
import { test } from "node:test"
import { write } from "../../src/bakeoff/features/race/page/stage/panels.js"
import { disagreement, split } from "../../src/bakeoff/features/race/page/stage/planes.js"
import {
  advance,
  begin,
  clockAt,
  duration,
  ends,
  halt,
  latestAt,
  recorded,
  replay,
  written,
} from "../../src/bakeoff/features/race/page/stage/playback.js"
import { counted, wrongs } from "../../src/bakeoff/features/race/page/stage/rows.js"
import { extremes, reach, standing, ticks, travelled } from "../../src/bakeoff/features/race/page/stage/track.js"

const moment = (step, cpu, score = null) => ({ step, cpu, score, answers: new Uint8Array() })
const tree = { name: "tree", flag: "home", moments: [moment(1, 0.001, 0.5), moment(2, 0.001, 0.7), moment(0, 0.002)] }
const forest = { name: "forest", flag: "", moments: [moment(1, 0.01, 0.6), moment(2, 0.1, 0.8)] }

test("live, each goes on by itself, no moment is left out, and none is on show for longer than a tenth of a second", () => {
  const playback = begin(0)
  const seen = { tree: [], forest: [] }
  let now = 0
  for (; now < 1000; now += 10) {
    advance(playback, [tree, forest], true, now)
    for (const name of ["tree", "forest"]) {
      const place = playback.shown.get(name)
      if (place !== seen[name].at(-1)) seen[name].push(place)
    }
    if (seen.tree.length === 3) break
  }
  assert.deepEqual(seen, { tree: [0, 1, 2], forest: [0, 1] })
  assert.ok(now <= 300)
})

test("the latest is on show where the server has left out older ones, as it does of many", () => {
  const playback = { ...begin(0), shown: new Map([["forest", 63]]) }
  advance(playback, [forest], true, 0)
  assert.equal(playback.shown.get("forest"), 1)
})

test("after the end it is played once more on one clock, and then it is still", () => {
  const playback = begin(0)
  let now = 0
  const modes = []
  for (; now < 20000; now += 20) {
    const moving = advance(playback, [tree, forest], now < 500, now)
    if (modes.at(-1) !== playback.mode) modes.push(playback.mode)
    if (!moving) break
  }
  assert.deepEqual(modes, ["live", "replay", "still"])
  assert.ok(now < 10000)
  assert.deepEqual([...playback.shown.values()], [2, 1])
})

test("a race that was over when the page came is still, and so is any where motion is not wanted", () => {
  const late = begin(0)
  for (let now = 0; now < 2000 && advance(late, [tree, forest], false, now); now += 20);
  assert.equal(late.mode, "still")
  const calm = { ...begin(0), still: true }
  for (let now = 0; now < 3000 && advance(calm, [tree, forest], now < 200, now); now += 20);
  assert.equal(calm.mode, "still")
})

test("a recording plays again and again until it is halted, and is still where motion is not wanted", () => {
  const playback = recorded(0, false)
  const clocks = []
  for (let now = 0; now < 21000; now += 20) {
    assert.ok(advance(playback, [tree, forest], false, now))
    clocks.push(playback.clock)
  }
  assert.equal(clocks.filter((clock, index) => clock < clocks[index - 1]).length, 2)
  halt(playback)
  assert.ok(!advance(playback, [tree, forest], false, 21000))
  assert.deepEqual([...playback.shown.values()], [2, 1])
  const calm = recorded(0, true)
  assert.ok(!advance(calm, [tree, forest], false, 0))
  assert.deepEqual([...calm.shown.values()], [2, 1])
})

test("on one clock nobody shows what it did not answer by then", () => {
  const playback = begin(0)
  replay(playback, 0)
  for (let now = 0; now < 9000; now += 50) {
    if (!advance(playback, [tree, forest], false, now)) break
    for (const actor of [tree, forest]) {
      const place = playback.shown.get(actor.name)
      if (place >= 0) assert.ok(actor.moments[place].cpu <= playback.clock)
      if (place + 1 < actor.moments.length) assert.ok(actor.moments[place + 1].cpu > playback.clock)
    }
  }
  replay(playback, 0)
  halt(playback)
  assert.equal(advance(playback, [tree, forest], false, 1), false)
})

test("the clock is true, ten times slower, or stretched from before the first moment to the last", () => {
  const both = ends([tree, forest])
  assert.ok(both[0] < 0.001 && both[1] === 0.1)
  assert.equal(clockAt("true", 2000, both), 2)
  assert.equal(clockAt("tenth", 2000, both), 0.2)
  assert.equal(clockAt("stretched", 0, both), both[0])
  assert.ok(Math.abs(clockAt("stretched", 1e6, both) - 0.1) < 1e-12)
  assert.equal(latestAt(tree, 0.0009), -1)
  assert.equal(latestAt(tree, 0.001), 1)
})

test("a line on the track ends where the clock is, between what was measured", () => {
  const playback = { ...begin(0), mode: "replay", clock: 0.055, shown: new Map([["forest", 0]]) }
  const way = travelled(forest, playback)
  assert.deepEqual(way[0], [0.01, 0.6])
  assert.ok(Math.abs(way[1][0] - 0.055) < 1e-12 && Math.abs(way[1][1] - 0.7) < 1e-9)
  playback.mode = "still"
  assert.equal(travelled(forest, playback).length, 1)
  const [low, high] = reach([tree, forest])
  assert.ok(low < 0.5 && high > 0.8)
  assert.deepEqual(ticks(0.9, 12), [1, 2, 5, 10])
})

test("words beneath the clock do not touch, and none is cut off", () => {
  assert.deepEqual(standing([54, 130, 230], [40, 40, 40], 54, 350), [
    [0, 54],
    [1, 110],
    [2, 210],
  ])
  assert.deepEqual(standing([54, 100, 345], [40, 40, 40], 54, 350), [
    [0, 54],
    [2, 310],
  ])
})

test("answers are told apart", () => {
  assert.deepEqual([...split(Uint8Array.of(0, 127, 128, 255), 128)], [0, 0, 1, 1, 0, 255, 0, 255])
  assert.deepEqual([...disagreement([Uint8Array.of(3, 130), Uint8Array.of(90, 5)], 128)], [0, 1])
  assert.deepEqual([...disagreement([Uint8Array.of(3)], 128)], [255])
  const scene = { target: { values: Uint8Array.of(0, 1) }, levels: 128, text: { wrong: "{n} of {total} wrong" } }
  assert.deepEqual(wrongs(scene, Uint8Array.of(100, 100)), [false, true])
  assert.equal(counted(scene, { answers: Uint8Array.of(100, 100) }), "1 of 2 wrong")
  assert.equal(counted(scene, undefined), "")
})

test("the lines across the clock are at the lowest and the highest score", () => {
  assert.deepEqual(extremes([tree, forest]), [0.5, 0.8])
})

test("where all have one score, the line is at that, and at none that nobody can have", () => {
  const right = { ...tree, moments: [moment(1, 0.001, 1), moment(2, 0.002, 1)] }
  assert.deepEqual(extremes([right]), [1])
  const [low, high] = reach([right])
  assert.ok(low < 1 && high > 1)
})

test("times and scores are written as tables write them", () => {
  const text = { seconds: "{n} s", milliseconds: "{n} ms", percent: "{number} %" }
  assert.deepEqual([duration(0.0032, text), duration(0.222, text), duration(12.4, text)], ["3.2 ms", "222 ms", "12 s"])
  assert.deepEqual(
    [written(0.9533, { unit: "%", text }), written(0.6412, { unit: "", text }), written(-0.428, { unit: "", text })],
    ["95.3\u00a0%", "0.641", "−0.428"],
  )
})

test("what stands beside a picture is a score, or why there is none yet, until the leaderboard has it", () => {
  const node = () => ({ textContent: "", setAttribute() {}, classList: { toggle() {} } })
  const said = (actor, playback, recorded = false) => {
    const at = { note: node(), flag: node(), canvas: node(), node: node() }
    const text = { unheard: "none yet", learning: "begins", score: "{score}", percent: "{number} %", alt: "" }
    write(at, actor, { text, unit: "%", recorded }, playback)
    return at.note.textContent
  }
  const home = { ...tree, active: false, moments: [] } // its answers come with a later look
  const unseen = new Map([["tree", -1]])
  assert.equal(said(home, { mode: "live", shown: unseen }), "none yet")
  assert.equal(said(tree, { mode: "replay", shown: unseen }), "begins")
  const all = new Map([["tree", 2]])
  assert.equal(said(tree, { mode: "replay", shown: all }), "70.0\u00a0%")
  assert.equal(said(tree, { mode: "still", shown: all }), "")
  assert.equal(said(tree, { mode: "still", shown: all }, true), "70.0\u00a0%")
})

test("the stretched clock reaches its end, also where its curve falls short by rounding", () => {
  const fit = { name: "forest", flag: "", moments: [moment(1, 0.001), moment(2, 0.059)] }
  const [first, last] = ends([fit])
  assert.ok(first * (last / first) < last)
  const playback = begin(0)
  replay(playback, 0)
  assert.equal(advance(playback, [fit], false, 7000), false)
  assert.deepEqual([playback.mode, playback.clock], ["still", 0.059])
})
