// The life cycle of a component: made once for its place, anew in another, and closed when it leaves.

import assert from "node:assert/strict"
import { test } from "node:test"
import { mounted } from "../../src/bakeoff/web/components/kit/mounted.js"

/** Return a place on the page, a component that notes what becomes of it, and these notes. */
function mountedWithNotes() {
  const notes = []
  const place = { root: { id: "a" }, querySelector: () => place.root }
  const call = mounted(
    ".any",
    (root, { of }) => {
      notes.push(`create ${root.id} ${of}`)
      return { of }
    },
    (part, { data }) => notes.push(`take ${part.of} ${data.n}`),
    (part) => notes.push(`close ${part.of}`),
    ({ of }) => of,
  )
  return { notes, place, show: (of, n) => call({ parentElement: place, data: { of, n } }) }
}

test("a component is made once and takes what comes after", () => {
  const { notes, show } = mountedWithNotes()
  show("x", 1)
  show("x", 2)
  assert.deepEqual(notes, ["create a x", "take x 1", "take x 2"])
})

test("it is made anew of another subject, and where Streamlit has built its place anew", () => {
  const { notes, place, show } = mountedWithNotes()
  show("x", 1)
  show("y", 2)
  place.root = { id: "b" }
  show("y", 3)
  assert.deepEqual(notes.slice(2), ["close x", "create a y", "take y 2", "close y", "create b y", "take y 3"])
})

test("it is closed when its place is gone", () => {
  const { notes, show } = mountedWithNotes()
  show("x", 1)()
  show("x", 2)
  assert.deepEqual(notes.slice(2), ["close x", "create a x", "take x 2"])
})
