"""Scaling that has seen the test part."""

from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

from bakeoff.features.museum.exhibit import Array, Exhibit

EXHIBIT = Exhibit(
    "Scaling before the split: wrong, and yet hardly to be seen in the score.",
    "Mean and spread are measured on all rows, those of the test part included.",
    "Put the scaling into the pipeline, which fits it to the training part. It costs nothing, and it is right.",
    "569 tumours (Street and others 1993)",
    "accuracy",
    (-0.01, 0.01),
    4,
)


def data(_seed: int) -> tuple[Array, Array]:
    """Return thirty measurements of each tumour, and whether it is benign."""
    X, y = load_breast_cancer(return_X_y=True)
    return X, y


def mistake(X: Array, y: Array, seed: int) -> float:
    """Score numbers that were scaled by all rows."""
    X = StandardScaler().fit_transform(X)
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=seed)
    return float(SVC().fit(X_train, y_train).score(X_test, y_test))


def cure(X: Array, y: Array, seed: int) -> float:
    """Score numbers that were scaled by the training part."""
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=seed)
    model = make_pipeline(StandardScaler(), SVC()).fit(X_train, y_train)
    return float(model.score(X_test, y_test))
