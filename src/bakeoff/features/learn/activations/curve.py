"""An activation's curve: how steep it is, and where it is flat.

Glorot and Bengio, *Understanding the difficulty of training deep feedforward neural networks* (2010);
Goodfellow, Bengio and Courville, *Deep Learning*, section 6.3.
"""

import functools
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bakeoff.features.learn.network import ACTIVATIONS, Floats

FLAT_SHARE = 0.1
"""A curve counts as flat where its slope is below this share of its steepest one."""

BENDING = tuple(name for name in ACTIVATIONS if name != "linear")
"""The activations that are no straight line."""


class CurveReading(NamedTuple):
    """Value of an activation at a weighted sum, and its slope there, which multiplies the gradient."""

    value: float
    slope: float


def read(activation: str, z: float) -> CurveReading:
    """Return f(z) and f′(z)."""
    curve = ACTIVATIONS[activation]
    return CurveReading(float(curve.of(z)), float(curve.slope(z)))


@functools.cache
def steepest(activation: str) -> float:
    """Return the largest slope of an activation, up or down."""
    return float(np.abs(ACTIVATIONS[activation].slope(np.linspace(-10, 10, 20_001))).max())


def flat(activation: str, sums: Floats) -> NDArray[np.bool_]:
    """Return which sums lie where the activation is flat: there a gradient hardly comes through, or not at all."""
    return np.asarray(np.abs(ACTIVATIONS[activation].slope(sums)) < FLAT_SHARE * steepest(activation))
