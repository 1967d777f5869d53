"""A network of the lab and its surface, as a job brings them."""

import numpy as np
import pytest

from bakeoff.features.learn.descent.own_surface import EPOCHS, own_surface
from bakeoff.features.learn.network import mean_loss
from bakeoff.network.points import make_points
from bakeoff.network.settings import LabSettings


@pytest.fixture(scope="module")
def settings():
    return LabSettings.parse({"data": "circle", "points": 60, "layers": "3:tanh", "optimizer": "adam"})


@pytest.mark.parametrize("kind", ["principal", "random"])
def test_the_surface_is_that_of_the_network_and_tells_how_far_it_is(settings, kind):
    told = []
    surface = own_surface(settings, kind, 1, tell=told.append)
    points = make_points(settings)
    X, y = points.X[points.train].astype(float), points.target[points.train]
    assert surface.n_rows == len(X)
    assert surface.trained.losses[-1] == pytest.approx(mean_loss(surface.trained.network, X, y))
    assert len(surface.plane.path) == EPOCHS + 1
    across, up = (np.abs(axis).argmin() for axis in (surface.ground.across, surface.ground.up))
    near = surface.ground.losses[up, across]  # no place of the raster is exactly the network's own
    assert near == pytest.approx(surface.trained.losses[-1], abs=0.1)
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1)


def test_another_seed_draws_other_directions_for_the_same_network(settings):
    first, second = (own_surface(settings, "random", seed) for seed in (1, 2))
    np.testing.assert_array_equal(first.trained.weights, second.trained.weights)
    assert (first.plane.directions != second.plane.directions).any()
