// The hidden layers as a list of [units, activation], changed by pure functions. Bounds as the server's.

/** @import { Layer, Shape, Snapshot } from "../../../web/network/types.d.ts" */

export const MOST_LAYERS = 6
export const MOST_UNITS = 8
const NEW_UNITS = 2

/** Return the layers with one more at the end, alike the last one.
 * @type {(layers: Layer[], activation: string) => Layer[]} */
export function withLayer(layers, activation) {
  if (layers.length >= MOST_LAYERS) return layers
  return [...layers, [NEW_UNITS, layers.at(-1)?.[1] ?? activation]]
}

/** Return the layers without the last.
 * @type {(layers: Layer[]) => Layer[]} */
export function withoutLayer(layers) {
  return layers.slice(0, -1)
}

/** Return the layers with `change` more (or fewer) units in one of them, from 1 to 8.
 * @type {(layers: Layer[], index: number, change: number) => Layer[]} */
export function resized(layers, index, change) {
  return layers.map(([units, activation], each) =>
    each === index ? [Math.min(MOST_UNITS, Math.max(1, units + change)), activation] : [units, activation],
  )
}

/** Return the layers with another activation in one of them.
 * @type {(layers: Layer[], index: number, activation: string) => Layer[]} */
export function activated(layers, index, activation) {
  return layers.map(([units, old], each) => [units, each === index ? activation : old])
}

/** Return the first neuron's number in each layer, the outputs' last: neurons are counted through all layers.
 * @type {(layers: Layer[]) => number[]} */
export function firstNeurons(layers) {
  const firsts = [0]
  layers.forEach(([units], layer) => firsts.push(firsts[layer] + units))
  return firsts
}

/** Whether a snapshot's weights belong to these features, layers and outputs (the job may be a reset behind).
 * @type {(snapshot: Pick<Snapshot, "weights"> | null, shape: Shape) => boolean} */
export function fits(snapshot, { features, layers, outputs }) {
  const sizes = [features.length, ...layers.map(([units]) => units), outputs]
  const shapes = snapshot?.weights.map(({ shape }) => shape) ?? []
  return (
    shapes.length === sizes.length - 1 && shapes.every(([n, m], layer) => n === sizes[layer] && m === sizes[layer + 1])
  )
}
