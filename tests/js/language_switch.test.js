// What Streamlit says, in other words.

import assert from "node:assert/strict"
import { test } from "node:test"
import { said } from "../../src/bakeoff/web/components/language_switch.js"

const WORDS = { Upload: "Hinauf", "{place} per file": "bis {place}", "Remove {place}": "{place} weg" }

test("what Streamlit says of files is said in the page's words, and names stay", () => {
  const told = ["Upload", "20MB per file", " • CSV, TSV", "Remove a per file.csv", "my Upload.csv"]
  assert.deepEqual(
    told.map((text) => said(text, WORDS)),
    ["Hinauf", "bis 20MB", " • CSV, TSV", "a per file.csv weg", "my Upload.csv"],
  )
})

test("what differs in two places is told in the other order", () => {
  const words = {
    "between {place} and {other}.": "von {place} bis {other}.",
    "{place} of {other} results": "{other}, {place}",
  }
  const told = ["between 0 and 1.", "3 of 12 results", "between 0 or 1."]
  assert.deepEqual(
    told.map((text) => said(text, words)),
    ["von 0 bis 1.", "12, 3", "between 0 or 1."],
  )
})
