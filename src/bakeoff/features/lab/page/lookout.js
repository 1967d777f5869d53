// When the server is asked for news: one question at a time, not too often, and never from a hidden tab.

const LOST = 1000 // ms after which an answer is taken for lost
const LEAVING = 5000 // ms in which another page comes, if it does

/**
 * @typedef {object} Clock
 * @property {(act: () => void, delay: number) => number} setTimeout
 * @property {(timer: number | null) => void} clearTimeout
 * @property {() => number} now
 *
 * @typedef {object} Lookout
 * @property {(delay: number | null) => void} news
 * @property {() => void} wait
 * @property {() => void} rest
 * @property {() => void} shown
 * @property {() => void} close
 */

/** @type {Clock} */
const CLOCK = {
  setTimeout: (act, delay) => setTimeout(act, delay),
  clearTimeout: (timer) => clearTimeout(timer ?? undefined),
  now: () => performance.now(),
}

/** Return `{news, wait, rest, shown, close}`; `look` asks the server.
 *
 * `isHidden` tells of the tab, `clock` holds setTimeout, clearTimeout and now.
 * @type {(look: () => void, isHidden: () => boolean, clock?: Clock) => Lookout}
 */
export function createLookout(look, isHidden, clock = CLOCK) {
  /** @type {number | null} */
  let timer = null
  let asked = -Infinity
  let rested = -Infinity // until when nothing is asked
  /** @type {(delay: number | null) => void} */
  const later = (delay) => {
    clock.clearTimeout(timer)
    timer = delay === null ? null : clock.setTimeout(go, Math.max(delay, rested - clock.now()))
  }
  const go = () => {
    later(null)
    if (isHidden()) return
    asked = clock.now()
    later(LOST)
    look()
  }
  return {
    /** News has come; the next is to be asked for so many ms after the last was, or not at all (null). */
    news(delay) {
      later(delay && Math.max(0, asked + delay - clock.now()))
    },
    /** Something was sent: its answer is news. */
    wait: () => later(LOST),
    /** The visitor may be leaving: a question that comes after that would reach the next page, and empty it. */
    rest() {
      rested = clock.now() + LEAVING
      if (timer !== null) later(0)
    },
    /** The tab may have come to the front. */
    shown: go,
    close: () => later(null),
  }
}
