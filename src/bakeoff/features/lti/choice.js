// The list from which a teacher chooses lessons: search, the order of choice, and the number chosen.
const all = (/** @type {string} */ name) => /** @type {HTMLElement[]} */ ([...document.querySelectorAll(name)])
const box = (/** @type {HTMLElement} */ item) => /** @type {HTMLInputElement} */ (item.querySelector("input"))
const ordered = /** @type {HTMLInputElement} */ (document.querySelector("[name=order]"))
const search = /** @type {HTMLInputElement} */ (document.querySelector("[type=search]"))
const items = all("li")

const update = () => {
  const checked = items.filter((item) => box(item).checked).map((item) => box(item).value)
  const before = ordered.value.split(" ").filter((name) => checked.includes(name))
  const order = [...new Set([...before, ...checked])]
  ordered.value = order.join(" ")
  for (const item of items) {
    const place = order.indexOf(box(item).value)
    item.querySelector(".place")?.replaceChildren(place < 0 ? "" : String(place + 1))
  }
  document.querySelector("output")?.replaceChildren(String(order.length))
  for (const title of all(".title")) title.hidden = order.length < 2
}

search.addEventListener("input", () => {
  const words = search.value.toLowerCase().split(/\s+/)
  for (const item of items) {
    const text = item.textContent.toLowerCase()
    item.hidden = !box(item).checked && !words.every((word) => text.includes(word))
  }
})
document.forms[0].addEventListener("change", update)
for (const part of all(".scripted")) part.hidden = false
update()

export {}
