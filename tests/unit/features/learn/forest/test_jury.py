"""Votes, out-of-bag votes and correlations of a forest, against scikit-learn's forest and NumPy's coefficients."""

import numpy as np
import pytest

from bakeoff.features.learn.forest.jury import FEATURES, TREES, forest, jury, spread, voted, wine


@pytest.mark.parametrize("trees", [1, 15, TREES])
@pytest.mark.parametrize(("bootstrap", "features"), [(True, 3), (False, 1)])
def test_the_first_trees_vote_as_a_forest_of_so_many_does(bootstrap, features, trees):
    rows = wine()
    theirs = forest(bootstrap, features, trees).fit(rows.X, rows.y)
    own = jury(bootstrap, features)
    assert (own.voted(trees) == theirs.predict(rows.X_validation)).all()
    assert own.together(trees) == pytest.approx(theirs.score(rows.X_validation, rows.y_validation))
    assert own.tested_right(trees) == round(45 * theirs.score(rows.X_test, rows.y_test))
    assert own.learnt(trees) == pytest.approx(theirs.score(rows.X, rows.y))


@pytest.mark.parametrize("features", FEATURES)
def test_rows_out_of_the_bag_are_scored_as_scikit_learn_scores_them(features):
    rows = wine()
    theirs = forest(True, features, oob_score=True).fit(rows.X, rows.y)
    assert jury(True, features).out_of_bag(TREES) == pytest.approx(theirs.oob_score_)


def test_a_bag_has_the_share_of_rows_that_drawing_with_replacement_leaves_in_it():
    n = len(wine().y)
    expected = 1 - (1 - 1 / n) ** n
    assert jury(True, 3).bag == pytest.approx(expected, abs=0.02)
    whole = jury(False, 3)
    assert whole.bag == 1
    assert np.isnan(whole.out_of_bag(TREES))


def test_the_spread_is_what_numpy_measures_over_all_pairs_and_adds_up():
    own = jury(True, 3)
    made_of = spread(own)
    wrong = own.wrong.astype(float)
    pairs = np.cov(wrong, bias=True)[np.triu_indices(TREES, 1)]
    assert made_of.covariance == pytest.approx(pairs.mean())
    assert made_of.variance == pytest.approx(wrong.var(axis=1).mean())
    assert made_of.together == pytest.approx(wrong.mean(axis=0).var())
    coefficients = np.corrcoef(wrong)[np.triu_indices(TREES, 1)]
    assert made_of.correlation == pytest.approx(coefficients.mean(), abs=0.02)  # trees spread nearly alike
    assert spread(own, 1).together == pytest.approx(wrong[0].var())


def test_of_equally_many_votes_the_lower_class_wins_and_who_is_not_asked_has_none():
    answers = np.array([[0, 1, 2], [1, 1, 0]])
    assert voted(answers, np.ones((2, 3), bool), 3).tolist() == [0, 1, 0]
    assert voted(answers, np.array([[False] * 3, [True] * 3]), 3).tolist() == [1, 1, 0]
