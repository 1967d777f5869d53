"""What the picture of dragged points is given, and what is taken of what it sends."""

import numpy as np
import pytest

from bakeoff.features.learn.svm.goal import clouds
from bakeoff.features.learn.svm.machine import fit
from bakeoff.features.learn.svm.page.street import MovedPoint, _lines, _points, moved_of


@pytest.mark.parametrize(
    ("sent", "taken"),
    [
        ({"turn": 3, "row": 1, "x": 2, "y": -9.5}, MovedPoint(3, 1, 2.0, -7.0)),
        ({"turn": 3, "row": 30, "x": 0, "y": 0}, None),
        ({"turn": 3, "row": -1, "x": 0, "y": 0}, None),
        ({"turn": "3", "row": 1, "x": 0, "y": 0}, None),
        ({"turn": 3, "row": 1, "x": float("nan"), "y": 0}, None),
        ({"turn": 3, "row": 1, "y": 0}, None),
        ([3, 1], None),
        (None, None),
    ],
)
def test_only_moves_of_points_that_are_there_are_taken_and_end_in_the_plane(sent, taken):
    assert moved_of(sent, 30, 7.0) == taken


def test_lines_and_slack_end_where_the_machine_decides_their_levels():
    points = clouds()
    machine = fit(points.X, points.y, C=0.1)
    for ends, level in zip(_lines(machine), (-1, 0, 1), strict=True):
        assert machine.decision(np.array(ends)) == pytest.approx([level, level], abs=1e-3)
    drawn = _points(machine)
    edges = [
        (np.array([point["edge"]]), sign) for point, sign in zip(drawn, machine.sign, strict=True) if point["edge"]
    ]
    assert len(edges) == (machine.slack > 1e-6).sum() > 10
    for edge, sign in edges:
        assert machine.decision(edge) == pytest.approx([sign], abs=1e-3)
    assert max(point["weight"] for point in drawn) == 1
    assert sum(point["weight"] > 0 for point in drawn) == len(machine.support)
