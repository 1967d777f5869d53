// Below the picture: a neuron's formula, a weight's chain of factors with every row's own, or what can be moved.

import { drawn, element, say } from "../../../web/components/kit/dom.js"
import { compact } from "../../../web/components/kit/numbers.js"
import { fill } from "../../../web/components/kit/words.js"
import { chainFormula, neuronFormula } from "./net_formula.js"
import { answerOf, forward, ownSlopes, places, samePlace, total, valueAt } from "./net_maths.js"
import { placeName } from "./net_stages.js"

/** @import { Place, Scene, Served } from "./net_types.d.ts" */

/**
 * @typedef {object} Acts
 * @property {(place: Place) => void} pick
 * @property {(row: number) => void} row
 * @property {(place: Place, value: number) => void} change
 * @property {(index: number, value: number) => void} input
 * @property {() => void} reset
 *
 * @typedef {ReturnType<typeof createPanel>} Panel
 */

/**
 * @param {Served} served
 * @param {Acts} acts
 */
export function createPanel(served, acts) {
  const { words, net } = served
  const all = places(net)
  const choice = element("select", { "aria-label": words.weight })
  choice.append(...all.map((place, at) => element("option", { value: String(at) }, placeName(served, net, place))))
  choice.onchange = () => acts.pick(all[Number(choice.value)])
  const chooser = element("label", { class: "chooser" }, element("span", {}, words.weight), choice)
  const [maths, strip, sliders, table] = ["maths", "strip", "sliders", "table"].map((name) =>
    element("div", { class: name }),
  )
  const played = served.way === "training" || served.way === "forward"
  const legend = element(
    "p",
    { class: "legend", hidden: !played },
    words[served.way === "training" ? "legend_back" : "legend"],
  )
  const keys = element("p", { class: "keys" }, words[played ? "keys_play" : "keys"])
  const node = element("div", { class: "panel" }, chooser, sliders, maths, strip, table, legend, keys)
  return { node, acts, choice, chooser, maths, strip, sliders, table, places: all }
}

/** @type {(panel: Panel, scene: Scene) => void} */
export function drawPanel(panel, scene) {
  const { served, near, formula, picked } = scene
  const { way } = served
  panel.chooser.hidden = way !== "chain" && way !== "edit"
  panel.choice.value = String(panel.places.findIndex((place) => samePlace(place, picked)))
  const lines = near
    ? formula
      ? neuronFormula(scene, near)
      : []
    : way === "chain" && picked
      ? chainFormula(scene, picked)
      : []
  const markup = lines.join("")
  if (panel.maths.innerHTML !== markup) panel.maths.innerHTML = markup // numbers and names of our own, escaped
  // What is wider than its place scrolls, for which the keyboard has to get there.
  if (panel.maths.scrollWidth > panel.maths.clientWidth) panel.maths.tabIndex = 0
  else panel.maths.removeAttribute("tabindex")
  panel.strip.hidden = way !== "chain" || !picked
  if (!panel.strip.hidden && picked) drawStrip(panel, scene, picked)
  if (way === "edit") drawSliders(panel, scene)
  if (way === "edit" && served.X.length <= 8) drawTable(panel, scene)
}

const TALL = 74
const WIDE = 520

/** Every row's own slope by the picked weight, and their mean, which a step on the whole batch goes by.
 * @type {(panel: Panel, scene: Scene, picked: Place) => void} */
