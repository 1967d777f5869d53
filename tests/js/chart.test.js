// A chart's zooms: kept while it is live, shared by the axes that move together, and never taken for another's.

import assert from "node:assert/strict"
import { test } from "node:test"
import { framed, larger, noteZoom, withoutTitle, zoomed } from "../../src/bakeoff/web/components/chart.js"

const axis = (text, more = {}) => ({ title: { text }, ...more })
const curves = { xaxis: axis("Epoch"), yaxis: axis("Loss"), uirevision: "curves" }

/** Return the zooms after the visitor has zoomed into `name` of a layout. */
function zoomInto(layout, name, range, zooms = new Map()) {
  const element = { layout: { ...layout, [name]: { ...layout[name], range } } }
  noteZoom({ zooms, layout }, element, { [`${name}.range[0]`]: range[0], [`${name}.range[1]`]: range[1] })
  return zooms
}

test("a zoom is kept as the figure grows, and the other axis is left alone", () => {
  const zooms = zoomInto(curves, "xaxis", [2, 5])
  const later = { ...curves, xaxis: axis("Epoch", { range: [0, 90] }) }
  const { xaxis, yaxis } = zoomed(later, zooms, 3)
  assert.deepEqual([xaxis.range, xaxis.autorange, xaxis.uirevision], [[2, 5], false, 3])
  assert.deepEqual(yaxis, { ...axis("Loss"), uirevision: 3 })
})

test("another quantity, another scale or another picture is not zoomed", () => {
  const zooms = zoomInto(curves, "yaxis", [0, 1])
  assert.deepEqual(zoomed(curves, zooms, 1).yaxis.range, [0, 1])
  for (const other of [
    { ...curves, yaxis: axis("Accuracy") },
    { ...curves, yaxis: axis("Loss", { type: "log" }) },
    { ...curves, uirevision: "folds" },
  ]) {
    assert.equal(zoomed(other, zooms, 1).yaxis.range, undefined)
  }
})

test("axes that move together are zoomed together, by either of them", () => {
  const pair = { xaxis: axis("Epoch"), xaxis2: axis("Epoch", { matches: "x" }), xaxis3: axis("Seconds") }
  for (const name of ["xaxis", "xaxis2"]) {
    const zooms = new Map()
    const ranged = { ...pair, xaxis: { ...pair.xaxis, range: [1, 2] }, xaxis2: { ...pair.xaxis2, range: [1, 2] } }
    noteZoom({ zooms, layout: pair }, { layout: ranged }, { [`${name}.range`]: [1, 2] })
    const now = zoomed(pair, zooms, 1)
    assert.deepEqual([now.xaxis.range, now.xaxis2.range, now.xaxis3.range], [[1, 2], [1, 2], undefined])
  }
})

test("an axis that the visitor set back follows the figure again", () => {
  const zooms = zoomInto(curves, "xaxis", [2, 5])
  noteZoom({ zooms, layout: curves }, { layout: curves }, { "xaxis.autorange": true })
  assert.equal(zoomed(curves, zooms, 1).xaxis.range, undefined)
})

test("what is no zoom of one of the figure's axes is passed over", () => {
  const zooms = new Map()
  noteZoom(
    { zooms, layout: curves },
    { layout: curves },
    { "xaxis9.range": [1, 2], "scene.camera": {}, dragmode: "pan" },
  )
  assert.equal(zooms.size, 0)
})

test("a zoom that was noted does not change with the chart's own range", () => {
  const range = [2, 5]
  const zooms = zoomInto(curves, "xaxis", range)
  range[0] = 0
  assert.deepEqual(zoomed(curves, zooms, 1).xaxis.range, [2, 5])
})

test("what is written into a range that is shown is not written into the figure", () => {
  const whole = { ...curves, xaxis: axis("Epoch", { range: [0, 90] }) }
  const zooms = zoomInto(whole, "xaxis", [2, 5])
  zoomed(whole, zooms, 1).xaxis.range[0] = 3
  assert.deepEqual(zoomed(whole, zooms, 2).xaxis.range, [2, 5])
  zoomed(whole, new Map(), 3).xaxis.range[0] = 30
  assert.deepEqual(zoomed(whole, new Map(), 4).xaxis.range, [0, 90])
})

test("the title leaves the figure, and headings above the axes keep their room", () => {
  const [bare, title] = withoutTitle({ title: { text: "Who wins" }, margin: { l: 50, t: 90 } })
  assert.deepEqual([bare.title, bare.margin, title], [undefined, { l: 50, t: 10 }, "Who wins"])
  assert.equal(withoutTitle({ annotations: [{}] })[0].margin.t, 38)
  assert.equal(withoutTitle({ title: { text: "SVM leads with 98.8 %" } })[1], "SVM leads with 98.8\u00a0%")
  assert.equal(withoutTitle({})[1], "")
})

test("type, points, lines and margins grow, and nothing else does", () => {
  const figure = {
    font: { size: 12, color: "red" },
    annotations: [{ text: "home", font: { size: 10 } }, { text: "no size of its own" }],
    xaxis: { tickfont: { size: 8 }, range: [0, 5] },
    marker: { size: 7, line: { width: 1 }, opacity: 0.5 },
    margin: { l: 10, pad: 4 },
    shapes: [{ line: { width: 2 }, x0: 3 }],
    size: 9,
    x: [1, 2, 3],
  }
  assert.deepEqual(larger(figure, 1.5), {
    font: { size: 18, color: "red" },
    annotations: [{ text: "home", font: { size: 15 } }, { text: "no size of its own" }],
    xaxis: { tickfont: { size: 12 }, range: [0, 5] },
    marker: { size: 10.5, line: { width: 1.5 }, opacity: 0.5 },
    margin: { l: 15, pad: 4 },
    shapes: [{ line: { width: 3 }, x0: 3 }],
    size: 9,
    x: [1, 2, 3],
  })
  assert.equal(larger(figure, 1), figure)
})

test("a frame changes what it names of each trace, and a figure without frames stays as it is", () => {
  const figure = { data: [{ x: [1], y: [2], name: "ball" }, { x: [0] }], layout: {}, frames: [{ data: [{ y: [3] }] }] }
  assert.deepEqual(framed(figure, 0), [{ x: [1], y: [3], name: "ball" }, { x: [0] }])
  assert.deepEqual(framed({ data: figure.data, layout: {} }, 4), figure.data)
})
