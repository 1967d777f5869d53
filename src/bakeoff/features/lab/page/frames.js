// When the picture is painted: on the way from one snapshot to the next, and no more often than the machine bears.

import { same } from "../../../web/components/kit/same.js"
import { between, duration } from "./interpolate.js"

/** @import { Snapshot } from "../../../web/network/types.d.ts" */

// Painting takes at most a share of the time: the network that is watched trains on the same machine.
const FRAME = 30
const REST = 4

/**
 * @typedef {(frame: Snapshot | null, arrived: boolean) => void} Paint `arrived` where nothing moves any more
 *
 * @typedef {object} Frames
 * @property {() => Snapshot | null} latest
 * @property {(snapshot: Snapshot) => void} take goes to another snapshot from what is on show
 * @property {() => void} ask asks for a picture; none is painted while the tab is hidden
 * @property {(look: unknown[]) => void} askFor does so if that or the snapshot has changed since it was called last
 * @property {() => void} stop
 *
 * @typedef {object} Way
 * @property {Snapshot | null} from
 * @property {Snapshot | null} to
 * @property {number} arrived when `to` came, in ms as all that follows
 * @property {number} span how long the way to it takes
 * @property {number} painted
 * @property {number} cost
 * @property {number} asked the browser's number of what was asked for, 0 if nothing is
 * @property {unknown[]} look what else the picture shows, or by which it is shown
 */

/** Return what decides when `paint` is called, and with what.
 * @type {(paint: Paint) => Frames} */
export function createFrames(paint) {
  /** @type {Way} */
  const way = { from: null, to: null, arrived: 0, span: 0, painted: 0, cost: 0, asked: 0, look: [] }
  return {
    latest: () => way.to,
    take: (snapshot) => take(way, snapshot),
    ask: () => ask(way, paint),
    askFor: (look) => {
      const now = [way.to, ...look]
      if (same(now, way.look)) return
      way.look = now
      ask(way, paint)
    },
    stop: () => cancelAnimationFrame(way.asked),
  }
}

/** @type {(way: Way, snapshot: Snapshot) => void} */
function take(way, snapshot) {
  if (way.to?.serial === snapshot.serial) return
  const now = performance.now()
  way.from = way.to && between(way.from, way.to, progress(way, now))
  way.to = snapshot
  way.span = matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : duration(now - way.arrived)
  way.arrived = now
}

/** @type {(way: Way, now: number) => number} */
function progress({ arrived, span }, now) {
  return span ? Math.min(1, (now - arrived) / span) : 1
}

/** @type {(way: Way, paint: Paint) => void} */
function ask(way, paint) {
  if (way.asked || document.hidden) return
  way.asked = requestAnimationFrame((now) => {
    way.asked = 0
    if (document.hidden) return
    const share = progress(way, now)
    if (now - way.painted < Math.max(FRAME, REST * way.cost) && share < 1) return ask(way, paint)
    way.painted = now
    paint(way.to && between(way.from, way.to, share), share >= 1)
    // A canvas is rasterised after this function, so the cost is known only in the task that follows.
    setTimeout(() => {
      way.cost = performance.now() - now
    })
    if (share < 1) ask(way, paint)
  })
}
