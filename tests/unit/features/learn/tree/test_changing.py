"""Trees before and after one row was changed, against scikit-learn's and a draw of places."""

import numpy as np
import pytest
from sklearn.tree import DecisionTreeClassifier

from bakeoff.features.learn.tree.changing import area_apart, changed, difference, every_change
from bakeoff.features.learn.tree.goal import moons
from bakeoff.features.learn.tree.growing import machine

REACH = 7.0


@pytest.mark.parametrize("how", ["removed", "flipped"])
def test_the_area_is_the_share_of_places_that_scikit_learns_trees_answer_differently(how):
    points = moons()
    X, y = changed(points.X, points.y, 24, how)
    assert len(y) == len(points.y) - (how == "removed")
    assert (X.shape[1], np.abs(y.sum() - points.y.sum())) == (2, 1 if how == "flipped" else points.y[24])
    before, after = (DecisionTreeClassifier(random_state=0).fit(*data) for data in ((points.X, points.y), (X, y)))
    places = np.random.default_rng(0).uniform(-REACH, REACH, (200_000, 2))
    measured = (before.predict(places) != after.predict(places)).mean()
    own = difference(machine(points.X, points.y, 2), machine(X, y, 2), points.validation[0], REACH)
    assert own.area == pytest.approx(measured, abs=5 * np.sqrt(measured / 200_000))
    assert own.rows == (before.predict(points.validation[0]) != after.predict(points.validation[0])).sum()
    roots = [(fitted.tree_.feature[0], fitted.tree_.threshold[0]) for fitted in (before, after)]
    assert own.same_root == (roots[0] == roots[1])


def test_a_tree_does_not_differ_from_itself():
    points = moons()
    whole = machine(points.X, points.y, 2)
    own = difference(whole, whole, points.validation[0], REACH)
    assert (own.area, own.rows, own.questions, own.same_root) == (0.0, 0, whole.n_leaves - 1, True)


def test_every_row_is_taken_out_in_turn():
    points = moons()
    apart = every_change(points.X, points.y, "removed", points.validation[0], REACH)
    whole, rest = machine(points.X, points.y, 2), machine(*changed(points.X, points.y, 24, "removed"), 2)
    assert len(apart) == 100
    assert apart[24] == difference(whole, rest, points.validation[0], REACH)
    assert apart[24].area == area_apart(whole, rest, REACH) > 0.05
