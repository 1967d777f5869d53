// One card per contender: where it is, how far, what it cost, how good so far; and its Stop button.

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

/** Return the contender's marker: a picture of our own making, never a visitor's text. */
function marker(lane) {
  const holder = element("span", "marker")
  holder.innerHTML = lane.marker
  return holder
}

function build(lane) {
  const card = element("article", "card")
  card.dataset.contender = lane.name
  card.style.setProperty("--contender", lane.colour)
  const head = element("header", "head")
  const state = element("p", "state")
  const status = element("span", "status")
  state.append(marker(lane), status)
  head.append(element("h3", "name", lane.label), state)
  const score = element("p", "score")
  const caption = element("p", "caption")
  const interval = element("p", "caption interval")
  const standing = element("p", "standing")
  const bar = element("div", "bar")
  const fill = element("div", "fill")
  bar.append(fill)
  bar.setAttribute("role", "progressbar")
  bar.setAttribute("aria-label", lane.progressLabel)
  bar.setAttribute("aria-valuemin", "0")
  bar.setAttribute("aria-valuemax", "100")
  const facts = element("p", "facts")
  const aside = element("p", "aside")
  const stop = element("button", "stop", lane.stop)
  stop.type = "button"
  stop.setAttribute("aria-label", lane.stopLabel)
  const message = element("p", "message")
  card.append(head, score, caption, interval, standing, bar, facts, aside, message, stop)
  return { card, status, score, caption, interval, standing, bar, fill, facts, aside, stop, message }
}

function update(parts, lane, onStop) {
  parts.card.dataset.status = lane.status
  say(parts.status, lane.statusText)
  say(parts.score, lane.score)
  say(parts.caption, lane.scoreCaption)
  say(parts.facts, lane.facts)
  for (const optional of ["interval", "standing", "aside"]) {
    say(parts[optional], lane[optional])
    parts[optional].hidden = !lane[optional]
  }
  say(parts.message, lane.message)
  parts.message.hidden = !lane.message
  parts.bar.hidden = Boolean(lane.aside || lane.interval) // what came out of it is there instead
  const known = lane.progress !== null
  parts.bar.classList.toggle("unknown", !known && lane.status === "training")
  parts.fill.style.width = known ? `${(100 * lane.progress).toFixed(1)}%` : ""
  if (known) parts.bar.setAttribute("aria-valuenow", String(Math.round(100 * lane.progress)))
  else parts.bar.removeAttribute("aria-valuenow")
  parts.stop.hidden = !lane.active
  say(parts.stop, lane.stop)
  parts.stop.onclick = () => onStop(lane.name)
}

/** Bring the cards of what has just begun into sight: on a phone its button is pressed from far down the page. */
function bringIntoSight(root) {
  const { top } = root.getBoundingClientRect()
  if (top < 0 || top > innerHeight / 2) root.scrollIntoView()
}

const boards = new WeakMap()
let begun = null // the run brought into sight last

export default function (component) {
  const { data, parentElement, setTriggerValue } = component
  const root = parentElement.querySelector(".cards")
  let board = boards.get(parentElement)
  if (!board || board.run !== data.run) {
    root.replaceChildren()
    board = { run: data.run, parts: new Map() }
    boards.set(parentElement, board)
  }
  for (const lane of data.lanes) {
    if (!board.parts.has(lane.name)) {
      const parts = build(lane)
      board.parts.set(lane.name, parts)
      root.append(parts.card)
    }
    update(board.parts.get(lane.name), lane, (name) => setTriggerValue("stop", name))
  }
  if (begun !== data.run && data.lanes.some((lane) => lane.active)) {
    begun = data.run
    requestAnimationFrame(() => bringIntoSight(root))
  }
}
