// The mathematics behind the picture: places, colours, pixels, what lies between two snapshots, curves.

import assert from "node:assert/strict"
import { test } from "node:test"
import * as curve from "../../src/bakeoff/features/lab/page/curve.js"
import { FEATURES, heatmap, toggled } from "../../src/bakeoff/features/lab/page/features.js"
import * as geometry from "../../src/bakeoff/features/lab/page/geometry.js"
import { between, blend, duration } from "../../src/bakeoff/features/lab/page/interpolate.js"
import * as colours from "../../src/bakeoff/web/components/kit/colours.js"
import { along } from "../../src/bakeoff/web/components/kit/links.js"
import { enlarge, enlargeClasses, outline, shade, sides } from "../../src/bakeoff/web/components/kit/pixels.js"
import { CLASSES, seeded } from "./helpers.js"

const anyCounts = (random) => [
  7,
  ...Array.from({ length: Math.floor(7 * random()) }, () => 1 + Math.floor(8 * random())),
  1 + Math.floor(5 * random()),
]

test("no two tiles of a diagram overlap, and all lie inside it", () => {
  const random = seeded(1)
  for (let round = 0; round < 100; round++) {
    const diagram = geometry.arrange(anyCounts(random), 200 + 1200 * random())
    const tiles = diagram.columns.flat()
    for (const [at, tile] of tiles.entries()) {
      assert.ok(tile.x >= 0 && tile.x + geometry.NODE <= diagram.width)
      assert.ok(tile.y >= geometry.TOP && tile.y + geometry.NODE <= diagram.height)
      for (const other of tiles.slice(at + 1)) {
        assert.ok(Math.abs(tile.x - other.x) >= geometry.NODE || Math.abs(tile.y - other.y) >= geometry.NODE)
      }
    }
  }
})

test("a diagram is as wide as its room, or wider when its columns need it", () => {
  assert.equal(geometry.arrange([7, 4, 2, 2], 900).width, 900)
  for (const counts of [
    [7, 2],
    [7, 4, 2],
    [7, 4, 2, 2],
    [7, 4, 4, 2, 2],
  ])
    assert.equal(geometry.arrange(counts, 358).width, 358) // a phone
  assert.equal(geometry.arrange([7, 2], 300).width, geometry.arrange([7, 2, 2, 2], 300).width)
  assert.ok(geometry.arrange([7, 8, 8, 8, 8, 8, 8, 2], 350).width > 350)
})

test("there is a link for every weight", () => {
  const random = seeded(2)
  for (let round = 0; round < 50; round++) {
    const counts = anyCounts(random)
    const sources = [0, 2, 5]
    const all = geometry.links(geometry.arrange(counts, 900), sources)
    const sizes = [3, ...counts.slice(1)]
    assert.equal(
      all.length,
      sizes.slice(1).reduce((sum, n, layer) => sum + n * sizes[layer], 0),
    )
  }
})

test("whatever is drawn is found under the pointer", () => {
  const diagram = geometry.arrange([7, 8, 8, 3], 900)
  const all = geometry.links(diagram, [0, 1])
  for (const { column, index, x, y } of diagram.columns.flat()) {
    assert.deepEqual(geometry.under(diagram, all, x + geometry.NODE / 2, y + 20), { kind: "tile", column, index })
    if (!column) continue
    const { x: left, y: top, size } = geometry.biasSquare({ x, y })
    assert.deepEqual(geometry.under(diagram, all, left + size / 2, top + size / 2), {
      kind: "bias",
      layer: column - 1,
      j: index,
    })
  }
  for (const link of all) {
    const [x, y] = along(link, 0.5)
    const found = geometry.under(diagram, all, x, y)
    // Links cross, but one found is as near as the one aimed at.
    const hit = all.find(({ layer, i, j }) => layer === found.layer && i === found.i && j === found.j)
    assert.ok(geometry.distanceTo(hit, x, y) <= geometry.distanceTo(link, x, y) + 1e-9)
  }
  assert.equal(geometry.under(diagram, all, 450, 5), null)
})

test("a link's curve starts and ends at its tiles", () => {
  const link = { x0: 10, y0: 20, x1: 110, y1: 80 }
  assert.deepEqual(along(link, 0), [10, 20])
  assert.deepEqual(along(link, 1), [110, 80])
  assert.deepEqual(along(link, 0.5), [60, 50])
})

