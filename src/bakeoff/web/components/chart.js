// A Plotly chart that is updated in place: one DOM node, the visitor's zoom and hidden traces kept.
// Streamlit's own chart element mounts anew at every change, so a live chart would flicker.

/** @import { Axis, AxisName, ChartElement, Component, Figure, Layout, Plotly } from "./types.d.ts" */

/**
 * @typedef {Map<string, unknown[]>} Zooms the visitor's, by what they are a zoom of
 *
 * @typedef {object} Settings
 * @property {string} alt
 * @property {number} height
 * @property {number} minWidth
 * @property {string} download
 * @property {string} failure
 * @property {string} reset
 * @property {Record<string, string>} words of the chart library, by what it calls them in English
 * @property {string} name
 * @property {string} plotly
 * @property {boolean} clickable
 * @property {boolean} draggable
 * @property {string} play
 * @property {string} pause
 *
 * @typedef {object} State
 * @property {number} latest the figure that came last
 * @property {number} turn how often it was drawn
 * @property {Promise<unknown>} free when it may be drawn for the first time
 * @property {Figure} figure
 * @property {Settings} settings
 * @property {Layout} layout the figure's, without its title
 * @property {object} config
 * @property {string} called what its button to save it is called
 * @property {Zooms} zooms
 * @property {ResizeObserver} observer
 * @property {number} times as large as usual it was written
 * @property {boolean} followed
 * @property {boolean} resetting
 * @property {() => void} reset
 * @property {(clicked: object) => void} post tells the page what was clicked
 * @property {number} at which of the figure's frames is shown
 * @property {number} timer of what plays them; 0 if nothing does
 * @property {string} content what the page sent last
 */

/** @type {Promise<Plotly> | undefined} */
let plotly

/** What the chart library calls the language of the page. */
const HERE = "here"

/** Return when the browser has nothing else to do, or after half a second.
 * @type {() => Promise<unknown>} */
const idle = () =>
  new Promise((resolve) => {
    if ("requestIdleCallback" in globalThis) requestIdleCallback(resolve, { timeout: 500 })
    else setTimeout(resolve) // Safari
  })

/** Load Plotly once per page, from the address the server gives.
 *
 * It is as large as all the rest of the page, which would have to wait for it: what can be pressed comes first.
 * @type {(url: string) => Promise<Plotly>} */
function loadPlotly(url) {
  plotly ??= idle().then(() => fetched(url))
  return plotly
}

/** @type {(url: string) => Promise<Plotly>} */
function fetched(url) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script")
    script.src = url
    script.onload = () => resolve(globalThis.Plotly)
    script.onerror = () => {
      plotly = undefined
      reject(new Error(`${url} did not come`))
    }
    document.head.append(script)
  })
}

/**
 * @param {string} name
 * @returns {name is AxisName}
 */
const isAxis = (name) => /^[xy]axis\d*$/.test(name)

/** Return what a zoom into an axis is a zoom of: of another quantity, or on another scale, it would be false.
 * @type {(layout: Layout, name: AxisName) => string} */
function meaning(layout, name) {
  const { title, type } = layout[name]
  return JSON.stringify([layout.uirevision, name, title?.text, type])
}

/** Return the axes that move together with one.
 * @type {(layout: Layout, name: AxisName) => AxisName[]} */
function together(layout, name) {
  /** @type {(one: AxisName) => string} */
  const head = (one) => layout[one].matches ?? one.replace("axis", "")
  return Object.keys(layout)
    .filter(isAxis)
    .filter((one) => head(one) === head(name))
}

/** Take note of how the visitor has zoomed, `change` being what Plotly tells of it.
 * @type {(state: Pick<State, "zooms" | "layout">, element: ChartElement, change: Record<string, unknown>) => void} */
