// The stage: what is shown when, and what it says of it.

import assert from "node:assert/strict"
import { test } from "node:test"
import { answerOf, confusionOf, contested } from "../../src/bakeoff/replay/details.js"
import { animated, pixelChunks } from "../../src/bakeoff/replay/film.js"
import { headlineOf, write } from "../../src/bakeoff/replay/panels.js"
import { counted } from "../../src/bakeoff/replay/pictures.js"
import { disagreement, nearest, split } from "../../src/bakeoff/replay/planes.js"
import {
  advance,
  begin,
  clockAt,
  clockOf,
  duration,
  elapsedAt,
  ends,
  goTo,
  halt,
  isBehind,
  latestAt,
  play,
  recorded,
  replay,
  step,
  written,
} from "../../src/bakeoff/replay/playback.js"
import { extremes, reach, standing, ticks, travelled } from "../../src/bakeoff/replay/track.js"

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

test("predictions are behind until the last moment of each contender has been shown, and not after it", () => {
  const playback = begin(0)
  assert.ok(isBehind(playback, [tree, forest]))
  for (let now = 0; now < 5000 && isBehind(playback, [tree, forest]); now += 50)
    advance(playback, [tree, forest], true, now)
  assert.deepEqual([...playback.shown.values()], [2, 1])
  assert.equal(playback.mode, "live")
  assert.ok(!isBehind(playback, [tree, forest]))
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
  const scene = {
    ...{ target: { values: Uint8Array.of(0, 1, 1) }, levels: 128 },
    text: { wrong: "{n} of {total} wrong", unheard: "no answers yet" },
    ...{ grid: 0, pictures: { shape: [2, 1, 1] } },
  }
  assert.equal(counted(scene, { answers: Uint8Array.of(100, 100, 100) }, ""), "1 of 2 wrong")
  assert.equal(counted(scene, undefined, ""), "no answers yet")
  assert.equal(counted(scene, undefined, "failed"), "failed")
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
  const high = [1, 0.99997, 0.9996].map((score) => written(score, { unit: "%", text }))
  assert.deepEqual(high, ["100.0\u00a0%", "99.99\u00a0%", "99.96\u00a0%"])
  assert.deepEqual([written(1, { unit: "", text }), written(0.999999995, { unit: "", text })], ["1.000", "0.9999"])
})

const node = () => ({ textContent: "", title: "", attributes: {}, classList: { toggle() {} } })
const panelOf = () => {
  const canvas = node()
  canvas.setAttribute = (name, value) => {
    canvas.attributes[name] = value
  }
  return { note: node(), flag: node(), canvas, node: node() }
}
const words = {
  ...{ unheard: "none yet", learning: "begins", score: "validation {score}", percent: "{number} %" },
  ...{ alt: "{label}: {note}", leads: "Leads: {note}", level: "Level: {note}", list: "{list}, {next}" },
  ...{ milliseconds: "{n} ms", seconds: "{n} s", scored_by: "validation accuracy", clock: "Nobody yet at {time}" },
  ...{ clock_leads: "At {time} {label} leads by {score}", clock_level: "At {time} level by {score}" },
  ...{ live: "Live", live_leads: "Live: {label} leads by {score}", live_level: "Live: level by {score}" },
}

test("what stands above a picture is a score, or why there is none yet, until the leaderboard has it", () => {
  const said = (actor, playback, recorded = false) => {
    const at = panelOf()
    write(at, actor, { text: words, unit: "%", recorded, actors: [actor, forest] }, playback)
    return at.note.textContent
  }
  const home = { ...tree, active: false, moments: [] } // its answers come with a later look
  const unseen = new Map([["tree", -1]])
  assert.equal(said(home, { mode: "live", shown: unseen }), "none yet")
  assert.equal(said(tree, { mode: "replay", shown: unseen }), "begins")
  for (const mode of ["live", "replay", "still"]) {
    assert.equal(said({ ...home, ended: "failed" }, { mode, shown: unseen }), "failed")
  }
  const all = new Map([["tree", 2]])
  assert.equal(said(tree, { mode: "replay", shown: all }), "Leads: 70.0\u00a0%")
  const behind = new Map([
    ["tree", 1],
    ["forest", 1],
  ])
  assert.equal(said(tree, { mode: "paused", shown: behind }), "70.0\u00a0%")
  assert.equal(said(tree, { mode: "live", shown: behind }), "70.0\u00a0%, 1.0 ms")
  assert.equal(said(tree, { mode: "still", shown: all }), "")
  assert.equal(said(tree, { mode: "still", shown: all }, true), "Leads: 70.0\u00a0%")
})

