"""Every contender learns from sparse rows, such as texts become, what it learns from the same rows with their zeros."""

import pickle

import numpy as np
import pytest
from scipy import sparse

from bakeoff.contenders import contender
from bakeoff.contenders.boosting import columns
from bakeoff.contenders.explanations import Explains
from bakeoff.fields import Task

SETTINGS = {
    "keras_mlp": {"hidden": "8:relu", "epochs": 12},
    "torch_mlp": {"hidden": "8:relu", "epochs": 12, "batch_norm": True},
    "random_forest": {"n_estimators": 8},
    "boosting": {"max_iter": 8},
    "lightgbm": {"n_estimators": 8},
    "xgboost": {"n_estimators": 8},
}
NAMES = ("keras_mlp", "torch_mlp", "decision_tree", "svm", "random_forest", "boosting", "linear", "k_nearest", "dummy")
NAMES += ("lightgbm", "xgboost")
MISSING = ("xgboost",)
"""Take an absent number for a missing one, so that they learn something else of sparse rows."""
TIED = ("decision_tree", "random_forest")
"""Of questions that part the training rows alike, scikit-learn takes another one where rows are sparse."""


@pytest.fixture(scope="module")
def rows() -> tuple[sparse.csr_matrix, np.ndarray, np.ndarray]:
    """Return rows of few numbers, of which some tell one of three classes, and a number."""
    rng = np.random.default_rng(0)
    X = sparse.random(150, 40, density=0.1, random_state=0, format="csr")
    sums = np.asarray(X[:, :9].sum(axis=1)).ravel() - np.asarray(X[:, 9:18].sum(axis=1)).ravel()
    return X, np.digitize(sums, [-0.2, 0.2]), sums + rng.normal(scale=0.1, size=150)


def fitted(name: str, task: Task, X, y):
    info = contender(name)
    estimator = info.build(info.hyperparameters.parse(SETTINGS.get(name, {})), task, 0)
    return estimator.fit(X[:100], y[:100], X_val=X[100:], y_val=y[100:])


@pytest.mark.filterwarnings("ignore:__array__ implementation:DeprecationWarning")  # of Keras, which saves itself
@pytest.mark.parametrize("task", ["classification", "regression"])
@pytest.mark.parametrize("name", NAMES)
def test_sparse_rows_are_learnt_from_like_dense_ones(rows, name, task):
    X, classes, numbers = rows
    y = classes if task == "classification" else numbers
    ours, theirs = fitted(name, task, X, y), fitted(name, task, X.toarray(), y)
    ask = "predict_proba" if task == "classification" else "predict"
    answers = getattr(ours, ask)(X)
    differ = np.abs(answers - getattr(theirs, ask)(X.toarray())).reshape(len(y), -1).max(axis=1)
    if name not in MISSING:
        assert np.mean(differ > 2e-3) <= (0.1 if name in TIED else 0)
    np.testing.assert_allclose(getattr(ours, ask)(X.toarray()), answers, atol=1e-6)
    np.testing.assert_allclose(getattr(pickle.loads(pickle.dumps(ours)), ask)(X), answers, atol=1e-6)
    if isinstance(ours, Explains):
        assert type(ours.explain(X[:1])) is type(theirs.explain(X[:1].toarray()))


def test_boosting_sees_the_columns_that_say_most_and_those_that_are_full(rows, monkeypatch):
    monkeypatch.setattr(columns, "MOST_COLUMNS", 5)
    X, classes, _numbers = rows
    full = sparse.csr_matrix(np.random.default_rng(1).normal(size=(150, 1)))
    X = sparse.hstack([X, full], format="csr")
    model = fitted("boosting", "classification", X, classes)
    (_name, _kind, places), *_rest = model.columns_.transformers_
    assert len(places) == model.n_features_in_ == 5
    assert 40 in places
    assert sum(place < 18 for place in places) >= 3
