"""A rare class that is filled up before the split."""

import numpy as np
from sklearn.datasets import load_diabetes
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import train_test_split

from bakeoff.features.museum.exhibit import Array, Exhibit

EXHIBIT = Exhibit(
    "Filled up before the split: the rare class is recognised because it was copied.",
    "Rows of the rare class are repeated until both are as many, and then split.",
    "Split first, and fill up the training part alone.",
    "442 patients (Efron and others 2004), of whom the worst tenth is to be recognised",
    "balanced_accuracy",
    (0.2, 0.6),
    7,
    ("repeated",),
)


def data(_seed: int) -> tuple[Array, Array]:
    """Return ten measurements, and who is among the worst tenth a year later."""
    X, y = load_diabetes(return_X_y=True)
    return X, y > np.quantile(y, 0.9)


def filled_up(X: Array, y: Array, seed: int) -> tuple[Array, Array]:
    """Repeat rows of the rare class by chance, until both are as many."""
    rare = np.random.default_rng(seed).choice(np.flatnonzero(y), (~y).sum())
    rows = np.concatenate([np.flatnonzero(~y), rare])
    return X[rows], y[rows]


def mistake(X: Array, y: Array, seed: int) -> float:
    """Score rows that were filled up before the split."""
    X, y = filled_up(X, y, seed)
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=seed, stratify=y)
    model = RandomForestClassifier(30, random_state=seed).fit(X_train, y_train)
    return float(balanced_accuracy_score(y_test, model.predict(X_test)))


def cure(X: Array, y: Array, seed: int) -> float:
    """Score rows that were left as they are."""
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=seed, stratify=y)
    model = RandomForestClassifier(30, random_state=seed).fit(*filled_up(X_train, y_train, seed))
    return float(balanced_accuracy_score(y_test, model.predict(X_test)))
