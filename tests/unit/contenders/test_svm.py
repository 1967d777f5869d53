import itertools
import pickle

import numpy as np
import pytest
from scipy.sparse import csr_matrix
from sklearn.calibration import CalibratedClassifierCV
from sklearn.compose import TransformedTargetRegressor
from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits, load_iris, make_blobs
from sklearn.metrics import log_loss, mean_squared_error, r2_score
from sklearn.model_selection import StratifiedKFold, train_test_split
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC, SVR
from sklearn.utils.estimator_checks import check_estimator

from bakeoff.contenders import contender
from bakeoff.contenders.svm import calibration, fast
from bakeoff.contenders.svm.duration import estimate_seconds
from bakeoff.contenders.svm.estimator import SVMClassifier, SVMRegressor
from bakeoff.contenders.traits import ScriptedRace
from tests.unit.contenders.recording import NOT_REPEATED, curves, steps_of


@pytest.fixture(scope="module")
def digits():
    X, y = load_digits(return_X_y=True)
    return train_test_split(StandardScaler().fit_transform(X), y, random_state=0)


@pytest.fixture(scope="module")
def overlapping():
    """Three classes that no machine can part."""
    return make_blobs(900, centers=3, cluster_std=4.0, random_state=1)


@pytest.mark.parametrize("kind", [SVMClassifier, SVMRegressor])
def test_scikit_learn_finds_nothing(kind):
    check_estimator(kind(), on_skip=None, expected_failed_checks=NOT_REPEATED)


def test_published_breast_cancer_number():
    X, y = load_breast_cancer(return_X_y=True)
    X, X_test, y, y_test = train_test_split(X, y, test_size=0.5, random_state=123)
    scaler = StandardScaler().fit(X)
    machine = SVMClassifier().fit(scaler.transform(X), y)
    assert round(machine.score(scaler.transform(X_test), y_test), 6) == 0.982456  # LazyPredict's README


@pytest.mark.parametrize("kernel", ["rbf", "linear", "poly", "sigmoid"])
@pytest.mark.parametrize("load", [load_digits, load_breast_cancer])
def test_decision_values_are_those_of_scikit_learn(load, kernel):
    X, y = load(return_X_y=True)
    X = StandardScaler().fit_transform(X)
    ours, theirs = (kind(kernel=kernel, degree=2, coef0=0.5).fit(X, y) for kind in (SVMClassifier, SVC))
    np.testing.assert_allclose(ours.decision_function(X), theirs.decision_function(X), rtol=0, atol=1e-11)


@pytest.mark.parametrize("kernel", ["rbf", "linear", "poly", "sigmoid"])
def test_answers_are_those_of_scikit_learn(digits, kernel):
    X, X_test, y, _y_test = digits
    ours = SVMClassifier(kernel=kernel, C=2.0).fit(X, y)
    theirs = SVC(kernel=kernel, C=2.0, break_ties=True).fit(X, y)
    np.testing.assert_array_equal(ours.predict(X_test), theirs.predict(X_test))


def test_answers_for_two_classes_are_those_of_scikit_learn(overlapping):
    X, y = overlapping[0], np.where(overlapping[1] == 1, "one", "another")
    np.testing.assert_array_equal(SVMClassifier().fit(X, y).predict(X), SVC().fit(X, y).predict(X))


@pytest.mark.parametrize("convert", [np.asarray, csr_matrix], ids=["dense", "sparse"])
def test_regression_is_scikit_learns_on_the_scaled_target(convert):
    X, y = load_diabetes(return_X_y=True)
    X = convert(X)
    theirs = TransformedTargetRegressor(SVR(C=9.0), transformer=StandardScaler()).fit(X, y)
    np.testing.assert_allclose(SVMRegressor(C=9.0).fit(X, y).predict(X), theirs.predict(X), rtol=1e-9)


def test_regression_does_not_mind_the_targets_unit():
    X, y = load_diabetes(return_X_y=True)
    in_thousands = SVMRegressor().fit(X, y / 1000).predict(X)
    np.testing.assert_allclose(1000 * in_thousands, SVMRegressor().fit(X, y).predict(X), rtol=1e-9)


@pytest.mark.parametrize("scale", [1e-12, 1e-3, 1.0, 1e6])
def test_the_answer_is_always_the_most_probable(digits, scale):
    machine = SVMClassifier().fit(digits[0], digits[2])
    machine.scale_ = scale
    proba = machine.predict_proba(digits[1])
    np.testing.assert_array_equal(machine.classes_[proba.argmax(axis=1)], machine.predict(digits[1]))
    np.testing.assert_allclose(proba.sum(axis=1), 1.0)


