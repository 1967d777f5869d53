"""Trees of many samples: how good they are by their size, and how far they differ."""

import functools
from dataclasses import dataclass

import numpy as np
from sklearn.tree import DecisionTreeClassifier

from bakeoff.features.learn.parted import Parted, parted
from bakeoff.features.learn.tree.goal import moons
from bakeoff.features.learn.tree.growing import Grown, machine
from bakeoff.features.learn.tree.impurity import Numbers

SAMPLES = 30


@dataclass(frozen=True)
class Difference:
    """Difference between two trees."""

    area: float
    """Share of the plane in which their predictions differ."""
    rows: int
    """Number of validation points of the first sample with different predictions."""
    questions: int
    """Number of the first tree's questions that the second asks too, to the digit."""
    right: int
    """Number of those validation points that the second predicts correctly."""


def sample(number: int) -> Parted:
    """Return a sample of the moons; 0 is that of the chapter's first steps."""
    return parted("moons", 200, 0.3, number)


def difference(before: Grown, after: Grown, reach: float) -> Difference:
    """Return how far two trees differ, on validation points and in the plane from -reach to reach."""
    asked = {cut.question for cut in after.cuts}
    X, y = moons().validation
    return Difference(
        area=area_apart(before, after, reach),
        rows=int((before.predict(X) != after.predict(X)).sum()),
        questions=sum(cut.question in asked for cut in before.cuts),
        right=after.right(X, y),
    )


def area_apart(before: Grown, after: Grown, reach: float) -> float:
    """Return the share of the plane in which two trees answer differently: the sum of their boxes' common parts."""
    first, second = (np.clip(np.array(each.boxes), -reach, reach)[:, None] for each in (before, after))
    second = second.swapaxes(0, 1)
    low = np.maximum(first, second)
    high = np.minimum(first, second)
    across = np.clip(high[..., 1] - low[..., 0], 0, None)
    up = np.clip(high[..., 3] - low[..., 2], 0, None)
    apart = before.answers[:, None] != after.answers[None, :]
    return float((across * up * apart).sum() / (2 * reach) ** 2)


@functools.cache
def grown_on(number: int) -> Grown:
    """Return the tree that scikit-learn grows on a sample until no leaf is mixed."""
    points = sample(number)
    return machine(points.X, points.y, 2)


@functools.cache
def by_size(most_leaves: int) -> Numbers:
    """Return the mean shares of training and validation points that trees of 2 leaves and more have right."""
    shares = np.zeros((2, most_leaves - 1))
    for number in range(SAMPLES + 1):
        points = sample(number)
        for leaves in range(2, most_leaves + 1):
            fitted = DecisionTreeClassifier(max_leaf_nodes=leaves, random_state=0).fit(points.X, points.y)
            shares[:, leaves - 2] += fitted.score(points.X, points.y), fitted.score(*points.validation)
    return shares / (SAMPLES + 1)


@functools.cache
def other_samples(reach: float) -> tuple[Difference, ...]:
    """Return how far the trees of the other samples differ from that of the first."""
    return tuple(difference(grown_on(0), grown_on(number), reach) for number in range(1, SAMPLES + 1))


@functools.cache
def one_row_less(reach: float) -> tuple[float, ...]:
    """Return, for each training row of the first sample, the share of the plane that changes without it."""
    points = moons()
    without = (machine(np.delete(points.X, row, 0), np.delete(points.y, row), 2) for row in range(len(points.y)))
    return tuple(area_apart(grown_on(0), other, reach) for other in without)
