"""Change of a tree when one training row changes."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from bakeoff.features.learn.tree.growing import Grown, machine
from bakeoff.features.learn.tree.impurity import Numbers

Change = Literal["removed", "flipped"]


@dataclass(frozen=True)
class Difference:
    """Difference between two trees.

    Attributes
    ----------
    area : float
        Share of the plane in which their predictions differ.
    rows : int
        Number of other rows with different predictions.
    questions : int
        Number of the first tree's questions that the second asks too, to the digit.
    same_root : bool
        True if both begin with the same question.
    """

    area: float
    rows: int
    questions: int
    same_root: bool


def changed(X: Numbers, y: NDArray[Any], row: int, how: Change) -> tuple[Numbers, NDArray[Any]]:
    """Return a training part of two classes without a row, or with its other class."""
    if how == "removed":
        kept = np.arange(len(y)) != row
        return X[kept], y[kept]
    flipped = y.copy()
    flipped[row] = 1 - flipped[row]
    return X, flipped


def difference(before: Grown, after: Grown, others: Numbers, reach: float) -> Difference:
    """Return how far two trees differ, on other rows and in the plane from -reach to reach."""
    asked = {cut.question for cut in after.cuts}
    return Difference(
        area=area_apart(before, after, reach),
        rows=int((before.predict(others) != after.predict(others)).sum()),
        questions=sum(cut.question in asked for cut in before.cuts),
        same_root=bool(before.cuts and after.cuts) and before.cuts[0] == after.cuts[0],
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


def every_change(X: Numbers, y: NDArray[Any], how: Change, others: Numbers, reach: float) -> tuple[Difference, ...]:
    """Return for each training row how far the tree differs once that row is changed."""
    whole = machine(X, y, 2)
    grown = (machine(*changed(X, y, row, how), 2) for row in range(len(y)))
    return tuple(difference(whole, other, others, reach) for other in grown)
