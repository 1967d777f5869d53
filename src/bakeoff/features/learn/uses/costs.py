"""Decisions in which one mistake is worse than the other: a threshold, what it misses, and what that costs."""

import functools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from bakeoff.datasets import dataset

GOAL_RATIO = 50.0
"""Cost of a missed tumour in false alarms, in the chapter's goal."""
GOAL_WITHIN = 0.05
FOLDS = 10


@dataclass(frozen=True, eq=False)
class Cases:
    """Biopsies with a model's probability that each is malignant, given by a model that has not seen it.

    Attributes
    ----------
    chance : ndarray of shape (n,)
    malignant : ndarray of shape (n,), bool
    """

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
    """Return half of the biopsies, each judged by a logistic regression that was fitted on the other folds."""
    return _parts()[0]


def cases_to_test() -> Cases:
    """Return the other half, judged by a logistic regression that was fitted on the first."""
    return _parts()[1]


@functools.cache
def _parts() -> tuple[Cases, Cases]:
    info = dataset("breast_cancer")
    data = info.load(info.options())
    malignant = np.asarray(data.y) == data.class_names.index("Malignant")
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    X, X_test, y, y_test = train_test_split(
        np.asarray(data.X), malignant, test_size=0.5, random_state=0, stratify=malignant
    )
    chance = cross_val_predict(model, X, y, cv=folds, method="predict_proba")[:, 1]
    return Cases(chance, y), Cases(model.fit(X, y).predict_proba(X_test)[:, 1], y_test)


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


def least(ratio: float) -> tuple[float, float]:
    """Return the threshold of the least cost there is, the lowest of several, and that cost.

    Only the chances that were given, and one above all of them, make a difference.
    """
    candidates = [*np.unique(cases().chance).tolist(), 1.01]
    costs = [outcome(threshold).cost(ratio) for threshold in candidates]
    best = int(np.argmin(costs))
    return candidates[best], costs[best]


def by_rule(ratio: float) -> float:
    """Return the threshold that costs least if the chances are true: ``1 / (1 + ratio)`` (Elkan 2001)."""
    return 1 / (1 + ratio)


def reached(threshold: float, ratio: float) -> bool:
    """Tell whether a threshold reaches the chapter's goal."""
    return ratio == GOAL_RATIO and outcome(threshold).cost(ratio) <= (1 + GOAL_WITHIN) * least(ratio)[1]