export function noteZoom({ zooms, layout }, element, change) {
  for (const key of Object.keys(change)) {
    const [name, what] = key.split(/[.[]/)
    if (!isAxis(name) || !layout[name] || !["range", "autorange"].includes(what)) continue
    for (const one of together(layout, name)) {
      const range = element.layout[one].range
      if (what === "autorange") zooms.delete(meaning(layout, one))
      else if (range) zooms.set(meaning(layout, one), [...range])
    }
  }
}

/** Return a layout zoomed as the visitor has left it. Plotly by itself keeps each end of an axis only until the figure
 * moves that end, as it does while it is live, and takes what was zoomed in one picture for the next one's.
 * @type {(layout: Layout, zooms: Zooms, turn: number) => Layout} */
export function zoomed(layout, zooms, turn) {
  const axes = Object.keys(layout).filter(isAxis)
  const found = axes.map((name) => {
    const range = zooms.get(meaning(layout, name))
    const own = structuredClone(layout[name]) // Plotly writes a zoom into the very range that it was given
    return [name, { ...own, ...(range && { range: [...range], autorange: false }), uirevision: turn }]
  })
  return { ...layout, ...Object.fromEntries(found) }
}

/** Have zooms noted, and undone by a double click or a button: Plotly would go back to the first figure's axes.
 * @type {(element: ChartElement, state: State, draw: () => void) => void} */
function followZoom(element, state, draw) {
  state.reset = () => {
    state.zooms.clear()
    draw()
  }
  element.on("plotly_relayout", (change) => {
    if (state.resetting) state.reset()
    else noteZoom(state, element, change)
    state.resetting = false
  })
  element.on("plotly_doubleclick", () => {
    state.resetting = true
  })
}

/** Have the page told what is clicked, in charts that it wants to know of.
 * @type {(element: ChartElement, state: State) => void} */
function followClicks(element, state) {
  element.on("plotly_click", ({ points }) => {
    if (!state.settings.clickable || state.settings.draggable) return
    state.post({ trace: points[0].data.name ?? "", x: points[0].x, y: points[0].y })
  })
}

/** Milliseconds between two places that a pointer is said to be at. */
const PAUSE = 80

/** Have the page told where a pointer that is held down is, as if it clicked there, in charts that want to know of it.
 * @type {(element: ChartElement, state: State) => void} */
function followDrags(element, state) {
  /** @type {PointerEvent | null} */
  let last = null
  const plane = () => element.querySelector(".nsewdrag")
  const say = () => {
    const box = plane()?.getBoundingClientRect()
    const { xaxis, yaxis } = element._fullLayout
    if (box && last) {
      state.post({ trace: "", x: xaxis.p2d(last.clientX - box.left), y: yaxis.p2d(last.clientY - box.top) })
    }
    last = null
  }
  /** @type {(event: PointerEvent) => void} */
  const move = (event) => {
    if (!last) setTimeout(say, PAUSE)
    last = event
  }
  const end = () => document.removeEventListener("pointermove", move)
  element.addEventListener("pointerdown", (event) => {
    if (!state.settings.draggable || !plane()?.contains(/** @type {Node} */ (event.target))) return
    move(event)
    document.addEventListener("pointermove", move) // Plotly covers the page while a button is down
    document.addEventListener("pointerup", end, { once: true })
    document.addEventListener("pointercancel", end, { once: true })
  })
}

/** Return the theme's colours as a Plotly layout: figures come without any of their own.
 * @type {(layout: Layout, element: Element) => Layout} */
function themed(layout, element) {
  const style = getComputedStyle(element)
  const text = style.getPropertyValue("--st-text-color").trim()
  const background = style.getPropertyValue("--st-background-color").trim()
  const grid = style.getPropertyValue("--st-border-color").trim()
  /** @type {Layout & Record<string, unknown>} */
  const result = {
    ...layout,
    autosize: true,
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { family: style.getPropertyValue("--st-font"), size: 13, ...layout.font, color: text },
    hoverlabel: { ...layout.hoverlabel, bgcolor: background, bordercolor: grid, font: { color: text } },
    modebar: { bgcolor: "rgba(0,0,0,0)", color: grid, activecolor: text },
    // The same revision at every update is what keeps hidden traces and a turned camera.
    uirevision: layout.uirevision ?? "kept",
  }
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) delete result.transition
  const lines = { gridcolor: grid, linecolor: grid, zerolinecolor: grid, tickcolor: grid }
  const { scene } = layout
  if (scene) {
    const axes = ["xaxis", "yaxis", "zaxis"].map((axis) => [axis, { ...scene[axis], ...lines }])
    result.scene = { ...scene, ...Object.fromEntries(axes) }
  }
  for (const name of Object.keys(layout).filter(isAxis)) result[name] = { ...layout[name], ...lines }
  return result
}

/** What is as many pixels as a figure says, by what it is a part of; type is what every "…font" has.
 * @type {Record<string, string[]>} */
const PIXELS = { marker: ["size"], line: ["width"], margin: ["l", "r", "t", "b"] }

/** Return a figure, or a part of it, with all that is written in it, its points and its lines so many times as large.
 * @type {(part: any, times: number, of?: string) => any} */
export function larger(part, times, of = "") {
  if (times === 1 || part === null || typeof part !== "object" || ArrayBuffer.isView(part)) return part
  if (Array.isArray(part)) return typeof part[0] === "object" ? part.map((one) => larger(one, times)) : part
  const grows = of.endsWith("font") ? ["size"] : (PIXELS[of] ?? [])
  const entries = Object.entries(part).map(([name, value]) => [
    name,
    typeof value === "number" && grows.includes(name) ? times * value : larger(value, times, name),
  ])
  return Object.fromEntries(entries)
}

