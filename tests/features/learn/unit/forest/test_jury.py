"""Votes, out-of-bag votes and correlations of a forest, against scikit-learn's forest and NumPy's coefficients."""

import numpy as np
import pytest
from sklearn.tree import DecisionTreeClassifier

from bakeoff.features.learn.forest.jury import FEATURES, TREES, USUAL, correlation, forest, high_digits, jury, voted


@pytest.mark.parametrize("trees", [1, 15, TREES])
@pytest.mark.parametrize(("share", "features"), [(1.0, USUAL), (0.1, 1), (None, 1)])
def test_the_first_trees_vote_as_a_forest_of_so_many_does(share, features, trees):
    parts, own = high_digits(), jury(share, features)
    theirs = forest(share, features, trees).fit(*parts[0])
    for votes, part in zip((own.train, own.validation, own.test), parts, strict=True):
        assert votes.right(trees) == pytest.approx(theirs.score(*part))


@pytest.mark.parametrize(
    "seeds", [pytest.param(range(3), id="three"), pytest.param(range(30), marks=pytest.mark.nightly, id="thirty")]
)
def test_the_vote_is_at_least_four_points_better_than_the_best_of_its_trees_and_than_one_whole_tree(seeds):
    gaps = []
    for seed in seeds:
        (train, _validation, test), own = high_digits(seed), jury(1.0, USUAL, seed)
        whole = DecisionTreeClassifier(random_state=seed).fit(*train)
        best_tested = (own.test.answers == own.test.truth).mean(axis=1).max()
        gaps.append(
            (
                own.validation.right(TREES) - own.best,
                own.test.right(TREES) - best_tested,
                own.test.right(TREES) - whole.score(*test),
            )
        )
    assert (np.mean(gaps, axis=0) >= 0.04).all()


def test_train_validation_and_test_digits_are_apart_and_keep_the_classes():
    parts = high_digits()
    assert [len(y) for _X, y in parts] == [600, 600, 597]
    assert all(y.mean() == pytest.approx(0.5, abs=0.01) for _X, y in parts)
    assert len(np.unique(np.concatenate([X for X, _y in parts]), axis=0)) == 1797


@pytest.mark.parametrize("features", FEATURES)
def test_rows_out_of_the_bag_are_scored_as_scikit_learn_scores_them(features):
    theirs = forest(1.0, features, oob_score=True).fit(*high_digits()[0])
    assert jury(1.0, features).out_of_bag(TREES) == pytest.approx(theirs.oob_score_)


def test_a_bag_has_the_share_of_rows_that_drawing_with_replacement_leaves_in_it():
    n = len(high_digits()[0].y)
    expected = 1 - (1 - 1 / n) ** n
    assert jury(1.0, USUAL).in_bag.mean() == pytest.approx(expected, abs=0.02)
    whole = jury(None, USUAL)
    assert whole.in_bag.all()
    assert np.isnan(whole.out_of_bag(TREES))


def test_the_correlation_is_what_numpy_measures_over_all_pairs():
    own = jury(1.0, USUAL)
    wrong = own.wrong.astype(float)
    coefficients = np.corrcoef(wrong)[np.triu_indices(TREES, 1)]
    assert correlation(own) == pytest.approx(coefficients.mean(), abs=0.02)  # trees spread nearly alike
    assert correlation(own, 1) == 0


def test_of_equally_many_votes_no_wins_and_a_tree_that_is_not_asked_has_none():
    answers = np.array([[False, True, True], [True, True, False]])
    assert voted(answers, np.ones((2, 3), bool)).tolist() == [False, True, False]
    assert voted(answers, np.array([[False] * 3, [True] * 3])).tolist() == [True, True, False]


def test_importance_is_scikit_learns_for_each_pixel_as_a_share_of_the_largest():
    own, theirs = jury(1.0, USUAL), forest(1.0, USUAL).fit(*high_digits()[0])
    expected = theirs.feature_importances_ / theirs.feature_importances_.max()
    assert own.importance.shape == (8, 8)
    assert own.importance.ravel() == pytest.approx(expected)
