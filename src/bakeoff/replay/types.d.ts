// What the stage's modules hand each other.

import type { Floats, Grid } from "../web/components/kit/types.d.ts"

export type Pace = "stretched" | "tenth" | "true"

/** What a contender answered at one step: a byte for each question. */
export interface Moment {
  step: number
  cpu: number
  score: number | null
  answers: Uint8Array
}

export interface Actor {
  name: string
  label: string
  /** Its name where there is little room. */
  short: string
  colour: string
  /** The contender's marker, a picture of our own making. */
  marker: string
  active: boolean
  flag: string
  /** What became of one that has failed or was stopped; empty of all others. */
  ended: string
  moments: Moment[]
}

/** As it comes: the answers are in one array for all, each moment's deflated and of so many bytes. */
export type PackedMoment = [step: number, cpu: number, score: number | null, size: number]
export type PackedActor = Omit<Actor, "moments"> & { moments: PackedMoment[] }

export interface ClassLook {
  name: string
  colour: string
  marker: string
}

export interface Scene {
  run: string
  title: string
  /** Who led until when; empty while the race goes on. */
  course: string
  kind: "plane" | "pictures" | "rows"
  task: "classification" | "regression"
  /** What else is to be known of what is shown; may be empty. */
  note: string
  /** Whether type is large, and all has to fit on one screen. */
  large: boolean
  /** Whether it is a recording, which plays by itself. */
  recorded: boolean
  plays: boolean
  active: boolean
  classes: ClassLook[]
  levels: number
  /** How many questions there are, and how many of them are points of the grid, which come first. */
  asked: number
  grid: number
  ends: [number, number, number, number]
  reach: [number, number]
  axes: [string, string]
  unit: string
  actors: Actor[]
  text: Record<string, string>
  target: Grid | Floats
  points?: Floats
  pictures?: Grid
}
export type PackedScene = Omit<Scene, "actors"> & { actors: PackedActor[]; answers: Grid }

export interface Playback {
  mode: "live" | "replay" | "paused" | "still"
  /** The place of each contender's moment on show; none, or -1, before its first. */
  shown: Map<string, number>
  /** When it got there, in ms. */
  turned: Map<string, number>
  since: number
  pace: Pace
  seenLive: boolean
  /** Whether nothing moves by itself, as the visitor's system asks for. */
  still?: boolean
  /** Whether it plays again and again. */
  loops?: boolean
  /** What the clock shows, in seconds; none while it is live. */
  clock?: number
  /** The validation row that is looked at; -1 for none. */
  row: number
}

/** What draws one kind of stage. */
export interface View {
  /** The part of the page that it draws in; it sends `row` with the number of a row that is clicked. */
  node: HTMLElement
  paint: (scene: Scene, playback: Playback) => void
  /** What there is of it in a saved picture, the top first. */
  pictures: () => HTMLCanvasElement[]
}
