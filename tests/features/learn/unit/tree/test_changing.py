"""Trees of other samples, and of one row less, against scikit-learn's and a draw of places."""

import numpy as np
import pytest
from sklearn.tree import DecisionTreeClassifier

from bakeoff.features.learn.tree.changing import (
    SAMPLES,
    area_apart,
    by_size,
    difference,
    grown_on,
    one_row_less,
    other_samples,
    sample,
)
from bakeoff.features.learn.tree.goal import moons

REACH = 7.0


def test_the_area_is_the_share_of_places_that_scikit_learns_trees_answer_differently():
    X, y = moons().validation
    before, after = (DecisionTreeClassifier(random_state=0).fit(sample(n).X, sample(n).y) for n in (0, 3))
    places = np.random.default_rng(0).uniform(-REACH, REACH, (200_000, 2))
    measured = (before.predict(places) != after.predict(places)).mean()
    own = difference(grown_on(0), grown_on(3), REACH)
    assert own == other_samples(REACH)[2]
    assert own.area == pytest.approx(measured, abs=5 * np.sqrt(measured / 200_000))
    assert own.rows == (before.predict(X) != after.predict(X)).sum()
    assert own.right == (after.predict(X) == y).sum()


def test_a_tree_does_not_differ_from_itself():
    own = difference(grown_on(0), grown_on(0), REACH)
    assert (own.area, own.rows, own.questions) == (0.0, 0, len(grown_on(0).cuts))


def test_another_sample_changes_far_more_than_one_row_less_and_gives_trees_as_good():
    apart, removed = other_samples(REACH), one_row_less(REACH)
    assert (len(apart), len(removed)) == (SAMPLES, 100)
    assert np.mean([each.area for each in apart]) > 0.1 > max(removed)
    assert np.mean([each.area for each in apart]) > 5 * np.mean(removed)
    assert not any(each.questions for each in apart)
    first = grown_on(0).right(*moons().validation)
    assert np.mean([each.right for each in apart]) == pytest.approx(first, abs=2)


def test_every_row_is_taken_out_in_turn():
    points = moons()
    rest = DecisionTreeClassifier(random_state=0).fit(np.delete(points.X, 24, 0), np.delete(points.y, 24))
    places = np.random.default_rng(0).uniform(-REACH, REACH, (200_000, 2))
    measured = (grown_on(0).predict(places) != rest.predict(places)).mean()
    assert one_row_less(REACH)[24] == pytest.approx(measured, abs=0.003)
    assert area_apart(grown_on(0), grown_on(0), REACH) == 0


def test_over_many_samples_training_points_are_right_more_and_more_and_validation_points_rise_and_fall():
    train, validation = by_size(18)
    assert np.all(np.diff(train) > 0)
    best = int(validation.argmax())
    assert 0 < best < 8
    assert validation[best] > validation[0] + 0.05
    assert validation[best] > validation[-1] + 0.01
    trees = [DecisionTreeClassifier(max_leaf_nodes=4, random_state=0).fit(sample(n).X, sample(n).y) for n in range(31)]
    expected = np.mean([fitted.score(*sample(n).validation) for n, fitted in enumerate(trees)])
    assert validation[2] == pytest.approx(expected)
