"""Condorcet's theorem against the sum of binomial terms, a draw of voters, and a real forest."""

from math import comb

import numpy as np
import pytest

from bakeoff.features.learn.forest.condorcet import counts, limit, majority
from bakeoff.features.learn.forest.jury import FEATURES, TREES, correlation, jury


@pytest.mark.parametrize("p", [0.3, 0.5, 0.6, 0.95])
@pytest.mark.parametrize("n", [1, 3, 101])
def test_independent_voters_follow_condorcets_sum(p, n):
    expected = sum(comb(n, k) * p**k * (1 - p) ** (n - k) for k in range(n // 2 + 1, n + 1))
    assert majority(p, 0.0, n) == pytest.approx(expected)


@pytest.mark.parametrize(("p", "correlation"), [(0.6, 0.1), (0.6, 0.5), (0.4, 0.3), (0.9, 0.05)])
def test_correlated_voters_are_right_as_often_and_as_alike_as_voters_that_are_drawn(p, correlation):
    rng, n, cases = np.random.default_rng(0), 11, 40_000
    alike = (1 - correlation) / correlation
    chances = rng.beta(p * alike, (1 - p) * alike, cases)
    right = rng.uniform(size=(n, cases)) < chances
    assert right.mean() == pytest.approx(p, abs=0.01)
    assert np.corrcoef(right)[np.triu_indices(n, 1)].mean() == pytest.approx(correlation, abs=0.01)
    assert majority(p, correlation, n) == pytest.approx((right.sum(axis=0) > n / 2).mean(), abs=0.01)
    assert limit(p, correlation) == pytest.approx((chances > 0.5).mean(), abs=0.01)
    assert counts(p, correlation, n).sum() == pytest.approx(1)


def test_voters_that_err_as_one_are_right_as_often_as_one_and_the_limits_hold():
    assert majority(0.7, 1.0, 101) == limit(0.7, 1.0) == 0.7
    assert [limit(p, 0.0) for p in (0.4, 0.5, 0.6)] == [0.0, 0.5, 1.0]
    assert majority(0.6, 0.1, 10_001) == pytest.approx(limit(0.6, 0.1), abs=1e-3)


@pytest.mark.parametrize("share", [None, 1.0])
@pytest.mark.parametrize("features", [FEATURES[0], 8, FEATURES[-1]])
def test_the_formula_foretells_a_forests_vote_to_two_points(share, features):
    own = jury(share, features)
    assert majority(own.alone, correlation(own), TREES) == pytest.approx(own.validation.right(TREES), abs=0.02)
