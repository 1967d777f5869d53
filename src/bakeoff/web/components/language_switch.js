// Languages to choose from; the one that is spoken is told to the browser, and kept in a cookie once it was chosen.
// What Streamlit itself says, in English alone, is said in it too.

/** @import { Component } from "./types.d.ts" */

/**
 * @typedef {object} Data
 * @property {{ code: string, tag: string, name: string }[]} languages
 * @property {string} spoken
 * @property {string} label
 * @property {string} cookie
 * @property {string} path
 * @property {boolean} keep
 * @property {Words} words
 *
 * @typedef {Record<string, string>} Words by what Streamlit says, with places in braces for what differs
 */

const YEAR = 365 * 24 * 3600

/** @type {(data: Data, code: string) => void} */
function keep({ cookie, path }, code) {
  // biome-ignore lint/suspicious/noDocumentCookie: the newer way is not in every browser
  document.cookie = `${cookie}=${code}; Path=${path}; Max-Age=${YEAR}; SameSite=Lax`
}

/** Have the pages' list on a phone read as a list: the groups in it that Streamlit makes, anew in each language, are no
 * items of it.
 * @type {() => void} */
function mendGroups() {
  const list = document.querySelector('[data-testid="stSidebarNavItems"]')
  list?.setAttribute("role", "list")
  for (const group of list?.querySelectorAll(":scope > div") ?? []) group.setAttribute("role", "none")
}

/** Have the pages' list go, which in a narrow window lies over the page that was just chosen in it: Streamlit does so on
 * telephones alone, which it knows by their names.
 * @type {(click: MouseEvent) => void} */
function leaveList(click) {
  if (!(click.target instanceof Element && click.target.closest('[data-testid="stSidebarNavLink"]'))) return
  /** @type {HTMLElement | null} */
  const closer = document.querySelector('[data-testid="stSidebarCollapseButton"] button')
  closer?.click()
}

const SPOKEN = [
  '[data-testid="stFileUploader"]',
  '[data-testid="stElementToolbar"]',
  '[data-testid="stDataFrameColumnMenu"] [role="menuitem"]',
  '[data-testid="stDataFrameColumnFormattingMenu"] [role="menuitem"]',
  '[data-testid="stDataFrameColumnVisibilityMenu"] > div > label',
  '[data-testid="stDataFrameStatisticsMetrics"]',
  '[data-testid="stDataFrameStatisticsMetrics"] ~ *',
  '[data-testid="stDataFrameStatisticsMenu"] > :not([data-testid])',
  ".gdg-search-bar",
  '[role="option"][data-key^="__select_"]',
  '[role="listbox"] > [role="option"]:not([data-key])',
  '[data-testid="stConnectionStatus"]',
  '[data-testid="InputInstructions"]',
  '[data-testid="stTooltipContent"]',
  '[data-testid="stNumberInput"]',
  '[data-testid="stStatusWidget"]',
  'a[href="#stMain"]',
  '[data-testid="stTopNav"] .rc-overflow-item-rest', // the pages that a narrow window has no room for
  '[data-testid="stDialog"]:not(:has([data-testid="stVerticalBlock"]))', // one of an app has blocks in it
].join()
/** Where a visitor's own words stand as well, so that only what is not seen is Streamlit's. */
const NAMED = [
  '[data-testid="stDataFrameColumnMenu"]',
  '[data-testid="stDataFrameStatisticsMenu"]',
  '[data-testid="stMarkdownContainer"] [role="img"]',
  '[data-testid="stMultiSelect"]',
  '[data-testid="stSelectbox"]',
  '[data-testid="stTooltipIcon"]',
  '[data-testid="stDialog"]',
  '[data-testid="stCode"]',
  '[data-testid="stDateInput"]',
  '[data-testid="stHeading"]',
  '[data-testid="stTopNav"]',
  '[data-testid="stSidebarNav"]',
  '[data-testid="stLogoLink"]',
].join()
const NAMES = ["aria-label", "title", "placeholder"]

