// Reads what the server packs for the lab: a view, and a message with two packed blobs, view and snapshot.

import { unpack } from "../components/kit/wire.js"

/** @import { Floats, Grid } from "../components/kit/types.d.ts" */
/** @import { Message, Served } from "./types.d.ts" */

/**
 * @typedef {Omit<Served, "points"> & { x1: Floats, x2: Floats, target: Floats, test: Grid }} PackedView
 * @typedef {Omit<Message, "view" | "snapshot" | "lookAgain"> & { view: Grid, snapshot: Grid, look_again: number | null }} PackedMessage
 */

/** Return the view: settings, words and the points as `{x1, x2, target, test}`.
 * @type {(packed: Uint8Array) => Served} */
export function readView(packed) {
  const { x1, x2, target, test, ...settings } = /** @type {PackedView} */ (unpack(packed))
  const points = { x1: x1.values, x2: x2.values, target: target.values, test: test.values }
  return { ...settings, points }
}

/** Return the parts of a message to the browser: two packed blobs, what the server has taken of ours, whether the
 * snapshot shows what that did, the place in the queue of starting runs, whether it sleeps, why the last of it was
 * refused, when to ask again.
 * @type {(packed: Uint8Array) => Message} */
export function readMessage(packed) {
  const {
    view,
    snapshot,
    look_again: lookAgain,
    acknowledged,
    answered,
    place,
    asleep,
    refused,
  } = /** @type {PackedMessage} */ (unpack(packed))
  return { acknowledged, answered, place, asleep, refused, lookAgain, view: view.values, snapshot: snapshot.values }
}
