// The network's picture: its numbers against the server's, its pictures in order, and where everything stands.

import assert from "node:assert/strict"
import { execFileSync } from "node:child_process"
import { test } from "node:test"
import { fileURLToPath } from "node:url"
import { chainFormula, neuronFormula } from "../../src/bakeoff/features/learn/parts/net_formula.js"
import { closeUp, link, overview } from "../../src/bakeoff/features/learn/parts/net_layout.js"
import * as maths from "../../src/bakeoff/features/learn/parts/net_maths.js"
import { stacked } from "../../src/bakeoff/features/learn/parts/net_panel.js"
import { nearestTo } from "../../src/bakeoff/features/learn/parts/net_plane.js"
import { numbersAt, placeName, sentence, shownAt, stagesOf } from "../../src/bakeoff/features/learn/parts/net_stages.js"
import { along } from "../../src/bakeoff/web/components/kit/links.js"
import { apart, compact } from "../../src/bakeoff/web/components/kit/numbers.js"

const FIXTURE = fileURLToPath(new URL("net_fixture.py", import.meta.url))
const PYTHON = process.env.BAKEOFF_PYTHON ?? "python3"
const CASES = JSON.parse(execFileSync(PYTHON, [FIXTURE], { encoding: "utf8" }))

function close(values, expected, what) {
  const [a, b] = [values.flat(9), expected.flat(9)]
  assert.equal(a.length, b.length, what)
  a.forEach((value, i) => {
    assert.ok(Math.abs(value - b[i]) <= 1e-9 * Math.max(1, Math.abs(b[i])), `${what}: ${value} is not ${b[i]}`)
  })
}

test("forward, loss and backward are the server's, for every activation, output and loss", () => {
  const kinds = new Set(CASES.flatMap(({ net }) => [net.output + net.loss, ...net.activations]))
  assert.equal(kinds.size, 7 + 6)
  for (const { net, x, wanted, inputs, sums, own, weights, biases, slopes } of CASES) {
    const passed = maths.forward(net, x)
    close(passed.inputs, inputs, "inputs")
    close(passed.sums, sums, "sums")
    close([maths.lossOf(net, passed, wanted)], [own], "loss")
    const back = maths.backward(net, passed, wanted)
    close(back.weights, weights, "weights")
    close(back.biases, biases, "biases")
    close(back.sums, slopes, "slopes")
  }
})

const NET = {
  weights: [
    [
      [0.5, -1],
      [0.25, 2],
    ],
    [
      [1, -1],
      [0.5, 0],
    ],
  ],
  biases: [
    [0.1, 0],
    [0, -0.2],
  ],
  activations: ["tanh"],
  output: "softmax",
  loss: "cross_entropy",
}
const WORDS = new Proxy(
  { list: "{list}, {next}", equals: "{name} = {value}" },
  {
    get: (own, name) =>
      own[name] ??
      `${String(name)} {n} {name} {slope} {sums} {answers} {slopes} {before} {after} {loss} {source} {target}`,
  },
)
const SERVED = {
  ...{
    run: "r",
    net: NET,
    X: [
      [1, -2],
      [0.5, 1],
    ],
    wanted: [
      [1, 0],
      [0, 1],
    ],
    row: 0,
    rate: 0.5,
    way: "training",
  },
  ...{
    inputs: ["x1", "x2"],
    outputs: ["A", "B"],
    classes: [0, 1],
    in_plane: true,
    reach: [-2, 2],
    marked: null,
    words: WORDS,
  },
}

function scene(index, more = {}) {
  const stages = stagesOf(NET, SERVED.way)
  const passed = maths.forward(NET, SERVED.X[0])
  const slopes = maths.backward(NET, passed, SERVED.wanted[0])
  const next = maths.stepped(NET, slopes, SERVED.rate)
  return {
    ...{ served: SERVED, net: NET, x: SERVED.X[0], passed, slopes, next, stage: stages[index] },
    ...{ loss: maths.lossOf(NET, passed, SERVED.wanted[0]), shown: shownAt(stages, index), near: null, picked: null },
    nextLoss: maths.lossOf(next, maths.forward(next, SERVED.X[0]), SERVED.wanted[0]),
    ...more,
  }
}

