"""Writes what the shap package says of some trees to ``shap_reference.json``, which the tests compare with.

Not run by the tests: with all it needs, the package is 200 MB and compiles for most of a minute. From the project's
folder, with shap 0.51 installed: ``python -m tests.features.ask.unit.shap_reference``.
"""

import json
from pathlib import Path

import numpy as np
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

STORED = Path(__file__).with_suffix(".json")
MODELS = {
    "tree": (DecisionTreeClassifier(random_state=0), load_iris),
    "forest": (RandomForestClassifier(20, random_state=0), load_breast_cancer),
    "tree of numbers": (DecisionTreeRegressor(random_state=0), load_diabetes),
    "forest of numbers": (RandomForestRegressor(20, random_state=0), load_diabetes),
}


def fitted(name):
    """Return a fitted model, a background, and rows to be explained, in the precision that scikit-learn looks at."""
    model, load = MODELS[name]
    X, y = load(return_X_y=True)
    X = X.astype(np.float32).astype(np.float64)
    return model.fit(X[20:], y[20:]), X[20:120], X[:3]


def answers(model, X):
    return model.predict_proba(X) if hasattr(model, "classes_") else model.predict(X)[:, None]


def values(name):
    """Return the package's values; its tree explainer takes thirty features, but errs in deep trees."""
    import shap

    model, background, rows = fitted(name)
    if rows.shape[1] > 10:
        found = shap.TreeExplainer(model, background, feature_perturbation="interventional").shap_values(rows)
    else:
        masker = shap.maskers.Independent(background)
        found = shap.explainers.Exact(lambda some: answers(model, some), masker)(rows).values
    return np.reshape(found, (*rows.shape, -1))


if __name__ == "__main__":
    STORED.write_text(json.dumps({name: values(name).round(9).tolist() for name in MODELS}), encoding="utf-8")
