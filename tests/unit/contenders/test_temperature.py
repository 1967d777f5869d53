"""Probabilities by one number: the best there is, no answer changed, fitted on rows that nobody has seen."""

import pickle
from typing import Any

import numpy as np
import pytest
from scipy.optimize import approx_fprime
from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.calibration import CalibratedClassifierCV
from sklearn.datasets import load_digits, make_blobs
from sklearn.frozen import FrozenEstimator
from sklearn.metrics import log_loss
from sklearn.model_selection import train_test_split

from bakeoff.contenders import temperature
from bakeoff.contenders.boosting.estimator import BoostingClassifier
from bakeoff.contenders.decision_tree.estimator import TreeClassifier
from bakeoff.contenders.k_nearest.estimator import NearestClassifier
from bakeoff.contenders.keras_mlp.estimator import KerasMLPClassifier
from bakeoff.contenders.linear.estimator import LinearClassifier
from bakeoff.contenders.mlp import FORMER
from bakeoff.contenders.random_forest.estimator import ForestClassifier
from bakeoff.contenders.svm.estimator import SVMClassifier
from bakeoff.contenders.torch_mlp.estimator import TorchMLPClassifier

pytestmark = pytest.mark.filterwarnings(
    "ignore:__array__ implementation doesn't accept a copy keyword:DeprecationWarning"
)

CONTENDERS: dict[str, Any] = {
    "tree": TreeClassifier(random_state=0),
    "forest": ForestClassifier(n_estimators=30, random_state=0),
    "svm": SVMClassifier(C=20.0, random_state=0),
    "boosting": BoostingClassifier(max_iter=20, random_state=0),
    "linear": LinearClassifier(C=1e3),
    "k_nearest": NearestClassifier(3),
    "keras": KerasMLPClassifier(**FORMER | {"epochs": 300, "hidden": ((128, "relu"),)}, random_state=0),
    "torch": TorchMLPClassifier(
        **FORMER | {"epochs": 100, "hidden": ((128, "relu"),), "learning_rate": 0.01}, random_state=0
    ),
}


@pytest.fixture(scope="module")
def parts() -> list[Any]:
    """Three classes that no model can part: to train on, to calibrate on, to test on."""
    X, y = make_blobs(2400, centers=3, cluster_std=3.0, random_state=1)
    X, X_test, y, y_test = train_test_split(X, np.array(["a", "b", "c"])[y], test_size=0.5, random_state=0)
    return [*train_test_split(X, y, test_size=0.5, random_state=0), X_test, y_test]


@pytest.mark.parametrize("n_classes", [2, 4])
def test_no_scale_on_a_grid_is_better(n_classes: int) -> None:
    rng = np.random.RandomState(0)
    scores = rng.normal(size=(200, n_classes))
    truth = (scores + rng.normal(size=scores.shape)).argmax(axis=1)
    scale = temperature.fit_scale(scores, truth)
    best = temperature.log_loss(scale, scores, truth)
    assert best <= min(temperature.log_loss(one, scores, truth) for one in np.geomspace(1e-3, 1e3, 500))
    slope = approx_fprime([scale], lambda one: temperature.log_loss(one[0], scores, truth))
    assert slope == pytest.approx(0.0, abs=1e-5)


def test_smoothed_loss_is_scikit_learns_but_for_the_smoothing() -> None:
    rng = np.random.RandomState(0)
    scores, truth = rng.normal(size=(100_000, 3)), rng.randint(3, size=100_000)
    proba = temperature.softmax_of(scores, 0.7, scores.argmax(axis=1))
    assert temperature.log_loss(0.7, scores, truth) == pytest.approx(log_loss(truth, proba), rel=1e-4)


@pytest.mark.parametrize("name", CONTENDERS)
def test_on_validation_rows_it_is_scikit_learns_temperature_scaling(name: str, parts: list[Any]) -> None:
    X, X_val, y, y_val, X_test, y_test = parts
    X, y = X[:100], y[:100]  # so few that everyone is too sure
    model = clone(CONTENDERS[name]).fit(X, y, **({"calibrate": False} if name == "svm" else {}))
    plain, answers = model.predict_proba(X_test), model.predict(X_test)
    before = log_loss(y_val, model.predict_proba(X_val))
    theirs = CalibratedClassifierCV(FrozenEstimator(_Scoring(model)), method="temperature").fit(X_val, y_val)
    model.calibrate(X, y, X_val=X_val, y_val=y_val)
    found = model.predict_proba(X_test)
    np.testing.assert_array_equal(model.predict(X_test), answers)
    np.testing.assert_array_equal(model.classes_[found.argmax(axis=1)], answers)
    np.testing.assert_allclose(found.sum(axis=1), 1.0)
    np.testing.assert_allclose(np.sort(found), np.sort(theirs.predict_proba(X_test)), atol=0.06)  # it has no prior
    assert log_loss(y_val, model.predict_proba(X_val)) < before
    assert log_loss(y_test, found) < log_loss(y_test, plain) + 0.005
    again = pickle.loads(pickle.dumps(model))
    np.testing.assert_allclose(again.predict_proba(X_test), found)


