"""Two features lifted to three, where a flat plane parts what no line parts in the plane."""

from typing import NamedTuple

import numpy as np

from bakeoff.features.learn.svm.machine import Machine, Numbers


def lifted(X: Numbers) -> Numbers:
    """Return points with a third coordinate, x₁² + x₂², the square of how far they lie from the origin.

    Examples
    --------
    >>> lifted(np.array([[1.0, 2.0]])).tolist()
    [[1.0, 2.0, 5.0]]
    """
    return np.column_stack([X, (X**2).sum(axis=1)])


def lifted_product(first: Numbers, second: Numbers) -> float:
    """Return the product of two lifted points from their places in the plane alone: this is a kernel.

    Examples
    --------
    >>> lifted_product(np.array([1.0, 2.0]), np.array([3.0, 0.0]))
    48.0
    """
    return float(first @ second + (first @ first) * (second @ second))


class Circle(NamedTuple):
    """Intersection of a plane with the lifted surface, seen from above."""

    x: float
    y: float
    radius: float


def circle(machine: Machine, level: float = 0.0) -> Circle | None:
    """Return where a machine on lifted points decides `level`; None where it does so nowhere."""
    across, up, height = machine.weights
    x, y = -across / (2 * height), -up / (2 * height)
    square = x**2 + y**2 - (machine.bias - level) / height
    return Circle(float(x), float(y), float(np.sqrt(square))) if square > 0 else None
