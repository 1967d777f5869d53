"""Goals for a tree grown by hand."""

from bakeoff.features.learn.parted import Parted, parted
from bakeoff.features.learn.tree.growing import Grown

MOST_LEAVES = 4
LEAST_RIGHT, LEAST_HARD = 90, 92
"""Of 100 validation points: of exclusive or, and of the moons, where no tree of the machine has more than 89."""


def moons() -> Parted:
    """Return the points of the chapter's first steps."""
    return parted("moons", 200, 0.3, 0)


def exclusive_or() -> Parted:
    """Return the points of the easy goal: no single question about them gains much, three together gain everything."""
    return parted("xor", 200, 0.0, 1)


def reached(own: Grown) -> bool:
    """Return whether a tree on exclusive-or points is small enough and good enough."""
    return own.n_leaves <= MOST_LEAVES and own.right(*exclusive_or().validation) >= LEAST_RIGHT


def reached_hard(own: Grown) -> bool:
    """Return whether a tree on the moons is small enough, and better than the machine's of any size."""
    return own.n_leaves <= MOST_LEAVES and own.right(*moons().validation) >= LEAST_HARD
