// What is seen in the large picture, in words: how many test points are right, and what pale and the line mean.

import { score } from "../../../web/components/kit/numbers.js"
import { fill } from "../../../web/components/kit/words.js"

/** @import { Snapshot, View } from "../../../web/network/types.d.ts" */

const WORSE = 0.05 // a class is named whose points are right so much more seldom than all

/** Return how good the answer is; the class that fares worst is named if it fares much worse than all.
 * @type {(view: View, snapshot: Snapshot) => string} */
export function seen({ words, points, n_classes: nClasses, class_names: names }, snapshot) {
  const n = points.test.reduce((sum, one) => sum + one, 0)
  const told = { score: score(snapshot.test_score, nClasses, words), n }
  if (!n || snapshot.test_score === null) return ""
  if (!nClasses) return fill(words.seen_regression, told)
  const shares = names.map((_, code) => share(snapshot.confusion.values, code, names.length))
  const worst = shares.indexOf(Math.min(...shares))
  if (shares[worst] > snapshot.test_score - WORSE) return fill(words.seen, told)
  return fill(words.seen_worst, { ...told, name: names[worst], share: score(shares[worst], nClasses, words) })
}

/** Return the share of a class's test points that are right; of a class without any, all.
 * @type {(confusion: Int32Array, code: number, count: number) => number} */
function share(confusion, code, count) {
  const row = confusion.subarray(code * count, (code + 1) * count)
  const all = row.reduce((sum, one) => sum + one, 0)
  return all ? row[code] / all : 1
}

/** Return what pale colours and the line mean.
 * @type {(view: View) => string} */
export function meaning({ words, n_classes: nClasses, discretise }) {
  if (!nClasses) return discretise ? "" : words.meaning_regression
  return discretise ? words.meaning_sharp : words.meaning
}