def test_on_the_boundary_the_answer_is_libsvms():
    X, y = np.array([[-1.0], [1.0]] * 5), np.array([0, 1] * 5)
    machine = SVMClassifier(kernel="linear").fit(X, y)
    assert machine.decision_function([[0.0]]) == 0.0
    assert machine.predict([[0.0]]) == SVC(kernel="linear").fit(X, y).predict([[0.0]])
    assert machine.predict_proba([[0.0]]).argmax() == machine.predict([[0.0]])


class ScoringSVC(SVC):
    """Has the scores that we take the softmax of as its decision function."""

    def decision_function(self, X):
        decisions = super().decision_function(X)
        return decisions if decisions.ndim == 1 else calibration.scores(decisions)


def test_scores_are_the_votes_and_margins_of_the_contests(digits):
    X, X_test, y, _y_test = digits
    contests = SVC(decision_function_shape="ovo").fit(X, y).decision_function(X_test)
    expected = np.zeros((len(X_test), 10))
    for margin, (one, other) in zip(contests.T, itertools.combinations(range(10), 2), strict=True):
        expected[:, one] += margin + (margin > 0)
        expected[:, other] += -margin + (margin <= 0)
    ours = calibration.scores(SVMClassifier().fit(X, y).decision_function(X_test))
    np.testing.assert_allclose(ours, expected, atol=1e-8)


@pytest.mark.parametrize("n_classes", [2, 3])
def test_probabilities_are_those_of_scikit_learns_temperature_scaling(overlapping, n_classes):
    X, y = (part[overlapping[1] < n_classes] for part in overlapping)
    rows = np.random.RandomState(0).permutation(len(y))
    folds = [(rows[seen], rows[unseen]) for seen, unseen in StratifiedKFold(5).split(rows, y[rows])]
    theirs = CalibratedClassifierCV(ScoringSVC(), method="temperature", cv=folds, ensemble=False).fit(X, y)
    ours = SVMClassifier(random_state=0).fit(X, y)
    expected, found = theirs.predict_proba(X), ours.predict_proba(X)
    changed_places = expected.argmax(axis=1) != found.argmax(axis=1)
    assert changed_places.mean() < 0.05
    np.testing.assert_allclose(found[~changed_places], expected[~changed_places], atol=0.01)
    np.testing.assert_allclose(np.sort(found), np.sort(expected), atol=0.01)


def test_separable_rows_do_not_make_it_certain():
    X, y = make_blobs(100, centers=2, cluster_std=0.1, random_state=0)
    proba = SVMClassifier().fit(X, y).predict_proba(X)
    assert 0.95 < proba.max() < 1 - 1e-4


def test_calibration_lowers_the_log_loss(digits):
    X, X_test, y, y_test = digits
    machine = SVMClassifier(random_state=0).fit(X, y)
    plain = calibration.probabilities(machine.decision_function(X_test), 1.0)
    assert log_loss(y_test, machine.predict_proba(X_test)) < log_loss(y_test, plain)


def test_a_class_with_few_rows_is_left_out_of_the_calibration_only(overlapping):
    X, y = overlapping
    keep = np.r_[np.flatnonzero(y != 2), np.flatnonzero(y == 2)[:3]]
    machine = SVMClassifier(random_state=0).fit(X[keep], y[keep])
    assert machine.predict_proba(X).shape == (900, 3)
    assert machine.scale_ != 1.0


def test_too_few_rows_to_calibrate_leave_the_scale_alone():
    machine = SVMClassifier().fit(np.arange(8.0)[:, None], [0, 0, 0, 0, 1, 1, 1, 1])
    assert machine.scale_ == 1.0


def test_same_seed_gives_the_same_probabilities(digits):
    first, second = (SVMClassifier(random_state=4).fit(digits[0], digits[2]) for _ in range(2))
    np.testing.assert_array_equal(first.predict_proba(digits[1]), second.predict_proba(digits[1]))


def test_classifier_reports_once_at_the_end(digits):
    X, X_val, y, y_val = digits
    machine = SVMClassifier(random_state=0)
    (step,) = steps_of(machine, X, y, X_val=X_val, y_val=y_val)
    scores = (
        log_loss(y, machine.predict_proba(X)),
        machine.score(X, y),
        log_loss(y_val, machine.predict_proba(X_val)),
        machine.score(X_val, y_val),
    )
    assert curves([step]) == [pytest.approx((1, 1, *scores))]
    assert 0 < step.cpu_seconds <= machine.fit_cpu_seconds_


