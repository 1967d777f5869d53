"""The goals of the chapter: solutions reach both halves of the easy one, and the hard one; the start none."""

import pytest

from bakeoff.features.learn.svm.goal import cured, cured_hard, moons, overfitted
from bakeoff.features.learn.svm.machine import fit


@pytest.mark.parametrize(
    ("C", "gamma", "halves"),
    [
        (1.0, 1.0, (False, False, False)),
        (10.0, 30.0, (True, False, False)),
        (10.0, 0.3, (False, True, False)),
        (100.0, 0.1, (False, True, True)),
    ],
    ids=["start", "too close", "cured", "cured with fewer"],
)
def test_settings_reach_halves_of_it(C, gamma, halves):
    points = moons()
    own = fit(points.X, points.y, kernel="rbf", C=C, gamma=gamma)
    assert (overfitted(own), cured(own), cured_hard(own)) == halves
