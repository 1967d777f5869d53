"""Settings chosen by the score of the test part."""

import numpy as np
from sklearn.datasets import load_diabetes
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeClassifier

from bakeoff.features.museum.exhibit import Array, Exhibit

EXHIBIT = Exhibit(
    "Tuned on the test part: the best of 100 is largely the luckiest of 100.",
    "The best of 100 settings is the one that scores best on the test part, and that score is reported.",
    "Choose by a validation part, and score the one that is chosen on the test part, once.",
    "442 patients (Efron and others 2004); whose illness goes on faster?",
    "accuracy",
    (0.03, 0.3),
    8,
    ("tuned_on_test", "validation_overfit"),
)


def data(_seed: int) -> tuple[Array, Array]:
    """Return ten measurements, and whether the illness goes on faster than in half of the patients."""
    X, y = load_diabetes(return_X_y=True)
    return X, y > np.median(y)


def trees(seed: int) -> list[DecisionTreeClassifier]:
    """Return 100 trees that differ in their seed alone."""
    return [
        DecisionTreeClassifier(max_depth=4, max_features=3, random_state=100 * seed + number) for number in range(100)
    ]


def mistake(X: Array, y: Array, seed: int) -> float:
    """Return the best score on the test part."""
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=seed)
    return float(max(tree.fit(X_train, y_train).score(X_test, y_test) for tree in trees(seed)))


def cure(X: Array, y: Array, seed: int) -> float:
    """Score the tree that is best on a validation part."""
    X_rest, X_test, y_rest, y_test = train_test_split(X, y, random_state=seed)
    X_train, X_validation, y_train, y_validation = train_test_split(X_rest, y_rest, random_state=seed)
    best = max(trees(seed), key=lambda tree: tree.fit(X_train, y_train).score(X_validation, y_validation))
    return float(best.fit(X_rest, y_rest).score(X_test, y_test))
