"""Gradient boosting: the very trees of scikit-learn, followed round by round."""

import math
import pickle

import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from sklearn.metrics import log_loss, mean_squared_error
from sklearn.utils.estimator_checks import check_estimator

from bakeoff.contenders import contender
from bakeoff.contenders.boosting import estimator
from bakeoff.contenders.boosting.estimator import BoostingClassifier, BoostingRegressor
from bakeoff.contenders.scores import report_sizes
from tests.unit.contenders.recording import curves, steps_of

CASES = [
    (BoostingClassifier, HistGradientBoostingClassifier, load_digits),
    (BoostingClassifier, HistGradientBoostingClassifier, load_breast_cancer),
    (BoostingRegressor, HistGradientBoostingRegressor, load_diabetes),
]
SETTINGS = {"max_iter": 20, "early_stopping": False, "max_features": 0.5, "random_state": 3}


def trees(model):
    """Return every tree of a model as bytes."""
    return [tree.nodes.tobytes() for rounds in model._predictors for tree in rounds]


@pytest.mark.parametrize("kind", [BoostingClassifier, BoostingRegressor])
def test_scikit_learn_finds_nothing_to_complain_of(kind):
    check_estimator(kind(max_iter=5), on_skip=None)


@pytest.mark.parametrize(("ours", "theirs", "load"), CASES)
def test_following_it_leaves_the_trees_of_one_plain_fit_bit_for_bit(ours, theirs, load):
    X, y = load(return_X_y=True)
    plain, followed = theirs(**SETTINGS).fit(X[::2], y[::2]), ours(**SETTINGS)
    steps = steps_of(followed, X[::2], y[::2], X_val=X[1::2], y_val=y[1::2])
    assert trees(followed) == trees(plain)
    assert followed.get_params() == ours(**SETTINGS).get_params()
    learnt = {name for name in vars(plain) if name.endswith("_") and not name.startswith("_")}
    for name in learnt:
        np.testing.assert_equal(getattr(followed, name), getattr(plain, name))
    assert [step.index for step in steps] == report_sizes(20)
    seconds = [step.cpu_seconds for step in steps]
    assert seconds == sorted(seconds)


@pytest.mark.parametrize(("ours", "theirs", "load"), CASES)
def test_each_step_is_the_model_of_so_many_rounds(ours, theirs, load):
    X, y = load(return_X_y=True)
    steps = steps_of(ours(**SETTINGS), X[::2], y[::2], X_val=X[1::2], y_val=y[1::2])
    for step in (steps[0], steps[6], steps[-1]):
        cut = theirs(**SETTINGS | {"max_iter": step.index}).fit(X[::2], y[::2])
        assert step.validation_score == pytest.approx(cut.score(X[1::2], y[1::2]))
        expected = (
            mean_squared_error(y[1::2], cut.predict(X[1::2]))
            if load is load_diabetes
            else log_loss(y[1::2], cut.predict_proba(X[1::2]))
        )
        assert step.validation_loss == pytest.approx(expected)


def test_a_callback_can_end_it_with_a_finished_smaller_model(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(estimator, "LOOKING_SHARE", math.inf)  # else one look that takes long may be the last
    X, y = load_digits(return_X_y=True)
    model = BoostingClassifier(**SETTINGS | {"max_iter": 200})
    steps = steps_of(model, X, y, stop_after=3)
    assert [step.index for step in steps] == report_sizes(200)[:3]
    assert model.n_iter_ == steps[-1].index
    plain = HistGradientBoostingClassifier(**SETTINGS | {"max_iter": model.n_iter_}).fit(X, y)
    assert trees(model) == trees(plain)
    np.testing.assert_array_equal(pickle.loads(pickle.dumps(model)).predict(X), plain.predict(X))


def test_the_same_race_reports_the_same_steps():
    X, y = load_diabetes(return_X_y=True)
    first, second = (steps_of(BoostingRegressor(**SETTINGS), X, y, X_val=X, y_val=y) for _again in range(2))
    assert curves(first) == curves(second)


def test_a_class_that_only_the_validation_part_has_counts_as_wrong():
    X, y = load_digits(return_X_y=True)
    known = y < 8
    steps = steps_of(BoostingClassifier(**SETTINGS), X[known], y[known], X_val=X, y_val=y)
    assert 0.5 < steps[-1].validation_score <= known.mean()


def test_with_early_stopping_of_its_own_it_is_scikit_learns_still():
    X, y = load_digits(return_X_y=True)
    settings = SETTINGS | {"early_stopping": True, "max_iter": 60, "n_iter_no_change": 2}
    model, plain = BoostingClassifier(**settings), HistGradientBoostingClassifier(**settings).fit(X, y)
    steps_of(model, X, y, X_val=X, y_val=y)
    assert trees(model) == trees(plain)


@pytest.mark.parametrize(("kind", "load"), [(BoostingClassifier, load_digits), (BoostingRegressor, load_diabetes)])
def test_its_answer_grows_to_what_it_says(kind, load):
    X, y = load(return_X_y=True)
    model = kind(**SETTINGS).fit(X, y)
    found = model.explain(X[:1])
    answer = model.predict_proba(X[:1])[0] if found.codes else model.predict(X[:1])[0]
    assert found.sizes == (1, 2, 4, 8, 16, 20)
    np.testing.assert_array_equal(found.answers[-1], answer)


def test_only_drawing_features_makes_its_seed_count():
    one = contender("boosting")
    assert not one.seeded(one.hyperparameters(), "classification")
    assert one.seeded(one.hyperparameters(max_features=0.5), "classification")
    X, y = load_breast_cancer(return_X_y=True)
    first, second = (one.build(one.hyperparameters(max_iter=5), "classification", seed).fit(X, y) for seed in (0, 1))
    assert trees(first) == trees(second)


def test_sizes_count_all_trees():
    one = contender("boosting")
    model = one.build(one.hyperparameters(max_iter=3), "classification", 0).fit(*load_digits(return_X_y=True))
    assert one.sizes(model) == {"trees": 30}