def test_regressor_reports_once_at_the_end():
    X, X_val, y, y_val = train_test_split(*load_diabetes(return_X_y=True), random_state=0)
    machine = SVMRegressor(C=100.0)
    (step,) = steps_of(machine, X, y, X_val=X_val, y_val=y_val)
    truth_and_answer = [(y, machine.predict(X)), (y_val, machine.predict(X_val))]
    scores = [score(*pair) for pair in truth_and_answer for score in (mean_squared_error, r2_score)]
    assert curves([step]) == [pytest.approx((1, 1, *scores))]


def test_column_names_are_kept_without_a_warning():
    pandas = pytest.importorskip("pandas")
    X, y = load_iris(return_X_y=True)
    frame = pandas.DataFrame(X, columns=list("abcd"))
    machine = SVMClassifier().fit(frame, pandas.Series(y), X_val=frame, y_val=y)
    assert list(machine.feature_names_in_) == list("abcd")


@pytest.mark.parametrize("kind", [SVMClassifier, SVMRegressor])
def test_foretold_time_grows_with_the_rows(kind):
    X, y = load_digits(return_X_y=True)
    X, y = np.tile(X, (12, 1)), np.tile(y, 12)
    machine = kind()
    few, many = estimate_seconds(machine, X[:1500], y[:1500]), estimate_seconds(machine, X, y)
    assert 0 < few < many
    assert not hasattr(machine, "support_")


@pytest.mark.parametrize(
    ("kernel", "shape"),
    [("linear", (20_000, 784)), ("rbf", (19_999, 784)), ("rbf", (20_000, 99)), ("poly", (20_000, 784))],
)
def test_small_and_other_fits_stay_with_scikit_learn(kernel, shape):
    assert not fast.pays(SVMClassifier(kernel=kernel), np.empty(shape, dtype=np.int8))


@pytest.mark.parametrize("n_classes", [2, 3])
@pytest.mark.parametrize("class_weight", [None, "balanced"])
@pytest.mark.parametrize("weighed", [False, True])
def test_fast_solver_gives_the_same_answers(n_classes, class_weight, weighed, monkeypatch):
    pytest.importorskip("sklearnex", reason="optional extra fast-svm")
    X, y = make_blobs(600, n_features=8, centers=n_classes, cluster_std=6.0, random_state=0)
    weights = np.random.default_rng(0).uniform(0.5, 1.5, len(y)) if weighed else None
    plain = SVMClassifier(class_weight=class_weight, random_state=0, tol=1e-5).fit(X, y, weights)
    monkeypatch.setattr(fast, "MIN_ROWS", 500)
    monkeypatch.setattr(fast, "MIN_FEATURES", 8)
    quick = SVMClassifier(class_weight=class_weight, random_state=0, tol=1e-5).fit(X, y, weights)
    assert type(quick._fast).__module__.startswith("sklearnex")
    np.testing.assert_array_equal(quick.predict(X), plain.predict(X))
    np.testing.assert_allclose(quick.predict_proba(X), plain.predict_proba(X), atol=1e-3)
    np.testing.assert_array_equal(pickle.loads(pickle.dumps(quick)).predict(X), quick.predict(X))
    np.testing.assert_allclose(quick.intercept_, plain.intercept_, atol=1e-3)
    assert set(quick.support_) == set(plain.support_)


@pytest.mark.parametrize(
    ("settings", "task", "expected"),
    [
        ({"gamma": "value", "gamma_value": "0.02"}, "classification", {"gamma": 0.02}),
        ({"gamma": "auto", "gamma_value": "0.02"}, "regression", {"gamma": "auto"}),
        ({"class_weight": "balanced"}, "classification", {"class_weight": "balanced", "random_state": 7}),
        ({"epsilon": 2}, "regression", {"epsilon": 2.0, "max_iter": -1}),
        ({"max_iter": 50}, "classification", {"max_iter": 50, "cache_size": 500}),
    ],
)
def test_settings_reach_the_estimator(settings, task, expected):
    svm = contender("svm")
    params = svm.build(svm.hyperparameters.parse(settings), task, 7).get_params()
    assert {name: params[name] for name in expected} == expected


def test_sizes_count_the_support_vectors(digits):
    machine = SVMClassifier().fit(digits[0], digits[2])
    assert contender("svm").sizes(machine) == {"support vectors": int(machine.n_support_.sum())}


@pytest.mark.parametrize(("rows", "told"), [(fast.MIN_ROWS, True), (fast.MIN_ROWS - 1, False)])
def test_a_script_tells_where_the_race_may_have_solved_it_otherwise(rows, told):
    svm = contender("svm")
    race = ScriptedRace("classification", rows, fast.MIN_FEATURES, (0,), True, True, "", False)
    words = " ".join(cell.words for cell in svm.script(svm, svm.hyperparameters(), race))
    assert ("scikit-learn-intelex" in words) == told
