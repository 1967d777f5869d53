// A Plotly chart that is updated in place: one DOM node, the visitor's zoom and hidden traces kept.
// Streamlit's own chart element mounts anew at every change, so a live chart would flicker.

let plotly

/** Load Plotly once per page, from the address the server gives. */
function loadPlotly(url) {
  plotly ??= new Promise((resolve, reject) => {
    const script = document.createElement("script")
    script.src = url
    script.onload = () => resolve(globalThis.Plotly)
    script.onerror = () => {
      plotly = undefined
      reject(new Error("The chart library could not be loaded; reload the page."))
    }
    document.head.append(script)
  })
  return plotly
}

/** Return the theme's colours as a Plotly layout: figures come without any of their own. */
function themed(layout, element) {
  const style = getComputedStyle(element)
  const text = style.getPropertyValue("--st-text-color").trim()
  const background = style.getPropertyValue("--st-background-color").trim()
  const grid = style.getPropertyValue("--st-border-color").trim()
  const result = {
    ...layout,
    autosize: true,
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { family: style.getPropertyValue("--st-font"), size: 13, ...layout.font, color: text },
    hoverlabel: { ...layout.hoverlabel, bgcolor: background, bordercolor: grid, font: { color: text } },
    modebar: { bgcolor: "rgba(0,0,0,0)", color: grid, activecolor: text },
    // The same revision at every update is what keeps zoom and hidden traces.
    uirevision: layout.uirevision ?? "kept",
  }
  const lines = { gridcolor: grid, linecolor: grid, zerolinecolor: grid, tickcolor: grid }
  for (const name of Object.keys(layout)) {
    if (name === "scene") {
      const axes = ["xaxis", "yaxis", "zaxis"].map((axis) => [axis, { ...layout.scene[axis], ...lines }])
      result.scene = { ...layout.scene, ...Object.fromEntries(axes) }
    } else if (/^[xy]axis\d*$/.test(name)) {
      result[name] = { ...layout[name], ...lines }
    }
  }
  return result
}

/** Keep a chart as wide as its place: in a tab it is drawn before it has any width. */
function followSize(element) {
  const observer = new ResizeObserver(() => {
    if (element.offsetWidth && element.classList.contains("js-plotly-plot")) globalThis.Plotly.Plots.resize(element)
  })
  observer.observe(element)
  return observer
}

const charts = new WeakMap()

/** Take the title out of a layout, where it cannot wrap; return the layout and the title. */
function withoutTitle(layout) {
  const headings = layout.annotations?.length ? 14 : 0
  return [{ ...layout, title: undefined, margin: { ...layout.margin, t: 10 + headings } }, layout.title?.text ?? ""]
}

/** Return the buttons that save the chart as it is then, its title with it, as a picture. */
function downloads(element, state) {
  const save = (format) => {
    const { figure, settings } = state
    const whole = { data: figure.data, layout: themed(figure.layout, element) }
    const size = { width: Math.max(element.offsetWidth, 640), height: settings.height }
    return globalThis.Plotly.downloadImage(whole, { format, filename: settings.name, scale: 2, ...size })
  }
  const button = (format, path) => ({
    name: `download-${format}`,
    title: `${state.settings.download} ${format.toUpperCase()}`,
    icon: { width: 24, height: 24, path },
    click: () => save(format),
  })
  return [
    button("png", "M4 5h16v14H4zM6 17h12l-4-5-3 4-2-2zM8 10.500a1.500 1.500 0 1 0 0-3 1.500 1.500 0 0 0 0 3z"),
    button("svg", "M12 16l-5-5h3V4h4v7h3l-5 5zM5 18h14v2H5z"),
  ]
}

export default function (component) {
  const { parentElement } = component
  const { figure, settings } = JSON.parse(new TextDecoder().decode(component.data))
  const frame = parentElement.querySelector(".bakeoff-chart-frame")
  const element = parentElement.querySelector(".bakeoff-chart")
  const caption = parentElement.querySelector(".bakeoff-chart-title")
  element.style.height = `${settings.height}px`
  element.style.minWidth = `${settings.minWidth}px`
  // A figure, not an image: its buttons can be reached.
  frame.setAttribute("role", "figure")
  frame.setAttribute("aria-label", settings.alt)
  const [layout, title] = withoutTitle(figure.layout)
  if (caption.textContent !== title) caption.textContent = title
  const state = charts.get(parentElement) ?? { latest: 0, observer: followSize(element) }
  Object.assign(state, { figure, settings })
  charts.set(parentElement, state)
  // The very same object each time: with another one Plotly draws anew, and a camera that was turned is lost.
  state.config ??= {
    displaylogo: false,
    modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d", "toImage", "sendChartToCloud"],
    modeBarButtonsToAdd: downloads(element, state),
  }
  const turn = ++state.latest
  loadPlotly(settings.plotly)
    .then((Plotly) => {
      // A newer figure may have come while the library was loading.
      if (turn !== state.latest || !element.isConnected) return
      return Plotly.react(element, figure.data, themed(layout, element), state.config)
    })
    .catch((error) => {
      element.textContent = error.message
    })
  return () => {
    // Streamlit calls this when the place on the page is gone, and also for a figure that a newer one has overtaken.
    if (element.isConnected) return
    state.latest += 1
    state.observer.disconnect()
    globalThis.Plotly?.purge(element)
  }
}
