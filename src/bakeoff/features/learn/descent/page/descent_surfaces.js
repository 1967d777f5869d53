// The surfaces of bakeoff.features.learn.descent.surfaces once more; a test compares the two, number by number.

/**
 * @typedef {{ height: (x: number, y: number) => number, slope: (x: number, y: number) => [number, number] }} Surface
 */

/** Return the valley of this condition number, turned by so many degrees.
 * @type {(condition: number, degrees: number) => Surface} */
function valley(condition, degrees) {
  const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)]
  const [a, b, d] = [c * c + condition * s * s, (1 - condition) * c * s, s * s + condition * c * c]
  return {
    height: (x, y) => 0.5 * (a * x * x + 2 * b * x * y + d * y * y),
    slope: (x, y) => [a * x + b * y, b * x + d * y],
  }
}

/** @type {Surface} */
const ROSENBROCK = {
  height: (x, y) => (1 - x) ** 2 + 100 * (y - x * x) ** 2,
  slope: (x, y) => [2 * (x - 1) - 400 * x * (y - x * x), 200 * (y - x * x)],
}

/** @type {Surface} */
const SADDLE = {
  height: (x, y) => x ** 4 / 4 - (x * x) / 2 + (y * y) / 2,
  slope: (x, y) => [x ** 3 - x, y],
}

/** @type {[constant: number, power: number][]} */
const PARTS = [
  [1.5, 1],
  [2.25, 2],
  [2.625, 3],
]

/** @type {Surface} */
const BEALE = {
  height: (x, y) => PARTS.reduce((sum, [constant, power]) => sum + (constant - x + x * y ** power) ** 2, 0),
  slope: (x, y) => {
    let [along, across] = [0, 0]
    for (const [constant, power] of PARTS) {
      const part = constant - x + x * y ** power
      along += 2 * part * (y ** power - 1)
      across += 2 * part * power * x * y ** (power - 1)
    }
    return [along, across]
  },
}

/** Return a surface by its code; a valley of this condition number, turned by so many degrees.
 * @type {(about: { surface: string, condition: number, degrees: number }) => Surface} */
export function surfaceOf({ surface: name, condition, degrees }) {
  const others = { rosenbrock: ROSENBROCK, saddle: SADDLE, beale: BEALE }
  return others[/** @type {keyof typeof others} */ (name)] ?? valley(condition, degrees)
}
