// Draws the report's figures in the reader's own light or dark colours, anew when these change.

/** @typedef {import("../web/components/types.d.ts").AxisName} AxisName */
/** @typedef {import("../web/components/types.d.ts").Figure} Figure */
/** @typedef {import("../web/components/types.d.ts").Layout} Layout */

/** @type {(Figure & { place: HTMLElement })[]} */
const figures = [...document.querySelectorAll("figure")].map((place) => ({
  place: place.querySelector(".chart"),
  ...JSON.parse(place.querySelector("script")?.textContent ?? ""),
}))

/** What the chart library says, in the language of the page. */
const words = JSON.parse(document.querySelector("#words")?.textContent ?? "{}")
const config = {
  responsive: true,
  displaylogo: false,
  locale: "here",
  locales: { here: { dictionary: words } },
  modeBarButtonsToRemove: ["select2d", "lasso2d", "sendChartToCloud"],
}

/** Return a layout with the page's colours: figures come without any of their own.
 * @type {(layout: Layout) => object} */
function themed(layout) {
  const style = getComputedStyle(document.documentElement)
  const [text, grid, background] = ["--text", "--grid", "--background"].map((name) =>
    style.getPropertyValue(name).trim(),
  )
  const lines = { gridcolor: grid, linecolor: grid, zerolinecolor: grid, tickcolor: grid }
  /** @type {Layout & Record<string, unknown>} */
  const result = {
    ...layout,
    title: undefined, // it stands above the figure, where it can wrap
    autosize: true,
    margin: { ...layout.margin, t: layout.annotations?.length ? 24 : 10 },
    font: { family: getComputedStyle(document.body).fontFamily, size: 13, ...layout.font, color: text },
    hoverlabel: { ...layout.hoverlabel, bgcolor: background, bordercolor: grid, font: { color: text } },
    modebar: { bgcolor: "rgba(0,0,0,0)", color: grid, activecolor: text },
  }
  const axes = /** @type {AxisName[]} */ (Object.keys(layout).filter((name) => /^[xy]axis\d*$/.test(name)))
  for (const name of axes) result[name] = { ...layout[name], ...lines }
  return result
}

function draw() {
  for (const { place, data, layout } of figures) {
    globalThis.Plotly.react(place, data, themed(layout), config)
  }
}

draw()
globalThis.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw)
