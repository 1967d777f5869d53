// The picture that is saved: composed without a page, complete, and well-formed whatever names the data have.

import assert from "node:assert/strict"
import { test } from "node:test"
import { FEATURES } from "../../src/bakeoff/features/lab/page/features.js"
import { composePicture, pictureName } from "../../src/bakeoff/features/lab/page/svg_picture.js"
import { css, palette } from "../../src/bakeoff/web/components/kit/colours.js"
import { outline } from "../../src/bakeoff/web/components/kit/markers.js"
import { escaped, tag } from "../../src/bakeoff/web/components/kit/svg.js"
import { CLASSES, seeded } from "./helpers.js"

const words = new Proxy(
  {
    picture: "{network}, epoch {epoch}, test loss {loss}, test accuracy {score}",
    layers_of: "{n} layers of {sizes}",
    percent: "{number} %",
  },
  { get: (known, name) => known[name] ?? `${String(name)} {n} {epoch}` },
)

/** Return what is on show of a network with these layers and classes. */
function scene({
  layers = [
    [4, "tanh"],
    [2, "relu"],
  ],
  classNames = ["A", "B"],
  axes = ["x₁", "x₂"],
  ...more
} = {}) {
  const random = seeded(3)
  const outputs = Math.max(1, classNames.length)
  const sizes = [2, ...layers.map(([units]) => units), outputs]
  const signed = (n) => Float32Array.from({ length: n }, () => 2 * random() - 1)
  const bytes = (n) => Uint8Array.from({ length: n }, () => 256 * random())
  const neurons = sizes.slice(1).reduce((sum, n) => sum + n, 0)
  const output = { values: bytes(6400), shape: [80, 80] }
  if (classNames.length > 2) {
    output.values = Uint8Array.from([...bytes(6400)].map((value) => value % classNames.length).concat(...bytes(6400)))
    output.shape = [2, 80, 80]
  }
  const ticks = ["6", "3", "0", "−3", "−6"]
  const view = {
    ...{ features: ["x1", "sin_x2"], layers, outputs, n_classes: classNames.length, class_names: classNames, axes },
    ...{
      activations: [
        ["tanh", "Tanh"],
        ["relu", "ReLU"],
      ],
      half: 6,
      ticks: { x1: ticks, x2: ticks },
      words,
    },
    ...{ show_test: false, discretise: false, hide: [], ghosts: [] },
    points: {
      x1: Float32Array.of(-6, 0, 6),
      x2: Float32Array.of(6, 0, -6),
      target: Float32Array.of(0, classNames.length ? 1 : 0.5, 0),
      test: Uint8Array.of(0, 0, 1),
    },
    ...more,
  }
  const snapshot = {
    ...{ epoch: 1234, last_epoch: 1234, train_loss: 0.25, test_loss: 0.5, train_score: 0.9, test_score: 0.8 },
    weights: sizes.slice(1).map((n, layer) => ({ values: signed(n * sizes[layer]), shape: [sizes[layer], n] })),
    biases: sizes.slice(1).map((n) => ({ values: signed(n), shape: [n] })),
    neurons: { values: bytes(400 * neurons), shape: [neurons, 20, 20] },
    curve: { values: Float32Array.of(0, 1, 2, 0, 0, 1234, 0.25, 0.5, 0.9, 0.8), shape: [2, 5] },
    output,
  }
  return { view, snapshot, colours: ground("light"), font: '"Some Sans", serif', image: (_, side) => `data:${side}` }
}

function ground(mode) {
  const [paper, ink] = [
    [255, 255, 255],
    [16, 20, 24],
  ]
  return mode === "light"
    ? { colours: palette(mode, CLASSES), ink, ground: paper }
    : { colours: palette(mode, CLASSES), ink: paper, ground: ink }
}

const number = (markup, pattern) => [...markup.matchAll(pattern)].length

