// What the tests share.

import { readFileSync } from "node:fs"
import { parse } from "../../src/bakeoff/web/components/kit/colours.js"

const STYLE = readFileSync(new URL("../../src/bakeoff/figures/style.py", import.meta.url), "utf8")
const DECLARED = /CLASS_COLOURS = \(([^)]*)\)/.exec(STYLE)[1]

/** The colours of the lab's classes, where they are declared. */
export const CLASSES = [...DECLARED.matchAll(/#\w{6}/g)].slice(0, 5).map(([hex]) => parse(hex))

/** The folder of the package. */
export const PACKAGE = new URL("../../src/bakeoff/", import.meta.url)

/** Return a generator of uniform numbers that a seed determines (mulberry32). */
export function seeded(seed) {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