function drawStrip({ strip, acts }, scene, picked) {
  const { served, net } = scene
  const own = ownSlopes(net, served.X, served.wanted, picked)
  const mean = total(own) / own.length
  const reach = Math.max(...own.map(Math.abs), 1e-9) * 1.08
  /** @type {(value: number) => number} */
  const across = (value) => (WIDE / 2) * (1 + value / reach)
  const dots = stacked(own.map(across)).map(([x, up], row) =>
    drawn("circle", {
      class: row === served.row ? "own chosen" : "own",
      cx: x.toFixed(1),
      cy: TALL - 24 - up,
      r: row === served.row ? 6 : 4,
      style: `fill: var(--class-${served.classes[row]})`,
      onclick: () => acts.row(row),
    }),
  )
  const said = fill(served.words.strip, {
    name: placeName(served, net, picked),
    n: served.row + 1,
    own: compact(own[served.row]),
    all: own.length,
    mean: compact(mean),
    less: own.filter((value) => value < 0).length,
    more: own.filter((value) => value > 0).length,
  })
  const svg = drawn(
    "svg",
    { viewBox: `0 0 ${WIDE} ${TALL}`, role: "img", "aria-label": said },
    drawn("path", { class: "axis", d: `M0 ${TALL - 16}H${WIDE}M${WIDE / 2} 4V${TALL - 12}` }),
    drawn("path", { class: "mean", d: `M${across(mean)} 4V${TALL - 12}` }),
    ...dots,
    drawn("text", { x: 0, y: TALL - 2 }, compact(-reach)),
    drawn("text", { x: WIDE / 2, y: TALL - 2, "text-anchor": "middle" }, "0"),
    drawn("text", { x: WIDE, y: TALL - 2, "text-anchor": "end" }, compact(reach)),
  )
  strip.replaceChildren(svg, element("p", {}, said))
}

/** Put dots that would lie on one another on top of each other.
 * @type {(places: number[]) => [x: number, up: number][]} */
export function stacked(places) {
  /** @type {Map<number, number>} */
  const heights = new Map()
  return places.map((x) => {
    const bin = Math.round(x / 8)
    const height = heights.get(bin) ?? 0
    heights.set(bin, height + 1)
    return [x, Math.min(height * 6, TALL - 34)]
  })
}

const REACH = 4

/** @type {(panel: Panel, scene: Scene) => void} */
function drawSliders({ sliders, acts }, scene) {
  const { served, net, picked, x } = scene
  const wanted = [
    ...(picked ? [[placeName(served, net, picked), valueAt(net, picked)]] : []),
    ...served.inputs.map((name, index) => [name, x[index]]),
  ]
  const names = wanted.map(([name]) => name).join("|")
  if (sliders.dataset.names !== names) {
    sliders.dataset.names = names
    sliders.replaceChildren(
      ...wanted.map(([name], at) => {
        const index = at - (picked ? 1 : 0)
        const input = element("input", { type: "range", min: -REACH, max: REACH, step: 0.05 })
        input.oninput = () =>
          index < 0 && picked ? acts.change(picked, Number(input.value)) : acts.input(index, Number(input.value))
        return element(
          "label",
          { class: index < 0 ? "own" : "" },
          element("span", {}, String(name)),
          input,
          element("output"),
        )
      }),
      element("button", { type: "button", onclick: acts.reset }, served.words.reset),
    )
  }
  wanted.forEach(([, value], at) => {
    const label = sliders.children[at]
    const input = /** @type {HTMLInputElement} */ (label.querySelector("input"))
    if (Number(input.value) !== value) input.value = String(value)
    say(/** @type {HTMLElement} */ (label.querySelector("output")), compact(Number(value)))
  })
}

/** What the network answers each of a few rows.
 * @type {(panel: Panel, scene: Scene) => void} */
function drawTable({ table, acts }, { served, net }) {
  const { words } = served
  const rows = served.X.map((x, row) => {
    const [answer] = answerOf(forward(net, x))
    const [wanted] = served.wanted[row]
    const right = answer > 0.5 === wanted > 0.5 && answer !== 0.5
    const name = fill(words.row, { n: row + 1, all: served.X.length })
    const choose = element(
      "button",
      { type: "button", "aria-label": name, onclick: () => acts.row(row) },
      String(row + 1),
    )
    const cells = [choose, ...x.map(compact), compact(wanted), compact(answer), right ? "✓" : "✗"]
    return element(
      "tr",
      { class: [row === served.row ? "chosen" : "", right ? "right" : "wrong"].join(" ") },
      ...cells.map((cell) => element("td", {}, cell)),
    )
  })
  const heads = [words.row_head, ...served.inputs, words.wanted, words.answer, words.right]
  table.replaceChildren(
    element("table", {}, element("tr", {}, ...heads.map((head) => element("th", {}, head))), ...rows),
  )
}
