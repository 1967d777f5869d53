import numpy as np
import pytest
from sklearn.datasets import load_diabetes, load_wine
from sklearn.dummy import DummyClassifier, DummyRegressor
from sklearn.metrics import log_loss
from sklearn.utils.estimator_checks import check_estimator

from bakeoff.contenders import contender
from bakeoff.contenders.dummy.estimator import BaselineClassifier, BaselineRegressor
from tests.unit.contenders.recording import curves, steps_of


@pytest.mark.parametrize("kind", [BaselineClassifier, BaselineRegressor])
def test_scikit_learn_finds_nothing_to_complain_of(kind):
    check_estimator(kind(), on_skip=None)


def test_classifier_reports_the_share_of_the_most_frequent_class_once():
    X, y = load_wine(return_X_y=True)
    steps = steps_of(BaselineClassifier(), X, y, X_val=X[:80], y_val=y[:80])
    reference = DummyClassifier(strategy="prior").fit(X, y)
    share = np.bincount(y).max() / len(y)
    losses = (
        log_loss(y, reference.predict_proba(X)),
        log_loss(y[:80], reference.predict_proba(X[:80]), labels=[0, 1, 2]),
    )
    expected = (1, 1, losses[0], share, losses[1], np.mean(y[:80] == 1))
    assert curves(steps) == [pytest.approx(expected)]


def test_regressor_reports_no_explained_variance():
    X, y = load_diabetes(return_X_y=True)
    (step,) = steps_of(BaselineRegressor(), X, y)
    assert step.train_loss == pytest.approx(np.var(y))
    assert step.train_score == pytest.approx(0.0)
    np.testing.assert_array_equal(BaselineRegressor().fit(X, y).predict(X), DummyRegressor().fit(X, y).predict(X))


def test_it_is_the_floor_and_has_nothing_to_count():
    dummy = contender("dummy")
    fitted = dummy.build(dummy.hyperparameters(), "classification", 0).fit([[0], [1]], [0, 1])
    assert dummy.baseline
    assert dummy.sizes(fitted) == {}
