"""An optimiser's steps, with what it does to each variable written into the graph as few times as can be."""

import math
from typing import Any

import keras
import tensorflow as tf

SMALL = 16_384
"""Variables of up to so many weights are taken together: copying them is cheap while they stay in the cache."""


class Descent:
    """Steps of an optimiser down the gradients of a model's variables.

    The small ones are laid end to end and taken as one variable. What an optimiser does to a weight hangs on no other
    weight, so the numbers are the same; but its dozen operations are traced, optimised and run once and not once a
    variable, which is most of what a small network costs.

    Parameters
    ----------
    optimizer : keras.optimizers.Optimizer
        Built here.
    variables : list of keras.Variable
        What is to be trained.

    Attributes
    ----------
    together : keras.Variable
        The small variables, end to end.
    """

    def __init__(self, optimizer: keras.optimizers.Optimizer, variables: list[keras.Variable]) -> None:
        self._optimizer = optimizer
        self._is_small = [math.prod(variable.shape) <= SMALL for variable in variables]
        self._small, self._large = self._parted(variables)
        self.together = keras.Variable(_end_to_end(self._small), name="small_variables")
        optimizer.build([self.together, *self._large])

    def begin(self) -> None:
        """Take over what the variables are now; to be called before the first step, and after others changed them."""
        self.together.assign(_end_to_end(self._small))

    def step(self, gradients: list[Any]) -> None:
        """Take one step, given the gradient of each variable."""
        small, large = self._parted(gradients)
        self._optimizer.apply([_end_to_end(small), *large], [self.together, *self._large])
        parts = tf.split(self.together, [math.prod(variable.shape) for variable in self._small])
        for variable, part in zip(self._small, parts, strict=True):
            variable.assign(tf.reshape(part, variable.shape))

    def _parted(self, of_each: list[Any]) -> tuple[list[Any], list[Any]]:
        """Return what belongs to the small variables, and what belongs to the large ones."""
        pairs = list(zip(of_each, self._is_small, strict=True))
        return [value for value, small in pairs if small], [value for value, small in pairs if not small]


def _end_to_end(tensors: list[Any]) -> Any:
    return tf.concat([tf.reshape(tensor, [-1]) for tensor in tensors], axis=0)
