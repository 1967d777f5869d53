import assert from "node:assert/strict"
import { test } from "node:test"
import boot from "../../src/bakeoff/web/components/kit/bootstrap.js"

globalThis.location = { origin: "http://localhost" }
const MODULE = `data:text/javascript,${encodeURIComponent(`
export default function ({ parentElement, data }) {
  parentElement.seen.push(data)
  return () => parentElement.seen.push("closed")
}`)}`

/** Return a place on the page, and what the lab there has been told. */
function place() {
  const root = { dataset: { module: MODULE, failure: "" } }
  return { seen: [], isConnected: true, querySelector: () => root }
}

const loaded = () => import(MODULE).then(() => new Promise((resolve) => setTimeout(resolve)))

test("a message that came too late ends no lab that is still on the page", async () => {
  const parentElement = place()
  const overtaken = boot({ parentElement, data: 1 })
  boot({ parentElement, data: 2 })
  overtaken()
  await loaded()
  const late = boot({ parentElement, data: 3 })
  await loaded()
  late()
  boot({ parentElement, data: 4 })
  await loaded()
  assert.deepEqual(parentElement.seen, [2, 3, 4])
})

test("a lab ends when its place on the page is gone", async () => {
  const parentElement = place()
  const leave = boot({ parentElement, data: 1 })
  await loaded()
  parentElement.isConnected = false
  leave()
  assert.deepEqual(parentElement.seen, [1, "closed"])
})

test("a page that is left while the lab loads has none", async () => {
  const parentElement = place()
  const leave = boot({ parentElement, data: 1 })
  parentElement.isConnected = false
  leave()
  await loaded()
  assert.deepEqual(parentElement.seen, [])
})
