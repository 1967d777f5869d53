"""Goals of the forest chapter: a small jury that answers well, and weak trees whose vote is strong."""

from bakeoff.features.learn.forest.jury import Jury

MOST_TREES, LEAST_VOTED = 21, 565
MOST_ALONE, LEAST_HARD = 420, 550
"""Of 600 validation rows."""


def alone(jury: Jury) -> float:
    """Return how many validation rows a tree has right by itself, on average."""
    return jury.alone * len(jury.validation.truth)


def voted_right(jury: Jury, trees: int) -> int:
    """Return how many validation rows the first trees have right by vote."""
    return round(jury.validation.right(trees) * len(jury.validation.truth))


def reached(jury: Jury, trees: int) -> bool:
    """Return whether few trees vote well enough."""
    return trees <= MOST_TREES and voted_right(jury, trees) >= LEAST_VOTED


def reached_hard(jury: Jury, trees: int) -> bool:
    """Return whether trees that are bad enough alone vote well enough."""
    return alone(jury) < MOST_ALONE and voted_right(jury, trees) >= LEAST_HARD