/** Return how many times as large as usual the page's type is, as it is when a race is shown to a room. */
const enlarged = () => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16

/** Keep a chart as wide as its place, and its type as large as the page's, which follows a window that a room watches.
 * In a tab it is drawn before it has any width.
 * @type {(element: ChartElement, state: State) => unknown} */
function fit(element, state) {
  if (!element.offsetWidth || !element.classList.contains("js-plotly-plot")) return
  if (enlarged() !== state.times) return draw(globalThis.Plotly, element, state)
  globalThis.Plotly.Plots.resize(element)
}

/** @type {WeakMap<Node, State>} */
const charts = new WeakMap()

/** Take the title out of a layout, where it cannot wrap; return the layout and the title, no number without its unit.
 * @type {(layout: Layout) => [layout: Layout, title: string]} */
export function withoutTitle(layout) {
  const headings = layout.annotations?.length ? 28 : 0 // words at the top, and the tool bar above them
  const title = layout.title?.text ?? ""
  return [
    { ...layout, title: undefined, margin: { ...layout.margin, t: 10 + headings } },
    title.replaceAll(" %", "\u00a0%"),
  ]
}

/** Return the buttons that undo a zoom, and that save the chart as it is then, its title with it, as a picture.
 * @type {(element: HTMLElement, state: State) => object[]} */
function buttons(element, state) {
  /** @type {(format: string) => Promise<string>} */
  const save = (format) => {
    const { figure, settings } = state
    const whole = { data: figure.data, layout: themed(figure.layout, element) }
    const size = { width: Math.max(element.offsetWidth, 640), height: settings.height }
    return globalThis.Plotly.downloadImage(whole, { format, filename: settings.name, scale: 2, ...size })
  }
  /** @type {(format: string, path: string) => object} */
  const button = (format, path) => ({
    name: `download-${format}`,
    title: state.settings.download.replace("{kind}", format.toUpperCase()),
    icon: { width: 24, height: 24, path },
    click: () => save(format),
  })
  const reset = {
    name: "reset-zoom",
    title: state.settings.reset,
    icon: { width: 24, height: 24, path: "M12 4l9 8h-3v8h-4.500v-6h-3v6H6v-8H3z" },
    click: () => state.reset(),
  }
  return [
    ...(state.figure.layout.scene ? [] : [reset]),
    button("png", "M4 5h16v14H4zM6 17h12l-4-5-3 4-2-2zM8 10.500a1.500 1.500 0 1 0 0-3 1.500 1.500 0 0 0 0 3z"),
    button("svg", "M12 16l-5-5h3V4h4v7h3l-5 5zM5 18h14v2H5z"),
  ]
}

/** Return what is known of a chart from its first figure to its last.
 * @type {(element: ChartElement, first: Pick<State, "figure" | "settings" | "layout">) => State} */
function begin(element, first) {
  /** @type {State} */
  const state = {
    ...first,
    latest: 0,
    turn: 0,
    free: idle(),
    config: {},
    called: "",
    zooms: new Map(),
    observer: new ResizeObserver(() => fit(element, state)),
    times: 1,
    followed: false,
    resetting: false,
    reset: () => {},
    post: () => {},
    at: 0,
    timer: 0,
    content: "",
  }
  state.observer.observe(element)
  // The very same object each time: with another one Plotly draws anew, and a camera that was turned is lost.
  state.config = {
    displaylogo: false,
    modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d", "resetScale2d", "toImage", "sendChartToCloud"],
  }
  return state
}

/** Return a figure's traces as a frame of it has them.
 * @type {(figure: Figure, at: number) => object[]} */
export const framed = ({ data, frames }, at) => data.map((trace, index) => ({ ...trace, ...frames?.[at].data[index] }))

/** Have the frames of a figure played once it is in sight, or moved through by hand; nothing moves by itself where a
 * visitor wants that.
 * @type {(bar: HTMLElement, caption: HTMLElement, element: ChartElement, state: State, fresh: boolean) => void} */
