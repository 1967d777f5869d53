// The network diagram on the page: the painted canvas, and over it the real buttons that it is worked with.

import { shape } from "./colours.js"
import { element, iconButton, say, sharpen } from "./dom.js"
import { drawNetwork, weightOf } from "./draw_network.js"
import { FEATURES, heatmap, toggled } from "./features.js"
import { arrange, links, NODE, under } from "./geometry.js"
import { activated, firstNeurons, fits, MOST_LAYERS, MOST_UNITS, resized, withLayer, withoutLayer } from "./layers.js"
import { fill, number, tileName } from "./words.js"

const LABELS = FEATURES.map(({ label }) => label)
const HEADING = 100 // room for "Features" and "Output"
const CROWD = 6 // so many layers take some of the output's room
const MAPS = FEATURES.map((feature) => heatmap(feature, 20))

/** Return the diagram: `{node, update, paint, resize}`.
 *
 * `acts.change(settings)` is told what the visitor changed, `acts.hover(what)` what is under the pointer or has the
 * focus, `acts.edit(what, place)` what was clicked on.
 */
export function createNetwork(words, acts) {
  const canvas = element("canvas", { class: "network-canvas", role: "img" })
  const overlay = element("div", { class: "overlay" })
  const card = element("div", { class: "card", role: "status", hidden: true })
  const diagram = element("div", { class: "diagram" }, canvas, overlay, card)
  const scroll = element("div", { class: "scroll", tabIndex: 0, role: "region", "aria-label": words.diagram }, diagram)
  const part = {
    words,
    acts,
    canvas,
    overlay,
    card,
    diagram,
    scroll,
    hover: null,
    sheet: document.createElement("canvas"),
    built: "",
  }
  diagram.onpointermove = (event) => point(part, event)
  diagram.onpointerleave = () => hover(part, null)
  diagram.onclick = (event) => click(part, event)
  return {
    node: scroll,
    update: (view, snapshot) => update(part, view, snapshot),
    paint: (frame, colours) => paint(part, frame, colours),
    describe: (text) => canvas.setAttribute("aria-label", text),
  }
}

/** Lay the diagram out anew if its shape or room changed. */
function update(part, view, snapshot) {
  part.view = view
  part.snapshot = snapshot && fits(snapshot, view) ? snapshot : null
  part.scroll.classList.toggle("crowded", view.layers.length >= CROWD)
  const room = Math.floor(part.scroll.clientWidth)
  const shapeNow = JSON.stringify([
    view.features,
    view.layers,
    view.outputs,
    view.hide,
    view.class_names,
    view.activations,
    room,
  ])
  if (shapeNow === part.built) return tell(part)
  hover(part, null) // what was under the pointer may be elsewhere now, or nowhere
  part.built = shapeNow
  part.room = room
  const counts = [FEATURES.length, ...view.layers.map(([units]) => units), view.outputs]
  part.plan = arrange(counts, room)
  part.active = FEATURES.map(({ name }) => view.features.includes(name))
  part.sources = [...part.active.keys()].filter((index) => part.active[index])
  part.links = links(part.plan, part.sources).map((link) => ({ ...link, source: part.sources[link.i] }))
  part.diagram.style.width = `${part.plan.width}px`
  part.diagram.style.height = `${part.plan.height}px`
  rebuild(part)
}

/** Put the buttons in place, keeping the focus where it was. */
function rebuild(part) {
  const focused = part.overlay.getRootNode().activeElement?.dataset?.key
  part.overlay.replaceChildren(...heads(part), ...featureButtons(part), ...neuronButtons(part))
  if (focused) part.overlay.querySelector(`[data-key="${focused}"]`)?.focus({ preventScroll: true })
}

function at(node, left, top, width, key) {
  Object.assign(node.style, { left: `${left}px`, top: `${top}px`, width: width ? `${width}px` : "" })
  if (key) node.dataset.key = key
  return node
}

function keyed(button, key, disabled) {
  button.dataset.key = key
  button.disabled = disabled
  return button
}

