"""Goal for a tree grown by hand."""

from bakeoff.features.learn.parted import Parted, parted
from bakeoff.features.learn.tree.growing import Grown

MOST_LEAVES = 4
LEAST_RIGHT = 90
"""Of 100 validation points."""


def moons() -> Parted:
    """Return the points of the chapter's first steps."""
    return parted("moons", 200, 0.3, 0)


def exclusive_or() -> Parted:
    """Return the points of the goal: no single question about them gains much, three together gain everything."""
    return parted("xor", 200, 0.0, 1)


def reached(own: Grown) -> bool:
    """Return whether a tree on the points of the goal is small enough and good enough."""
    points = exclusive_or()
    return own.n_leaves <= MOST_LEAVES and own.right(*points.validation) >= LEAST_RIGHT
