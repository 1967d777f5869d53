"""The goals of the chapter: solutions reach both halves of the easy one, and the hard one; the start none."""

import pytest

from bakeoff.features.learn.svm.goal import LEAST_RIGHT_CURED, cured, cured_hard, moons, overfitted, validated
from bakeoff.features.learn.svm.machine import fit
from bakeoff.features.learn.svm.page.figure import settings_map
from bakeoff.features.learn.svm.page.kernel import C_VALUES, GAMMA_VALUES
from bakeoff.features.learn.tree import goal as tree_goal


@pytest.mark.parametrize(
    ("C", "gamma", "halves"),
    [
        (1.0, 1.0, (False, False, False)),
        (10.0, 30.0, (True, False, False)),
        (10.0, 0.3, (False, True, False)),
        (30.0, 0.03, (False, True, True)),
    ],
    ids=["start", "too close", "cured", "cured with fewer"],
)
def test_settings_reach_halves_of_it(C, gamma, halves):
    points = moons()
    own = fit(points.X, points.y, kernel="rbf", C=C, gamma=gamma)
    assert (overfitted(own), cured(own), cured_hard(own)) == halves


def test_the_points_are_those_of_the_tree_and_the_cure_beats_every_tree_of_the_algorithm():
    assert moons() is tree_goal.moons()
    assert LEAST_RIGHT_CURED > 89  # see tests of the chapter on trees


def test_fewer_support_vectors_are_not_always_better_as_a_wrong_ending_is_told():
    points = moons()
    few = fit(points.X, points.y, kernel="rbf", C=1000.0, gamma=0.3)
    assert (len(few.support), few.right(*points.validation)) == (27, 82)
    assert validated(1000.0, 0.3) == 82


def test_the_map_shows_what_is_known_and_frames_the_machine_of_now():
    points = moons()
    own = fit(points.X, points.y, kernel="rbf", C=C_VALUES[2], gamma=GAMMA_VALUES[1])
    rows = [[None] * len(C_VALUES) for _gamma in GAMMA_VALUES]
    drawn = settings_map(rows, C_VALUES, GAMMA_VALUES, own)
    assert drawn["data"][0]["z"] == rows
    frame = drawn["layout"]["shapes"][0]
    assert (frame["x0"] + frame["x1"], frame["y0"] + frame["y1"]) == (4, 2)