const PLACE = /\{(\w+)\}/

/** What stands in the places of a sentence that was split at them, and nothing if the text is another.
 * @type {(text: string, parts: string[]) => Record<string, string> | null} */
function filled(text, parts) {
  if (parts.length === 1) return text === parts[0] ? {} : null
  const end = text.length - parts[parts.length - 1].length
  if (!text.startsWith(parts[0]) || end < parts[0].length || text.slice(end) !== parts[parts.length - 1]) return null
  /** @type {Record<string, string>} */
  const values = {}
  let from = parts[0].length
  for (let i = 1; i < parts.length; i += 2) {
    const to = i + 2 < parts.length ? text.indexOf(parts[i + 1], from) : end
    if (to < 0 || to > end) return null
    values[parts[i]] = text.slice(from, to)
    from = to + parts[i + 1].length
  }
  return values
}

/** @type {WeakMap<Words, [string[], string][]>} */
const taken = new WeakMap()

/** Return what Streamlit says in the page's words; what is none of its sentences stays as it is.
 * @type {(text: string, words: Words) => string} */
export function said(text, words) {
  const sentences =
    taken.get(words) ??
    Object.entries(words).map(([english, ours]) => /** @type {[string[], string]} */ ([english.split(PLACE), ours]))
  taken.set(words, sentences)
  for (const [parts, ours] of sentences) {
    const values = filled(text, parts)
    if (values) return ours.replace(/\{(\w+)\}/g, (_all, name) => values[name])
  }
  return text
}

/** What Streamlit had written where something else stands now.
 * @type {WeakMap<Node, Map<string, { was: string, is: string }>>} */
const written = new WeakMap()

/** Return what stands somewhere in the page's words.
 * @type {(node: Node, place: string, text: string, words: Words) => string} */
function anew(node, place, text, words) {
  const known = written.get(node) ?? new Map()
  const before = known.get(place)
  const was = before?.is === text ? before.was : text
  const is = said(was, words)
  if (is !== was || before) written.set(node, known.set(place, { was, is }))
  return is
}

/** @type {(words: Words) => void} */
function speak(words) {
  for (const place of document.querySelectorAll(SPOKEN)) {
    const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT)
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const is = anew(text, "", text.nodeValue ?? "", words)
      if (text.nodeValue !== is) text.nodeValue = is
    }
  }
  for (const place of document.querySelectorAll(`${SPOKEN},${NAMED}`)) {
    for (const node of [place, ...place.querySelectorAll(NAMES.map((name) => `[${name}]`).join())]) {
      for (const name of NAMES) {
        const text = node.getAttribute(name)
        if (text === null) continue
        const is = anew(node, name, text, words)
        if (text !== is) node.setAttribute(name, is)
      }
    }
  }
}

/** Tells of all that is made anew, such as a list whenever it is opened.
 * @type {MutationObserver | null} */
let lookout = null

/** @type {(component: Component<Data>) => void} */
export default function (component) {
  const { data, parentElement, setStateValue } = component
  const select = /** @type {HTMLSelectElement} */ (parentElement.querySelector("select"))
  select.setAttribute("aria-label", data.label)
  select.replaceChildren(
    ...data.languages.map(({ code, tag, name }) => {
      const option = new Option(name, code, code === data.spoken, code === data.spoken)
      option.lang = tag
      return option
    }),
  )
  const spoken = data.languages.find(({ code }) => code === data.spoken)
  if (spoken) document.documentElement.lang = spoken.tag
  if (data.keep) keep(data, data.spoken)
  const mend = () => {
    mendGroups()
    if (Object.keys(data.words).length) speak(data.words)
  }
  mendGroups()
  document.addEventListener("click", leaveList)
  speak(data.words) // with none what Streamlit had said stands there again
  lookout?.disconnect()
  lookout = new MutationObserver(mend)
  lookout.observe(document.body, { childList: true, subtree: true, characterData: true })
  select.onchange = () => {
    keep(data, select.value)
    setStateValue("chosen", select.value)
  }
}
