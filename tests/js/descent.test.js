import assert from "node:assert/strict"
import { execFileSync } from "node:child_process"
import { test } from "node:test"
import { fileURLToPath } from "node:url"
import { levels, shades } from "../../src/bakeoff/features/learn/descent/page/descent_ground.js"
import { placeOn, reachOf } from "../../src/bakeoff/features/learn/descent/page/descent_paint.js"
import {
  arrivalOf,
  momentAfter,
  pathOf,
  placeAt,
  timeAt,
} from "../../src/bakeoff/features/learn/descent/page/descent_path.js"
import { surfaceOf } from "../../src/bakeoff/features/learn/descent/page/descent_surfaces.js"

const PYTHON = process.env.BAKEOFF_PYTHON ?? "python3"
const FIXTURE = fileURLToPath(new URL("descent_fixture.py", import.meta.url))
const { surfaces, errors, cases } = JSON.parse(execFileSync(PYTHON, [FIXTURE], { maxBuffer: 2 ** 26 }))

/** Whether two numbers are the same but for rounding. */
function near(mine, theirs, what, tolerance = 1e-9) {
  assert.ok(Math.abs(mine - theirs) <= tolerance * Math.max(1, Math.abs(theirs)), `${what}: ${mine} and ${theirs}`)
}

test("surfaces are as high and as steep as Python's", () => {
  for (const about of surfaces) {
    const { height, slope } = surfaceOf(about)
    about.places.forEach(([x, y], index) => {
      near(height(x, y), about.heights[index], about.surface)
      slope(x, y).forEach((part, axis) => near(part, about.slopes[index][axis], about.surface))
    })
  }
})

test("every rule goes where Python's goes, with every schedule, with noise and without, and when it diverges", () => {
  assert.equal(cases.length, 5 * 7 * 3)
  for (const { surface, rule, rate, way, path } of cases) {
    const places = pathOf(rule, rate, surfaceOf(surfaces[surface]), { ...way, errors })
    assert.equal(places.length, path.length)
    // A way that is thrown about doubles what rounding began, step by step: what is early is compared.
    const steady = path.every((at) => Math.abs(at) < 10)
    const until = steady ? path.length : 2 * 8
    path.slice(0, until).forEach((at, index) => near(places[index], at, `${surface} ${rule} ${rate} ${index}`, 1e-6))
  }
})

test("arrivals are Python's", () => {
  const arrived = cases.filter(({ arrival }) => arrival !== null)
  assert.ok(arrived.length > 5)
  for (const { surface, path, arrival } of cases) {
    assert.equal(arrivalOf(Float64Array.from(path), surfaces[surface]), arrival ?? Infinity)
  }
})

test("between two steps one is on the line between them, and at the end at the end", () => {
  const places = Float64Array.from([0, 0, 2, 4, 6, 4])
  assert.deepEqual(placeAt(places, 0.5), [1, 2])
  assert.deepEqual(placeAt(places, 2), [6, 4])
})

test("a clock that was stopped goes on from where it was", () => {
  for (const moment of [0, 3, 120.5, 300]) near(momentAfter(timeAt(moment)), moment, "moment")
})

test("the map's top is up, and its corners are the canvas's", () => {
  assert.deepEqual(placeOn([-3, 3, -2, 2], [600, 400], [-3, 2]), [0, 0])
  assert.deepEqual(placeOn([-3, 3, -2, 2], [600, 400], [3, -2]), [600, 400])
})

test("the ground rises from the lowest place, and lines lie between bands", () => {
  const [width, rows] = [120, 80]
  const { height } = surfaceOf(surfaces[0])
  const level = levels(height, [-3, 3, -2, 2], width, rows)
  assert.ok(level.every((value) => value >= 0 && value <= 16.001))
  assert.ok(level[0] > level[(rows / 2) * width + width / 2])
  const shade = shades(level, width, 1)
  assert.ok(shade.some((value, index) => value > shade[index + 1] + 0.1))
})

test("the scale of losses goes from power to power of ten round all that is drawn", () => {
  assert.deepEqual(reachOf([{ heights: [30, 0.02] }, { heights: [30, 1e30] }]), [0.01, 1e6])
})