test("a training step is shown forward, at its loss, backward and in its update; nothing is shown too early", () => {
  const stages = stagesOf(NET, "training")
  const kinds = stages.map(({ kind, layer }) => `${kind}${layer}`)
  const there = ["row0", "sums0", "answers0", "sums1", "answers1", "loss1"]
  assert.deepEqual(kinds, [...there, "slopes1", "gradients1", "slopes0", "gradients0", "update0", "again1"])
  assert.deepEqual(stagesOf(NET, "forward").length, there.length)
  assert.deepEqual(shownAt(stages, 0), {
    ...{ sums: -1, answers: -1, loss: false },
    ...{ slopes: Infinity, gradients: Infinity, updated: false },
  })
  assert.deepEqual(shownAt(stages, 7), { sums: 1, answers: 1, loss: true, slopes: 1, gradients: 1, updated: false })
  assert.equal(shownAt(stages, 10).updated, true)
  assert.equal(shownAt(stages, 11).slopes, Infinity) // they were those of the weights before
})

test("each picture is said with its own numbers", () => {
  const at = (index) => sentence(scene(index))
  const { passed, slopes, next, loss, nextLoss } = scene(11)
  assert.match(at(1), new RegExp(passed.sums[0].map(compact).join(", ").replaceAll("+", "\\+")))
  assert.ok(at(4).includes(passed.inputs[2].map(compact).join(", ")))
  assert.ok(at(5).includes(compact(loss)))
  assert.ok(at(6).includes(slopes.sums[1].map(compact).join(", ")))
  const steepest = maths.places(NET).filter(({ source }) => source !== null)
  steepest.sort((a, b) => Math.abs(maths.valueAt(slopes, b)) - Math.abs(maths.valueAt(slopes, a)))
  assert.ok(at(10).includes(`${compact(maths.valueAt(NET, steepest[0]))} ${compact(maths.valueAt(next, steepest[0]))}`))
  assert.ok(at(11).includes(`${compact(loss)} ${compact(nextLoss)}`))
  assert.ok(nextLoss < loss)
})

test("a weight's formula ends in its gradient, and a neuron's in its answer", () => {
  const whole = scene(9)
  const place = { layer: 0, source: 1, target: 0 }
  const lines = chainFormula(whole, place)
  assert.ok(lines[1].includes(`class="g">${compact(Math.abs(maths.valueAt(whole.slopes, place)))}<`))
  assert.equal(lines.length, 2 + 2 + 2) // the chain, the slope of its neuron, those of both outputs
  assert.equal(chainFormula(whole, { layer: 1, source: null, target: 1 }).length, 3)
  assert.equal(neuronFormula(scene(2), { column: 1, index: 0 }).length, 3)
  assert.ok(neuronFormula(scene(2), { column: 1, index: 0 })[2].includes(compact(Math.abs(whole.passed.inputs[1][0]))))
  assert.equal(neuronFormula(whole, { column: 1, index: 0 }).length, 5) // with its slope
})

test("a working gives what is printed to whoever works it out from the printed numbers", () => {
  const byCalculator = (formula) => {
    const [, working, result] = formula
      .replace(/<[^>]+>/g, "")
      .replaceAll("−", "-")
      .replaceAll("·", "*")
      .split("=")
    return [compact(Function(`return ${working}`)()), result.replaceAll("-", "−")]
  }
  for (const { net, x, wanted } of CASES.filter(({ net }) => net.biases.length > 1)) {
    const passed = maths.forward(net, x)
    const slopes = maths.backward(net, passed, wanted)
    const seen = { ...scene(9), net, x, passed, slopes, served: { ...SERVED, wanted: [wanted] } }
    net.biases[0].forEach((_, index) => {
      const formulas = neuronFormula(seen, { column: 1, index })
      for (const formula of [
        formulas[1],
        formulas.at(-1),
        chainFormula(seen, { layer: 0, source: 0, target: index })[1],
      ])
        assert.equal(...byCalculator(formula))
    })
  }
})

