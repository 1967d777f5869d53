// What the lab's modules hand each other. Names with an underscore are Python's: what has them comes from the server.

import type { Colour, Ends, Floats, Grid, Theme, Wired } from "../components/kit/types.d.ts"

/** One column of the points each; `test` is 1 for a test point. */
export interface Points {
  x1: Float32Array
  x2: Float32Array
  target: Float32Array
  test: Uint8Array
}

export interface Point {
  readonly x1: number
  readonly x2: number
  readonly target: number
}
/** A place in the plane. */
export type Place = Pick<Point, "x1" | "x2">

/** `bakeoff.network.messages.Snapshot`; a figure that is not finite is null. */
export interface Snapshot {
  serial: number
  epoch: number
  batch: number
  first_epoch: number
  last_epoch: number
  playing: boolean
  epochs_per_second: number | null
  cpu_seconds: number
  n_classes: number
  train_loss: number | null
  test_loss: number | null
  train_score: number | null
  test_score: number | null
  weights: Floats[]
  biases: Floats[]
  neurons: Grid
  output: Grid
  confusion: Wired<Int32Array>
  curve: Floats
  moments: Wired<Int32Array>
  watched: number
  watched_inputs: Floats[]
  watched_sums: Floats[]
  watched_loss: number | null
  trouble: string | null
}
/** One of the time machine's: whole epochs, and batches of the one begun. */
export interface Moment {
  epoch: number
  batch: number
}
/** One point's way through the network: `inputs` are what each layer is told, and last what the network answers. */
export interface Way {
  row: number
  inputs: Float32Array[]
  sums: Float32Array[]
  loss: number | null
}
export type Kind = "loss" | "score"
/** What a network answers with: enough of a snapshot to paint it. */
export type Frame = Pick<Snapshot, "weights" | "biases" | "neurons" | "output">

/** A hidden layer. */
export type Layer = readonly [units: number, activation: string]

/** An earlier run, with rows of its curve. */
export interface Ghost {
  id: string
  label: string
  curve: (number | null)[][]
}

/** The sentences by name; under `keys` which keys do what. */
export type Words = { readonly [name: string]: string } & { readonly keys: readonly (readonly [string[], string])[] }

/** A setting that is chosen from a list. */
export interface Knob {
  name: string
  label: string
  value: string
  options: [value: string, label: string][]
  hidden: boolean
}

/** `bakeoff.web.network.view.LabView`, as it is served. */
export interface Served {
  data: string
  features: string[]
  layers: Layer[]
  activations: [name: string, label: string][]
  presets: [name: string, label: string][]
  knobs: Knob[]
  surface: boolean
  weight_seed: number
  watch: number | null
  batch_norm: boolean
  pace: string
  paces: [pace: string, label: string][]
  n_classes: number
  class_names: string[]
  half: number
  axes: [string, string]
  ticks: { x1: string[]; x2: string[] }
  show_test: boolean
  discretise: boolean
  hide: string[]
  ghosts: Ghost[]
  words: Words
  points: Points
}
/** What is shown beside a snapshot: as served, with what the visitor has changed since. */
export interface View extends Served {
  outputs: number
}
/** Settings, and whether it runs, by what the visitor did a moment ago. */
export type Changes = Partial<Served & { playing: boolean }>
export type Shape = Pick<View, "features" | "layers" | "outputs">

/** A message of the server. */
export interface Message {
  view: Uint8Array
  snapshot: Uint8Array
  acknowledged?: Acknowledged
  answered: boolean
  /** In the queue of starting runs, from 1; 0 for one that has started. */
  place: number
  asleep: boolean
  refused: string
  lookAgain: number | null
}
export interface Acknowledged {
  session: string
  number: number
}
export type Command = Record<string, unknown>
export interface Outbox {
  session: string
  last: number
  open: [number: number, command: Command][]
}

/** Name and function of what can be fed in, and the function's largest size on the plane. */
export interface Feature {
  name: string
  label: string
  of: (x1: number, x2: number) => number
  most: number
}

/** A square of the diagram; its column is 0 for a feature. */
export interface Tile {
  column: number
  index: number
  x: number
  y: number
}
export interface Diagram {
  width: number
  height: number
  step: number
  columns: Tile[][]
}
/** A weight: `i` counts the features that are switched on, or the neurons of the layer before. */
export interface WeightPlace {
  layer: number
  i: number
  j: number
}
export type Link = WeightPlace & Ends

/** What lies under the pointer. */
export type What =
  | ({ kind: "tile" } & Pick<Tile, "column" | "index">)
  | { kind: "bias"; layer: number; j: number }
  | ({ kind: "link"; x?: number } & WeightPlace)
export interface Spot {
  x: number
  y: number
}

/** A new weight, or bias where there is no source. */
export interface Edit {
  layer: number
  source: number | null
  target: number
  value: number
}

/** The brush on the plane. */
export type Cursor = Place & { radius: number; colour: Colour }

/** What the parts of the page ask of the lab. */
export interface Acts {
  change: (settings: Changes) => void
  hover: (what: What | null) => void
  edit: (what: What, place: Spot, opener: HTMLElement) => void
  restore: (ghost: string) => void
  rewind: (moment: Moment) => void
  redraw: () => void
  toggle: () => void
  step_epoch: () => void
  step_batch: () => void
  reset: () => void
  new_weights: () => void
  help: () => void
}

/** What a picture is composed of; `image` returns the address of a square of red, green, blue and opacity. */
export interface Scene {
  view: View
  snapshot: Snapshot
  colours: Theme
  font: string
  image: (pixels: Uint8ClampedArray<ArrayBuffer>, side: number) => string
}
