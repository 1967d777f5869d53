// The list from which a teacher chooses lessons: search, the order of choice, and the number chosen.
const form = document.forms[0]
const field = (/** @type {string} */ name) => /** @type {HTMLInputElement} */ (form.elements.namedItem(name))
const items = /** @type {HTMLElement[]} */ ([...form.querySelectorAll("li")])
const box = (/** @type {HTMLElement} */ item) => /** @type {HTMLInputElement} */ (item.querySelector("input"))
const show = (/** @type {string} */ name, /** @type {boolean} */ on) => {
  for (const part of /** @type {HTMLElement[]} */ ([...form.querySelectorAll(name)])) part.hidden = !on
}
let order = field("order").value.split(" ").filter(Boolean)

const update = () => {
  const checked = items.filter((item) => box(item).checked).map((item) => box(item).value)
  order = [...order.filter((name) => checked.includes(name)), ...checked.filter((name) => !order.includes(name))]
  field("order").value = order.join(" ")
  for (const item of items) {
    const place = order.indexOf(box(item).value)
    const mark = item.querySelector(".place")
    if (mark) mark.textContent = place < 0 ? "" : String(place + 1)
  }
  const chosen = form.querySelector("output")
  if (chosen) chosen.textContent = String(order.length)
  show(".title", order.length > 1)
}

const search = () => {
  const words = field("search").value.toLowerCase().split(/\s+/)
  for (const item of items) {
    const text = item.textContent.toLowerCase()
    item.hidden = !box(item).checked && !words.every((word) => text.includes(word))
  }
}

form.addEventListener("change", update)
field("search").addEventListener("input", search)
field("search").addEventListener("keydown", (event) => {
  if (event.key === "Enter") event.preventDefault()
})
show(".scripted", true)
update()

export {}
