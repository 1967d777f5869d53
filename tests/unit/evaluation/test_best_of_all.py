"""Chances of being the best, against closed forms, and against draws from the scores that the differences are of."""

import itertools
import math

import baycomp
import numpy as np
import pytest
from scipy import stats

from bakeoff.evaluation.best_of_all import Gap, chances_of_best
from bakeoff.evaluation.resampled import compare_folds


def test_of_two_it_is_the_normal_distribution():
    for lead, error in ((0.01, 0.02), (-0.03, 0.02), (0.0, 0.1), (0.2, 0.02)):
        chances = chances_of_best([Gap("svm", "tree", lead, error)])
        assert chances["svm"] == pytest.approx(stats.norm.cdf(lead / error), abs=0.005)
        assert sum(chances.values()) == pytest.approx(1)


def test_of_two_on_folds_it_is_baycomps_posterior():
    random = np.random.default_rng(1)
    for _case in range(10):
        first = random.uniform(0.7, 0.9, 5)
        second = first + random.normal(0.01, 0.03, 5)
        compared = compare_folds(first, second, 1 / 5)
        chances = chances_of_best([Gap("a", "b", compared.difference.value, compared.error)], freedom=4)
        assert chances["a"] == pytest.approx(baycomp.two_on_single(first, second, 0, 1)[0], abs=0.005)


@pytest.mark.parametrize("n", [3, 5])
def test_of_several_on_folds_it_is_students_distribution_of_their_means(n):
    random = np.random.default_rng(n)
    folds, share = 10, 1 / 10
    scores = random.normal(0.8, 0.02, (folds, 1)) + random.normal(np.linspace(0, 0.01, n), 0.02, (folds, n))
    gaps = []
    for first, second in itertools.combinations(range(n), 2):
        compared = compare_folds(scores[:, first], scores[:, second], share)
        gaps.append(Gap(str(first), str(second), compared.difference.value, compared.error))
    spread = np.cov(scores.T) * (1 / folds + share / (1 - share))
    drawn = stats.multivariate_t(scores.mean(axis=0), spread, folds - 1, seed=7).rvs(200_000).argmax(axis=1)
    chances = chances_of_best(gaps, freedom=folds - 1)
    for name, chance in chances.items():
        assert chance == pytest.approx((drawn == int(name)).mean(), abs=0.01)


def test_those_whom_nothing_tells_apart_share_the_chance():
    chances = chances_of_best([Gap("a", "b", 0.0, math.nan), Gap("a", "c", 0.5, 0.01), Gap("b", "c", 0.5, 0.01)])
    assert chances == pytest.approx({"a": 0.5, "b": 0.5, "c": 0}, abs=0.001)


def test_unknown_differences_give_even_chances():
    assert chances_of_best([Gap("a", "b", math.nan, math.nan)]) == {"a": 0.5, "b": 0.5}
    assert chances_of_best([Gap("a", "b", 0.1, math.nan)]) == {"a": 0.5, "b": 0.5}
