"""Predictions of each tree of a forest, their vote, and how alike their errors are.

Formulas as in Hastie, Tibshirani and Friedman, *The Elements of Statistical Learning*, 2nd edition, chapter 15.
"""

import functools
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split

from bakeoff.datasets import dataset

TREES = 60
FEATURES = (1, 3, 13)
"""Choices of the number of features of a question, of 13; 3 is the square root, rounded down."""

Answers = NDArray[np.int64]
Measured = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Wine:
    """The wines: half of them to train on, a quarter to validate, a quarter for the test at the end."""

    X: Measured
    y: Answers
    X_validation: Measured
    y_validation: Answers
    X_test: Measured
    y_test: Answers
    n_classes: int


@dataclass(frozen=True, eq=False)
class Jury:
    """A forest, tree by tree.

    Attributes
    ----------
    answers : ndarray of shape (n_trees, n_validation)
        What each tree answers to each validation row.
    truth : ndarray of shape (n_validation,)
    train_answers : ndarray of shape (n_trees, n_train)
    train_truth : ndarray of shape (n_train,)
    in_bag : ndarray of bool of shape (n_trees, n_train)
        Which training rows each tree has grown on.
    test_answers : ndarray of shape (n_trees, n_test)
    test_truth : ndarray of shape (n_test,)
    """

    answers: Answers
    truth: Answers
    train_answers: Answers
    train_truth: Answers
    in_bag: NDArray[np.bool_]
    n_classes: int
    test_answers: Answers
    test_truth: Answers

    @property
    def wrong(self) -> NDArray[np.bool_]:
        """Which tree is wrong about which validation row."""
        return np.asarray(self.answers != self.truth)

    @property
    def alone(self) -> float:
        """Share of validation rows that a tree has right by itself, on average."""
        return 1 - float(self.wrong.mean())

    @property
    def bag(self) -> float:
        """Share of the training rows that a tree has grown on, on average."""
        return float(self.in_bag.mean())

    def voted(self, trees: int) -> Answers:
        """Return what most of the first trees answer to each validation row; of equally many the lower class."""
        return voted(self.answers[:trees], np.ones_like(self.answers[:trees], dtype=bool), self.n_classes)

    def together(self, trees: int) -> float:
        """Return the share of validation rows that the first trees have right by vote."""
        return float((self.voted(trees) == self.truth).mean())

    def tested_right(self, trees: int) -> int:
        """Return how many test rows the first trees have right by vote."""
        everyone = np.ones_like(self.test_answers[:trees], bool)
        return int((voted(self.test_answers[:trees], everyone, self.n_classes) == self.test_truth).sum())

    def out_of_bag(self, trees: int) -> float:
        """Return the share of training rows that are right by vote of those trees alone that have not grown on them.

        Rows that every tree has grown on are left out; NaN if all are.
        """
        outside = ~self.in_bag[:trees]
        asked = outside.any(axis=0)
        answers = voted(self.train_answers[:trees], outside, self.n_classes)
        return float((answers == self.train_truth)[asked].mean()) if asked.any() else float("nan")

    def learnt(self, trees: int) -> float:
        """Return the share of training rows that all the first trees have right by vote."""
        everyone = np.ones_like(self.in_bag[:trees])
        return float((voted(self.train_answers[:trees], everyone, self.n_classes) == self.train_truth).mean())


@dataclass(frozen=True)
class Spread:
    """Variance over rows of the share of wrong trees, and its parts.

    Attributes
    ----------
    variance : float
        Of one tree's errors, on average.
    covariance : float
        Of two trees' errors, on average over all pairs.
    correlation : float
        The covariance scaled so that trees with equal errors have 1.
    together : float
        Of the share of wrong trees: variance / B + (1 - 1 / B) covariance.
    """

    variance: float
    covariance: float
    correlation: float
    together: float


def voted(answers: Answers, asked: NDArray[np.bool_], n_classes: int) -> Answers:
    """Return the class that most of the trees that are asked about a row answer.

    Parameters
    ----------
    answers : ndarray of shape (n_trees, n_rows)
    asked : ndarray of bool of shape (n_trees, n_rows)
    """
    votes = np.stack([((answers == code) & asked).sum(axis=0) for code in range(n_classes)])
    return np.asarray(votes.argmax(axis=0), np.int64)


def spread(jury: Jury, trees: int = TREES) -> Spread:
    """Return what the variance of the share of wrong trees is made of."""
    wrong = jury.wrong[:trees].astype(float)
    covariances = np.atleast_2d(np.cov(wrong, bias=True))
    variance, n = float(np.trace(covariances)) / trees, len(covariances)
    pairs = float(covariances.sum() - np.trace(covariances)) / max(1, n * (n - 1))
    together = variance / n + (1 - 1 / n) * pairs
    return Spread(variance, pairs, pairs / variance if variance else 0.0, together)


@functools.lru_cache(maxsize=1)
def wine() -> Wine:
    """Return the wines, parted."""
    info = dataset("wine")
    loaded = info.load(info.options())
    X, y = np.asarray(loaded.X, np.float64), np.asarray(loaded.y, np.int64)
    X_train, X_held, y_train, y_held = train_test_split(X, y, test_size=0.5, random_state=0, stratify=y)
    held = train_test_split(X_held, y_held, test_size=0.5, random_state=2, stratify=y_held)
    X_validation, X_test, y_validation, y_test = held
    return Wine(X_train, y_train, X_validation, y_validation, X_test, y_test, len(loaded.class_names))


@functools.lru_cache(maxsize=2 * len(FEATURES))
def jury(bootstrap: bool, features: int) -> Jury:
    """Grow a forest on the wines, and ask every tree.

    Parameters
    ----------
    bootstrap : bool
        Each tree grows on as many rows, drawn with replacement; else all grow on all of them.
    features : int
        How many features, drawn anew each time, a question can be about.
    """
    rows = wine()
    fitted = forest(bootstrap, features).fit(rows.X, rows.y)
    in_bag = np.ones((TREES, len(rows.y)), bool)
    if bootstrap:
        for tree, sample in enumerate(fitted.estimators_samples_):
            in_bag[tree] = np.isin(np.arange(len(rows.y)), sample)
    held, train, test = (_asked(fitted, X) for X in (rows.X_validation, rows.X, rows.X_test))
    return Jury(held, rows.y_validation, train, rows.y, in_bag, rows.n_classes, test, rows.y_test)


def forest(bootstrap: bool, features: int, trees: int = TREES, **more: Any) -> RandomForestClassifier:
    """Return scikit-learn's forest as it is used here, not fitted yet."""
    return RandomForestClassifier(trees, bootstrap=bootstrap, max_features=features, random_state=0, **more)


def _asked(fitted: RandomForestClassifier, X: Measured) -> Answers:
    return np.array([tree.predict(X) for tree in fitted.estimators_]).astype(np.int64)
