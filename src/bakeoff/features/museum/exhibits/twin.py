"""A column that is the target in other clothes."""

import numpy as np
from sklearn.datasets import load_diabetes
from sklearn.linear_model import RidgeCV
from sklearn.model_selection import train_test_split

from bakeoff.features.museum.exhibit import Array, Exhibit

EXHIBIT = Exhibit(
    "A twin of the target: what is known only afterwards predicts it almost perfectly.",
    "One column was written down after the answer was known, here what the treatment of a year has cost.",
    "Leave out every column that is not known yet when the model is to answer.",
    "442 patients (Efron and others 2004); the cost is generated from how far the illness has gone on",
    "r2",
    (0.3, 0.8),
    3,
    ("telltale",),
)


def data(seed: int) -> tuple[Array, Array]:
    """Return ten measurements and the cost, and how far the illness has gone on after a year."""
    X, y = load_diabetes(return_X_y=True)
    cost = 20 * y + np.random.default_rng(seed).normal(0, 300, len(y))
    return np.column_stack([X, cost]), y


def mistake(X: Array, y: Array, seed: int) -> float:
    """Score a model that is given the cost."""
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=seed)
    return float(RidgeCV().fit(X_train, y_train).score(X_test, y_test))


def cure(X: Array, y: Array, seed: int) -> float:
    """Score a model that is not given the cost."""
    X = X[:, :-1]  # without the cost
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=seed)
    return float(RidgeCV().fit(X_train, y_train).score(X_test, y_test))
