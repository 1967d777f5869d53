// The network diagram on the page: the painted canvas, and over it the real buttons that it is worked with.

import { shape } from "../../../web/components/kit/colours.js"
import { element, focusBeside, iconButton, say, sharpen } from "../../../web/components/kit/dom.js"
import { number, twoDecimals } from "../../../web/components/kit/numbers.js"
import { fill } from "../../../web/components/kit/words.js"
import { tileName } from "./describe.js"
import { drawNetwork, weightOf } from "./draw_network.js"
import { FEATURES, heatmap, toggled } from "./features.js"
import { product, wayOf } from "./forward.js"
import { arrange, links, NODE, under } from "./geometry.js"
import { activated, firstNeurons, fits, MOST_LAYERS, MOST_UNITS, resized, withLayer, withoutLayer } from "./layers.js"

/** @import { Grid, Palette, Theme } from "../../../web/components/kit/types.d.ts" */
/** @import { Acts, Diagram, Frame, Layer, Snapshot, Tile, View, What, Words } from "../../../web/network/types.d.ts" */

const LABELS = FEATURES.map(({ label }) => label)
const HEADING = 100 // room for "Features" and "Output"
const ROOMY = 120 // from column to column, for words
const CROWD = 6 // so many layers take some of the output's room
const MAPS = FEATURES.map((feature) => heatmap(feature, 20))

/** @import { SourcedLink } from "./draw_network.js" */

/**
 * @typedef {object} Network
 * @property {HTMLElement} node
 * @property {(view: View, snapshot: Snapshot | null) => void} update
 * @property {(frame: Frame | null, theme: Theme, flow: number | null) => void} paint
 * @property {(text: string) => void} describe
 *
 * @typedef {object} Plan where everything stands in a room so wide
 * @property {number} room
 * @property {Diagram} diagram
 * @property {boolean[]} active which of the features are fed in
 * @property {number[]} sources their places
 * @property {SourcedLink[]} links
 *
 * @typedef {ReturnType<typeof partOf>} Part
 */

/** Return the diagram.
 *
 * `acts.change(settings)` is told what the visitor changed, `acts.hover(what)` what is under the pointer or has the
 * focus, `acts.edit(what, place)` what was clicked on.
 * @type {(words: Words, acts: Acts, view: View) => Network}
 */
export function createNetwork(words, acts, view) {
  const part = partOf(words, acts, view)
  const { diagram } = part
  diagram.onpointermove = (event) => point(part, event)
  diagram.onpointerleave = () => hover(part, null)
  diagram.onclick = (event) => click(part, event)
  return {
    node: part.scroll,
    update: (view, snapshot) => update(part, view, snapshot),
    paint: (frame, theme, flow) => paint(part, frame, theme, flow),
    describe: (text) => part.canvas.setAttribute("aria-label", text),
  }
}

/**
 * @param {Words} words
 * @param {Acts} acts
 * @param {View} view
 */
function partOf(words, acts, view) {
  const canvas = element("canvas", { class: "network-canvas", role: "img" })
  const overlay = element("div", { class: "overlay" })
  const card = element("div", { class: "card", role: "status", hidden: true })
  const diagram = element("div", { class: "diagram" }, canvas, overlay, card)
  return {
    ...{ words, acts, view, canvas, overlay, card, diagram },
    scroll: element("div", { class: "scroll", tabIndex: 0, role: "region", "aria-label": words.diagram }, diagram),
    hover: /** @type {What | null} */ (null),
    sheet: document.createElement("canvas"),
    built: "", // what it was laid out for
    plan: layOut(view, 0),
    snapshot: /** @type {Snapshot | null} */ (null),
  }
}

/** Lay the diagram out anew if its shape or room changed.
 * @type {(part: Part, view: View, snapshot: Snapshot | null) => void} */
