import numpy as np
import pytest
from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits, make_regression
from sklearn.ensemble import RandomForestClassifier, RandomForestRegressor
from sklearn.metrics import log_loss, mean_squared_error, r2_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from sklearn.utils.estimator_checks import check_estimator

from bakeoff.contenders import contender
from bakeoff.contenders.random_forest import estimator
from bakeoff.contenders.random_forest.estimator import ForestClassifier, ForestRegressor
from bakeoff.contenders.scores import report_sizes
from tests.unit.contenders.recording import NOT_REPEATED, curves, steps_of


@pytest.fixture(scope="module")
def digits():
    X, y = load_digits(return_X_y=True)
    return train_test_split(X[:600], y[:600], random_state=0)


@pytest.mark.parametrize("kind", [ForestClassifier, ForestRegressor])
def test_scikit_learn_finds_nothing(kind):
    check_estimator(kind(n_estimators=5), on_skip=None, expected_failed_checks=NOT_REPEATED)


@pytest.mark.parametrize("n_trees", [1, 2, 10, 100, 137, 1000, 5000])
def test_schedule_rises_to_the_whole_in_few_steps(n_trees):
    sizes = report_sizes(n_trees)
    assert sizes[0] == 1
    assert sizes[-1] == n_trees
    assert sorted(set(sizes)) == sizes
    assert len(sizes) <= 100


@pytest.mark.parametrize(
    "settings", [{}, {"class_weight": "balanced_subsample"}, {"bootstrap": False}, {"max_samples": 0.5}]
)
def test_classifier_grown_in_parts_is_the_one_grown_at_once(digits, settings):
    X, X_test, y, _y_test = digits
    ours = ForestClassifier(n_estimators=37, random_state=5, **settings).fit(X, y)
    theirs = RandomForestClassifier(n_estimators=37, random_state=5, **settings).fit(X, y)
    for one, other in zip(ours.estimators_, theirs.estimators_, strict=True):
        np.testing.assert_array_equal(one.tree_.threshold, other.tree_.threshold)
    np.testing.assert_array_equal(ours.predict_proba(X_test), theirs.predict_proba(X_test))


def test_regressor_grown_in_parts_is_the_one_grown_at_once():
    X, y = load_diabetes(return_X_y=True)
    ours = ForestRegressor(n_estimators=37, random_state=5).fit(X, y)
    theirs = RandomForestRegressor(n_estimators=37, random_state=5).fit(X, y)
    np.testing.assert_array_equal(ours.predict(X), theirs.predict(X))


def test_text_labels_and_column_names_are_kept(digits):
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame(digits[0], columns=[f"pixel {i}" for i in range(64)])
    names = np.array([f"digit {code}" for code in digits[2]])
    forest = ForestClassifier(n_estimators=20, random_state=0)
    steps = steps_of(forest, frame, names, X_val=frame, y_val=names)
    assert forest.feature_names_in_[3] == "pixel 3"
    assert steps[-1].validation_score == forest.score(frame, names)


def test_every_step_is_the_forest_of_that_many_trees(digits):
    X, X_val, y, y_val = digits
    steps = steps_of(ForestClassifier(n_estimators=30, random_state=1), X, y, X_val=X_val, y_val=y_val)
    assert [step.index for step in steps] == report_sizes(30)
    for step in steps[::6] + steps[-1:]:
        forest = RandomForestClassifier(n_estimators=step.index, random_state=1).fit(X, y)
        assert step.total == 30
        assert step.train_score == pytest.approx(forest.score(X, y))
        assert step.validation_score == pytest.approx(forest.score(X_val, y_val))
        assert step.validation_loss == pytest.approx(log_loss(y_val, forest.predict_proba(X_val)))


def test_every_step_of_a_regression_is_the_forest_of_that_many_trees():
    X, X_val, y, y_val = train_test_split(*load_diabetes(return_X_y=True), random_state=0)
    steps = steps_of(ForestRegressor(n_estimators=20, random_state=1), X, y, X_val=X_val, y_val=y_val)
    forest = RandomForestRegressor(n_estimators=7, random_state=1).fit(X, y)
    assert steps[6].validation_loss == pytest.approx(mean_squared_error(y_val, forest.predict(X_val)))
    assert steps[6].validation_score == pytest.approx(r2_score(y_val, forest.predict(X_val)))
    assert steps[6].train_loss == pytest.approx(mean_squared_error(y, forest.predict(X)))