class _Scoring(ClassifierMixin, BaseEstimator):
    """Has a fitted model's scores as its decision values."""

    def __init__(self, model: Any) -> None:
        self.model = model
        self.classes_ = model.classes_

    def fit(self, _X: Any, _y: Any) -> Any:
        raise AssertionError("it is fitted already")

    def decision_function(self, X: Any) -> Any:
        return self.model.class_scores(X)

    def predict(self, X: Any) -> Any:
        return self.model.predict(X)


@pytest.mark.parametrize("name", ["tree", "svm"])
def test_without_enough_validation_rows_training_rows_are_held_out(name: str, parts: list[Any]) -> None:
    X, X_val, y, y_val, X_test, y_test = parts
    model = clone(CONTENDERS[name]).fit(X, y, **({"calibrate": False} if name == "svm" else {}))
    plain = log_loss(y_test, model.predict_proba(X_test))
    few = temperature.ENOUGH_UNSEEN - 1
    model.calibrate(X, y, X_val=X_val[:few], y_val=y_val[:few])
    held_out = model.scale_
    assert log_loss(y_test, model.predict_proba(X_test)) < plain
    assert model.calibrate(X, y).scale_ == held_out  # the few were not looked at
    assert model.calibrate(X, y, X_val=X_val, y_val=y_val).scale_ != held_out
    assert model.calibration_cpu_seconds_ > 0


@pytest.mark.parametrize("name", ["tree", "svm"])
def test_copies_of_a_row_are_never_on_both_sides(name: str) -> None:
    """Copies that a model has learnt by heart would make it look sure of itself for good reason."""
    X, y = make_blobs(300, centers=2, cluster_std=6.0, random_state=1)
    copied, labels = np.tile(X, (5, 1)), np.tile(y, 5)
    model = clone(CONTENDERS[name]).set_params(**({"gamma": 1.0} if name == "svm" else {})).fit(copied, labels)
    leaking = model.calibrate(copied, labels).scale_
    X_new, y_new = make_blobs(3000, centers=2, cluster_std=6.0, random_state=1)
    unseen = model.calibrate(X, y, X_val=X_new[300:], y_val=y_new[300:]).scale_
    honest = model.calibrate(copied, labels, groups=np.tile(np.arange(300), 5)).scale_
    assert honest == pytest.approx(unseen, rel=0.5)
    assert leaking > 2 * honest


def test_made_up_rows_are_neither_scored_nor_learnt_from(parts: list[Any]) -> None:
    X, _X_val, y = parts[0], parts[1], parts[2]
    nonsense = np.where(y == "a", "b", "a")
    groups = np.r_[np.arange(len(y)), np.full(len(y), -1)]
    model = clone(CONTENDERS["tree"]).fit(X, y)
    scale = model.calibrate(X, y).scale_
    assert model.calibrate(np.r_[X, X], np.r_[y, nonsense], groups=groups).scale_ == scale


def test_a_new_fit_is_not_calibrated(parts: list[Any]) -> None:
    X, X_val, y, y_val = parts[:4]
    tree = clone(CONTENDERS["tree"]).fit(X, y).calibrate(X, y, X_val=X_val, y_val=y_val)
    assert tree.scale_ != 1.0
    assert tree.fit(X, y).scale_ == 1.0


def test_a_pure_leaf_is_no_certainty() -> None:
    X, y = load_digits(return_X_y=True)
    X, X_test, y, y_test = train_test_split(X, y, random_state=0)
    tree = TreeClassifier(random_state=0).fit(X, y)
    right = tree.score(X_test, y_test)
    assert tree.predict_proba(X_test).max(axis=1).mean() > 0.99 > right
    assert tree.calibrate(X, y).predict_proba(X_test).max(axis=1).mean() == pytest.approx(right, abs=0.03)