function update(part, view, snapshot) {
  part.view = view
  part.snapshot = snapshot && fits(snapshot, view) ? snapshot : null
  const room = Math.floor(part.scroll.clientWidth)
  part.scroll.classList.toggle("crowded", view.layers.length >= (room < 400 ? 3 : CROWD)) // a phone
  const shapeNow = JSON.stringify([
    view.features,
    view.layers,
    view.outputs,
    view.hide,
    view.class_names,
    view.activations,
    view.watch === null,
    room,
  ])
  if (shapeNow === part.built) return tell(part)
  hover(part, null) // what was under the pointer may be elsewhere now, or nowhere
  part.built = shapeNow
  part.plan = layOut(view, room)
  part.diagram.style.width = `${part.plan.diagram.width}px`
  part.diagram.style.height = `${part.plan.diagram.height}px`
  rebuild(part)
}

/** @type {(view: View, room: number) => Plan} */
function layOut(view, room) {
  const counts = [FEATURES.length, ...view.layers.map(([units]) => units), view.outputs]
  const diagram = arrange(counts, room)
  const active = FEATURES.map(({ name }) => view.features.includes(name))
  const sources = [...active.keys()].filter((index) => active[index])
  const lines = links(diagram, sources).map((link) => ({ ...link, source: sources[link.i] }))
  return { room, diagram, active, sources, links: lines }
}

/** Put the buttons in place, keeping the focus where it was.
 * @type {(part: Part) => void} */
function rebuild(part) {
  const focused = focusBeside(part.overlay)?.dataset.key
  part.overlay.replaceChildren(...heads(part), ...featureButtons(part), ...neuronButtons(part), ...notes(part))
  const again = focused && part.overlay.querySelector(`[data-key="${focused}"]`)
  if (again instanceof HTMLElement) again.focus({ preventScroll: true })
}

/** @type {(node: HTMLElement, left: number, top: number, width?: number, key?: string) => HTMLElement} */
function at(node, left, top, width, key) {
  Object.assign(node.style, { left: `${left}px`, top: `${top}px`, width: width ? `${width}px` : "" })
  if (key) node.dataset.key = key
  return node
}

/** @type {(button: HTMLButtonElement, key: string, disabled: boolean) => HTMLElement} */
function keyed(button, key, disabled) {
  button.dataset.key = key
  button.disabled = disabled
  return button
}

/** @type {(part: Part) => HTMLElement[]} */
function heads(part) {
  const { view, words, acts } = part
  const { diagram, room } = part.plan
  const { layers, hide } = view
  const last = diagram.columns[diagram.columns.length - 1][0]
  const features = at(element("h4", { class: "head" }, words.features), 12, 0)
  const output = at(element("h4", { class: "head right" }, words.output_column), last.x + NODE - 90, 0, 90)
  // In the middle, or where it is seen before scrolling.
  const width = Math.min(diagram.width, room) - 2 * HEADING
  const hidden = at(element("div", { class: "head layers" }), HEADING, 0, diagram.width > room ? 0 : width)
  hidden.append(
    element("h4", {}, fill(layers.length === 1 ? words.hidden_layers_one : words.hidden_layers, { n: layers.length })),
  )
  if (hide.includes("layers")) return [features, output, hidden]
  hidden.prepend(
    keyed(
      iconButton("minus", words.remove_layer, () => acts.change({ layers: withoutLayer(layers) }), "small"),
      "layers-",
      !layers.length,
    ),
    keyed(
      iconButton("plus", words.add_layer, () => acts.change({ layers: withLayer(layers, "tanh") }), "small"),
      "layers+",
      layers.length >= MOST_LAYERS,
    ),
  )
  return [features, output, hidden, ...layers.map((layer, index) => layerHead(layer, index, part))]
}

/** @type {(layer: Layer, index: number, part: Part) => HTMLElement} */
function layerHead([units, activation], index, { plan: { diagram }, view, words, acts }) {
  const layer = index + 1
  /** @type {(by: number) => () => void} */
  const change = (by) => () => acts.change({ layers: resized(view.layers, index, by) })
  const select = element(
    "select",
    { "aria-label": fill(words.activation_of, { layer }), title: fill(words.activation_of, { layer }) },
    ...view.activations.map(([name, label]) =>
      element("option", { value: name, selected: name === activation }, label),
    ),
  )
  select.dataset.key = `activation${index}`
  select.onchange = () => acts.change({ layers: activated(view.layers, index, select.value) })
  const width = Math.min(diagram.step - 8, 110)
  const row = element(
    "div",
    { class: "units" },
    keyed(iconButton("minus", fill(words.fewer_neurons, { layer }), change(-1), "small"), `units-${index}`, units <= 1),
    element("span", { title: fill(words.neurons_of, { layer, n: units }) }, String(units)),
    keyed(
      iconButton("plus", fill(words.more_neurons, { layer }), change(1), "small"),
      `units+${index}`,
      units >= MOST_UNITS,
    ),
  )
  return at(
    element("div", { class: "layer-head" }, row, select),
    diagram.columns[layer][0].x + NODE / 2 - width / 2,
    38,
    width,
  )
}

