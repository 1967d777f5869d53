// The seven rules of bakeoff.features.learn.descent.rules once more, for one weight: so that paths follow a dragged start at
// once. A test compares the two, number by number.

const EPSILON = 1e-7
const RHO = 0.9
const [BETA_1, BETA_2] = [0.9, 0.999]
const FIRST_SUM = 0.1
const WEIGHT_DECAY = 0.004

/**
 * What a step is told: the slope, the learning rate, the number of the step from 1, and the momentum.
 *
 * @typedef {{ slope: number, rate: number, step: number, momentum: number }} Told
 * @typedef {{ memory: number[], move: (weight: number, told: Told, memory: number[]) => number }} Rule `move` returns
 *   the new weight and changes the memory
 */

/** @type {Rule["move"]} */
function adam(weight, { slope, rate, step }, memory) {
  memory[0] += (slope - memory[0]) * (1 - BETA_1)
  memory[1] += (slope * slope - memory[1]) * (1 - BETA_2)
  const corrected = (rate * Math.sqrt(1 - BETA_2 ** step)) / (1 - BETA_1 ** step)
  return weight - (corrected * memory[0]) / (Math.sqrt(memory[1]) + EPSILON)
}

/** @type {Record<string, Rule>} */
export const RULES = {
  sgd: { memory: [], move: (weight, { slope, rate }) => weight - rate * slope },
  momentum: {
    memory: [0],
    move: (weight, { slope, rate, momentum }, memory) => {
      memory[0] = momentum * memory[0] - rate * slope
      return weight + memory[0]
    },
  },
  nesterov: {
    memory: [0],
    move: (weight, { slope, rate, momentum }, memory) => {
      memory[0] = momentum * memory[0] - rate * slope
      return weight + momentum * memory[0] - rate * slope
    },
  },
  rmsprop: {
    memory: [0],
    move: (weight, { slope, rate }, memory) => {
      memory[0] = RHO * memory[0] + (1 - RHO) * slope * slope
      return weight - (rate * slope) / Math.sqrt(memory[0] + EPSILON)
    },
  },
  adagrad: {
    memory: [FIRST_SUM],
    move: (weight, { slope, rate }, memory) => {
      memory[0] += slope * slope
      return weight - (rate * slope) / Math.sqrt(memory[0] + EPSILON)
    },
  },
  adam: { memory: [0, 0], move: adam },
  adamw: {
    memory: [0, 0],
    move: (weight, told, memory) => adam(weight - weight * WEIGHT_DECAY * told.rate, told, memory),
  },
}
