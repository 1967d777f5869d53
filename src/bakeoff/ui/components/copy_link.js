// A button that puts the set-up's link on the clipboard.

export default function (component) {
  const { data, parentElement } = component
  const button = parentElement.querySelector("button")
  const link = new URL(location.pathname, location.origin)
  link.search = data.query
  button.dataset.link = link.href
  if (button.textContent === "") button.textContent = data.label
  button.onclick = async () => {
    try {
      await navigator.clipboard.writeText(link.href)
      button.textContent = data.copied
    } catch {
      // No clipboard without HTTPS: show the link so that it can be copied by hand.
      globalThis.prompt(data.label, link.href)
    }
    setTimeout(() => (button.textContent = data.label), 2000)
  }
}
