"""Goal of the forest chapter: weak trees and a strong vote."""

from bakeoff.features.learn.forest.jury import Jury

LEAST_VOTED = 44
MOST_ALONE = 36
"""Of the validation rows."""


def alone(jury: Jury) -> float:
    """Return how many validation rows a tree has right by itself, on average."""
    return jury.alone * len(jury.truth)


def voted_right(jury: Jury, trees: int) -> int:
    """Return how many validation rows the first trees have right by vote."""
    return int((jury.voted(trees) == jury.truth).sum())


def reached(jury: Jury, trees: int) -> bool:
    """Return whether the vote is good enough, and the trees alone are bad enough."""
    return voted_right(jury, trees) >= LEAST_VOTED and alone(jury) < MOST_ALONE
