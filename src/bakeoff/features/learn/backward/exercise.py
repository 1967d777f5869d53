"""The chapter's goal: a gradient worked out by hand, of a network, a row and a weight that a number chooses."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count

import numpy as np

from bakeoff.features.learn.backward.gradient import factors
from bakeoff.features.learn.network import Weight, backward, forward
from bakeoff.features.learn.small import SmallTask, small_task

TOLERANCE = 0.05
_LEAST = {"output": 0.25, "slope": 0.35, "gradient": 0.05}
"""So large, every factor counts."""
_MOST_SLOPE = 0.9
_HIDDEN = 2


@dataclass(frozen=True, eq=False)
class Exercise:
    """Exercise: one row and one weight whose gradient is to be worked out."""

    task: SmallTask
    row: int
    place: Weight  # of the first layer

    @property
    def parts(self) -> dict[str, float]:
        """Steps to the gradient, in the order of the calculation; the gradient itself comes last."""
        network, target = self.task.network, self.task.target[self.row]
        x = self.task.X[self.row]
        slopes = backward(network, forward(network, x[None]), np.array([target]))
        link = factors(network, x, target, self.place)
        return {
            "output": float(slopes.sums[-1][0, 0]),
            "arriving": link.arriving,
            "slope": link.slope,
            "gradient": link.gradient,
        }


@functools.lru_cache(maxsize=64)
def exercise(number: int) -> Exercise:
    """Return an exercise; the same number gives the same one."""
    rng = np.random.default_rng(number)
    return next(drawn for seed in count(1000 * number) if _is_fair(drawn := _drawn(rng, seed)))


def _drawn(rng: np.random.Generator, seed: int) -> Exercise:
    task = small_task("moons", (_HIDDEN,), "tanh", seed)
    return Exercise(task, int(rng.integers(len(task.X))), Weight(0, int(rng.integers(2)), int(rng.integers(_HIDDEN))))


def _is_fair(drawn: Exercise) -> bool:
    """Tell whether two decimals are enough to work with, and every factor counts."""
    parts, ways = drawn.parts, [in_two_decimals(drawn, each=each) for each in (False, True)]
    counts = all(abs(parts[name]) > least for name, least in _LEAST.items()) and parts["slope"] < _MOST_SLOPE
    return counts and all(is_right(way[name], value) for way in ways for name, value in parts.items())


def in_two_decimals(drawn: Exercise, *, each: bool = False) -> dict[str, float]:
    """Return the steps as a learner finds them who rounds each number to two decimals, or `each` product within too."""
    within = functools.partial(round, ndigits=2) if each else float
    network, (_layer, i, j), x = drawn.task.network, drawn.place, drawn.task.X[drawn.row]
    passed = forward(network, x[None])
    wanted = int(drawn.task.target[drawn.row])
    output = [round(float(share), 2) - (wanted == code) for code, share in enumerate(passed.answer[0])]
    arriving = round(sum(within(round(float(network.weights[1][j][k]), 2) * output[k]) for k in (0, 1)), 2)
    slope = round(1 - within(round(float(passed.inputs[1][0, j]), 2) ** 2), 2)
    gradient = round(within(arriving * slope) * round(float(x[i]), 2), 2)
    return {"output": output[0], "arriving": arriving, "slope": slope, "gradient": gradient}


def is_right(answer: float | None, value: float) -> bool:
    """Tell whether an answer is within 5 % of a value."""
    return answer is not None and abs(answer - value) <= TOLERANCE * abs(value)


def worked_out(drawn: Exercise, answers: Mapping[str, float | None]) -> bool:
    """Tell whether the goal is reached: the gradient itself is right, however it was come by."""
    return is_right(answers.get("gradient"), drawn.parts["gradient"])
