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
  for (const name of Object.keys(layout)) {
    if (/^[xy]axis\d*$/.test(name)) {
      result[name] = { ...layout[name], gridcolor: grid, linecolor: grid, zerolinecolor: grid, tickcolor: grid }
    }
  }
  return result
}

const charts = new WeakMap()

export default function (component) {
  const { data, parentElement } = component
  const element = parentElement.querySelector(".bakeoff-chart")
  element.style.height = `${data.height}px`
  element.style.minWidth = `${data.minWidth}px`
  // A figure, not an image: its buttons can be reached.
  element.setAttribute("role", "figure")
  element.setAttribute("aria-label", data.alt)
  const config = {
    displaylogo: false,
    responsive: true,
    modeBarButtonsToRemove: ["select2d", "lasso2d", "autoScale2d"],
    toImageButtonOptions: { format: data.format ?? "png", filename: data.name, scale: 2 },
    modeBarButtonsToAdd: [
      {
        name: "svg",
        title: "Download plot as SVG",
        icon: { width: 24, height: 24, path: "M12 16l-5-5h3V4h4v7h3l-5 5zM5 18h14v2H5z" },
        click: (node) => globalThis.Plotly.downloadImage(node, { format: "svg", filename: data.name }),
      },
    ],
  }
  const state = charts.get(parentElement) ?? { latest: 0 }
  charts.set(parentElement, state)
  const turn = ++state.latest
  loadPlotly(data.plotly)
    .then((Plotly) => {
      // A newer figure may have come while the library was loading.
      if (turn !== state.latest || !element.isConnected) return
      return Plotly.react(element, data.figure.data, themed(data.figure.layout, element), config)
    })
    .catch((error) => {
      element.textContent = error.message
    })
  return () => {
    state.latest += 1
    globalThis.Plotly?.purge(element)
  }
}
