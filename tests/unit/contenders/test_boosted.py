"""LightGBM and XGBoost: the trees of the library's own fit, followed round by round and stopped early."""

import math
import pickle

import numpy as np
import pytest
from scipy.special import softmax
from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits
from sklearn.metrics import log_loss, mean_absolute_error
from sklearn.utils.estimator_checks import check_estimator

pytest.importorskip("lightgbm")
pytest.importorskip("xgboost")

from lightgbm import LGBMClassifier, LGBMRegressor, early_stopping
from xgboost import XGBClassifier, XGBRegressor

from bakeoff.contenders import boosted, contender
from bakeoff.contenders.lightgbm.estimator import LightGBMClassifier, LightGBMRegressor
from bakeoff.contenders.scores import report_sizes
from bakeoff.contenders.xgboost.estimator import XGBoostClassifier, XGBoostRegressor
from tests.unit.contenders.recording import NOT_REPEATED, curves, steps_of

DRAWN = {"n_estimators": 20, "subsample": 0.7, "colsample_bytree": 0.5, "random_state": 3}
FIXED = {"deterministic": True, "force_row_wise": True, "verbosity": -1, "n_jobs": 1}
OWN = {LGBMClassifier: FIXED, LGBMRegressor: FIXED, XGBClassifier: {"n_jobs": 1}, XGBRegressor: {"n_jobs": 1}}
DRAWS = {"subsample_freq": 1}
PAIRS = {
    LightGBMClassifier: LGBMClassifier,
    LightGBMRegressor: LGBMRegressor,
    XGBoostClassifier: XGBClassifier,
    XGBoostRegressor: XGBRegressor,
}
KINDS = list(PAIRS)
CASES = [
    (kind, load)
    for kind in KINDS
    for load in ((load_diabetes,) if "Regressor" in kind.__name__ else (load_digits, load_breast_cancer))
]
each_case = pytest.mark.parametrize(("kind", "load"), CASES)


def plain(kind, **settings):
    theirs = PAIRS[kind]
    return theirs(**settings, **OWN[theirs], **(DRAWS if theirs in (LGBMClassifier, LGBMRegressor) else {}))


def parts(load):
    X, y = load(return_X_y=True)
    return X[::2], y[::2], X[1::2], y[1::2]


def answers(model, X):
    return model.predict_proba(X) if hasattr(model, "predict_proba") else model.predict(X)


@pytest.mark.parametrize("kind", KINDS)
def test_scikit_learn_finds_nothing_to_complain_of(kind):
    check_estimator(kind(n_estimators=30), on_skip=None, expected_failed_checks=NOT_REPEATED)


@each_case
def test_following_it_leaves_the_answers_of_one_plain_fit_bit_for_bit(kind, load):
    X, y, X_val, y_val = parts(load)
    followed = kind(**DRAWN)
    steps = steps_of(followed, X, y, X_val=X_val, y_val=y_val)
    np.testing.assert_array_equal(answers(followed, X_val), answers(plain(kind, **DRAWN).fit(X, y), X_val))
    assert [step.index for step in steps] == report_sizes(20)
    assert followed.get_params() == kind(**DRAWN).get_params()


OWN_SETTINGS = {LightGBMClassifier: {"min_child_weight": 5.0}, XGBoostClassifier: {"colsample_bylevel": 0.3}}


@pytest.mark.parametrize(("kind", "own"), OWN_SETTINGS.items())
def test_a_setting_of_one_library_alone_reaches_it(kind, own):
    X, y, X_val, _ = parts(load_breast_cancer)
    usual, changed = (answers(kind(**DRAWN, **more).fit(X, y), X_val) for more in ({}, own))
    assert not np.array_equal(usual, changed)
    np.testing.assert_array_equal(changed, answers(plain(kind, **DRAWN, **own).fit(X, y), X_val))


@each_case
def test_each_step_has_the_scores_of_so_many_rounds(kind, load):
    X, y, X_val, y_val = parts(load)
    steps = steps_of(kind(**DRAWN), X, y, X_val=X_val, y_val=y_val)
    for step in (steps[0], steps[6], steps[-1]):
        cut = plain(kind, **DRAWN | {"n_estimators": step.index}).fit(X, y)
        assert step.validation_score == pytest.approx(cut.score(X_val, y_val), abs=1e-6)
        if load is not load_diabetes:
            assert step.validation_loss == pytest.approx(log_loss(y_val, cut.predict_proba(X_val)), rel=1e-4)


def early(kind, X, y, X_val, y_val):
    """Return the library's own fit that stops early."""
    if "LGBM" in PAIRS[kind].__name__:
        held = {"eval_X": X_val, "eval_y": y_val, "callbacks": [early_stopping(5, verbose=False)]}
        return plain(kind, n_estimators=300).fit(X, y, **held)
    held = {"eval_set": [(X_val, y_val)], "verbose": False}
    return plain(kind, n_estimators=300, early_stopping_rounds=5).fit(X, y, **held)


@each_case
def test_early_stopping_keeps_the_round_that_the_library_keeps(kind, load):
    X, y, X_val, y_val = parts(load)
    model = kind(n_estimators=300, early_stopping_rounds=5)
    steps = steps_of(model, X, y, X_val=X_val, y_val=y_val)
    theirs = early(kind, X, y, X_val, y_val)
    np.testing.assert_array_equal(answers(model, X_val), answers(theirs, X_val))
    lowest = min(steps, key=lambda step: step.validation_loss)
    assert lowest.index == model.n_rounds_ == steps[-1].index - 5
    unwatched = kind(n_estimators=300, early_stopping_rounds=5).fit(X, y, X_val=X_val, y_val=y_val)
    np.testing.assert_array_equal(answers(unwatched, X_val), answers(theirs, X_val))


