// What the network's picture is told, and what its modules hand each other.

/** `bakeoff.features.learn.network.Network`, as it is served. */
export interface Net {
  /** By layer, source and target. */
  weights: number[][][]
  biases: number[][]
  activations: string[]
  output: "softmax" | "sigmoid" | "linear"
  loss: "cross_entropy" | "mse" | "mae" | "huber"
}

/** One row's way forward: what each layer is told, its sums, and last what the network answers. */
export interface Passed {
  inputs: number[][]
  sums: number[][]
}

/** One row's way back: slopes of its loss by sums, by what each layer is told, by weights and by biases. */
export interface Slopes {
  sums: number[][]
  inputs: number[][]
  weights: number[][][]
  biases: number[][]
}

/** Which weight; a source of null is the bias. */
export interface Place {
  layer: number
  source: number | null
  target: number
}

/** A neuron, or an input in column 0. */
export interface Neuron {
  column: number
  index: number
}

export type Kind = "row" | "sums" | "answers" | "loss" | "slopes" | "gradients" | "update" | "again"
/** One picture of the show; `layer` counts the weights' layers from 0. */
export interface Stage {
  kind: Kind
  layer: number
}

/** What is on show after a stage. */
export interface Shown {
  sums: number
  answers: number
  loss: boolean
  /** The first layer whose slopes, or whose weights' gradients, are there already. */
  slopes: number
  gradients: number
  updated: boolean
}

export interface Served {
  /** What it is a picture of: with another one, what the visitor did is forgotten. */
  run: string
  net: Net
  X: number[][]
  /** What the outputs should have been, a row each. */
  wanted: number[][]
  row: number
  rate: number
  /** "training" plays a whole step, "forward" its first half, "chain" has all numbers at once, "edit" can be changed. */
  way: "training" | "forward" | "chain" | "edit"
  inputs: string[]
  outputs: string[]
  /** The class of each row. */
  classes: number[]
  /** Whether a row is a place in the plane. */
  in_plane: boolean
  /** The plane goes from minus this to this, or from the lowest to the highest. */
  reach: [low: number, high: number]
  marked: Place | null
  words: Record<string, string>
}

export interface Box {
  x: number
  y: number
  width: number
  height: number
}
export interface Plan {
  width: number
  height: number
  columns: Box[][]
  loss: Box | null
}

/** All that a picture is drawn of. */
export interface Scene {
  served: Served
  net: Net
  x: number[]
  passed: Passed
  slopes: Slopes
  loss: number
  /** After the step. */
  next: Net
  nextLoss: number
  stage: Stage
  shown: Shown
  near: Neuron | null
  formula: boolean
  picked: Place | null
}
