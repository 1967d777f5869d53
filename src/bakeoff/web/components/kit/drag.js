// Where a point that is dragged or moved by keys comes to, and how the server is told: never before it has answered
// to what it was told last, so that a slow one sees fewer places on the way, but always the last one.

/** @typedef {[x: number, y: number]} Place in the plane, upwards positive */
/** @typedef {{ row: number, x: number, y: number }} Moved */

export const PATIENCE = 1500 // milliseconds after which an answer is taken for lost
const STEP = 0.5
const FINE = 0.1

/** Ways that arrow keys lead, upwards positive.
 * @type {Record<string, Place | undefined>} */
export const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }

/** Return a place that lies in the plane from -reach to reach, to two digits.
 * @type {(place: Place, reach: number) => Place} */
export function inside([x, y], reach) {
  /** @type {(value: number) => number} */
  const cut = (value) => Math.round(Math.max(-reach, Math.min(reach, value)) * 100) / 100
  return [cut(x), cut(y)]
}

/** Return the place in the plane of a pointer over a picture.
 * @type {(at: { clientX: number, clientY: number }, box: { left: number, top: number, width: number, height: number }, reach: number)
 *   => Place} */
export function pointed({ clientX, clientY }, { left, top, width, height }, reach) {
  const [across, down] = [(clientX - left) / width, (clientY - top) / height]
  return inside([(2 * across - 1) * reach, (1 - 2 * down) * reach], reach)
}

/** Return where a key moves a point; nothing for a key that moves none.
 * @type {(place: Place, key: string, fine: boolean, reach: number) => Place | undefined} */
export function stepped([x, y], key, fine, reach) {
  const way = ARROWS[key]
  const step = fine ? FINE : STEP
  return way && inside([x + step * way[0], y + step * way[1]], reach)
}

/**
 * Return what tells the server of moves: `put` one, and `hear` the number that it has answered to. `tell` sends the last
 * one once more than `PATIENCE` has passed without an answer.
 *
 * @template Move
 * @param {(turn: number, move: Move) => void} post
 * @param {() => number} [now]
 */
export function teller(post, now = () => performance.now()) {
  let [turn, answered, told] = [0, 0, 0]
  /** @type {Move | null} */
  let waiting = null
  const tell = () => {
    if (waiting === null || (answered < turn && now() - told < PATIENCE)) return
    const next = waiting
    waiting = null
    told = now()
    turn += 1
    post(turn, next)
  }
  return {
    /** @type {(move: Move) => void} */
    put(move) {
      waiting = move
      tell()
    },
    /** @type {(number: number) => void} */
    hear(number) {
      turn = Math.max(turn, number) // of a page that was here before
      answered = Math.max(answered, number)
      tell()
    },
    tell,
    waits: () => waiting !== null || answered < turn,
  }
}