/** Return what the first neuron and the first weights are, beneath these where there is room.
 * @type {(part: Part) => HTMLElement[]} */
function notes({ plan: { diagram }, view, words }) {
  const last = diagram.columns[1][diagram.columns[1].length - 1]
  const top = last.y + NODE + 8
  if (!view.layers.length || view.watch !== null || diagram.step < ROOMY || diagram.height - top < NODE) return []
  const [neuron, weight] = [words.neuron_note, words.weight_note].map((text) => element("p", { class: "hand" }, text))
  return [
    at(neuron, last.x - NODE / 2, top, 2.4 * NODE),
    at(weight, last.x + NODE + 14, last.y + 2, diagram.step - NODE - 20),
  ]
}

/** @type {(part: Part) => HTMLElement[]} */
function featureButtons({ plan: { diagram, active }, view, words, acts }) {
  const locked = view.hide.includes("features")
  return diagram.columns[0].map(({ index, x, y }) => {
    const { name, label } = FEATURES[index]
    const button = element(
      "button",
      {
        type: "button",
        class: "feature",
        "aria-pressed": String(active[index]),
        disabled: locked,
        "aria-label": fill(words.feature, { name: label }),
        title: fill(active[index] ? words.feature_off : words.feature_on, { name: label }),
        onclick: () => acts.change({ features: toggled(view.features, name) }),
      },
      element("span", {}, label),
    )
    button.onfocus = () => acts.hover({ kind: "tile", column: 0, index })
    button.onblur = () => acts.hover(null)
    return at(button, x - 60, y, NODE + 60, `feature${index}`)
  })
}

/** Return a button per neuron. Tab reaches one of them; up and down go through them all.
 * @type {(part: Part) => HTMLElement[]} */
function neuronButtons(part) {
  const { plan, view, acts } = part
  const buttons = plan.diagram.columns
    .slice(1)
    .flat()
    .map(({ column, index, x, y }, place) => {
      /** @type {What} */
      const what = { kind: "tile", column, index }
      const button = element("button", {
        type: "button",
        class: "neuron",
        tabIndex: place ? -1 : 0,
        "aria-label": tileName(view, LABELS, column, index),
      })
      button.onfocus = () => hover(part, what)
      button.onblur = () => hover(part, null)
      button.onclick = (event) => {
        event.stopPropagation()
        if (!view.hide.includes("edit")) acts.edit(what, { x: x + NODE, y: y + NODE / 2 }, button)
      }
      return at(button, x, y, NODE, `neuron${column}.${index}`)
    })
  part.overlay.onkeydown = (event) => rove(buttons, event)
  return buttons
}

/** @type {(buttons: HTMLElement[], event: KeyboardEvent) => void} */
function rove(buttons, event) {
  const from = buttons.indexOf(/** @type {HTMLElement} */ (event.target))
  /** @type {Record<string, number>} */
  const ways = { ArrowUp: from - 1, ArrowDown: from + 1, Home: 0, End: buttons.length - 1 }
  const to = ways[event.key]
  if (from < 0 || !buttons[to]) return
  event.preventDefault()
  buttons[from].tabIndex = -1
  buttons[to].tabIndex = 0
  buttons[to].focus()
}

/** @type {(part: Part, event: MouseEvent) => [x: number, y: number]} */
function place(part, event) {
  const box = part.diagram.getBoundingClientRect()
  return [event.clientX - box.left, event.clientY - box.top]
}

