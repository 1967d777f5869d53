"""Line, tree and network against scikit-learn's own, and what units and layers make of the plane."""

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.tree import DecisionTreeClassifier

from bakeoff.features.learn.features.goal import CLOUDS, DEEP, EXCLUSIVE_OR, RING, SPIRAL
from bakeoff.features.learn.features.models import COORDINATES, held_out, line, network, tree
from bakeoff.network.features import featurise, plane_grid
from bakeoff.network.points import make_points

SCALE = 3.0


def right(model, X, points) -> int:
    """Fit one of scikit-learn's on the training rows; return how many others it has right."""
    model.fit(X[points.train], points.target[points.train])
    return int((model.predict(X) == points.target)[~points.train].sum())


@pytest.mark.parametrize("settings", [CLOUDS, RING, EXCLUSIVE_OR], ids=["clouds", "ring", "xor"])
def test_line_and_tree_are_scikit_learns(settings):
    points = make_points(settings)
    logistic = LogisticRegression(max_iter=1000)
    assert line(settings).right == right(logistic, points.X, points)
    np.testing.assert_allclose(line(settings).weights, logistic.coef_[0], rtol=1e-3)
    assert line(settings).bias == pytest.approx(logistic.intercept_[0], rel=1e-3)
    grown = DecisionTreeClassifier(random_state=0)
    assert tree(settings).right == right(grown, points.X, points)
    assert tree(settings).size == grown.get_n_leaves()


@pytest.mark.parametrize(("settings", "names"), [(RING, ("x1_sq", "x2_sq")), (EXCLUSIVE_OR, ("x1x2",))])
def test_features_made_by_hand_make_a_line_enough(settings, names):
    points = make_points(settings)
    by_hand = line(settings, names)
    assert by_hand.right == right(LogisticRegression(max_iter=1000), featurise(points.X, names), points)
    assert by_hand.right >= 0.95 * held_out(points)
    assert line(settings, COORDINATES).right < 0.75 * held_out(points)
    # In the plane the border is where the formula is 0.
    value = featurise(plane_grid(80), names) @ by_hand.weights + by_hand.bias
    sure = np.abs(value) > 0.05
    assert ((by_hand.plane.ravel() >= 128) == (value > 0))[sure].all()


def test_a_unit_parts_the_plane_along_a_straight_line():
    answered = network(RING, (4,))
    kernel, bias = answered.network.weights[0], answered.network.biases[0]
    sums = plane_grid(80) / SCALE @ kernel + bias
    for unit, plane in enumerate(answered.units[0]):
        sure = np.abs(sums[:, unit]) > 0.05
        assert ((plane.ravel() > 127.5) == (sums[:, unit] > 0))[sure].all()


def test_a_line_told_the_units_is_fitted_to_what_they_answer():
    points, answered = make_points(SPIRAL), network(SPIRAL, DEEP)
    told = points.X.astype(float) / SCALE
    fitted = []
    for kernel, bias in zip(answered.network.weights[:-1], answered.network.biases[:-1], strict=True):
        told = np.tanh(told @ kernel + bias)
        fitted.append(right(LogisticRegression(max_iter=1000), told, points))
    answer = told @ answered.network.weights[-1] + answered.network.biases[-1]
    assert answered.right == int(((answer[:, 0] > 0) == (points.target == 1))[~points.train].sum())
    # Behind the last layer it is the network's own line, so that a page says one number of it.
    assert answered.line_right == (fitted[0], answered.right)
    first, second = answered.line_right
    assert second >= 0.9 * held_out(points) > first + 50  # depth has made the features that the line lacked


def test_a_network_of_one_unit_is_a_line_and_more_units_part_more():
    points = make_points(RING)
    few, more = network(RING, (1,)).right, network(RING, (3,)).right
    assert few < 0.75 * held_out(points) < 0.9 * held_out(points) <= more


def test_what_is_counted_as_learnt_is_what_there_is():
    assert network(RING).size == 2 * 8 + 8 + 8 + 1
    assert network(SPIRAL, DEEP).size == 3 * 8 + 9 * 8 + 9
    assert line(RING).size == 3
