// What was sent and not yet taken by the server. A web socket message can overtake another on its way through
// Streamlit (of two triggers close together only the later is seen), so each carries all that are still open.

/** @import { Acknowledged, Command, Outbox } from "../../../web/network/types.d.ts" */

/** Return an empty outbox; the name tells this page's numbers from those of an earlier one.
 * @type {(session: string) => Outbox} */
export function emptyOutbox(session) {
  return { session, last: 0, open: [] }
}

/** Return the outbox with one more command in it.
 * @type {(outbox: Outbox, command: Command) => Outbox} */
export function put(outbox, command) {
  const last = outbox.last + 1
  return { ...outbox, last, open: [...outbox.open, [last, command]] }
}

/** Return the outbox without what the server says it has taken: `{session, number}` or nothing.
 * @type {(outbox: Outbox, acknowledged: Acknowledged | undefined) => Outbox} */
export function taken(outbox, acknowledged) {
  if (acknowledged?.session !== outbox.session) return outbox
  return { ...outbox, open: outbox.open.filter(([number]) => number > acknowledged.number) }
}

/** Return what is sent.
 * @type {(outbox: Outbox) => { session: string, commands: Outbox["open"] }} */
export function letter(outbox) {
  return { session: outbox.session, commands: outbox.open }
}
