import numpy as np
import pytest
from sklearn.datasets import load_diabetes, load_iris, make_blobs, make_regression
from sklearn.metrics import accuracy_score, log_loss, mean_squared_error, r2_score
from sklearn.model_selection import train_test_split
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor
from sklearn.utils.estimator_checks import check_estimator

from bakeoff.contenders import contender
from bakeoff.contenders.decision_tree.estimator import TreeClassifier, TreeRegressor, nodes_by_depth
from tests.unit.contenders.recording import curves, steps_of


@pytest.fixture(scope="module")
def classes():
    X, y = make_blobs(800, n_features=4, centers=3, cluster_std=4.0, random_state=0)
    return train_test_split(X, y, random_state=0)


@pytest.fixture(scope="module")
def numbers():
    X, y = make_regression(800, n_features=4, noise=20.0, random_state=0)
    return train_test_split(X, y, random_state=0)


@pytest.mark.parametrize("kind", [TreeClassifier, TreeRegressor])
def test_scikit_learn_finds_nothing_to_complain_of(kind):
    check_estimator(kind(), on_skip=None)


@pytest.mark.parametrize(
    ("ours", "theirs", "load"),
    [(TreeClassifier, DecisionTreeClassifier, load_iris), (TreeRegressor, DecisionTreeRegressor, load_diabetes)],
)
def test_tree_is_the_one_scikit_learn_grows(ours, theirs, load):
    X, y = load(return_X_y=True)
    mine, reference = ours(random_state=3).fit(X, y).tree_, theirs(random_state=3).fit(X, y).tree_
    np.testing.assert_array_equal(mine.feature, reference.feature)
    np.testing.assert_array_equal(mine.threshold, reference.threshold)
    np.testing.assert_array_equal(mine.value, reference.value)


def test_step_d_is_the_classifier_of_depth_d(classes):
    X, X_val, y, y_val = classes
    weights = np.random.RandomState(0).rand(len(y))  # no two splits are equally good then
    steps = steps_of(TreeClassifier(min_samples_leaf=15), X, y, weights, X_val=X_val, y_val=y_val)
    assert len(steps) >= 4
    for step in steps:
        reference = DecisionTreeClassifier(min_samples_leaf=15, max_depth=step.index).fit(X, y, weights)
        assert step.train_score == pytest.approx(reference.score(X, y))
        assert step.validation_score == pytest.approx(accuracy_score(y_val, reference.predict(X_val)))
        assert step.train_loss == pytest.approx(log_loss(y, reference.predict_proba(X)))
        assert step.validation_loss == pytest.approx(log_loss(y_val, reference.predict_proba(X_val)))


def test_step_d_is_the_regressor_of_depth_d(numbers):
    X, X_val, y, y_val = numbers
    steps = steps_of(TreeRegressor(min_samples_leaf=15), X, y, X_val=X_val, y_val=y_val)
    assert len(steps) >= 4
    for step in steps:
        reference = DecisionTreeRegressor(min_samples_leaf=15, max_depth=step.index).fit(X, y)
        assert step.train_loss == pytest.approx(mean_squared_error(y, reference.predict(X)))
        assert step.validation_loss == pytest.approx(mean_squared_error(y_val, reference.predict(X_val)))
        assert step.validation_score == pytest.approx(r2_score(y_val, reference.predict(X_val)))


def test_steps_count_the_depths_of_the_grown_tree(classes):
    X, _X_val, y, _y_val = classes
    tree = TreeClassifier(random_state=0)
    steps = steps_of(tree, X, y)
    assert [step.index for step in steps] == list(range(1, tree.get_depth() + 1))
    assert {step.total for step in steps} == {tree.get_depth()}
    assert steps[-1].train_score == tree.score(X, y) == 1.0
    assert steps[-1].validation_score is None


def test_rows_end_at_their_leaf_and_start_at_the_root(classes):
    X = classes[0].astype(np.float32)
    tree = TreeClassifier(ccp_alpha=0.005).fit(classes[0], classes[2])
    levels = nodes_by_depth(tree.tree_, tree.apply(X))
    assert set(levels[0]) == {0}
    np.testing.assert_array_equal(levels[-1], tree.apply(X))
    on_path = tree.decision_path(X).toarray()
    assert all(on_path[np.arange(len(X)), level].all() for level in levels)


def test_missing_values_take_their_way_too(classes):
    X, _X_val, y, _y_val = classes
    holes = np.where(np.random.RandomState(0).rand(*X.shape) < 0.2, np.nan, X)
    tree = TreeClassifier(max_depth=6, random_state=0)
    assert steps_of(tree, holes, y)[-1].train_score == pytest.approx(tree.score(holes, y))


def test_a_tree_without_a_split_is_reported_once():
    steps = steps_of(TreeRegressor(), [[0.0], [1.0]], [2.0, 2.0])
    assert curves(steps) == [(1, 1, 0.0, 1.0, None, None)]


def test_two_targets_are_told_without_scores():
    X, y = make_regression(60, n_features=3, n_targets=2, random_state=0)
    steps = steps_of(TreeRegressor(max_depth=3), X, y)
    assert [(step.index, step.train_loss) for step in steps] == [(1, None), (2, None), (3, None)]


def test_a_class_that_only_the_validation_part_has_counts_as_wrong(classes):
    X, X_val, y, y_val = classes
    known = y < 2
    steps = steps_of(TreeClassifier(max_depth=5), X[known], y[known], X_val=X_val, y_val=y_val)
    assert 0 < steps[-1].validation_score <= np.mean(y_val < 2)
    assert np.isfinite(steps[-1].validation_loss)


def test_scoring_is_not_counted_as_training(classes):
    X, X_val, y, y_val = classes
    tree = TreeClassifier()
    steps = steps_of(tree, X, y, X_val=X_val, y_val=y_val)
    assert 0 < steps[0].wall_seconds <= steps[-1].wall_seconds <= tree.fit_wall_seconds_


def test_callback_can_end_the_reports_but_the_tree_is_whole(classes):
    X, _X_val, y, _y_val = classes
    tree = TreeClassifier()
    assert len(steps_of(tree, X, y, stop_after=2)) == 2
    assert tree.score(X, y) == 1.0


@pytest.mark.parametrize(
    ("settings", "task", "expected"),
    [
        ({"max_features": "share", "max_features_share": 0.3}, "classification", {"max_features": 0.3}),
        ({"max_features": "all"}, "regression", {"max_features": None, "criterion": "squared_error"}),
        ({"class_weight": "balanced", "criterion": "entropy"}, "classification", {"class_weight": "balanced"}),
        ({"criterion_regression": "poisson"}, "regression", {"criterion": "poisson"}),
        ({"max_depth": "none"}, "classification", {"max_depth": None, "random_state": 7}),
    ],
)
def test_settings_reach_the_estimator(settings, task, expected):
    tree = contender("decision_tree")
    params = tree.build(tree.hyperparameters.parse(settings), task, 7).get_params()
    assert {name: params[name] for name in expected} == expected


def test_sizes_count_nodes_and_leaves(classes):
    tree = TreeClassifier(max_leaf_nodes=5).fit(classes[0], classes[2])
    assert contender("decision_tree").sizes(tree) == {"nodes": 9, "leaves": 5}