@pytest.mark.parametrize("kind", KINDS)
def test_without_a_validation_set_patience_keeps_all_rounds(kind):
    X, y, _X, _y = parts(load_diabetes if "Regressor" in kind.__name__ else load_breast_cancer)
    assert kind(n_estimators=12, early_stopping_rounds=2).fit(X, y).n_rounds_ == 12


@each_case
def test_a_callback_can_end_it_with_a_finished_smaller_model(kind, load, monkeypatch):
    monkeypatch.setattr(boosted, "LOOKING_SHARE", math.inf)  # else one look that takes long may be the last
    X, y, X_val, _y_val = parts(load)
    model = kind(**DRAWN | {"n_estimators": 200})
    steps = steps_of(model, X, y, stop_after=3)
    assert [step.index for step in steps] == report_sizes(200)[:3]
    assert model.n_rounds_ == 3
    expected = answers(plain(kind, **DRAWN | {"n_estimators": 3}).fit(X, y), X_val)
    np.testing.assert_array_equal(answers(model, X_val), expected)
    np.testing.assert_array_equal(answers(pickle.loads(pickle.dumps(model)), X_val), expected)


@each_case
def test_the_same_race_reports_the_same_steps(kind, load):
    X, y, X_val, y_val = parts(load)
    first, second = (steps_of(kind(**DRAWN), X, y, X_val=X_val, y_val=y_val) for _again in range(2))
    assert curves(first) == curves(second)


@pytest.mark.parametrize("kind", [LightGBMClassifier, XGBoostClassifier])
@pytest.mark.parametrize("patience", [None, 5])
def test_a_class_that_only_the_validation_part_has_is_left_out_of_its_scores(kind, patience):
    X, y = load_digits(return_X_y=True)
    few = y < 8
    model = kind(n_estimators=10, early_stopping_rounds=patience)
    steps = steps_of(model, X[few], y[few], X_val=X, y_val=y)
    assert steps[-1].validation_score > 0.9


@pytest.mark.parametrize("kind", [LightGBMClassifier, XGBoostClassifier])
def test_labels_may_be_texts_and_one_class_alone_is_refused(kind):
    X, y = load_breast_cancer(return_X_y=True)
    names = np.array(["malignant", "benign"])[y]
    assert set(kind(n_estimators=3).fit(X, names).predict(X)) == set(names)
    with pytest.raises(ValueError, match="at least two classes"):
        kind().fit(X, np.zeros(len(X)))


@pytest.mark.parametrize("kind", KINDS)
def test_missing_numbers_are_taken_as_the_library_takes_them(kind):
    X, y = (load_diabetes if "Regressor" in kind.__name__ else load_breast_cancer)(return_X_y=True)
    X[np.random.default_rng(0).random(X.shape) < 0.2] = np.nan
    np.testing.assert_array_equal(answers(kind(**DRAWN).fit(X, y), X), answers(plain(kind, **DRAWN).fit(X, y), X))


@pytest.mark.parametrize("kind", [LightGBMRegressor, XGBoostRegressor])
def test_absolute_error_is_what_it_learns_and_reports(kind):
    X, y, X_val, y_val = parts(load_diabetes)
    model = kind(**DRAWN, loss="absolute_error")
    last = steps_of(model, X, y, X_val=X_val, y_val=y_val)[-1]
    assert last.validation_loss == pytest.approx(mean_absolute_error(y_val, model.predict(X_val)), rel=1e-5)
    assert not np.array_equal(model.predict(X_val), kind(**DRAWN).fit(X, y).predict(X_val))


@each_case
def test_its_answer_grows_to_what_it_says(kind, load):
    X, y, _X, _y = parts(load)
    model = kind(**DRAWN).fit(X, y)
    growth = model.explain(X[:1])
    assert growth.sizes == (1, 2, 4, 8, 16, 20)
    np.testing.assert_array_equal(growth.answers[-1], answers(model, X[:1])[0])


@pytest.mark.parametrize("kind", [LightGBMClassifier, XGBoostClassifier])
def test_a_calibrated_model_explains_its_calibrated_answer(kind):
    X, y, X_val, y_val = parts(load_digits)
    model = kind(n_estimators=10).fit(X, y)
    raw = model.class_scores(X[:1])
    model.calibrate(X, y, X_val=X_val, y_val=y_val)
    assert model.scale_ != 1.0
    np.testing.assert_allclose(model.explain(X[:1]).answers[-1], softmax(model.scale_ * raw[0]))


@pytest.mark.parametrize("name", ["lightgbm", "xgboost"])
def test_only_drawing_rows_or_features_makes_its_seed_count(name):
    info = contender(name)
    assert not info.seeded(info.hyperparameters(), "classification")
    assert info.seeded(info.hyperparameters(subsample=0.5), "classification")
    X, y = load_breast_cancer(return_X_y=True)
    first, second = (
        info.build(info.hyperparameters(n_estimators=5), "classification", seed) for seed in (0, 2**32 - 1)
    )
    np.testing.assert_array_equal(answers(first.fit(X, y), X), answers(second.fit(X, y), X))
    assert info.sizes(first) == {"trees": 5}