/** @type {(part: Part, event: MouseEvent) => void} */
function point(part, event) {
  const [x, y] = place(part, event)
  const what = under(part.plan.diagram, part.plan.links, x, y)
  hover(part, what)
  if (what && what.kind !== "tile")
    Object.assign(part.card.style, { left: `${Math.min(x + 14, part.plan.diagram.width - 190)}px`, top: `${y + 14}px` })
}

/** @type {(part: Part, event: MouseEvent) => void} */
function click(part, event) {
  const [x, y] = place(part, event)
  const what = under(part.plan.diagram, part.plan.links, x, y)
  if (what && what.kind !== "tile" && part.snapshot && !part.view.hide.includes("edit"))
    part.acts.edit(what, { x, y }, part.scroll)
}

/** @type {(part: Part, what: What | null) => void} */
function hover(part, what) {
  if (JSON.stringify(what) === JSON.stringify(part.hover)) return
  part.hover = what
  part.diagram.style.cursor = what && what.kind !== "tile" ? "pointer" : ""
  tell(part)
  part.acts.hover(what)
}

/** Say the value of the link or bias under the pointer.
 * @type {(part: Part) => void} */
function tell(part) {
  const said = value(part)
  part.card.hidden = said === null
  if (said !== null) say(part.card, said)
}

/** Return the sentence with that value; null where there is none.
 * @type {(part: Part) => string | null} */
function value({ hover: what, view, snapshot, plan, words }) {
  if (!snapshot || !what || what.kind === "tile") return null
  const to = tileName(view, LABELS, what.layer + 1, what.j)
  if (what.kind === "bias")
    return fill(words.bias_value, { to, value: number(snapshot.biases[what.layer].values[what.j]) })
  const from = tileName(view, LABELS, what.layer, what.layer ? what.i : plan.sources[what.i])
  const weight = weightOf(snapshot, what)
  const way = wayOf(view, snapshot)
  if (!way) return fill(words.weight_value, { from, to, value: number(weight) })
  const [value, added] = [way.inputs[what.layer][what.i], product(way, weight, what.layer, what.i)]
  return fill(words.weight_product, {
    from,
    to,
    weight: twoDecimals(weight),
    value: twoDecimals(value),
    product: twoDecimals(added),
  })
}

/** @type {(part: Part, frame: Frame | null, theme: Theme, flow: number | null) => void} */
function paint(part, frame, theme, flow) {
  const { diagram, links, active } = part.plan
  const shown = frame && fits(frame, part.view) ? frame : null
  const context = sharpen(part.canvas, diagram.width, diagram.height)
  drawNetwork(context, {
    diagram,
    links,
    active,
    featureMaps: MAPS,
    firstNeurons: firstNeurons(part.view.layers),
    nClasses: part.view.n_classes,
    shapeOf: shape,
    frame: shown,
    way: shown && wayOf(part.view, part.snapshot),
    hover: part.hover,
    sheet: part.sheet,
    flow,
    ...theme,
  })
}

/** Return the picture of one tile as a grid, or null: what the large picture shows while a tile is hovered.
 * @type {(view: View, frame: Frame | null, tile: Pick<Tile, "column" | "index">) => Grid | null} */
export function tileGrid(view, frame, { column, index }) {
  if (column === 0) return { values: heatmap(FEATURES[index], 40), shape: [40, 40] }
  if (!frame || !fits(frame, view)) return null
  const [, side] = frame.neurons.shape
  const number = firstNeurons(view.layers)[column - 1] + index
  return {
    values: frame.neurons.values.subarray(number * side * side, (number + 1) * side * side),
    shape: [side, side],
  }
}

/** Return the colours of a tile's grid: of the sign of what a neuron answers, or of how sure an output is of its class.
 * @type {(view: Pick<View, "layers" | "n_classes">, tile: Pick<Tile, "column" | "index">, colours: Palette, tables: Uint8Array[]) => Uint8Array} */
export function rampOfTile({ layers, n_classes: nClasses }, { column, index }, colours, tables) {
  return nClasses && column > layers.length ? tables[index] : colours.ramp
}

/** Return what a tile is called.
 * @type {(view: View, tile: Pick<Tile, "column" | "index">) => string} */
export function nameOfTile(view, { column, index }) {
  return tileName(view, LABELS, column, index)
}
