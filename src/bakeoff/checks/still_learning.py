"""Contenders that could have become better by going on."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from bakeoff.checks.base import Check, EndedRace
from bakeoff.contenders import Step, contender
from bakeoff.evaluation.base import Finding
from bakeoff.text import _

TAIL = 0.2
LOSS_FALL = 0.01
SCORE_RISE = 0.005


def find(ended: EndedRace) -> Iterator[Finding]:
    """Name those that ran to the end they were given and were still getting better on the validation part."""
    judges = {"loss": still_falling, "score": still_rising}
    for name, steps in ended.done.items():
        seen = contender(name).improving
        ran_out = bool(steps) and steps[-1].index == steps[-1].total
        if seen and ran_out and judges[seen.measure](steps):
            told = _(seen.told, label=contender(name).label)
            yield Finding("still_learning", seen.level, told, _(seen.meaning), _(seen.mend))


def still_falling(steps: Sequence[Step]) -> bool:
    """Return whether the validation loss fell to a new least by a hundredth in the last fifth of the steps."""
    before, tail = _tail(_known([step.validation_loss for step in steps]))
    return bool(len(before) and before.min() - tail.min() > LOSS_FALL * abs(before.min()))


def still_rising(steps: Sequence[Step]) -> bool:
    """Return whether the mean validation score of the last fifth of the steps is above that of the fifth before."""
    before, tail = _tail(_known([step.validation_score for step in steps]))
    earlier = before[-len(tail) :]
    return bool(len(before) >= len(tail) > 0 and tail.mean() - earlier.mean() > SCORE_RISE)


def _known(values: Sequence[float | None]) -> NDArray[np.float64]:
    return np.array([value for value in values if value is not None], dtype=np.float64)


def _tail(values: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Part the last fifth of the steps from those before; both are empty if there are fewer than five."""
    size = int(TAIL * len(values))
    return (values[:-size], values[-size:]) if size else (values[:0], values[:0])


CHECK = Check("still_learning", "Contenders that were still getting better", 80, EndedRace, find)
