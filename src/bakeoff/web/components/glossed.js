// A paragraph with dotted words; each opens what it means, as a popover of the browser's own: by click, touch or key.

/** @import { Component } from "./types.d.ts" */

/** @typedef {{ text: string, meaning: string, strong: boolean }} Part */

/** Put what a word means beneath it, within the window.
 * @type {(note: HTMLElement, word: HTMLElement) => void} */
function place(note, word) {
  const { left, bottom } = word.getBoundingClientRect()
  const room = innerWidth - note.offsetWidth - 8
  note.style.left = `${Math.max(8, Math.min(left, room))}px`
  note.style.top = `${Math.max(8, Math.min(bottom + 4, innerHeight - note.offsetHeight - 8))}px`
}

/** Return a dotted word, and what it means, which is hidden until it is asked for.
 * @type {(part: Part) => HTMLElement[]} */
function term({ text, meaning }) {
  const word = document.createElement("button")
  word.type = "button"
  word.textContent = text
  word.setAttribute("aria-expanded", "false")
  const note = document.createElement("span")
  note.popover = "auto"
  note.textContent = meaning
  note.setAttribute("role", "note")
  word.popoverTargetElement = note
  note.addEventListener("toggle", () => {
    const open = note.matches(":popover-open")
    word.setAttribute("aria-expanded", String(open))
    if (open) place(note, word)
  })
  return [word, note]
}

const CLOSES = /^[，。；：、？！）”,.;:?!)]+/

/** Keep what closes a phrase on the line of the dotted word before it: beside a button a browser may break any line.
 * Returns the rest of the text.
 * @type {(word: HTMLElement, text: string) => string} */
function kept(word, text) {
  const [closes] = CLOSES.exec(text) ?? [""]
  if (closes) {
    const both = document.createElement("span")
    both.className = "kept"
    word.replaceWith(both)
    both.append(word, closes)
  }
  return text.slice(closes.length)
}

/** @type {(content: Node | string) => HTMLElement} */
function strong(content) {
  const bold = document.createElement("strong")
  bold.append(content)
  return bold
}

/** @type {WeakMap<Node, string>} */
const shown = new WeakMap()

/** @type {(component: Component<{ parts: Part[], small: boolean }>) => void} */
export default function ({ data, parentElement }) {
  const written = JSON.stringify(data)
  if (shown.get(parentElement) === written) return // what is open stays so
  shown.set(parentElement, written)
  const paragraph = /** @type {HTMLElement} */ (parentElement.querySelector("p"))
  const notes = /** @type {HTMLElement} */ (parentElement.querySelector("div.notes")) // no part of the sentence
  paragraph.classList.toggle("small", data.small)
  paragraph.replaceChildren()
  notes.replaceChildren()
  /** @type {HTMLElement | null} */
  let before = null
  for (const part of data.parts) {
    if (!part.meaning) {
      const text = part.text.replaceAll(" %", "\u00a0%") // a number stays with its sign
      paragraph.append(part.strong ? strong(text) : before ? kept(before, text) : text)
      before = null
      continue
    }
    const [word, note] = term(part)
    paragraph.append(part.strong ? strong(word) : word)
    notes.append(note)
    before = word
  }
}
