"""Rows that are written down twice."""

import numpy as np
from sklearn.datasets import load_diabetes
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeClassifier

from bakeoff.features.museum.exhibit import Array, Exhibit

EXHIBIT = Exhibit(
    "Rows written down twice: a tree that only remembers looks clever.",
    "A row is in the training part, and its copy in the test part.",
    "Remove repeated rows before the split.",
    "442 patients (Efron and others 2004), half of them written down twice; whose illness goes on faster?",
    "accuracy",
    (0.05, 0.4),
    2,
    ("repeated", "near"),
)


def data(seed: int) -> tuple[Array, Array]:
    """Return the patients, some of them twice, and whether the illness goes on faster than in half of them."""
    X, y = load_diabetes(return_X_y=True)
    twice = np.random.default_rng(seed).choice(len(y), len(y) // 2, replace=False)
    rows = np.concatenate([np.arange(len(y)), twice])
    return X[rows], (y > np.median(y))[rows]


def mistake(X: Array, y: Array, seed: int) -> float:
    """Score rows whose copies may be learnt from."""
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=seed)
    model = DecisionTreeClassifier(random_state=seed).fit(X_train, y_train)
    return float(model.score(X_test, y_test))


def cure(X: Array, y: Array, seed: int) -> float:
    """Score rows that stand in the table once."""
    _rows, first = np.unique(X, axis=0, return_index=True)
    X_train, X_test, y_train, y_test = train_test_split(X[first], y[first], random_state=seed)
    model = DecisionTreeClassifier(random_state=seed).fit(X_train, y_train)
    return float(model.score(X_test, y_test))
