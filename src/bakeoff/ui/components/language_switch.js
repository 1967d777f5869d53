// Languages to choose from; the one that is spoken is told to the browser, and kept in a cookie once it was chosen.

/** @import { Component } from "./types.d.ts" */

/**
 * @typedef {object} Data
 * @property {{ code: string, tag: string, name: string }[]} languages
 * @property {string} spoken
 * @property {string} label
 * @property {string} cookie
 * @property {string} path
 * @property {boolean} keep
 */

const YEAR = 365 * 24 * 3600

/** @type {(data: Data, code: string) => void} */
function keep({ cookie, path }, code) {
  // biome-ignore lint/suspicious/noDocumentCookie: the newer way is not in every browser
  document.cookie = `${cookie}=${code}; Path=${path}; Max-Age=${YEAR}; SameSite=Lax`
}

/** Have the pages' list on a phone read as a list: the groups in it that Streamlit makes are no items of it.
 * @type {() => void} */
function mendGroups() {
  const list = document.querySelector('[data-testid="stSidebarNavItems"]')
  if (!list || list.getAttribute("role") === "list") return
  list.setAttribute("role", "list")
  for (const group of list.querySelectorAll(":scope > div")) group.setAttribute("role", "none")
}

/** Tells of every list that is made anew, as whenever it is opened. */
const lookout = new MutationObserver(mendGroups)

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
  mendGroups()
  lookout.observe(document.body, { childList: true, subtree: true })
  select.onchange = () => {
    keep(data, select.value)
    setStateValue("chosen", select.value)
  }
}
