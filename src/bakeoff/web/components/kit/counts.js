// Counts as people read them.

/** Return a count with its thousands apart.
 * @type {(value: number) => string} */
export function count(value) {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ",")
}
