"""A line drawn by hand between two classes, and how wide a street has room along it."""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bakeoff.features.learn.svm.machine import Machine, Numbers


@dataclass(frozen=True)
class HandLine:
    """The points with cos(angle) x₁ + sin(angle) x₂ = offset; the angle, in degrees, is that of the normal."""

    angle: float
    offset: float

    @property
    def normal(self) -> Numbers:
        """The direction across the line, of length 1."""
        turned = math.radians(self.angle)
        return np.array([math.cos(turned), math.sin(turned)])

    def distance(self, X: Numbers) -> Numbers:
        """Return how far each point lies from the line, with a sign for the side."""
        return np.asarray(X @ self.normal - self.offset)


@dataclass(frozen=True)
class Street:
    """The widest street whose middle is a line: 0 wide if points are on the wrong side, and how many are."""

    width: float
    wrong: int


def street(line: HandLine, X: Numbers, y: NDArray[Any]) -> Street:
    """Return the street along a line, between points of classes 0 and 1."""
    apart = line.distance(X) * np.where(y == 1, 1.0, -1.0)
    if (apart < 0).sum() > (apart > 0).sum():
        apart = -apart
    return Street(2 * max(0.0, float(apart.min())), int((apart <= 0).sum()))


def middle(machine: Machine) -> HandLine:
    """Return the border of a machine with the kernel "linear"."""
    weights = machine.weights
    norm = float(np.hypot(*weights))
    return HandLine(math.degrees(math.atan2(weights[1], weights[0])), -machine.bias / norm)


def turned(line: HandLine, other: HandLine) -> float:
    """Return by how many degrees two lines differ in direction, at most 90."""
    apart = abs(line.angle - other.angle) % 180
    return min(apart, 180 - apart)
