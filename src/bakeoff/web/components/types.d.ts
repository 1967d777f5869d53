// What Streamlit hands a component, and as much of Plotly as is used here.

/** What a component is called with, at every change of its data or of the theme. */
export interface Component<Data> {
  data: Data
  parentElement: HTMLElement | ShadowRoot
  setStateValue: (name: string, value: unknown) => void
  setTriggerValue: (name: string, value: unknown) => void
}

export interface Axis {
  title?: { text?: string }
  type?: string
  /** The axis that this one moves with, without "axis": "x2". */
  matches?: string
  range?: unknown[]
  [more: string]: unknown
}

export type AxisName = `xaxis${string}` | `yaxis${string}`

export interface Layout {
  [axis: AxisName]: Axis
  title?: { text?: string }
  annotations?: unknown[]
  font?: object
  hoverlabel?: object
  margin?: object
  scene?: Record<string, object>
  uirevision?: string
  meta?: { rises?: boolean }
}

export interface Figure {
  data: object[]
  layout: Layout
  /** Moments of it: what each trace has other than at first, and the title. They are played. */
  frames?: { data: object[]; title?: string }[]
  /** Milliseconds from frame to frame. */
  pace?: number
}

/** An element with a chart in it: Plotly adds these. */
export interface ChartElement extends HTMLElement {
  layout: Layout
  _fullLayout: Record<AxisName, { p2d(pixels: number): number }>
  on(event: "plotly_relayout", act: (change: Record<string, unknown>) => void): void
  on(event: "plotly_doubleclick", act: () => void): void
  on(
    event: "plotly_click",
    act: (clicked: { points: { data: { name?: string }; x: unknown; y: unknown }[] }) => void,
  ): void
}

export interface Plotly {
  react(place: HTMLElement, data: object[], layout: object, config: object): Promise<unknown>
  downloadImage(figure: object, how: object): Promise<string>
  relayout(place: HTMLElement, change: object): Promise<unknown>
  purge(place: HTMLElement): void
  Plots: { resize(place: HTMLElement): void }
}

declare global {
  var Plotly: Plotly
  var packedPlotly: string
}
