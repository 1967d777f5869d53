// Validation rows of a number, from the lowest to the highest: what each contender answers, beside the truth.

import { blank, drawCircle } from "../web/components/kit/canvas.js"
import { css } from "../web/components/kit/colours.js"
import { element } from "../web/components/kit/dom.js"
import { themeOf } from "../web/components/kit/theme.js"
import { choose, createPanels, differs, rowsOf, shownOf, write } from "./panels.js"

/** @import { Colour } from "../web/components/kit/types.d.ts" */
/** @import { Actor, Moment, Playback, Scene, View } from "./types.d.ts" */

const FLATTER = 0.62
const DOT = 1.9
const MARGIN = 4

/** Return the view of rows whose target is a number.
 * @type {(scene: Scene) => View} */
export function createRows(scene) {
  const panels = createPanels(scene)
  const all = [...panels.values()]
  const node = element("div", { class: "panels" }, ...all.map((one) => one.node))
  for (const { canvas } of all) {
    canvas.onclick = ({ offsetX }) => {
      const last = scene.target.values.length - 1
      const share = (offsetX - MARGIN) / Math.max(1, canvas.clientWidth - 2 * MARGIN)
      choose(node, Math.max(0, Math.min(last, Math.round(share * last))))
    }
  }

  /** @type {(now: Scene, playback: Playback) => void} */
  function paint(now, playback) {
    const { ink, ground } = themeOf(node)
    for (const actor of now.actors) {
      const at = panels.get(actor.name)
      const moment = shownOf(actor, playback)
      if (!at) continue
      write(at, actor, now, playback)
      const width = Math.floor(at.frame.clientWidth)
      if (width <= 0 || !differs(at, [moment, width, css(ink), playback.row])) continue
      paintNumbers(at.canvas, now, actor, moment, width, ink, ground, playback.row)
    }
  }

  return { node, paint, pictures: () => all.map((one) => one.canvas) }
}

/** @type {(canvas: HTMLCanvasElement, scene: Scene, actor: Actor, moment: Moment | undefined, width: number, ink: Colour, ground: Colour, row: number) => void} */
function paintNumbers(canvas, scene, actor, moment, width, ink, ground, row) {
  const height = Math.round(FLATTER * width)
  const context = blank(canvas, width, height, { ground, ink })
  const { target, reach } = scene
  /** @type {(index: number) => number} */
  const across = (index) => MARGIN + ((width - 2 * MARGIN) * index) / Math.max(1, target.values.length - 1)
  /** @type {(share: number) => number} */
  const up = (share) => height - MARGIN - (height - 2 * MARGIN) * share
  if (moment) {
    rowsOf(scene, moment.answers).forEach((value, index) => {
      const chosen = index === row ? { edge: css(ink), width: 2 } : {}
      drawCircle(context, across(index), up(value / 255), index === row ? 2 * DOT : DOT, {
        fill: actor.colour,
        ...chosen,
      })
    })
  }
  context.strokeStyle = css(ink)
  context.lineWidth = 1.6
  context.beginPath()
  target.values.forEach((value, index) => {
    context.lineTo(across(index), up((value - reach[0]) / (reach[1] - reach[0])))
  })
  context.stroke()
}
