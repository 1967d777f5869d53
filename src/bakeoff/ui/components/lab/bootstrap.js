// Streamlit takes one script without imports; this one fetches the lab's modules from the server's own address.

const latest = new WeakMap()

export default function (component) {
  const { parentElement } = component
  const root = parentElement.querySelector(".lab")
  const held = latest.get(parentElement) ?? { close: null }
  held.component = component
  latest.set(parentElement, held)
  import(new URL(root.dataset.module, location.origin).href)
    .then((lab) => {
      // A newer message may have come while the modules were loading, or the page been left.
      if (held.component === component) held.close = lab.default(component)
    })
    .catch((error) => {
      console.error(error)
      root.textContent = root.dataset.failure
    })
  return () => {
    held.component = null
    held.close?.()
    latest.delete(parentElement)
  }
}
