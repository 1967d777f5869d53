"""Goals of the SVM chapter: overfit on purpose with the kernel and its two settings, then cure it."""

import functools

from bakeoff.features.learn.parted import Parted, parted
from bakeoff.features.learn.svm.machine import Machine, fit

MOST_RIGHT_OVERFITTED = 60
LEAST_RIGHT_CURED, MOST_SUPPORT = 90, 45
LEAST_RIGHT_HARD, MOST_SUPPORT_HARD = 92, 40
"""Of 100 validation points; no tree that chapter 8's algorithm grows on them has more than 89."""


def gauss() -> Parted:
    """Return two clouds that a line parts."""
    return parted("gauss", 60, 0.1, 0)


def clouds() -> Parted:
    """Return two clouds that overlap."""
    return parted("gauss", 160, 0.4, 5)


def rings() -> Parted:
    """Return a disc in a ring."""
    return parted("circle", 160, 0.1, 0)


def moons() -> Parted:
    """Return the points of the goal, which are those of chapter 8."""
    return parted("moons", 200, 0.3, 0)


def overfitted(machine: Machine) -> bool:
    """Return whether all training points are right, and few validation points."""
    points = moons()
    return machine.right(points.X, points.y) == len(points.y) and (
        machine.right(*points.validation) < MOST_RIGHT_OVERFITTED
    )


def cured(machine: Machine, least_right: int = LEAST_RIGHT_CURED, most_support: int = MOST_SUPPORT) -> bool:
    """Return whether most validation points are right, with few support vectors."""
    return machine.right(*moons().validation) >= least_right and len(machine.support) <= most_support


@functools.cache
def validated(C: float, gamma: float) -> int:
    """Return how many validation points a machine of these settings has right."""
    points = moons()
    return fit(points.X, points.y, kernel="rbf", C=C, gamma=gamma).right(*points.validation)


def cured_hard(machine: Machine) -> bool:
    """Return whether more validation points are right, with fewer support vectors."""
    return cured(machine, LEAST_RIGHT_HARD, MOST_SUPPORT_HARD)
