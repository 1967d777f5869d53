// The seven features that can be fed in, as functions of the plane's two coordinates.

/** @import { Feature } from "../../../web/network/types.d.ts" */

/** Name, label, function and the function's largest size on the plane of half-width 6.
 * @type {readonly Feature[]} */
export const FEATURES = [
  { name: "x1", label: "x₁", of: (x1) => x1, most: 6 },
  { name: "x2", label: "x₂", of: (_, x2) => x2, most: 6 },
  { name: "x1_sq", label: "x₁²", of: (x1) => x1 * x1, most: 36 },
  { name: "x2_sq", label: "x₂²", of: (_, x2) => x2 * x2, most: 36 },
  { name: "x1x2", label: "x₁x₂", of: (x1, x2) => x1 * x2, most: 36 },
  { name: "sin_x1", label: "sin x₁", of: (x1) => Math.sin(x1), most: 1 },
  { name: "sin_x2", label: "sin x₂", of: (_, x2) => Math.sin(x2), most: 1 },
]

/** Return the coordinate at the middle of cell `index` of `count` cells from -half to half.
 * @type {(index: number, count: number, half?: number) => number} */
export function cellCentre(index, count, half = 6) {
  return -half + (2 * half * (index + 0.5)) / count
}

/** Return a feature's heatmap: side x side bytes, the top row first, 128 for zero.
 * @type {(feature: Feature, side: number) => Uint8Array} */
export function heatmap(feature, side) {
  const grid = new Uint8Array(side * side)
  for (let row = 0; row < side; row++) {
    const x2 = -cellCentre(row, side)
    for (let column = 0; column < side; column++) {
      const value = feature.of(cellCentre(column, side), x2) / feature.most
      grid[row * side + column] = Math.round(127.5 + 127.5 * value)
    }
  }
  return grid
}

/** Return the names with one of them switched, in the order of FEATURES.
 * @type {(names: readonly string[], name: string) => string[]} */
export function toggled(names, name) {
  const on = new Set(names)
  if (!on.delete(name)) on.add(name)
  return FEATURES.map((feature) => feature.name).filter((each) => on.has(each))
}
