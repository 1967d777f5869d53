// Scales: where values are drawn, curves and tangents on them, and round values for ticks.

/** @typedef {{ low: number, high: number, from: number, to: number }} Scale values from low to high, drawn from one end to the other */

/** Return where a value is drawn.
 * @type {(scale: Scale, value: number) => number} */
export function place({ low, high, from, to }, value) {
  return from + ((value - low) / (high - low)) * (to - from)
}

/** Return the value that is drawn at a place.
 * @type {(scale: Scale, at: number) => number} */
export function valueAt({ low, high, from, to }, at) {
  return low + ((at - from) / (to - from)) * (high - low)
}

/** Return which place of an evenly spaced grid is nearest to a value.
 * @type {(n: number, low: number, high: number, value: number) => number} */
export function nearest(n, low, high, value) {
  return Math.max(0, Math.min(n - 1, Math.round(((value - low) / (high - low)) * (n - 1))))
}

/** Return a curve as a path, broken where a value is none.
 * @type {(values: Float32Array, across: Scale, up: Scale) => string} */
export function path(values, across, up) {
  let pen = "M"
  let drawn = ""
  values.forEach((value, index) => {
    if (!Number.isFinite(value)) {
      pen = "M"
      return
    }
    const x = across.from + (index / (values.length - 1)) * (across.to - across.from)
    drawn += `${pen}${x.toFixed(1)} ${place(up, value).toFixed(1)}`
    pen = "L"
  })
  return drawn
}

/** Return the two ends of a tangent of this length, in places, whatever its slope.
 * @type {(x: number, value: number, slope: number, across: Scale, up: Scale, length: number) => [number, number, number, number]} */
export function tangent(x, value, slope, across, up, length) {
  const dx = (across.to - across.from) / (across.high - across.low)
  const dy = ((up.to - up.from) / (up.high - up.low)) * slope
  const half = length / 2 / Math.hypot(dx, dy)
  const [left, top] = [place(across, x), place(up, value)]
  return [left - dx * half, top - dy * half, left + dx * half, top + dy * half]
}

/** Return round values between two ends, some three to seven of them.
 * @type {(low: number, high: number) => number[]} */
export function ticks(low, high) {
  const rough = (high - low) / 6
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough) ?? rough
  const first = Math.ceil(low / step - 1e-9)
  const last = Math.floor(high / step + 1e-9)
  return Array.from({ length: last - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)))
}
