// Validation rows, as a barcode of right and wrong answers, or as numbers beside the truth.

import { blank, drawCircle } from "../../../../web/components/kit/canvas.js"
import { css, mix, parse } from "../../../../web/components/kit/colours.js"
import { element } from "../../../../web/components/kit/dom.js"
import { themeOf } from "../../../../web/components/kit/theme.js"
import { createPanels, differs, roomy, shownOf, write } from "./panels.js"

/** @import { Colour } from "../../../../web/components/kit/types.d.ts" */
/** @import { Actor, Moment, Playback, Scene, View } from "./types.d.ts" */

const BAR_HEIGHT = 26
const LARGE_BAR_HEIGHT = 46
const RIGHT_HEIGHT = 0.4
const FLATTER = 0.62
const DOT = 1.9

/** Return which answers are wrong.
 * @type {(scene: Scene, answers: Uint8Array) => boolean[]} */
export function wrongs({ target, levels }, answers) {
  return Array.from(answers, (value, index) => Math.floor(value / levels) !== target.values[index])
}

/** Return the view of rows that are no pictures.
 * @type {(scene: Scene) => View} */
export function createRows(scene) {
  const panels = createPanels(scene)
  const numbers = scene.task === "regression"
  const all = [...panels.values()]
  const node = element("div", { class: numbers ? "panels" : "bars" }, ...all.map((one) => one.node))

  /** @type {(now: Scene, playback: Playback) => void} */
  function paint(now, playback) {
    const { ink, ground } = themeOf(node)
    for (const actor of now.actors) {
      const at = panels.get(actor.name)
      const moment = shownOf(actor, playback)
      if (!at) continue
      write(at, actor, now, playback, numbers ? "" : counted(now, moment))
      const width = Math.floor(at.frame.clientWidth)
      if (width <= 0 || !differs(at, [moment, width, roomy(now), css(ink)])) continue
      if (numbers) paintNumbers(at.canvas, now, actor, moment, width, ink, ground)
      else paintBars(at.canvas, now, actor, moment, width, ink, ground)
    }
  }

  return { node, paint, pictures: () => all.map((one) => one.canvas) }
}

/** Return how many answers are wrong, in words; nothing before there are any.
 * @type {(scene: Scene, moment: Moment | undefined) => string} */
export function counted(scene, moment) {
  if (!moment) return ""
  const n = wrongs(scene, moment.answers).filter(Boolean).length
  return scene.text.wrong.replace("{n}", String(n)).replace("{total}", String(moment.answers.length))
}

/** @type {(canvas: HTMLCanvasElement, scene: Scene, actor: Actor, moment: Moment | undefined, width: number, ink: Colour, ground: Colour) => void} */
function paintBars(canvas, scene, actor, moment, width, ink, ground) {
  const tall = scene.large ? LARGE_BAR_HEIGHT * roomy(scene) : BAR_HEIGHT
  const context = blank(canvas, width, tall, { ground, ink })
  if (!moment) return
  const step = width / moment.answers.length
  const colour = parse(actor.colour)
  wrongs(scene, moment.answers).forEach((wrong, index) => {
    const sure = (moment.answers[index] % scene.levels) / Math.max(1, scene.levels - 1)
    const height = wrong ? tall : tall * RIGHT_HEIGHT
    context.fillStyle = wrong ? css(ink) : css(mix(ground, colour, 0.15 + 0.4 * sure))
    context.fillRect(index * step, tall - height, Math.max(1, step - (step > 3 ? 1 : 0)), height)
  })
}

/** @type {(canvas: HTMLCanvasElement, scene: Scene, actor: Actor, moment: Moment | undefined, width: number, ink: Colour, ground: Colour) => void} */
function paintNumbers(canvas, scene, actor, moment, width, ink, ground) {
  const height = Math.round(FLATTER * width)
  const context = blank(canvas, width, height, { ground, ink })
  const { target, reach } = scene
  /** @type {(index: number) => number} */
  const across = (index) => 4 + ((width - 8) * index) / Math.max(1, target.values.length - 1)
  /** @type {(share: number) => number} */
  const up = (share) => height - 4 - (height - 8) * share
  if (moment) {
    moment.answers.forEach((value, index) => {
      drawCircle(context, across(index), up(value / 255), DOT, { fill: actor.colour })
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
