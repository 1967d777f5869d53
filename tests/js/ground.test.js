// What a network answers over the plane as pixels, and the shapes of points.

import assert from "node:assert/strict"
import { test } from "node:test"
import { cellCentre } from "../../src/bakeoff/features/lab/page/features.js"
import { rampOfTile, tileGrid } from "../../src/bakeoff/features/lab/page/network.js"
import { mix, palette, pointColour, region } from "../../src/bakeoff/web/components/kit/colours.js"
import { outline } from "../../src/bakeoff/web/components/kit/markers.js"
import { placed } from "../../src/bakeoff/web/network/draw_output.js"
import { answerRamp, classTables, shadeGround } from "../../src/bakeoff/web/network/ground.js"
import { CLASSES, seeded } from "./helpers.js"

const colours = palette("light", CLASSES)
const tables = classTables(colours)
const shaded = (size, grid, more = {}) =>
  shadeGround(new Uint8ClampedArray(4 * size * size), size, grid, {
    colours,
    tables,
    ramp: colours.ramp,
    discretise: false,
    contour: false,
    ...more,
  })
const pixel = (pixels, at) => [...pixels.slice(4 * at, 4 * at + 3)]

test("a class's colour grows from the ground's as the network grows sure", () => {
  for (const [code, table] of tables.entries()) {
    for (const value of [0, 100, 255]) {
      assert.deepEqual([...table.slice(3 * value, 3 * value + 3)], [...region(colours, code, value / 255)])
    }
    assert.deepEqual([...table.slice(0, 3)], [...colours.neutral])
  }
})

test("a flat answer of any value is one colour, the ramp's", () => {
  for (const value of [0, 77, 128, 255]) {
    const pixels = shaded(8, { values: new Uint8Array(16).fill(value), shape: [4, 4] })
    for (let at = 0; at < 64; at++) {
      assert.deepEqual(pixel(pixels, at), [...colours.ramp.slice(3 * value, 3 * value + 3)])
      assert.equal(pixels[4 * at + 3], 255)
    }
  }
})

test("several classes are shaded by the surest, in its colour", () => {
  const codes = [0, 0, 3, 3]
  const sureness = [255, 255, 90, 90]
  const values = Uint8Array.from([...codes, ...sureness])
  const pixels = shaded(2, { values, shape: [2, 2, 2] })
  const expected = codes.map((code, cell) => [...region(colours, code, sureness[cell] / 255)])
  assert.deepEqual(
    expected.map((_, at) => pixel(pixels, at)),
    expected,
  )
})

test("a line runs only where the answer changes, and not over a flat one", () => {
  const random = seeded(3)
  const noise = { values: Uint8Array.from({ length: 36 }, () => 256 * random()), shape: [6, 6] }
  const plain = shaded(30, noise)
  const lined = shaded(30, noise, { contour: true })
  const changed = [...Array(900).keys()].filter((at) => String(pixel(plain, at)) !== String(pixel(lined, at)))
  assert.ok(changed.length > 20 && changed.length < 600, String(changed.length))
  const flat = { values: new Uint8Array(36).fill(200), shape: [6, 6] }
  assert.deepEqual(shaded(30, flat, { contour: true }), shaded(30, flat))
})

test("points take their class's colour, or the share of it that their value has", () => {
  assert.equal(pointColour(colours, 3, 5), colours.classes[3])
  assert.deepEqual(pointColour(colours, 1, 0), mix(colours.neutral, colours.positive, 1))
  assert.deepEqual(pointColour(colours, -9, 0), mix(colours.neutral, colours.negative, 1))
  assert.deepEqual(pointColour(colours, 0.5, 0), mix(colours.neutral, colours.positive, 0.65))
})

test("a point is where the grid's cell of the same coordinates is", () => {
  for (const [column, row] of [
    [0, 0],
    [3, 17],
    [19, 19],
  ]) {
    const [x, y] = placed(cellCentre(column, 20), -cellCentre(row, 20), 400, 6)
    assert.ok(Math.abs(x - 20 * (column + 0.5)) < 1e-9 && Math.abs(y - 20 * (row + 0.5)) < 1e-9)
  }
})

test("every marker lies round its place and grows with its radius", () => {
  for (const shape of ["circle", "square", "diamond", "triangle", "cross"]) {
    const corners = [...outline(shape, 100, 50, 10).matchAll(/[ML](-?[\d.]+) (-?[\d.]+)/g)]
    assert.ok(corners.length > 0, shape)
    for (const [, x, y] of corners) {
      const far = Math.hypot(x - 100, y - 50)
      assert.ok(far >= 5 && far <= 16, `${shape}: ${far}`)
    }
    assert.notEqual(outline(shape, 0, 0, 5), outline(shape, 0, 0, 10))
  }
})

test("the large picture of a tile is that neuron's, counted through all layers", () => {
  const layers = [
    [2, "tanh"],
    [1, "relu"],
  ]
  const view = { features: ["x1"], layers, outputs: 1 }
  const weights = [
    [1, 2],
    [2, 1],
    [1, 1],
  ].map((shape) => ({ shape, values: new Float32Array(shape[0] * shape[1]) }))
  const neurons = { values: Uint8Array.from({ length: 16 }, (_, at) => Math.floor(at / 4)), shape: [4, 2, 2] }
  const number = (column, index) => tileGrid(view, { weights, neurons }, { column, index }).values[0]
  assert.deepEqual([number(1, 0), number(1, 1), number(2, 0), number(3, 0)], [0, 1, 2, 3])
  assert.equal(tileGrid({ ...view, outputs: 2 }, { weights, neurons }, { column: 1, index: 0 }), null)
  assert.equal(tileGrid(view, null, { column: 1, index: 0 }), null)
  assert.deepEqual(tileGrid(view, null, { column: 0, index: 0 }).shape, [40, 40])
})

test("the answer of two classes goes from the one's colour to the other's, and a number's from sign to sign", () => {
  const [first, second] = CLASSES
  const ends = (table) => [0, 255].map((value) => [...table.slice(3 * value, 3 * value + 3)])
  assert.deepEqual(
    ends(answerRamp(2, colours)),
    [first, second].map((colour) => [...mix(colours.neutral, colour, 0.72)]),
  )
  assert.equal(answerRamp(0, colours), colours.ramp)
})

test("an output's tile has its class's colour, as the answer and the points have", () => {
  const view = { layers: [[2, "tanh"]], n_classes: 3 }
  assert.equal(rampOfTile(view, { column: 2, index: 1 }, colours, tables), tables[1])
  assert.equal(rampOfTile(view, { column: 1, index: 1 }, colours, tables), colours.ramp)
  assert.equal(rampOfTile({ ...view, n_classes: 0 }, { column: 2, index: 0 }, colours, tables), colours.ramp)
})