/** Whether every element that is opened is closed, in order, and nothing else is in the text. */
function wellFormed(markup) {
  const open = []
  for (const [, end, name, attributes, alone] of markup.matchAll(/<(\/?)([A-Za-z]+)((?: [\w-]+="[^"<]*")*)(\/?)>/g)) {
    assert.ok(!/&(?!(amp|lt|gt|quot);)/.test(attributes))
    if (end) assert.equal(open.pop(), name)
    else if (!alone) open.push(name)
  }
  assert.deepEqual(open, [])
  assert.ok(!/[<>]|&(?!(amp|lt|gt|quot);)/.test(markup.replace(/<\/?[A-Za-z]+(?: [\w-]+="[^"<]*")*\/?>/g, "")))
}

test("every neuron, feature, link and bias is in the picture, and the plane", () => {
  const { markup } = composePicture(scene())
  wellFormed(markup)
  const neurons = 4 + 2 + 2
  assert.equal(number(markup, /<image [^>]*href="data:20"/g), FEATURES.length + neurons)
  assert.equal(number(markup, /<image [^>]*href="data:320"/g), 1)
  assert.equal(number(markup, /stroke-opacity/g), 2 * 4 + 4 * 2 + 2 * 2)
  assert.equal(number(markup, /<rect [^>]*width="8" height="8"/g), neurons)
})

test("its title and description say what is seen, its figures how good that is", () => {
  const { markup } = composePicture(scene())
  assert.match(markup, /<title id="title">[^<]*1,234<\/title>/)
  const said = "2 layers of 4 tanh and 2, epoch 1,234, test loss 0.500, test accuracy 80.0 %"
  const [, description] = markup.match(/<desc id="description">([^<]*)<\/desc>/)
  assert.ok(description.endsWith(said.slice(said.indexOf(", epoch"))), description)
  for (const figure of ["0.250", "0.500", "90.0 %", "80.0 %"]) assert.ok(markup.includes(`>${figure}</text>`), figure)
})

test("training points are filled, test points hollow and drawn only when the page shows them", () => {
  const drawn = (more) => {
    const { markup } = composePicture(scene(more))
    return [/stroke-width="1"\/>/g, /fill="#ffffff" stroke="[^"]*" stroke-width="1.7"\/>/g].map((kind) =>
      number(markup, kind),
    )
  }
  assert.deepEqual(drawn(), [2, 0])
  assert.deepEqual(drawn({ show_test: true }), [2, 1])
})

test("its colours are those of the theme, the ground too", () => {
  for (const mode of ["light", "dark"]) {
    const colours = ground(mode)
    const { markup, width, height } = composePicture({ ...scene(), colours })
    assert.ok(markup.includes(`<rect width="${width}" height="${height}" fill="${css(colours.ground)}"/>`))
    assert.ok(markup.includes(`stroke="${css(colours.colours.positive)}"`))
  }
})

test("any network and any names make a picture that can be read", () => {
  const full = Array.from({ length: 6 }, () => [8, "tanh"])
  const names = ['<b>"&', "\u0000\u001b", "C", "]]>", "ß"]
  for (const more of [
    { layers: [], classNames: [] },
    { layers: full, classNames: names, axes: ["a < b & c", "“é”"], show_test: true, discretise: true },
  ]) {
    const { markup, width, height } = composePicture(scene(more))
    wellFormed(markup)
    assert.ok(!markup.includes("NaN") && !markup.includes("undefined"))
    assert.ok(width > 1000 && height > 500)
  }
})

test("a loss that is not a number leaves a gap and no broken coordinate", () => {
  const whole = scene()
  Object.assign(whole.snapshot, { test_loss: null })
  whole.snapshot.curve.values[7] = NaN
  const { markup } = composePicture(whole)
  assert.ok(!markup.includes("NaN"))
  assert.ok(markup.includes(">–</text>"))
})

test("the file says what it is and of which epoch", () => {
  assert.equal(pictureName({ epoch: 123 }, "svg"), "bakeoff-lab-epoch-123.svg")
})

test("text is escaped, missing attributes are left out, numbers are short", () => {
  assert.equal(escaped('<&>"\u0007'), "&lt;&amp;&gt;&quot;")
  assert.equal(tag("g", { a: 1 / 3, b: null, c: undefined, d: "<" }), '<g a="0.33" d="&lt;"/>')
})

test("a marker's outline is closed and as large as its radius", () => {
  for (const shape of ["circle", "square", "diamond", "triangle", "cross"]) {
    assert.match(outline(shape, 10, 20, 4), /^M[-\d. La]+Z$/)
  }
  assert.equal(outline("diamond", 0, 0, 10), "M0 -12L12 0L0 12L-12 0Z")
  assert.equal(outline("circle", 0, 0, 2), "M-2 0a2 2 0 1 1 4 0a2 2 0 1 1 -4 0Z")
})
