// Draws the report's figures, one after the other, in the reader's own light or dark colours, anew when these change.

/** @typedef {import("../web/components/types.d.ts").AxisName} AxisName */
/** @typedef {import("../web/components/types.d.ts").Figure} Figure */
/** @typedef {import("../web/components/types.d.ts").Layout} Layout */

/** @type {(Figure & { place: HTMLElement })[]} Those that have been drawn. */
const figures = []

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

/** @type {(figure: Figure & { place: HTMLElement }) => void} */
const draw = ({ place, data, layout }) => globalThis.Plotly.react(place, data, themed(layout), config)

/** Return the text that was deflated and written in base 64.
 * @type {(packed: string) => Promise<string>} */
function inflated(packed) {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0))
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"))).text()
}

/** Return the figure of an element.
 * @type {(element: HTMLElement) => Promise<Figure & { place: HTMLElement }>} */
async function figureOf(element) {
  const packed = JSON.parse(element.querySelector("script")?.textContent ?? "")
  return { place: element.querySelector(".chart"), ...JSON.parse(await inflated(packed)) }
}

/** Wait until the browser has nothing else to do: what moves goes first. */
const idle = () =>
  new Promise((resolve) => {
    if ("requestIdleCallback" in globalThis) requestIdleCallback(resolve, { timeout: 500 })
    else setTimeout(resolve)
  })

/** Run a script.
 * @type {(src: string) => Promise<void>} */
const run = (src) =>
  new Promise((resolve, reject) => {
    document.head.append(
      Object.assign(document.createElement("script"), { src, onload: () => resolve(), onerror: reject }),
    )
  })

/** Load Plotly, which is packed, in a published folder in a file of its own. */
async function library() {
  const { plotly } = document.body.dataset
  if (plotly) await run(plotly)
  const address = URL.createObjectURL(new Blob([await inflated(globalThis.packedPlotly)], { type: "text/javascript" }))
  await run(address)
  URL.revokeObjectURL(address)
}

async function drawAll() {
  await idle()
  await library()
  for (const element of document.querySelectorAll("figure")) {
    await idle()
    figures.push(await figureOf(element))
    draw(figures[figures.length - 1])
  }
}

drawAll()
globalThis.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => figures.forEach(draw))
