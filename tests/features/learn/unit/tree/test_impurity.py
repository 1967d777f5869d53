"""Impurities and gains, against scikit-learn's trees, SciPy's entropy and a draw of pairs."""

import numpy as np
import pytest
from scipy.stats import entropy as scipy_entropy
from sklearn.tree import DecisionTreeClassifier

from bakeoff.features.learn.tree.impurity import ThresholdQuestion, all_gains, asked, entropy, gini

TABLES = 60


def table(seed: int) -> tuple[np.ndarray, np.ndarray, int]:
    """Return a random table: of few values, so that many rows are alike, or of many."""
    rng = np.random.default_rng(seed)
    n, n_classes = int(rng.integers(4, 60)), int(rng.integers(2, 5))
    X = rng.normal(size=(n, int(rng.integers(1, 5))))
    if seed % 2:
        X = np.round(2 * X)
    y = rng.integers(0, n_classes, n)
    y[:2] = 0, 1
    X[:2, 0] = 0, 1  # something can be asked
    return X.astype(np.float32).astype(float), y, n_classes


@pytest.mark.parametrize("criterion", ["gini", "entropy"])
@pytest.mark.parametrize("seed", range(TABLES))
def test_the_best_question_is_that_of_scikit_learns_tree(seed, criterion):
    X, y, n_classes = table(seed)
    stump = DecisionTreeClassifier(criterion=criterion, max_depth=1, random_state=0).fit(X, y).tree_
    theirs = ThresholdQuestion(int(stump.feature[0]), float(stump.threshold[0]))
    curves = [all_gains(X[:, feature], y, n_classes, criterion) for feature in range(X.shape[1])]
    every = sorted(
        (gain, feature, threshold)
        for feature, curve in enumerate(curves)
        for gain, threshold in zip(curve.gains.tolist(), curve.thresholds.tolist(), strict=True)
    )
    sides = asked(theirs, X, y, n_classes, criterion)
    assert sides.gain == pytest.approx(every[-1][0], abs=1e-12)
    assert sides.before == pytest.approx(stump.impurity[0], abs=1e-12)
    assert sides.impurities == pytest.approx(stump.impurity[1:3], abs=1e-12)
    if len(every) == 1 or every[-1][0] - every[-2][0] > 1e-9:  # no other question gains as much
        assert ThresholdQuestion(*every[-1][1:]) == theirs


@pytest.mark.parametrize("seed", range(10))
def test_the_curve_has_what_each_question_gains_by_itself(seed):
    X, y, n_classes = table(seed)
    curve = all_gains(X[:, 0], y, n_classes, "entropy")
    alone = [asked(ThresholdQuestion(0, threshold), X, y, n_classes, "entropy").gain for threshold in curve.thresholds]
    assert curve.gains == pytest.approx(alone, abs=1e-12)
    assert len(curve.gains) == len(np.unique(X[:, 0])) - 1


def test_gini_is_the_chance_that_two_rows_differ_and_entropy_is_in_bits():
    shares = np.array([0.2, 0.3, 0.5])
    pairs = np.outer(shares, shares)
    assert gini(shares) == pytest.approx(pairs.sum() - np.trace(pairs))
    assert entropy(shares) == pytest.approx(scipy_entropy(shares, base=2))


def test_no_question_parts_rows_that_are_alike_and_an_empty_side_is_pure():
    X, y = np.zeros((4, 2)), np.array([0, 1, 0, 1])
    assert not all_gains(X[:, 0], y, 2).gains.size
    sides = asked(ThresholdQuestion(0, 5.0), X, y, 2)
    assert sides.counts.tolist() == [[2, 2], [0, 0]]
    assert (sides.impurities, sides.gain) == ((0.5, 0.0), 0.0)
