// One card per contender: what it answers, and how sure it is of each class. Bars are kept and moved, never redrawn.

/** Return an element with a class and, if given, a text. */
function element(tag, className, text) {
  const node = document.createElement(tag)
  node.className = className
  if (text !== undefined) node.textContent = text
  return node
}

/** Set a text only when it changed: screen readers and selections are left in peace. */
function say(node, text) {
  if (node.textContent !== text) node.textContent = text
}

function build(lane) {
  const card = element("article", "answer")
  card.dataset.contender = lane.name
  card.style.setProperty("--contender", lane.colour)
  const name = element("h3", "name")
  const marker = element("span", "marker")
  marker.innerHTML = lane.marker // a picture of our own making, never a visitor's text
  name.append(marker, lane.label)
  const text = element("p", "text")
  const bars = element("ul", "bars")
  card.append(name, text, bars)
  return { card, text, bars, rows: [] }
}

function buildRow(wide) {
  const node = element("li", wide ? "wide" : "")
  const [label, track, fill, number] = ["label", "track", "fill", "number"].map((name) => element("span", name))
  fill.style.display = track.style.display = "block"
  track.append(fill)
  node.append(label, track, number)
  return { node, label, fill, number }
}

const SHORT = 3

function update(parts, lane) {
  say(parts.text, lane.text)
  const wide = lane.bars.some((bar) => bar.label.length > SHORT)
  if (parts.rows.length !== lane.bars.length || parts.wide !== wide) {
    parts.rows = lane.bars.map(() => buildRow(wide))
    parts.wide = wide
    parts.bars.replaceChildren(...parts.rows.map((row) => row.node))
  }
  lane.bars.forEach((bar, place) => {
    const row = parts.rows[place]
    row.node.classList.toggle("chosen", bar.chosen)
    say(row.label, bar.label)
    say(row.number, bar.number)
    row.fill.style.width = `${(100 * bar.share).toFixed(2)}%`
  })
}

const boards = new WeakMap()

export default function (component) {
  const { data, parentElement } = component
  const root = parentElement.querySelector(".answers")
  const board = boards.get(parentElement) ?? new Map()
  boards.set(parentElement, board)
  const names = data.lanes.map((lane) => lane.name)
  if (names.join() !== [...board.keys()].join()) {
    board.clear()
    for (const lane of data.lanes) board.set(lane.name, build(lane))
    root.replaceChildren(...[...board.values()].map((parts) => parts.card))
  }
  for (const lane of data.lanes) update(board.get(lane.name), lane)
}