test("weights are changed, named, listed and averaged over rows", () => {
  const place = { layer: 0, source: 1, target: 0 }
  const moved = maths.changed(NET, place, 9)
  assert.equal(maths.valueAt(moved, place), 9)
  assert.equal(maths.valueAt(NET, place), 0.25)
  assert.equal(maths.places(NET).length, 12)
  for (const { net, places } of CASES) {
    const key = ({ layer, source, target }) => `${layer} ${source} ${target}`
    assert.deepEqual(maths.places(net).map(key).sort(), places.map(key).sort())
  }
  const own = maths.ownSlopes(NET, SERVED.X, SERVED.wanted, place)
  close([own[0]], [maths.valueAt(scene(9).slopes, place)], "row 1")
  assert.match(placeName(SERVED, NET, place), /weight_name.* x2 /)
})

test("no neuron lies on another, near or far, at any width", () => {
  const overlap = (a, b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
  for (const width of [300, 360, 640, 1100])
    for (const sizes of [
      [2, 1],
      [2, 3, 2],
      [2, 8, 8, 5],
      [2, 4, 4, 4, 4, 3],
    ]) {
      const whole = overview(sizes, width, 60, true)
      const boxes = [...whole.columns.flat(), whole.loss]
      boxes.forEach((box, i) => {
        assert.ok(box.x >= 0 && box.x + box.width <= whole.width && box.y >= 0 && box.y + box.height <= whole.height)
        for (const other of boxes.slice(i + 1)) assert.ok(!overlap(box, other), `${sizes} at ${width}`)
      })
      const near = closeUp(whole, { column: 1, index: 0 }, true)
      const seen = [...near.columns[0], near.columns[1][0], ...(near.columns[2] ?? [])]
      seen.forEach((box, i) => {
        assert.ok(
          box.x >= 0 && box.x + box.width <= whole.width + 0.01 && box.y + box.height <= near.height,
          `${sizes} at ${width}`,
        )
        for (const other of seen.slice(i + 1)) assert.ok(!overlap(box, other), `${sizes} at ${width}, near`)
      })
    }
})

test("all numbers of a picture are of one network: the old one up to the update, the new one in the end", () => {
  const [x, wanted, rate] = [[1, -1], [1, 0], 0.5]
  const before = numbersAt({ kind: "update", layer: 0 }, NET, x, wanted, rate)
  const after = numbersAt({ kind: "again", layer: 0 }, NET, x, wanted, rate)
  assert.deepEqual(before.net, NET)
  assert.deepEqual(after.net, maths.stepped(NET, before.slopes, rate))
  assert.notDeepEqual(after.net, NET)
  for (const { net, passed } of [before, after]) assert.deepEqual(passed, maths.forward(net, x))
  assert.equal(after.loss, before.loss)
  assert.equal(after.nextLoss, maths.lossOf(after.net, after.passed, wanted))
})

test("links arrive apart, dots of equal place are stacked, and a click finds its row", () => {
  const [from, to] = [
    { x: 0, y: 0, width: 10, height: 40 },
    { x: 100, y: 50, width: 10, height: 40 },
  ]
  const ends = [0, 1, 2].map((i) => link(from, to, i, 3))
  assert.ok(ends[1].y1 - ends[0].y1 > 10)
  assert.deepEqual(along(ends[1], 1), [100, 70])
  assert.deepEqual(stacked([10, 10, 90]), [
    [10, 0],
    [10, 6],
    [90, 0],
  ])
  assert.equal(nearestTo(SERVED, 0.7, 0.95), 0)
  assert.equal(nearestTo(SERVED, 0.6, 0.2), 1)
})

test("numbers are short", () => {
  const written = [0, 0.5, -0.25, 0.0625, 123.4, 2e-7, -1e-5, Number.NaN]
  assert.deepEqual(written.map(compact), ["0.00", "0.50", "−0.25", "0.063", "123", "2.0e−7", "−1.0e−5", "–"])
})

test("what a number was and what it becomes read alike only where they are", () => {
  assert.deepEqual(apart(0.69, 0.63), ["0.69", "0.63"])
  assert.deepEqual(apart(-0.294, -0.2911), ["−0.294", "−0.291"])
  assert.deepEqual(apart(-0.2912, -0.2908), ["−0.2912", "−0.2908"])
  assert.deepEqual(apart(0.5, 0.5), ["0.50", "0.50"])
})