test("between two snapshots, the ends are the snapshots and the middle is their mean", () => {
  const array = (values, shape = [values.length]) => ({ values, shape })
  const shot = (w, n) => ({
    weights: [array(Float32Array.of(w, -w), [1, 2])],
    biases: [array(Float32Array.of(w))],
    neurons: array(Uint8Array.of(n, 255 - n), [2, 1, 1]),
    output: array(Uint8Array.of(n, n, n, n), [2, 2]),
  })
  const [from, to] = [shot(1, 0), shot(3, 200)]
  assert.equal(between(from, to, 1), to)
  assert.equal(between(null, to, 0.3), to)
  const middle = between(from, to, 0.5)
  assert.deepEqual(middle.weights[0].values, Float32Array.of(2, -2))
  assert.deepEqual(middle.neurons.values, Uint8Array.of(100, 155))
  assert.deepEqual(between(from, to, 0).neurons.values, from.neurons.values)
})

test("a network of another shape is not blended", () => {
  const shot = (n) => ({
    weights: [{ values: new Float32Array(n), shape: [1, n] }],
    biases: [{ values: new Float32Array(n), shape: [n] }],
    neurons: { values: new Uint8Array(n), shape: [n, 1, 1] },
    output: { values: new Uint8Array(4), shape: [2, 2] },
  })
  const result = between(shot(2), shot(3), 0.5)
  assert.deepEqual(result.weights[0].shape, [1, 3])
})

test("blending bytes never leaves their range and is exact at both ends", () => {
  const random = seeded(4)
  const [a, b] = [0, 1].map(() => Uint8Array.from({ length: 500 }, () => Math.floor(256 * random())))
  assert.deepEqual(blend(a, b, 0), a)
  assert.deepEqual(blend(a, b, 1), b)
  const middle = blend(a, b, 0.37)
  middle.forEach((value, index) =>
    assert.ok(value >= Math.min(a[index], b[index]) && value <= Math.max(a[index], b[index])),
  )
})

test("the way to a snapshot is as long as its gap, within bounds", () => {
  assert.deepEqual([1, 120, 5000].map(duration), [60, 120, 300])
})

test("feature heatmaps show the functions: signs, zero and the largest value", () => {
  const maps = Object.fromEntries(FEATURES.map((feature) => [feature.name, heatmap(feature, 20)]))
  assert.ok(maps.x1[0] < 20 && maps.x1[19] > 235)
  assert.ok(maps.x2[0] > 235 && maps.x2[19 * 20] < 20, "the top row is the highest x₂")
  assert.ok(maps.x1_sq.every((value) => value >= 127))
  assert.ok(maps.x1x2[0] < 127 && maps.x1x2[19] > 127)
  for (const [index, feature] of FEATURES.entries()) {
    const value = maps[feature.name][5 * 20 + 3] / 127.5 - 1
    assert.ok(Math.abs(value - FEATURES[index].of(-3.9, 2.7) / feature.most) < 0.005, feature.name)
  }
})

test("features are switched in their own order", () => {
  assert.deepEqual(toggled(["x2"], "x1"), ["x1", "x2"])
  assert.deepEqual(toggled(["x1", "sin_x1"], "sin_x1"), ["x1"])
})

test("enlarging a grid keeps a plane a plane", () => {
  const side = 10
  const grid = Uint8Array.from({ length: 100 }, (_, at) => 10 * (at % side) + 5 * Math.floor(at / side))
  const large = enlarge(grid, side, 50)
  const expected = (index) => Math.min(9, Math.max(0, ((index + 0.5) * side) / 50 - 0.5))
  for (let row = 0; row < 50; row++) {
    for (let column = 0; column < 50; column++) {
      assert.ok(Math.abs(large[row * 50 + column] - 10 * expected(column) - 5 * expected(row)) < 1e-3)
    }
  }
})

test("classes stay where they are when enlarged", () => {
  const planes = Uint8Array.of(0, 1, 2, 3, 200, 200, 200, 200)
  const { codes, confidences } = enlargeClasses(planes, 2, 20)
  assert.deepEqual([codes[0], codes[19], codes[380], codes[399]], [0, 1, 2, 3])
  assert.equal(new Set(codes).size, 4)
  assert.ok(confidences.every((value) => Math.abs(value - 200) < 1e-3))
})

test("discretised pixels have two colours, and the boundary is where the side changes", () => {
  const { ramp } = colours.palette("light", CLASSES)
  const values = Float32Array.of(0, 100, 127, 128, 200, 255)
  const pixels = new Uint8ClampedArray(24)
  shade(values, ramp, pixels, true)
  assert.equal(new Set([0, 1, 2, 3, 4, 5].map((at) => pixels.slice(4 * at, 4 * at + 3).join())).size, 2)
  assert.deepEqual(Array.from(sides(values)), [0, 0, 0, 1, 1, 1])
  const flat = new Uint8ClampedArray(36).fill(200)
  outline(Uint8Array.of(0, 0, 1, 0, 0, 1, 0, 0, 1), 3, flat, [0, 0, 0])
  assert.deepEqual(
    [0, 1, 2, 4].map((at) => flat[4 * at] < 200),
    [false, true, false, true],
  )
})

