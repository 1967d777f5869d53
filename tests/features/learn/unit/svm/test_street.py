"""Streets along lines, against the machine's and by hand."""

import numpy as np
import pytest

from bakeoff.features.learn.svm.goal import gauss
from bakeoff.features.learn.svm.machine import fit
from bakeoff.features.learn.svm.street import HandLine, middle, street, turned


def test_no_line_has_a_wider_street_than_the_machines_and_along_its_own_it_is_the_same():
    points = gauss()
    own = fit(points.X, points.y, C=1e3)
    assert street(middle(own), points.X, points.y).width == pytest.approx(own.width, rel=1e-6)
    lines = [HandLine(angle, offset) for angle in range(0, 180, 3) for offset in np.linspace(-4, 4, 41)]
    widest = max(street(line, points.X, points.y).width for line in lines)
    assert 0.8 * own.width < widest <= own.width


def test_a_street_is_twice_the_nearest_points_distance_whichever_way_the_line_looks():
    X, y = np.array([[-1.0, 0.0], [2.0, 1.0], [5.0, 0.0]]), np.array([0, 1, 1])
    for line in (HandLine(0, 0.0), HandLine(180, 0.0)):
        assert street(line, X, y).width == pytest.approx(2.0)
    assert street(HandLine(0, 3.0), X, y).wrong == 1
    assert street(HandLine(0, 3.0), X, y).width == 0


def test_lines_are_turned_by_at_most_a_right_angle():
    assert turned(HandLine(-170, 0), HandLine(5, 0)) == pytest.approx(5)
    assert turned(HandLine(10, 0), HandLine(100, 0)) == 90
