// The life cycle of a component that Streamlit shows.

/** @import { Component } from "../types.d.ts" */

/**
 * Return the function that Streamlit calls at every change of a component's data or theme. The component is made once
 * for its place on the page, and anew once Streamlit has built that place anew, as it does in another language.
 *
 * @template Data
 * @template Part
 * @param {string} selector of the element that it fills
 * @param {(root: HTMLElement, data: Data) => Part} create
 * @param {(part: Part, component: Component<Data>) => void} take called at every change, also after `create`
 * @param {(part: Part) => void} [close]
 * @param {(data: Data) => string} [subject] of another subject it is made anew too
 */
export function mounted(selector, create, take, close = () => {}, subject = () => "") {
  /** @type {WeakMap<Node, { root: HTMLElement, of: string, part: Part }>} */
  const all = new WeakMap()
  /** @type {(component: Component<Data>) => () => void} */
  return (component) => {
    const { data, parentElement } = component
    const root = /** @type {HTMLElement} */ (parentElement.querySelector(selector))
    const of = subject(data)
    const before = all.get(parentElement)
    const stays = before?.root === root && before.of === of
    if (before && !stays) close(before.part)
    const held = stays ? before : { root, of, part: create(root, data) }
    all.set(parentElement, held)
    take(held.part, component)
    return () => {
      close(held.part)
      all.delete(parentElement)
    }
  }
}