function player(bar, caption, element, state, fresh) {
  const { figure, settings } = state
  const frames = figure.frames ?? []
  bar.hidden = !frames.length
  if (fresh) clearInterval(state.timer)
  if (fresh) Object.assign(state, { at: 0, timer: 0 })
  if (bar.hidden) return
  const button = /** @type {HTMLButtonElement} */ (bar.children[0])
  const range = /** @type {HTMLInputElement} */ (bar.children[1])
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches
  const show = () => {
    const { title = caption.textContent ?? "" } = frames[state.at]
    button.textContent = state.timer ? `❚❚ ${settings.pause}` : `▶ ${settings.play}`
    range.value = String(state.at)
    range.setAttribute("aria-valuetext", title)
    caption.textContent = title
    if (state.followed) draw(globalThis.Plotly, element, state)
  }
  /** @type {(at: number) => void} */
  const stand = (at) => {
    clearInterval(state.timer)
    Object.assign(state, { at, timer: 0 })
    show()
  }
  const play = () => {
    stand(state.at === frames.length - 1 ? 0 : state.at)
    const ahead = () => {
      if (!element.isConnected || state.at >= frames.length - 1) return stand(state.at)
      state.at += 1
      show()
    }
    state.timer = window.setInterval(ahead, figure.pace ?? 100)
    show()
  }
  range.max = String(frames.length - 1)
  range.setAttribute("aria-label", settings.alt)
  range.oninput = () => stand(Number(range.value))
  button.onclick = () => (state.timer ? stand(state.at) : play())
  button.hidden = still
  show()
  if (still || !fresh) return
  const watch = new IntersectionObserver(([{ isIntersecting }]) => {
    if (!isIntersecting) return
    watch.disconnect()
    play()
  })
  watch.observe(bar)
}

/** Draw what is to be shown now.
 * @type {(Plotly: Plotly, element: ChartElement, state: State) => Promise<void>} */
async function draw(Plotly, element, state) {
  const { figure, layout, zooms, config } = state
  state.turn += 1
  state.times = enlarged()
  const shown = themed(zoomed(layout, zooms, state.turn), element)
  await Plotly.react(element, larger(framed(figure, state.at), state.times), larger(shown, state.times), config)
  if (!state.followed) {
    followZoom(element, state, () => draw(Plotly, element, state))
    followClicks(element, state)
    followDrags(element, state)
  }
  if (!state.followed && figure.layout.meta?.rises) rise(Plotly, element)
  state.followed = true
}

/** Milliseconds that a picture takes to rise. */
const RISES = 2500

/** Have a picture in space rise from its ground, unless the visitor wants nothing to move.
 * @type {(Plotly: Plotly, element: ChartElement) => Promise<void>} */
async function rise(Plotly, element) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return
  const begun = performance.now()
  for (let z = 0.02; z < 1; z = (performance.now() - begun) / RISES) {
    if (!element.isConnected) return
    const ratio = { x: 1, y: 1, z }
    await Plotly.relayout(element, { "scene.aspectmode": "manual", "scene.aspectratio": ratio })
    await new Promise(requestAnimationFrame)
  }
  await Plotly.relayout(element, { "scene.aspectmode": "cube" })
}

/** @type {(component: Component<Uint8Array>) => () => void} */
export default function (component) {
  const { parentElement, setTriggerValue } = component
  const content = new TextDecoder().decode(component.data)
  /** @type {{ figure: Figure, settings: Settings }} */
  const { figure, settings } = JSON.parse(content)
  /** @type {(name: string) => ChartElement} */
  const part = (name) => /** @type {ChartElement} */ (parentElement.querySelector(`.bakeoff-chart${name}`))
  const [frame, element, caption] = [part("-frame"), part(""), part("-title")]
  element.style.height = `${settings.height}px`
  element.style.minWidth = `${settings.minWidth}px`
  // A figure, not an image: its buttons can be reached.
  frame.setAttribute("role", "figure")
  frame.setAttribute("aria-label", settings.alt)
  const [layout, title] = withoutTitle(figure.layout)
  if (caption.textContent !== title) caption.textContent = title
  const state = charts.get(parentElement) ?? begin(element, { figure, settings, layout })
  Object.assign(state, {
    figure,
    settings,
    layout,
    post: (/** @type {object} */ told) => setTriggerValue("clicked", told),
  })
  if (state.called !== settings.download) {
    state.called = settings.download
    const locales = { [HERE]: { dictionary: settings.words } }
    // in the language of now
    state.config = { ...state.config, locale: HERE, locales, modeBarButtonsToAdd: buttons(element, state) }
  }
  element.classList.toggle("bakeoff-clickable", settings.clickable)
  element.style.touchAction = settings.draggable ? "none" : ""
  charts.set(parentElement, state)
  player(part("-player"), caption, element, state, content !== state.content)
  state.content = content
  const turn = ++state.latest
  loadPlotly(settings.plotly)
    .catch(() => {
      throw new Error(settings.failure)
    })
    .then(async (Plotly) => {
      await state.free // to draw it takes as long as half the page around it
      // A newer figure may have come meanwhile.
      if (turn !== state.latest || !element.isConnected) return
      return draw(Plotly, element, state)
    })
    .catch((error) => {
      element.textContent = error.message
    })
  return () => {
    // Streamlit calls this when the place on the page is gone, and also for a figure that a newer one has overtaken.
    if (element.isConnected) return
    state.latest += 1
    clearInterval(state.timer)
    state.observer.disconnect()
    globalThis.Plotly?.purge(element)
  }
}
