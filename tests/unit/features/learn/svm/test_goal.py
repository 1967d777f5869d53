"""The goal of the chapter: a solution reaches both of its halves, and the start neither."""

import pytest

from bakeoff.features.learn.svm.goal import cured, moons, overfitted
from bakeoff.features.learn.svm.machine import fit


@pytest.mark.parametrize(
    ("C", "gamma", "halves"),
    [(1.0, 1.0, (False, False)), (10.0, 30.0, (True, False)), (10.0, 0.3, (False, True))],
    ids=["start", "too close", "cured"],
)
def test_settings_reach_halves_of_it(C, gamma, halves):
    points = moons()
    own = fit(points.X, points.y, kernel="rbf", C=C, gamma=gamma)
    assert (overfitted(own), cured(own)) == halves