function heads({ plan, view, words, acts, room }) {
  const { layers, hide } = view
  const last = plan.columns.at(-1)[0]
  const features = at(element("h4", { class: "head" }, words.features), 12, 0)
  const output = at(element("h4", { class: "head right" }, words.output_column), last.x + NODE - 90, 0, 90)
  // In the middle, or where it is seen before scrolling.
  const width = Math.min(plan.width, room) - 2 * HEADING
  const hidden = at(element("div", { class: "head layers" }), HEADING, 0, plan.width > room ? 0 : width)
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
  return [
    features,
    output,
    hidden,
    ...layers.map((layer, index) => layerHead(layer, index, { plan, view, words, acts })),
  ]
}

function layerHead([units, activation], index, { plan, view, words, acts }) {
  const layer = index + 1
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
  const width = Math.min(plan.step - 8, 110)
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
    plan.columns[layer][0].x + NODE / 2 - width / 2,
    38,
    width,
  )
}

function featureButtons({ plan, view, active, words, acts }) {
  const locked = view.hide.includes("features")
  return plan.columns[0].map(({ index, x, y }) => {
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

/** Return a button per neuron. Tab reaches one of them; up and down go through them all. */
function neuronButtons(part) {
  const { plan, view, words, acts } = part
  const buttons = plan.columns
    .slice(1)
    .flat()
    .map(({ column, index, x, y }, place) => {
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
  part.overlay.onkeydown = (event) => rove(buttons, event, words)
  return buttons
}

function rove(buttons, event) {
  const from = buttons.indexOf(event.target)
  const to = { ArrowUp: from - 1, ArrowDown: from + 1, Home: 0, End: buttons.length - 1 }[event.key]
  if (from < 0 || !buttons[to]) return
  event.preventDefault()
  buttons[from].tabIndex = -1
  buttons[to].tabIndex = 0
  buttons[to].focus()
}

function place(part, event) {
  const box = part.diagram.getBoundingClientRect()
  return [event.clientX - box.left, event.clientY - box.top]
}

function point(part, event) {
  const [x, y] = place(part, event)
  const what = under(part.plan, part.links, x, y)
  hover(part, what)
  if (what && what.kind !== "tile")
    Object.assign(part.card.style, { left: `${Math.min(x + 14, part.plan.width - 190)}px`, top: `${y + 14}px` })
}

function click(part, event) {
  const [x, y] = place(part, event)
  const what = under(part.plan, part.links, x, y)
  if (what && what.kind !== "tile" && part.snapshot && !part.view.hide.includes("edit"))
    part.acts.edit(what, { x, y }, part.scroll)
}

function hover(part, what) {
  if (JSON.stringify(what) === JSON.stringify(part.hover)) return
  part.hover = what
  part.diagram.style.cursor = what && what.kind !== "tile" ? "pointer" : ""
  tell(part)
  part.acts.hover(what)
}

/** Say the value of the link or bias under the pointer. */
function tell({ hover: what, card, view, snapshot, sources, words }) {
  card.hidden = !snapshot || !what || what.kind === "tile"
  if (card.hidden) return
  const to = tileName(view, LABELS, what.layer + 1, what.j)
  if (what.kind === "bias") {
    const value = number(snapshot.biases[what.layer].values[what.j])
    say(card, fill(words.bias_value, { to, value }))
    return
  }
  const from = tileName(view, LABELS, what.layer, what.layer ? what.i : sources[what.i])
  say(card, fill(words.weight_value, { from, to, value: number(weightOf(snapshot, what)) }))
}

function paint(part, frame, colours) {
  if (!part.plan) return
  const shown = frame && fits(frame, part.view) ? frame : null
  const context = sharpen(part.canvas, part.plan.width, part.plan.height)
  drawNetwork(context, {
    diagram: part.plan,
    links: part.links,
    active: part.active,
    featureMaps: MAPS,
    firstNeurons: firstNeurons(part.view.layers),
    nClasses: part.view.n_classes,
    shapeOf: shape,
    frame: shown,
    hover: part.hover,
    sheet: part.sheet,
    ...colours,
  })
}

/** Return the picture of one tile as a grid, or null: what the large picture shows while a tile is hovered. */
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

/** Return what a tile is called. */
export function nameOfTile(view, { column, index }) {
  return tileName(view, LABELS, column, index)
}
