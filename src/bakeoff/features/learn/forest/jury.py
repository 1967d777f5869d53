"""Predictions of each tree of a forest, their vote, and how alike their errors are.

Formulas as in Hastie, Tibshirani and Friedman, *The Elements of Statistical Learning*, 2nd edition, chapter 15.
"""

import functools
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split

from bakeoff.datasets import dataset
from bakeoff.features.learn.digits import HIGHEST, SIDE

TREES = 61
"""An odd number: two answers never get equally many votes."""
FEATURES = (1, 2, 4, 8, 16, 32, 64)
"""Choices of the number of features for a split, of 64 pixels."""
USUAL = 8
"""Features for a split in scikit-learn: the square root of all."""
SHARES = (0.05, 0.1, 0.2, 0.5, 1.0)
"""Choices of the number of rows drawn for a tree, as a share of the training rows."""
ROWS = 600

Answers = NDArray[np.bool_]
Measured = NDArray[np.float64]


class Part(NamedTuple):
    """Digits as rows of pixels, and whether each is 5 or more."""

    X: Measured
    y: Answers


@dataclass(frozen=True, eq=False)
class TreeAnswers:
    """Predictions of trees for rows, of shape (n_trees, n_rows), and the truth about each row."""

    answers: Answers
    truth: Answers

    def right(self, trees: int) -> float:
        """Return the share of rows that the first trees have right by vote."""
        answers = self.answers[:trees]
        return float((voted(answers, np.ones_like(answers)) == self.truth).mean())


@dataclass(frozen=True, eq=False)
class Jury:
    """A forest, tree by tree: which training rows each has, and what impurity each pixel removes, 1 for the first."""

    train: TreeAnswers
    validation: TreeAnswers
    test: TreeAnswers
    in_bag: Answers
    importance: Measured

    @property
    def wrong(self) -> Answers:
        """Which tree is wrong about which validation row."""
        return np.asarray(self.validation.answers != self.validation.truth)

    @property
    def alone(self) -> float:
        """Share of validation rows that a tree has right by itself, on average."""
        return 1 - float(self.wrong.mean())

    @property
    def best(self) -> float:
        """Share of validation rows that the best tree has right by itself."""
        return 1 - float(self.wrong.mean(axis=1).min())

    def out_of_bag(self, trees: int) -> float:
        """Return the share of training rows that are right by vote of those trees alone that have not grown on them.

        Rows that every tree has grown on are left out; NaN if all are.
        """
        outside = ~self.in_bag[:trees]
        asked = outside.any(axis=0)
        answers = voted(self.train.answers[:trees], outside)
        return float((answers == self.train.truth)[asked].mean()) if asked.any() else float("nan")


def voted(answers: Answers, asked: Answers) -> Answers:
    """Return what most of the trees that are asked about a row answer; no, if equally many answer yes and no."""
    return np.asarray(2 * (answers & asked).sum(axis=0) > asked.sum(axis=0))


def correlation(jury: Jury, trees: int = TREES) -> float:
    """Return how alike the first trees err: two trees' mean covariance, scaled so that equal trees have 1."""
    covariances = np.atleast_2d(np.cov(jury.wrong[:trees].astype(float), bias=True))
    own, n = float(np.trace(covariances)), len(covariances)
    return (float(covariances.sum()) - own) / (max(1, n - 1) * own) if own else 0.0


@functools.lru_cache(maxsize=1)
def high_digits(seed: int = 0) -> tuple[Part, Part, Part]:
    """Return the digits in thirds, to train, to validate and to test."""
    info = dataset("digits")
    loaded = info.load(info.options())
    X, digit = np.asarray(loaded.X, np.float64) / HIGHEST, np.asarray(loaded.y)
    X, X_held, digit, held = train_test_split(X, digit, train_size=ROWS, random_state=seed, stratify=digit)
    parts = train_test_split(X_held, held, train_size=ROWS, random_state=seed, stratify=held)
    X_validation, X_test, validation, test = parts
    return Part(X, digit >= 5), Part(X_validation, validation >= 5), Part(X_test, test >= 5)


@functools.lru_cache(maxsize=len(FEATURES) * len(SHARES))
def jury(share: float | None, features: int, seed: int = 0) -> Jury:
    """Grow a forest on digits and ask its trees; `share` of the rows is drawn for each, None for all, undrawn."""
    parts = high_digits(seed)
    fitted = forest(share, features, random_state=seed).fit(*parts[0])
    in_bag = np.ones((TREES, ROWS), bool)
    if share is not None:
        in_bag = np.array([np.isin(np.arange(ROWS), sample) for sample in fitted.estimators_samples_])
    asked = [np.array([tree.predict(X) for tree in fitted.estimators_]).astype(bool) for X, _y in parts]
    train, validation, test = (TreeAnswers(answers, part.y) for answers, part in zip(asked, parts, strict=True))
    importance = fitted.feature_importances_.reshape(SIDE, SIDE)
    return Jury(train, validation, test, in_bag, importance / importance.max())


def forest(share: float | None, features: int, trees: int = TREES, **more: Any) -> RandomForestClassifier:
    """Return scikit-learn's forest as it is used here, not fitted yet."""
    settings = {"random_state": 0, "max_samples": share} | more
    return RandomForestClassifier(trees, bootstrap=share is not None, max_features=features, **settings)
