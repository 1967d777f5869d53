// A class's board: who is how far, the best first. Lines keep their elements, and glide to where they belong.

/** @import { Component } from "../../../web/components/types.d.ts" */

/**
 * A learner's line: `bakeoff.features.lessons.page.class_board.LearnerLine`.
 *
 * @typedef {object} Line
 * @property {number} number
 * @property {string} place
 * @property {string} name
 * @property {string} told
 * @property {string} value
 * @property {string} contender
 * @property {string} kinds
 * @property {[string, string, string][]} cells of a course: sign, words and kind of each
 *
 * @typedef {object} Board
 * @property {string} label
 * @property {string} reached
 * @property {string} of
 * @property {string} share
 * @property {number} percent
 * @property {string} attempts
 * @property {string} size
 * @property {[string, string][]} heads
 * @property {boolean} scrolls
 * @property {Line[]} lines
 * @property {Record<string, { marker: string, label: string }>} contenders
 *
 * @typedef {{ left: number, top: number }} Spot
 * @typedef {{ left: number, top: number, id: string }} Glide from how far off a line glides to its place
 */

const GLIDE_MS = 600
const PIXELS_A_SECOND = 45
const FRAME_SECONDS = 0.06
const REST_SECONDS = 4
const HANDS_OFF_SECONDS = 20

/** Return which lines have moved, and from how far.
 * @type {(before: Map<string, Spot>, after: Map<string, Spot>) => Glide[]} */
export function glides(before, after) {
  const moved = []
  for (const [id, now] of after) {
    const then = before.get(id)
    if (!then) continue
    const left = then.left - now.left
    const top = then.top - now.top
    if (left || top) moved.push({ id, left, top })
  }
  return moved
}

/** Return where a list that scrolls by itself stands next, and for how long it rests there.
 * @type {(top: number, most: number, seconds: number) => { top: number, rest: number }} */
export function scrolled(top, most, seconds) {
  if (most <= 0) return { top: 0, rest: REST_SECONDS }
  if (top >= most) return { top: 0, rest: REST_SECONDS }
  const next = Math.min(most, top + PIXELS_A_SECOND * seconds)
  return { top: next, rest: next >= most ? REST_SECONDS : 0 }
}

/** @type {WeakSet<Element>} */
const scrolling = new WeakSet()

/** Have a list scroll by itself until it is gone; a hand on it stops it for a while.
 * @type {(list: HTMLElement) => void} */
function scrollByItself(list) {
  if (scrolling.has(list) || matchMedia("(prefers-reduced-motion: reduce)").matches) return
  scrolling.add(list)
  let [last, rest, top] = [performance.now(), REST_SECONDS, 0]
  const touched = () => {
    rest = HANDS_OFF_SECONDS
  }
  for (const kind of ["wheel", "pointerdown", "keydown", "touchstart"]) {
    list.addEventListener(kind, touched, { passive: true })
  }
  /** @type {(now: number) => void} */
  const step = (now) => {
    if (!list.isConnected) {
      scrolling.delete(list)
      return
    }
    requestAnimationFrame(step)
    const seconds = (now - last) / 1000
    if (seconds < FRAME_SECONDS) return // a large board costs much to paint
    last = now
    rest -= seconds
    if (rest <= 0) {
      const from = Math.abs(list.scrollTop - top) < 2 ? top : list.scrollTop // else a hand has moved it
      ;({ top, rest } = scrolled(from, list.scrollHeight - list.clientHeight, seconds))
      list.scrollTop = top
    }
  }
  requestAnimationFrame(step)
}

/** Set a text only when it changed: selections are left in peace.
 * @type {(node: Element | null, text: string) => void} */
function say(node, text) {
  if (node && node.textContent !== text) node.textContent = text
}

/** @type {(list: Element) => HTMLElement[]} */
function linesOf(list) {
  return /** @type {HTMLElement[]} */ ([...list.children])
}

/** @type {(list: Element) => Map<string, Spot>} */
function spots(list) {
  return new Map(
    linesOf(list).map((item) => [item.dataset.number ?? "", { left: item.offsetLeft, top: item.offsetTop }]),
  )
}

/** @type {(number: number) => HTMLLIElement} */
function build(number) {
  const item = document.createElement("li")
  item.dataset.number = String(number)
  item.innerHTML =
    '<b></b><span class="who"><span class="name"></span><small></small></span>' +
    '<span class="what"><span class="value"></span><small><i></i><span></span></small></span>' +
    '<span class="cells"></span>'
  return item
}

