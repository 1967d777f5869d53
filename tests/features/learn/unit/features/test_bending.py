"""The bent plane against the layers themselves."""

import numpy as np
import pytest

from bakeoff.features.learn.features.bending import bent
from bakeoff.features.learn.features.goal import DEEP, SPIRAL
from bakeoff.features.learn.features.models import SCALE, network
from bakeoff.network.points import make_points


def test_each_layer_is_seen_as_it_is_beside_its_straight_line():
    points = make_points(SPIRAL)
    stages = bent(SPIRAL, DEEP)
    assert len(stages) == 1 + len(DEEP)
    for stage in stages:
        side = stage.points[:, 0] > 0
        assert (side == (points.target == 1))[~points.train].sum() == stage.right
        assert np.abs(stage.points).max() <= 1
    assert stages[-1].right == network(SPIRAL, DEEP).right > 0.9 * (~points.train).sum() > stages[0].right


def test_the_plane_itself_is_turned_and_not_bent():
    plane, *_others = bent(SPIRAL, DEEP)
    X = make_points(SPIRAL).X / SCALE
    apart, seen_apart = (np.linalg.norm(there[1:] - there[0], axis=1) for there in (X, plane.points))
    assert seen_apart / apart == pytest.approx(seen_apart[0] / apart[0], rel=1e-6)
    lengths = np.linalg.norm(np.diff(plane.grid, axis=1), axis=2)
    np.testing.assert_allclose(lengths, lengths[0, 0], rtol=1e-6)
    first = bent(SPIRAL, DEEP)[1]
    assert np.ptp(np.linalg.norm(np.diff(first.grid, axis=1), axis=2)) > 0.01