def test_same_seed_gives_the_same_curves(digits):
    X, X_val, y, y_val = digits
    first, second = (
        curves(steps_of(ForestClassifier(n_estimators=40, random_state=2), X, y, X_val=X_val, y_val=y_val))
        for _ in range(2)
    )
    assert first == second


def test_parameters_stay_as_given(digits):
    forest = ForestClassifier(n_estimators=25, random_state=None)
    before = forest.get_params()
    steps_of(forest, digits[0], digits[2], stop_after=3)
    assert forest.get_params() == before


def test_fitting_again_starts_afresh(digits):
    X, _X_test, y, _y_test = digits
    forest = ForestClassifier(n_estimators=12, random_state=0).fit(X[:50], y[:50]).fit(X, y)
    np.testing.assert_array_equal(
        forest.predict_proba(X), RandomForestClassifier(n_estimators=12, random_state=0).fit(X, y).predict_proba(X)
    )


def test_warm_start_of_the_callers_goes_on_from_there(digits):
    X, _X_test, y, _y_test = digits
    forest = ForestClassifier(n_estimators=8, random_state=0, warm_start=True).fit(X, y)
    steps = steps_of(forest.set_params(n_estimators=12), X, y)
    assert [step.index for step in steps] == [9, 10, 11, 12]
    assert steps[-1].train_score == forest.score(X, y)


def test_callback_that_stops_leaves_a_smaller_forest(digits):
    X, X_test, y, _y_test = digits
    forest = ForestClassifier(n_estimators=500, random_state=0)
    assert len(steps_of(forest, X, y, stop_after=4)) == 4
    smaller = RandomForestClassifier(n_estimators=4, random_state=0).fit(X, y)
    np.testing.assert_array_equal(forest.predict_proba(X_test), smaller.predict_proba(X_test))


def test_two_targets_are_told_without_scores():
    X, y = make_regression(60, n_features=3, n_targets=2, random_state=0)
    assert {step.train_loss for step in steps_of(ForestRegressor(n_estimators=3), X, y)} == {None}


def test_published_breast_cancer_number():
    X, y = load_breast_cancer(return_X_y=True)
    X, X_test, y, y_test = train_test_split(X, y, test_size=0.5, random_state=123)
    scaler = StandardScaler().fit(X)
    forest = ForestClassifier(random_state=42).fit(scaler.transform(X), y)
    assert round(forest.score(scaler.transform(X_test), y_test), 5) == 0.97193  # LazyPredict's README


@pytest.mark.parametrize(
    ("settings", "task", "expected"),
    [
        ({}, "classification", {"max_features": "sqrt", "n_jobs": 1, "random_state": 7}),
        ({}, "regression", {"max_features": 1.0, "criterion": "squared_error"}),
        ({"bootstrap": "false", "max_samples": "0.5"}, "classification", {"bootstrap": False, "max_samples": None}),
        ({"max_features": "share", "max_features_share": "0.3"}, "regression", {"max_features": 0.3}),
    ],
)
def test_settings_reach_the_estimator(settings, task, expected):
    forest = contender("random_forest")
    params = forest.build(forest.hyperparameters.parse(settings), task, 7).get_params()
    assert {name: params[name] for name in expected} == expected


def test_sizes_count_trees_and_nodes(digits):
    forest = ForestClassifier(n_estimators=3, max_leaf_nodes=4, random_state=0).fit(digits[0], digits[2])
    assert contender("random_forest").sizes(forest) == {"trees": 3, "nodes": 21}


@pytest.mark.parametrize("stop_after", [None, 9])
def test_how_much_is_grown_at_once_changes_no_step_and_no_tree(digits, monkeypatch, stop_after):
    X, X_val, y, y_val = digits
    told, trees = [], []
    for seconds in (1e-9, 1e9):
        monkeypatch.setattr(estimator, "CHUNK_SECONDS", seconds)
        forest = ForestClassifier(n_estimators=30, random_state=5)
        steps = steps_of(forest, X, y, X_val=X_val, y_val=y_val, stop_after=stop_after)
        spent = [step.cpu_seconds for step in steps]
        assert spent == sorted(spent)
        assert spent[-1] <= forest.fit_cpu_seconds_
        told.append(curves(steps))
        trees.append([tree.tree_.threshold.tolist() for tree in forest.estimators_])
    assert told[0] == told[1]
    assert trees[0] == trees[1]
