// How the lab stands on the page: which keys it takes, what has the focus in it, and what a click on a link does.

import { focusBeside } from "../../../web/components/kit/dom.js"
import { actOf } from "../../../web/network/keyboard.js"

/** @import { Lab } from "./component.js" */
/** @import { Focus } from "../../../web/network/keyboard.js" */
/** @import { View } from "../../../web/network/types.d.ts" */

/** Listen to the page until the lab closes.
 * @type {(lab: Lab) => void} */
export function listen(lab) {
  const { signal } = lab.closing
  window.addEventListener("keydown", (event) => key(lab, event), { capture: true, signal })
  window.addEventListener("keyup", (event) => release(event), { capture: true, signal })
  document.addEventListener("visibilitychange", () => shown(lab), { signal })
  document.addEventListener("click", (event) => leave(lab, event), { capture: true, signal })
  window.addEventListener("popstate", () => lab.lookout.rest(), { signal })
  signal.addEventListener("abort", () => lab.watch.disconnect())
  for (const node of lab.root.children) follow(lab, node, signal)
}

/** @type {(lab: Lab) => void} */
function shown(lab) {
  lab.lookout.shown()
  lab.frames.ask()
}

/** Remember what has the focus; an element that is taken out with the lab's place has it again in the next.
 * @type {(lab: Lab, node: Element, signal: AbortSignal) => void} */
function follow(lab, node, signal) {
  /** @type {(event: Event) => void} */
  const take = ({ target }) => {
    lab.focused = target instanceof HTMLElement ? target : null
  }
  node.addEventListener("focusin", take, { signal })
  node.addEventListener("focusout", () => setTimeout(() => lab.root.isConnected && forget(lab)), { signal })
}

/** @type {(lab: Lab) => void} */
function forget(lab) {
  if (focusBeside(lab.root) !== lab.focused) lab.focused = null
}

/** A question that the server hears after the next page's name brings this page back, and nothing on it.
 * @type {(lab: Lab, event: MouseEvent) => void} */
function leave(lab, event) {
  const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement && node.href)
  if (!(link instanceof HTMLAnchorElement) || link.target === "_blank" || link.download) return
  lab.lookout.rest()
  if (!lab.sending || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  event.stopImmediatePropagation()
  setTimeout(() => link.click()) // after what is being sent
}

/** @type {(lab: Lab, event: KeyboardEvent) => void} */
function key(lab, event) {
  const target = event.composedPath()[0]
  const painting = lab.paint.isOn()
  if (lab.help.isOpen() || !lab.help.keysOn() || event.defaultPrevented || !reachable(lab.root)) return
  const walking = painting || lab.view.watch !== null
  if (walking && target === lab.output.canvas && event.key.startsWith("Arrow")) return
  const act = actOf(event, /** @type {Focus} */ (/** @type {unknown} */ (target)), painting)
  if (!act || !allowed(lab.view, act)) return
  event.preventDefault()
  event.stopPropagation()
  if (act in lab.presses) lab.presses[act]()
  else lab.paint.do(act)
}

/** Space that runs or pauses must not press the neuron that has the focus: some browsers do so when the key comes up.
 * @type {(event: KeyboardEvent) => void} */
function release(event) {
  const target = event.composedPath()[0]
  if (event.key === " " && target instanceof HTMLElement && target.matches("button.neuron")) event.preventDefault()
}

/** Whether the lab is on the page and no dialog of the page lies over it.
 * @type {(root: HTMLElement) => boolean} */
function reachable(root) {
  const page = /** @type {Document | ShadowRoot} */ (root.getRootNode())
  return root.isConnected && !("host" in page && page.host.closest("[inert], [aria-hidden=true]"))
}

/** @type {Record<string, string>} */
const CONTROLS = {
  toggle: "run",
  step_epoch: "step",
  step_batch: "step",
  faster: "pace",
  slower: "pace",
  paint: "painted",
}

/** Whether a lesson has left the control that does this.
 * @type {(view: View, act: string) => boolean} */
function allowed({ hide }, act) {
  return !hide.includes(CONTROLS[act] ?? act)
}