const linear = (value) => (value <= 10 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4)
const coded = (value) => 255 * (value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055)

// Viénot, Brettel and Mollon (1999): what protanopes and deuteranopes see, in linear red, green and blue.
const EYES = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanope: [
    [0.11238, 0.88762, 0],
    [0.11238, 0.88762, 0],
    [0.00401, -0.00401, 1],
  ],
  deuteranope: [
    [0.29275, 0.70725, 0],
    [0.29275, 0.70725, 0],
    [-0.02234, 0.02234, 1],
  ],
}

function seen(colour, eye) {
  const light = colour.map(linear)
  return EYES[eye].map((row) =>
    coded(
      Math.min(
        1,
        Math.max(
          0,
          row.reduce((sum, part, at) => sum + part * light[at], 0),
        ),
      ),
    ),
  )
}

for (const [mode, ground] of [
  ["light", [255, 255, 255]],
  ["dark", [20, 23, 26]],
]) {
  test(`every eye tells all five classes apart on ${mode} ground`, () => {
    for (const eye of Object.keys(EYES)) {
      const classes = colours.palette(mode, CLASSES).classes.map((colour) => seen(colour, eye))
      for (const [at, one] of classes.entries()) {
        for (const other of classes.slice(at + 1)) {
          const distance = Math.hypot(...one.map((value, channel) => value - other[channel]))
          assert.ok(distance > 50, `${eye}: ${one} and ${other}`)
        }
      }
    }
    assert.equal(new Set([0, 1, 2, 3, 4].map(colours.shape)).size, 5)
  })

  test(`lines of either sign stand out from ${mode} ground (WCAG 2.2, 3:1)`, () => {
    const { negative, positive } = colours.palette(mode, CLASSES)
    for (const colour of [negative, positive]) {
      const [a, b] = [colour, ground].map((each) => colours.luminance(each) + 0.05)
      assert.ok(Math.max(a / b, b / a) >= 3, String(colour))
    }
  })
}

test("a weight's line grows with its size and is dashed below zero", () => {
  const widths = [0, 0.1, 1, 5, 100].map((weight) => colours.stroke(weight).width)
  assert.deepEqual(
    widths,
    widths.toSorted((a, b) => a - b),
  )
  assert.equal(widths[3], widths[4])
  assert.deepEqual(
    [-2, 2].map((weight) => colours.stroke(weight).dashed),
    [true, false],
  )
})

test("a spike does not flatten the rest of a curve, and the loss it begins with is in sight", () => {
  const falling = Array.from({ length: 100 }, (_, epoch) => 0.8 / (1 + epoch))
  assert.deepEqual(curve.extent([falling]), [0, 0.8, 0.8])
  const [low, high, most] = curve.extent([falling.map((value, epoch) => (epoch === 60 ? 9 : value))])
  assert.deepEqual([low, most], [0, 9])
  assert.ok(high >= 0.8 && high < 1.1)
  const scale = { last: 3, low, high, width: 300, height: 90 }
  assert.equal(curve.path([0, 1, 3], [high, 9, 0], scale), "M0.0 0.0L150.0 0.0L300.0 90.0")
})

test("colours are read as browsers write them", () => {
  assert.deepEqual(colours.parse("#abc"), [170, 187, 204])
  assert.deepEqual(colours.parse(" #14171A"), [20, 23, 26])
  assert.deepEqual(colours.parse("rgb(1, 2, 3)"), [1, 2, 3])
  assert.deepEqual(colours.parse("rgba(1, 2, 3, 0.5)"), [1, 2, 3])
  assert.equal(colours.css([1, 2, 3], 0.5), "rgba(1,2,3,0.5)")
})

test("a curve is drawn by the logarithm of the epoch, with a gap where the loss is not finite", () => {
  const line = curve.path([0, 1, 2, 3], [1, Infinity, 0, 1], { last: 3, low: 0, high: 1, width: 300, height: 90 })
  assert.equal(line, "M0.0 0.0M237.7 90.0L300.0 0.0")
  assert.deepEqual(curve.extent([[0.5, NaN, 2], [1]]), [0, 2, 2])
  assert.deepEqual(curve.extent([[]]), [0, 1, 1])
  assert.deepEqual(curve.extent([[-3, 0.5]]), [-3, 0.5, 0.5])
  assert.equal(curve.nearest([0, 10, 20], 14), 1)
  assert.equal(curve.nearest([], 14), -1)
  const rows = { values: Float32Array.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), shape: [2, 5] }
  assert.deepEqual(Array.from(curve.column(rows, "test_loss")), [2, 7])
})
