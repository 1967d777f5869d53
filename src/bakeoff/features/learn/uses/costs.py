"""Decisions in which one mistake is worse than the other: a threshold, what it misses, and what that costs."""

import functools
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from bakeoff.datasets import dataset

GOAL_RATIO = 50.0
"""Cost of a missed tumour in false alarms, in the chapter's goal."""
GOAL_WITHIN = 0.1
"""Share by which a threshold's mean cost may exceed the least mean cost."""
SPLITS, FIRST_SPLIT = 40, 5
"""Number of splits, and the seed of the first: its cheapest threshold is a poor one on the others."""
TEST_SHARE = 0.2


@dataclass(frozen=True, eq=False)
class Cases:
    """Biopsies with the probability that each is malignant, given by a model that has not seen it."""

    chance: NDArray[np.float64]
    malignant: NDArray[np.bool_]


@dataclass(frozen=True)
class ThresholdOutcome:
    """Confusion counts of the cases at a threshold."""

    missed: int
    caught: int
    false_alarms: int
    cleared: int

    def cost(self, ratio: float) -> float:
        """Return the cost in false alarms, a missed tumour counting `ratio` of them."""
        return self.missed * ratio + self.false_alarms


def cases() -> Cases:
    """Return the new rows of the first split, judged by a logistic regression that was fitted on the other half."""
    return _parts()[0][0]


@functools.cache
def cases_of_splits() -> Cases:
    """Return the new rows of all splits, one after another."""
    parts = _parts()[0]
    return Cases(np.concatenate([each.chance for each in parts]), np.concatenate([each.malignant for each in parts]))


def cases_to_test() -> Cases:
    """Return the test part, of which no split has a row, judged by a model that was fitted on all other rows."""
    return _parts()[1]


@functools.cache
def _parts() -> tuple[tuple[Cases, ...], Cases]:
    info = dataset("breast_cancer")
    data = info.load(info.options())
    malignant = np.asarray(data.y) == data.class_names.index("Malignant")
    X, X_test, y, y_test = train_test_split(
        np.asarray(data.X), malignant, test_size=TEST_SHARE, random_state=0, stratify=malignant
    )
    seeds = range(FIRST_SPLIT, FIRST_SPLIT + SPLITS)
    halves = [train_test_split(X, y, test_size=0.5, random_state=seed, stratify=y) for seed in seeds]
    return tuple(judged(*half) for half in halves), judged(X, X_test, y, y_test)


def judged(X: NDArray[Any], X_new: NDArray[Any], y: NDArray[np.bool_], y_new: NDArray[np.bool_]) -> Cases:
    """Return new rows with the chances that a logistic regression of the others gives them."""
    model = make_pipeline(StandardScaler(), LogisticRegression(solver="newton-cholesky"))
    return Cases(model.fit(X, y).predict_proba(X_new)[:, 1], y_new)


def outcome(threshold: float, of: Cases | None = None) -> ThresholdOutcome:
    """Return what comes of calling malignant whatever has at least this chance; of `cases` unless others are given."""
    known = of or cases()
    alarm = known.chance >= threshold
    return ThresholdOutcome(
        missed=int((~alarm & known.malignant).sum()),
        caught=int((alarm & known.malignant).sum()),
        false_alarms=int((alarm & ~known.malignant).sum()),
        cleared=int((~alarm & ~known.malignant).sum()),
    )


def least(ratio: float, of: Cases) -> tuple[float, float]:
    """Return the threshold of the least cost there is, the lowest of several, and that cost.

    Only the chances that were given, and one above all of them, make a difference.
    """
    order = np.argsort(of.chance)
    missed = np.concatenate([[0], np.cumsum(of.malignant[order])])
    alarms = np.concatenate([np.cumsum(~of.malignant[order][::-1])[::-1], [0]])
    costs = missed * ratio + alarms
    best = int(np.argmin(costs))
    return [*of.chance[order].tolist(), 1.01][best], float(costs[best])


def mean_cost(threshold: float, ratio: float) -> float:
    """Return what a threshold costs on average over the splits."""
    return outcome(threshold, cases_of_splits()).cost(ratio) / SPLITS


def least_mean_cost(ratio: float) -> float:
    """Return the least that any threshold costs on average over the splits."""
    return least(ratio, cases_of_splits())[1] / SPLITS


def cheapest_of_splits(ratio: float) -> tuple[float, float]:
    """Return the lowest and the highest of the thresholds that cost least on one of the splits each."""
    thresholds = [least(ratio, each)[0] for each in _parts()[0]]
    return min(thresholds), max(thresholds)


def by_rule(ratio: float) -> float:
    """Return the threshold that costs least if the chances are true: ``1 / (1 + ratio)`` (Elkan 2001)."""
    return 1 / (1 + ratio)


def reached(threshold: float, ratio: float) -> bool:
    """Tell whether a threshold reaches the chapter's goal."""
    return ratio == GOAL_RATIO and mean_cost(threshold, ratio) <= (1 + GOAL_WITHIN) * least_mean_cost(ratio)