test("the flag of one that is home has its time as a tooltip, and the picture’s alternative text has both", () => {
  const at = panelOf()
  const actor = { ...tree, label: "Decision tree", flag: "trained in 2.0 ms" }
  const scene = { text: words, unit: "%", actors: [actor, forest] }
  write(at, actor, scene, { mode: "replay", shown: new Map([["tree", 2]]) })
  assert.deepEqual([at.flag.textContent, at.flag.title], ["⚑", "trained in 2.0 ms"])
  assert.equal(at.canvas.attributes["aria-label"], "Decision tree: validation 70.0\u00a0%, trained in 2.0 ms")
  write(at, actor, { ...scene, large: true }, { mode: "replay", shown: new Map([["tree", 2]]) })
  assert.equal(at.flag.textContent, "⚑ trained in 2.0 ms") // a room has no mouse
})

/** Return a random number generator that always draws the same. */
function drawing(seed) {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

test("the headline names who the pictures say leads, or level where they are, at 500 moments of random races", () => {
  const draw = drawing(1)
  const seen = { leads: 0, level: 0, nobody: 0 }
  for (let race = 0; race < 500; race++) {
    const rows = [2, 4, 1000][draw(3)]
    const actors = Array.from({ length: 1 + draw(5) }, (_, index) => {
      const times = Array.from({ length: draw(7) }, () => 10 ** (draw(600) / 100 - 5)).sort((one, two) => one - two)
      const moments = times.map((cpu, step) => moment(step, cpu, draw(5) ? draw(rows + 1) / rows : null))
      return { name: `n${index}`, label: `Contender ${index}`, flag: draw(2) ? "home" : "", ended: "", moments }
    })
    const scene = { text: words, unit: "%", active: false, recorded: draw(2) === 1, actors, course: "" }
    const now = 10 ** (draw(700) / 100 - 5)
    const playback = { ...begin(0), mode: "paused", clock: now }
    advance(playback, actors, false, 0)
    const last = actors.map(({ moments }) =>
      moments.filter(({ cpu, score }) => score !== null && Math.max(cpu, 1e-4) <= now),
    )
    const scores = last.map((known) => known.at(-1)?.score ?? -1)
    const best = Math.max(...scores)
    const top = actors.filter((_, index) => best >= 0 && scores[index] === best)
    const headline = headlineOf(scene, playback)
    const marked = actors.map((actor) => {
      const at = panelOf()
      write(at, actor, scene, playback)
      return at.note.textContent.split(":")[0]
    })
    const mark = top.length > 1 ? "Level" : "Leads"
    seen[top.length > 1 ? "level" : top.length ? "leads" : "nobody"]++
    for (const [index, actor] of actors.entries()) assert.equal(marked[index] === mark, top.includes(actor))
    if (top.length > 1) assert.ok(headline.endsWith(" level by validation accuracy"))
    else if (top.length) assert.ok(headline.endsWith(` ${top[0].label} leads by validation accuracy`))
    else assert.ok(headline.startsWith("Nobody yet"))
  }
  assert.ok(Math.min(...Object.values(seen)) > 30)
})

test("a live headline says who leads so far, and the end who led until when", () => {
  const actors = [
    { ...tree, label: "Decision tree" },
    { ...forest, label: "Random forest" },
  ]
  const scene = { text: { ...words, ended: "The end" }, actors, active: true, course: "The tree led until 2 ms" }
  const live = { ...begin(0), shown: new Map([["tree", 1]]) }
  assert.equal(headlineOf(scene, live), "Live: Decision tree leads by validation accuracy")
  assert.equal(headlineOf(scene, begin(0)), "Live")
  assert.equal(headlineOf({ ...scene, active: false }, { ...live, mode: "still" }), "The tree led until 2 ms")
  assert.equal(headlineOf({ ...scene, active: false, course: "" }, { ...live, mode: "still" }), "The end")
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

test("the clock stops where it is put, shows what was answered by then, and runs on from there", () => {
  const playback = { ...begin(0), mode: "still" }
  goTo(playback, [tree, forest], false, 0.05)
  assert.equal(advance(playback, [tree, forest], false, 0), false)
  assert.deepEqual([playback.mode, ...playback.shown.values()], ["paused", 2, 0])
  play(playback, [tree, forest], false, 1000)
  assert.ok(advance(playback, [tree, forest], false, 1000))
  assert.ok(Math.abs(playback.clock - 0.05) < 1e-9)
  for (const pace of ["stretched", "tenth", "true"]) {
    const both = ends([tree, forest])
    assert.ok(Math.abs(clockAt(pace, elapsedAt(pace, 0.05, both), both) - 0.05) < 1e-9)
  }
  goTo(playback, [tree, forest], false, 99)
  assert.deepEqual([playback.mode, playback.clock], ["still", 0.1])
})

test("steps go from answer to answer, and stay within the race", () => {
  const playback = { ...begin(0), mode: "still", clock: 0.1 }
  const clocks = []
  for (let n = 0; n < 5; n++) {
    step(playback, [tree, forest], false, -1)
    clocks.push(playback.clock)
  }
  assert.deepEqual(clocks.slice(0, 3), [0.01, 0.002, 0.001])
  assert.equal(clocks[4], clocks[3])
  step(playback, [tree, forest], false, 1)
  assert.equal(playback.clock, 0.002)
})

test("while a race goes on it can be looked back at, and followed again", () => {
  const playback = begin(0)
  for (let now = 0; now < 600; now += 20) advance(playback, [tree, forest], true, now)
  assert.equal(clockOf(playback, [tree, forest]), 0.1)
  goTo(playback, [tree, forest], true, 99)
  assert.equal(playback.mode, "paused") // more may come
  goTo(playback, [tree, forest], true, 0.02)
  advance(playback, [tree, forest], true, 700)
  assert.equal(playback.shown.get("forest"), 0)
  play(playback, [tree, forest], true, 800)
  for (let now = 800; now < 1400; now += 20) advance(playback, [tree, forest], true, now)
  assert.deepEqual([playback.mode, playback.shown.get("forest")], ["live", 1])
})

const asked = {
  ...{ grid: 2, levels: 128, task: "classification", reach: [0, 1], classes: [{ name: "no" }, { name: "yes" }] },
  ...{
    target: { values: Uint8Array.of(0, 1, 1) },
    text: { none: "none yet", sure: "{name}, {sure}", percent: "{number} %" },
  },
}
const answers = Uint8Array.of(9, 9, 127, 128, 0) // of two points of a grid, then three rows

test("a confusion matrix counts the rows of the sample, and none that is an image drawn for being hard", () => {
  assert.deepEqual(confusionOf(asked, answers), [
    [1, 0],
    [1, 1],
  ])
  assert.deepEqual(confusionOf({ ...asked, pictures: { shape: [2, 1, 1] } }, answers), [
    [0, 0],
    [1, 0],
  ])
})

test("of one row the answer is told, and how sure it is; of a number its value", () => {
  const said = [0, 1, 2].map((row) => answerOf(asked, { answers }, row))
  assert.deepEqual(said, ["no, 100\u00a0%", "yes, 50\u00a0%", "no, 50\u00a0%"])
  assert.equal(answerOf(asked, undefined, 0), "none yet")
  assert.equal(answerOf({ ...asked, task: "regression", reach: [-10, 41] }, { answers }, 0), "15.4")
  assert.equal(answerOf({ ...asked, levels: 9 }, { answers: Uint8Array.of(0, 0, 10) }, 0), "yes")
})

test("the row that is looked at first is one that the contenders part over", () => {
  const actor = (...values) => ({ moments: [{ answers: Uint8Array.of(9, 9, ...values) }] })
  assert.equal(contested({ ...asked, actors: [actor(0, 128, 0), actor(5, 128, 200)] }), 2)
  assert.equal(contested({ ...asked, actors: [actor(0, 128, 0), { moments: [] }] }), 0)
})

test("a click takes the nearest validation row, if one is near", () => {
  const points = { shape: [4, 4], values: Float32Array.of(0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 0, 1, 1) }
  const scene = { ...asked, points, ends: [0, 1, 0, 1] }
  assert.equal(nearest(scene, 0.02, 0.99), 0)
  assert.equal(nearest(scene, 1, 0.01), 1)
  assert.equal(nearest(scene, 0.5, 0.5), undefined)
})

test("pictures become one animation with the headline as its description", () => {
  const chunk = (name, ...bytes) => [
    ...Buffer.from(name),
    bytes.length,
    0,
    0,
    0,
    ...bytes,
    ...(bytes.length % 2 ? [0] : []),
  ]
  const still = Uint8Array.from([
    ...Buffer.from("RIFF"),
    0,
    0,
    0,
    0,
    ...Buffer.from("WEBP"),
    ...chunk("VP8X", 1, 2),
    ...chunk("VP8L", 7),
  ])
  assert.deepEqual(
    pixelChunks(still).map((part) => [...part]),
    [chunk("VP8L", 7)],
  )
  const file = Buffer.from(animated([{ webp: still, milliseconds: 300 }], 800, 354, "A <led> & B"))
  assert.equal(file.readUInt32LE(4), file.length - 8)
  const frame = file.indexOf("ANMF")
  assert.equal(file.readUIntLE(frame + 8 + 6, 3) + 1, 800)
  assert.equal(file.readUIntLE(frame + 8 + 9, 3) + 1, 354)
  assert.equal(file.readUIntLE(frame + 8 + 12, 3), 300)
  assert.ok(file.includes("A &lt;led> &amp; B"))
})
