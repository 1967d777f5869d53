// Who takes part: a line for each, with a switch, what it is, how it is set, and a button that opens what can be set.

/** @import { Component } from "./types.d.ts" */

/**
 * A line of the list, a contender's or that of others who are in it while it is open:
 * `bakeoff.web.components.contender_list.ContenderRow` and `FoldRow`.
 *
 * @typedef {object} Row
 * @property {string} name
 * @property {string} label
 * @property {boolean} open
 * @property {Contender} [contender]
 *
 * @typedef {object} Contender
 * @property {string} marker
 * @property {string} help what it is
 * @property {string} about what the button is called that says so
 * @property {string} line
 * @property {boolean} on
 * @property {boolean} missing
 * @property {string} settings what the button says that opens them; empty if there are none
 * @property {string} settingsOf what it is called
 *
 * @typedef {{ turn: number, name: string, on?: boolean, open?: boolean }} Press what was switched or opened, and how it is now
 * @typedef {{ node: HTMLElement, update: (row: Row) => void }} Line
 * @typedef {(now: { on: boolean } | { open: boolean }) => void} Choose
 */

/** Return an element with a class.
 * @type {<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, className: string) => HTMLElementTagNameMap[Tag]} */
function element(tag, className) {
  const node = document.createElement(tag)
  node.className = className
  return node
}

/** @type {(className: string, act: () => void) => HTMLButtonElement} */
function button(className, act) {
  const node = element("button", className)
  node.type = "button"
  node.onclick = act
  return node
}

/** Return a button with a note that stands beside it while it is pointed at or has the keyboard.
 * @type {(note: HTMLElement) => HTMLButtonElement} */
function noted(note) {
  const show = () => {
    if (note.matches(":popover-open")) return
    note.showPopover()
    const { left, bottom } = node.getBoundingClientRect()
    note.style.left = `${Math.max(8, Math.min(left, innerWidth - note.offsetWidth - 8))}px`
    note.style.top = `${Math.max(8, Math.min(bottom + 4, innerHeight - note.offsetHeight - 8))}px`
  }
  const node = button("about", show)
  node.onmouseenter = node.onfocus = show
  node.onmouseleave = node.onblur = () => note.hidePopover()
  return node
}

/** Return a button that opens something, and closes it again.
 * @type {(className: string, choose: Choose) => HTMLButtonElement} */
function opener(className, choose) {
  const node = button(className, () => {
    const open = node.getAttribute("aria-expanded") !== "true"
    node.setAttribute("aria-expanded", String(open))
    choose({ open })
  })
  return node
}

/** @type {(choose: Choose) => Line} */
function contenderLine(choose) {
  const node = element("li", "contender")
  const marker = element("span", "marker")
  const head = element("div", "head")
  const label = document.createElement("label")
  const input = document.createElement("input")
  const called = document.createElement("span")
  label.append(input, called)
  input.type = "checkbox"
  input.setAttribute("role", "switch")
  input.onchange = () => choose({ on: input.checked })
  const note = element("span", "note")
  note.popover = "auto"
  note.setAttribute("role", "note")
  const about = noted(note)
  about.textContent = "?"
  const line = element("p", "line")
  const settings = opener("settings", choose)
  head.append(label, about, note)
  node.append(marker, head, line, settings)
  return {
    node,
    update({ label, open, contender }) {
      if (!contender) return
      if (!marker.firstChild) marker.innerHTML = contender.marker // a picture of our own making, never a visitor's text
      called.textContent = label
      input.checked = contender.on
      input.disabled = contender.missing
      about.setAttribute("aria-label", contender.about)
      note.textContent = contender.help
      line.textContent = contender.line
      line.hidden = !contender.line
      settings.hidden = !contender.settings
      settings.textContent = contender.settings
      settings.setAttribute("aria-label", contender.settingsOf)
      settings.setAttribute("aria-expanded", String(open))
      node.classList.toggle("open", open)
    },
  }
}

/** @type {(choose: Choose) => Line} */
function foldLine(choose) {
  const node = element("li", "fold")
  const opens = opener("opens", choose)
  node.append(opens)
  return {
    node,
    update({ label, open }) {
      opens.textContent = label
      opens.setAttribute("aria-expanded", String(open))
    },
  }
}

/** @type {WeakMap<Node, { lines: Map<string, Line>, presses: Press[], turn: number }>} */
const lists = new WeakMap()

/** @type {(component: Component<{ rows: Row[], turn: number }>) => void} */
export default function ({ data, parentElement, setStateValue }) {
  const root = /** @type {HTMLElement} */ (parentElement.querySelector("ul"))
  const list = lists.get(parentElement) ?? { lines: new Map(), presses: [], turn: data.turn }
  lists.set(parentElement, list)
  if (list.presses.length > 0 && data.turn < list.turn) return // the server has not heard yet what was pressed last
  list.presses = []
  list.turn = data.turn
  const lines = new Map(
    data.rows.map((row) => {
      /** @type {Choose} */
      const choose = (now) => {
        list.turn += 1
        list.presses = [...list.presses, { turn: list.turn, name: row.name, ...now }]
        setStateValue("presses", list.presses)
      }
      return [row.name, list.lines.get(row.name) ?? (row.contender ? contenderLine(choose) : foldLine(choose))]
    }),
  )
  for (const row of data.rows) lines.get(row.name)?.update(row)
  const shown = [...lines.values()].map((line) => line.node)
  for (const node of [...root.children]) if (!shown.some((each) => each === node)) node.remove()
  shown.forEach((node, place) => {
    const there = root.children[place] ?? null
    if (there !== node) root.insertBefore(node, there) // what stays is not moved: it would lose the keyboard's focus
  })
  list.lines = lines
}
