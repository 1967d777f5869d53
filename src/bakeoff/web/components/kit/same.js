// When two lists say the same.

/** Whether two lists hold the very same items in the same order; one that is not there yet is like no other.
 * @type {(a: ArrayLike<unknown> | null | undefined, b: ArrayLike<unknown> | null | undefined) => boolean} */
export function same(a, b) {
  if (!a || !b || a.length !== b.length) return false
  for (let index = 0; index < a.length; index++) if (a[index] !== b[index]) return false
  return true
}
