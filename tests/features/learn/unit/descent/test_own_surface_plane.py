"""A real network's loss on a plane, against the network itself and against scikit-learn."""

from types import SimpleNamespace

import numpy as np
import pytest
from sklearn.decomposition import PCA

from bakeoff.features.learn.descent.own_surface import SIDE, landscape, principal, random
from bakeoff.features.learn.descent.rules import BY_NAME, RULES
from bakeoff.features.learn.descent.training import as_vector, layers_of, losses_at, slope, train, with_vector
from bakeoff.features.learn.network import forward, mean_loss
from bakeoff.network.points import make_points
from bakeoff.network.settings import LabSettings


@pytest.fixture(scope="module")
def rows():
    points = make_points(LabSettings(data="moons", points=200, noise=0.1))
    return SimpleNamespace(X=points.X[points.train].astype(float), y=points.target[points.train])


@pytest.fixture(scope="module")
def trained(rows):
    return train(rows.X, rows.y, (6, 4), BY_NAME["adam"], 0.02, epochs=20, batch=20, seed=1)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_learns(rows, rule):
    rates = {"rmsprop": 0.01, "adam": 0.01, "adamw": 0.01}
    trained = train(rows.X, rows.y, (8,), rule, rates.get(rule.name, 0.05), epochs=20, batch=20)
    assert trained.losses[-1] < 0.6 * trained.losses[0]
    assert trained.weights.shape == (21, 2 * 8 + 8 + 8 + 1)


def test_a_vector_is_the_network_and_back(trained):
    vector = as_vector(trained.network)
    np.testing.assert_array_equal(vector, trained.weights[-1])
    np.testing.assert_array_equal(as_vector(with_vector(trained.network, vector)), vector)
    shapes = [(weights.shape, biases.shape) for weights, biases in layers_of(trained.network, trained.weights)]
    assert shapes == [((21, 2, 6), (21, 6)), ((21, 6, 4), (21, 4)), ((21, 4, 1), (21, 1))]


def test_the_slope_is_that_of_finite_differences(rows, trained):
    vector = trained.weights[3]
    step = 1e-5 * np.eye(len(vector))
    differences = losses_at(trained.network, vector + step, rows.X, rows.y)
    differences -= losses_at(trained.network, vector - step, rows.X, rows.y)
    np.testing.assert_allclose(slope(trained.network, vector, rows.X, rows.y), differences / 2e-5, atol=1e-8)


def test_many_networks_at_once_have_the_losses_of_each(rows, trained):
    alone = [mean_loss(with_vector(trained.network, vector), rows.X, rows.y) for vector in trained.weights]
    np.testing.assert_allclose(losses_at(trained.network, trained.weights, rows.X, rows.y), alone)
    np.testing.assert_allclose(trained.losses, alone)


def test_principal_components_and_what_they_hold_are_scikit_learns(trained):
    theirs = PCA(2).fit(trained.weights)
    plane = principal(trained)
    np.testing.assert_allclose(np.abs(np.sum(plane.directions * theirs.components_, axis=1)), 1)
    assert plane.held == pytest.approx(theirs.explained_variance_ratio_.sum())
    assert plane.held > 0.8
    assert (plane.path[0] <= 0).all()


def test_random_directions_are_as_long_as_the_networks_own_filters(trained):
    plane = random(trained, 5)
    for direction in plane.directions:
        for (drawn, shifts), own in zip(layers_of(trained.network, direction), trained.network.weights, strict=True):
            np.testing.assert_allclose(np.linalg.norm(drawn, axis=0), np.linalg.norm(own, axis=0))
            assert not shifts.any()
    assert plane.held < principal(trained).held
    assert (random(trained, 6).directions != plane.directions).any()


def test_the_path_lies_where_the_nearest_point_of_the_plane_is(trained):
    plane = random(trained, 5)
    beside = trained.weights - trained.weights[-1] - plane.path @ plane.directions
    np.testing.assert_allclose(beside @ plane.directions.T, 0, atol=1e-9)
    np.testing.assert_allclose(plane.path[-1], 0, atol=1e-12)


def test_the_landscape_is_the_networks_loss_and_holds_the_path(rows, trained):
    plane = principal(trained)
    seen = landscape(trained, plane, rows.X, rows.y)
    assert seen.losses.shape == (SIDE, SIDE)
    for row, column in ((0, 0), (40, 3), (17, 29)):
        vector = trained.weights[-1] + np.array([seen.across[column], seen.up[row]]) @ plane.directions
        network = with_vector(trained.network, vector)
        assert seen.losses[row, column] == pytest.approx(mean_loss(network, rows.X, rows.y))
    for axis, path in ((seen.across, plane.path[:, 0]), (seen.up, plane.path[:, 1])):
        assert axis[0] < path.min() <= path.max() < axis[-1]
    wide = landscape(trained, random(trained, 1), rows.X, rows.y, reach=1.0)
    assert wide.across[0] <= -1 <= 1 <= wide.across[-1]


def test_the_trained_network_puts_most_rows_right(rows, trained):
    answer = forward(trained.network, rows.X).answer[:, 0]
    assert ((answer > 0.5) == (rows.y == 1)).mean() > 0.85
