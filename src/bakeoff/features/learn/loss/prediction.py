"""Value and slope of a loss for one prediction.

Formulas as in Goodfellow, Bengio and Courville, *Deep Learning*, sections 5.5 and 6.2, with the factors that Keras has.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import expit, log_expit, log_softmax, softmax

from bakeoff.features.learn.network import ACTIVATIONS, ERRORS, Floats, Loss

OF_NUMBERS: tuple[Loss, ...] = ("mse", "mae", "huber")
OF_CLASSES: tuple[Loss, ...] = ("mse", "cross_entropy")


class LossReading(NamedTuple):
    """Value of a loss, and its derivative by the argument: prediction, probability or sum."""

    value: Any
    slope: Any


def of_number(loss: Loss, prediction: Any, target: Any) -> LossReading:
    """Return what a loss of numbers says of predictions; where it has a corner, its slope counts as 0."""
    error = prediction - target
    return LossReading(ERRORS[loss].of(error), ERRORS[loss].slope(error))


def of_probability(loss: Loss, p: Any) -> LossReading:
    """Return what a loss says of the probability of the class that is right, by that probability."""
    if loss == "mse":
        return of_number("mse", p, 1.0)
    return LossReading(-np.log(p), -1 / p)


def of_sum(loss: Loss, z: Any) -> LossReading:
    """Return the same by the sum z that the probability is made of.

    As p = σ(z), the slope has the factor σ′(z) = p (1 - p) more; of cross-entropy it leaves p - 1 alone.
    """
    if loss == "mse":
        by_probability = of_probability("mse", expit(z))
        return LossReading(by_probability.value, by_probability.slope * ACTIVATIONS["sigmoid"].slope(z))
    return LossReading(-log_expit(z), -expit(-z))


def of_logits(logits: ArrayLike, target: int) -> tuple[Floats, LossReading]:
    """Return the softmax of a row's logits, and its cross-entropy with the gradient by the logits, which is p - y."""
    z = np.asarray(logits, float)
    p = softmax(z)
    return p, LossReading(float(-log_softmax(z)[target]), p - np.eye(len(z))[target])


def steeper(p: float) -> float:
    """Return how many times as steep cross-entropy is as the squared error, at the right class's probability.

    By the probability it is as much as by the sum: 1 / (2 p (1 - p)).
    """
    return float(1 / (2 * p * (1 - p)))
