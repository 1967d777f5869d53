// The markers of the classes' points, as outlines that SVG and a canvas both read.

/** @type {Record<string, [x: number, y: number][]>} */
const CORNERS = {
  square: [
    [-0.85, -0.85],
    [0.85, -0.85],
    [0.85, 0.85],
    [-0.85, 0.85],
  ],
  diamond: [
    [0, -1.2],
    [1.2, 0],
    [0, 1.2],
    [-1.2, 0],
  ],
  triangle: [
    [0, -1.15],
    [1.1, 0.85],
    [-1.1, 0.85],
  ],
  cross: [
    [-0.4, -1.1],
    [0.4, -1.1],
    [0.4, -0.4],
    [1.1, -0.4],
    [1.1, 0.4],
    [0.4, 0.4],
    [0.4, 1.1],
    [-0.4, 1.1],
    [-0.4, 0.4],
    [-1.1, 0.4],
    [-1.1, -0.4],
    [-0.4, -0.4],
  ],
  "triangle-down": [
    [0, 1.15],
    [1.1, -0.85],
    [-1.1, -0.85],
  ],
  star: [
    [0, -1.3],
    [0.32, -0.44],
    [1.24, -0.4],
    [0.52, 0.17],
    [0.76, 1.05],
    [0, 0.55],
    [-0.76, 1.05],
    [-0.52, 0.17],
    [-1.24, -0.4],
    [-0.32, -0.44],
  ],
}

/** Return the outline of a marker of this radius round a place, as the data of an SVG path.
 * @type {(shape: string, x: number, y: number, radius: number) => string} */
export function outline(shape, x, y, radius) {
  const corners = CORNERS[shape]
  if (!corners) {
    const half = `a${radius} ${radius} 0 1 1`
    return `M${short(x - radius)} ${short(y)}${half} ${2 * radius} 0${half} ${-2 * radius} 0Z`
  }
  return `M${corners.map(([dx, dy]) => `${short(x + radius * dx)} ${short(y + radius * dy)}`).join("L")}Z`
}

/** @type {(value: number) => number} */
function short(value) {
  return Math.round(value * 100) / 100
}
