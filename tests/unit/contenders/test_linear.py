"""The linear model: scikit-learn's own, followed at each iteration of its solver."""

import warnings

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer, load_diabetes, load_iris
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import log_loss
from sklearn.preprocessing import scale
from sklearn.utils.estimator_checks import check_estimator

from bakeoff.contenders import contender
from bakeoff.contenders.linear import estimator
from bakeoff.contenders.linear.estimator import LinearClassifier, LinearRegressor
from tests.unit.contenders.recording import steps_of


@pytest.mark.filterwarnings("ignore:lbfgs failed to converge:sklearn.exceptions.ConvergenceWarning")
def test_scikit_learn_finds_nothing_to_complain_of():
    check_estimator(LinearClassifier(), on_skip=None)
    own = {"check_non_transformer_estimators_n_iter": "there are no iterations; scikit-learn lets Ridge off by name"}
    check_estimator(LinearRegressor(), on_skip=None, on_fail=None, expected_failed_checks=own)


@pytest.mark.parametrize("short", [0, estimator.SHORT_FIT], ids=["long", "short"])
@pytest.mark.parametrize("load", [load_iris, load_breast_cancer])
def test_following_it_changes_nothing_and_each_step_is_the_model_of_so_many_iterations(load, short, monkeypatch):
    monkeypatch.setattr(estimator, "SHORT_FIT", short)
    X, y = load(return_X_y=True)
    X = scale(X)
    mine = LinearClassifier(max_iter=200)
    steps = steps_of(mine, X[::2], y[::2], X_val=X[1::2], y_val=y[1::2])
    reference = LogisticRegression(max_iter=200).fit(X[::2], y[::2])
    np.testing.assert_array_equal(mine.coef_, reference.coef_)
    assert [step.index for step in steps] == list(range(1, int(mine.n_iter_[0]) + 1))
    for step in (steps[2], steps[-1]):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it is stopped before its end on purpose
            cut = LogisticRegression(max_iter=step.index).fit(X[::2], y[::2])
        assert step.validation_loss == pytest.approx(log_loss(y[1::2], cut.predict_proba(X[1::2])))
        assert step.train_score == pytest.approx(cut.score(X[::2], y[::2]))
    assert 0 < steps[0].cpu_seconds < steps[-1].cpu_seconds <= mine.fit_cpu_seconds_
    assert not hasattr(mine, "_skl_callbacks") or mine._skl_callbacks[0].steps == steps


def test_the_iterations_of_a_short_fit_share_its_time_evenly():
    X, y = load_breast_cancer(return_X_y=True)
    steps = steps_of(LinearClassifier(), scale(X), y)
    assert [step.cpu_seconds for step in steps] == pytest.approx([step.index * steps[0].cpu_seconds for step in steps])


def test_ridge_is_scikit_learns_own_and_reports_once():
    X, y = load_diabetes(return_X_y=True)
    mine, reference = LinearRegressor(alpha=0.1), Ridge(alpha=0.1).fit(X[::2], y[::2])
    (step,) = steps_of(mine, X[::2], y[::2], X_val=X[1::2], y_val=y[1::2])
    np.testing.assert_array_equal(mine.coef_, reference.coef_)
    assert step.validation_score == pytest.approx(reference.score(X[1::2], y[1::2]))


@pytest.mark.parametrize("load", [load_iris, load_breast_cancer])
def test_its_parts_add_up_to_the_log_odds_of_the_two_likeliest(load):
    X, y = load(return_X_y=True)
    X = scale(X)
    model = LinearClassifier().fit(X, y)
    for row in X[::30]:
        found, log_p = model.explain(row[None]), model.predict_log_proba(row[None])[0]
        answer, other = np.argsort(-log_p)[:2]
        assert found.contest == (answer, other)
        assert found.weights @ row + found.intercept == pytest.approx(log_p[answer] - log_p[other])


def test_the_parts_of_a_number_add_up_to_it():
    X, y = load_diabetes(return_X_y=True)
    model = LinearRegressor().fit(X, y)
    found = model.explain(X[:1])
    assert found.contest is None
    assert found.weights @ X[0] + found.intercept == pytest.approx(model.predict(X[:1])[0])


@pytest.mark.parametrize(("load", "task", "n"), [(load_iris, "classification", 15), (load_diabetes, "regression", 11)])
def test_sizes_count_weights_and_intercepts(load, task, n):
    one = contender("linear")
    model = one.build(one.hyperparameters(), task, 0).fit(*load(return_X_y=True))
    assert one.sizes(model) == {"parameters": n}
