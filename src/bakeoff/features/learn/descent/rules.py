"""The seven rules by which an optimiser moves, exactly as Keras has them, with its defaults but for the learning rate.

Plain descent, momentum and the adaptive ones are sections 8.3 and 8.5 of Goodfellow, Bengio and Courville, *Deep
Learning* (2016); AdamW is Loshchilov and Hutter, *Decoupled weight decay regularization* (ICLR 2019). `rules.js` has
the same formulas once more, so that paths follow a dragged start at once; a test compares the two.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bakeoff.text import declared

Array = NDArray[np.float64]
State = tuple[Array, ...]
Step = Callable[[Array, Array, "Array | float", int, State, float], tuple[Array, State]]
"""From weights, gradient, learning rate, number of the step from 1, state and momentum to new weights and state."""

MOMENTUM = 0.9
WEIGHT_DECAY = 0.004
_EPSILON = 1e-7
_RHO = 0.9
_BETA_1, _BETA_2 = 0.9, 0.999
_FIRST_SUM = 0.1


@dataclass(frozen=True)
class Rule:
    """One optimiser."""

    name: str  # its code
    label: str  # what it is called
    colour: str
    marker: str  # symbol at the head of its path
    memory: tuple[float, ...]  # what each of its states begins as
    step: Step
    dashed: bool = False  # whether its path is, since it often lies on another's

    def begin(self, weights: Array) -> State:
        """Return the state before the first step."""
        return tuple(np.full_like(weights, value) for value in self.memory)


def _sgd(w: Array, g: Array, rate: Array | float, t: int, state: State, momentum: float) -> tuple[Array, State]:
    return w - rate * g, ()


def _momentum(w: Array, g: Array, rate: Array | float, t: int, state: State, momentum: float) -> tuple[Array, State]:
    velocity = momentum * state[0] - rate * g
    return w + velocity, (velocity,)


def _nesterov(w: Array, g: Array, rate: Array | float, t: int, state: State, momentum: float) -> tuple[Array, State]:
    velocity = momentum * state[0] - rate * g
    return w + momentum * velocity - rate * g, (velocity,)


def _rmsprop(w: Array, g: Array, rate: Array | float, t: int, state: State, momentum: float) -> tuple[Array, State]:
    mean_square = _RHO * state[0] + (1 - _RHO) * g * g
    return w - rate * g / np.sqrt(mean_square + _EPSILON), (mean_square,)


def _adagrad(w: Array, g: Array, rate: Array | float, t: int, state: State, momentum: float) -> tuple[Array, State]:
    squares = state[0] + g * g
    return w - rate * g / np.sqrt(squares + _EPSILON), (squares,)


def _adam(w: Array, g: Array, rate: Array | float, t: int, state: State, momentum: float) -> tuple[Array, State]:
    mean = state[0] + (g - state[0]) * (1 - _BETA_1)
    mean_square = state[1] + (g * g - state[1]) * (1 - _BETA_2)
    corrected = rate * np.sqrt(1 - _BETA_2**t) / (1 - _BETA_1**t)
    return w - corrected * mean / (np.sqrt(mean_square) + _EPSILON), (mean, mean_square)


def _adamw(w: Array, g: Array, rate: Array | float, t: int, state: State, momentum: float) -> tuple[Array, State]:
    return _adam(w - w * WEIGHT_DECAY * rate, g, rate, t, state, momentum)


RULES: Sequence[Rule] = (
    Rule("sgd", declared("SGD"), "#4477AA", "circle", (), _sgd),
    Rule("momentum", declared("SGD + momentum"), "#EE6677", "square", (0.0,), _momentum),
    Rule("nesterov", declared("Nesterov"), "#AA3377", "diamond", (0.0,), _nesterov),
    Rule("rmsprop", declared("RMSprop"), "#228833", "triangle", (0.0,), _rmsprop),
    Rule("adagrad", declared("Adagrad"), "#CCBB44", "cross", (_FIRST_SUM,), _adagrad),
    Rule("adam", declared("Adam"), "#66CCEE", "star", (0.0, 0.0), _adam),
    Rule("adamw", declared("AdamW"), "#EE8866", "triangle-down", (0.0, 0.0), _adamw, dashed=True),
)
"""In the order in which the chapter tells of them."""

BY_NAME = {rule.name: rule for rule in RULES}
