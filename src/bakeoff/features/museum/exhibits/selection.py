"""Columns chosen with the answers of the test part."""

import numpy as np
from sklearn.feature_selection import SelectKBest
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline

from bakeoff.features.museum.exhibit import Array, Exhibit

EXHIBIT = Exhibit(
    "Columns chosen on all rows: from pure noise a good score.",
    "Of 2,000 columns the 20 that go with the answer best are chosen before the split.",
    "Choose columns within the training part alone, as a step of the pipeline.",
    "80 generated rows in which no column has to do with the answer (after Hastie and others 2009, section 7.10.2)",
    "accuracy",
    (0.2, 0.6),
    6,
)


def data(seed: int) -> tuple[Array, Array]:
    """Return 2,000 columns of noise, and an answer that is thrown like a coin."""
    generator = np.random.default_rng(seed)
    return generator.normal(size=(80, 2000)), generator.permutation(np.repeat([0, 1], 40))


def mistake(X: Array, y: Array, seed: int) -> float:
    """Score columns that were chosen on all rows."""
    X = SelectKBest(k=20).fit_transform(X, y)
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=seed, stratify=y)
    model = KNeighborsClassifier().fit(X_train, y_train)
    return float(model.score(X_test, y_test))


def cure(X: Array, y: Array, seed: int) -> float:
    """Score columns that were chosen on the training part."""
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=seed, stratify=y)
    model = make_pipeline(SelectKBest(k=20), KNeighborsClassifier()).fit(X_train, y_train)
    return float(model.score(X_test, y_test))