/** Write a line; of what a visitor has written only as text.
 * @type {(item: HTMLElement, line: Line, board: Board) => void} */
function write(item, line, board) {
  const known = JSON.stringify(line)
  if (item.dataset.line === known) return
  item.dataset.line = known
  if (item.className !== line.kinds) item.className = line.kinds
  say(item.querySelector("b"), line.place)
  const name = /** @type {HTMLElement} */ (item.querySelector(".name"))
  say(name, line.name)
  name.title = line.name
  say(item.querySelector(".who small"), line.told)
  say(item.querySelector(".value"), line.value)
  writeCells(/** @type {HTMLElement} */ (item.querySelector(".cells")), line, board)
  const contender = board.contenders[line.contender]
  say(item.querySelector(".what small span"), contender?.label ?? "")
  const marker = /** @type {HTMLElement} */ (item.querySelector("i"))
  if (marker.dataset.of === line.contender) return
  marker.dataset.of = line.contender
  marker.innerHTML = contender?.marker ?? "" // a picture of our own making
}

/** Write a learner's progress at each lesson of a course.
 * @type {(cells: HTMLElement, line: Line, board: Board) => void} */
function writeCells(cells, line, board) {
  while (cells.children.length > line.cells.length) cells.lastElementChild?.remove()
  line.cells.forEach(([sign, told, kind], place) => {
    const cell = cells.children[place] ?? cells.appendChild(document.createElement("span"))
    cell.className = kind
    say(cell, sign)
    cell.setAttribute("title", told ? `${board.heads[place]?.[0]}: ${told}` : `${board.heads[place]?.[0]}`)
  })
}

/** Write the lessons of a course above their columns.
 * @type {(heads: HTMLElement, board: Board) => void} */
function writeHeads(heads, board) {
  const known = JSON.stringify(board.heads)
  if (heads.dataset.known === known) return
  heads.dataset.known = known
  heads.parentElement?.style.setProperty("--lessons", `${board.heads.length || 1}`)
  heads.replaceChildren(
    ...board.heads.map(([title, reached]) => {
      const head = document.createElement("span")
      head.append(title, document.createElement("small"))
      head.title = title
      say(head.querySelector("small"), reached)
      return head
    }),
  )
}

/** @type {(list: Element, moved: Glide[]) => void} */
function glide(list, moved) {
  if (matchMedia("(prefers-reduced-motion: reduce)").matches) return
  const items = new Map(linesOf(list).map((item) => [item.dataset.number, item]))
  for (const { id, left, top } of moved) {
    const from = { transform: `translate(${left}px, ${top}px)` }
    items.get(id)?.animate([from, { transform: "none" }], { duration: GLIDE_MS, easing: "ease-in-out" })
  }
}

/** @type {(component: Component<Board>) => void} */
export default function ({ data, parentElement }) {
  const section = /** @type {HTMLElement} */ (parentElement.querySelector("section"))
  const list = /** @type {HTMLElement} */ (section.querySelector("ol"))
  const bar = /** @type {HTMLElement} */ (section.querySelector(".bar"))
  const fill = /** @type {HTMLElement} */ (bar.firstElementChild)
  section.setAttribute("aria-label", data.label)
  say(section.querySelector("strong"), data.reached)
  say(section.querySelector(".of"), data.of)
  say(section.querySelector(".attempts"), data.attempts)
  bar.setAttribute("aria-label", data.share)
  fill.style.width = `${data.percent}%`
  writeHeads(/** @type {HTMLElement} */ (section.querySelector(".heads")), data)
  const gliding = data.size !== "close" // two hundred that glide at once are a swarm
  const before = gliding ? spots(list) : new Map()
  const course = data.heads.length ? " course" : ""
  list.className = `${data.size}${course}${data.scrolls && data.size === "close" ? " scrolls" : ""}`
  if (list.matches(".scrolls")) {
    list.tabIndex = 0
    scrollByItself(list)
  } else list.removeAttribute("tabindex")
  const items = new Map(linesOf(list).map((item) => [Number(item.dataset.number), item]))
  const wanted = data.lines.map((line) => {
    const item = items.get(line.number) ?? build(line.number)
    write(item, line, data)
    return item
  })
  wanted.forEach((item, place) => {
    if (list.children[place] !== item) list.insertBefore(item, list.children[place] ?? null)
  })
  while (list.children.length > wanted.length) list.lastElementChild?.remove()
  if (gliding) glide(list, glides(before, spots(list)))
}
