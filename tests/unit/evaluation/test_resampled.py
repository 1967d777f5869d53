import math

import baycomp
import numpy as np
import pytest
from scipy import stats

from bakeoff.errors import SettingError
from bakeoff.evaluation.resampled import compare_folds, mean_score


def cases(n=200, seed=0):
    """Yield folds, repeats, two rows of scores and a rope."""
    rng = np.random.default_rng(seed)
    for _case in range(n):
        folds, repeats = int(rng.integers(2, 21)), int(rng.integers(1, 11))
        first = rng.uniform(0.5, 1, folds * repeats)
        second = first + rng.normal(rng.normal(0, 0.02), rng.uniform(0.005, 0.05), first.size)
        yield folds, repeats, first, second, rng.uniform(0.001, 0.05)


def test_probabilities_are_baycomps_on_200_random_cases():
    for folds, repeats, first, second, rope in cases():
        found = compare_folds(first, second, 1 / folds, rope)
        expected = baycomp.two_on_single(first, second, rope, repeats)
        assert (found.p_left, found.p_rope, found.p_right) == pytest.approx(expected, abs=1e-6)


def test_without_a_rope_probabilities_are_baycomps_too():
    for folds, repeats, first, second, _rope in cases():
        found = compare_folds(first, second, 1 / folds)
        expected = baycomp.two_on_single(first, second, 0, repeats)
        assert (found.p_left, found.p_right) == pytest.approx(expected, abs=1e-6)
        assert found.p_rope == 0


def test_the_corrected_t_test_is_scipys_t_of_baycomps_variance():
    for folds, repeats, first, second, _rope in cases():
        found = compare_folds(first, second, 1 / folds)
        mean, variance, df = baycomp.CorrelatedTTest.compute_statistics(second, first, repeats)
        expected = stats.t(df, mean, math.sqrt(variance))
        assert found.t == pytest.approx(mean / math.sqrt(variance))
        assert found.p_value == pytest.approx(2 * min(expected.cdf(0), expected.sf(0)), abs=1e-6)
        interval = found.difference.low, found.difference.high
        assert interval == pytest.approx(expected.interval(0.95), abs=1e-6)


def test_without_overlap_it_is_scipys_paired_t_test():
    for _folds, _repeats, first, second, _rope in cases(200, seed=1):
        found, expected = compare_folds(first, second, 0), stats.ttest_rel(first, second)
        assert (found.t, found.p_value) == pytest.approx((expected.statistic, expected.pvalue), abs=1e-6)
        interval = expected.confidence_interval(0.95)
        assert (found.difference.low, found.difference.high) == pytest.approx(tuple(interval), abs=1e-6)


def test_a_single_contenders_interval_is_that_of_its_difference_from_zero():
    scores = np.array([0.9, 0.85, 0.95, 0.8])
    found, expected = mean_score(scores, 0.25), compare_folds(scores, np.zeros(4), 0.25).difference
    assert found == expected
    half = stats.t.ppf(0.975, 3) * scores.std(ddof=1) * math.sqrt(1 / 4 + 1 / 3)
    assert (found.low, found.high) == pytest.approx((scores.mean() - half, scores.mean() + half))


@pytest.mark.parametrize("rope", [0, 0.01, 0.03])
@pytest.mark.parametrize("lead", [0, 0.005, 0.02, -0.02])
def test_equal_differences_are_answered_as_by_baycomp(rope, lead):
    second = np.full(10, 0.5)
    found = compare_folds(second + lead, second, 0.1, rope)
    expected = baycomp.two_on_single(second + lead, second, rope)
    answer = (found.p_left, found.p_rope, found.p_right) if rope else (found.p_left, found.p_right)
    assert answer == pytest.approx(expected)
    assert (found.difference.low, found.difference.high) == pytest.approx((lead, lead))
    assert found.p_value == (1 if lead == 0 else 0)


def test_differences_that_are_equal_but_for_rounding_are_equal():
    found = compare_folds([0.97, 0.95, 0.93], [0.95, 0.93, 0.91], 1 / 3, rope=0.02)
    assert (found.p_left, found.p_rope, found.p_right) == (0, 1, 0)


@pytest.mark.parametrize("scores", [([], []), ([0.9], [0.8]), ([0.9, math.nan], [0.8, 0.7])])
def test_fewer_than_two_folds_tell_nothing(scores):
    found = compare_folds(*scores, 0.1, rope=0.01)
    assert found.p_value == 1
    assert np.isnan([found.p_left, found.p_rope, found.p_right, found.t, found.difference.low]).all()
    assert found.n_folds < 2


def test_a_fold_without_a_score_is_left_out():
    with_gap = compare_folds([0.9, math.nan, 0.8, 0.7], [0.8, 0.5, 0.8, 0.9], 0.25)
    assert with_gap == compare_folds([0.9, 0.8, 0.7], [0.8, 0.8, 0.9], 0.25)


@pytest.mark.parametrize(
    ("second", "test_share", "rope", "said"),
    [
        ([0.9], 0.1, 0, "same folds"),
        ([0.9, 0.8], 1, 0, "test share"),
        ([0.9, 0.8], -0.1, 0, "test share"),
        ([0.9, 0.8], 0.1, -1, "0 or more"),
        ([0.9, 0.8], 0.1, math.nan, "0 or more"),
    ],
)
def test_what_cannot_be_compared_is_refused(second, test_share, rope, said):
    with pytest.raises(SettingError, match=said):
        compare_folds([0.9, 0.8], second, test_share, rope)


def test_folds_that_agree_have_the_variance_of_bonetts_and_prices_counts():
    n_folds, n_test, one_is_right = 5, 36, 21
    found = compare_folds([0.97] * n_folds, [0.97 - one_is_right / n_test] * n_folds, 1 / n_folds, row=1 / n_test)
    differing = (n_folds * one_is_right + 2) / (n_folds * n_test)
    of_a_row = differing - (one_is_right / n_test) ** 2
    assert found.error**2 == pytest.approx(of_a_row / n_test * (1 / n_folds + 1 / (n_folds - 1)))


def test_a_lead_of_58_points_on_five_small_folds_is_beyond_doubt():
    forest, baseline = [0.97, 1.0, 0.97, 1.0, 0.97], [0.39, 0.39, 0.42, 0.4, 0.4]
    assert compare_folds(forest, baseline, 0.2, 0.01, row=1 / 36).p_value < 0.001


def test_the_interval_of_a_mean_knows_how_repeats_on_the_same_rows_differ():
    scores = np.array([0.90, 0.92, 0.88, 0.86, 0.84, 0.70, 0.72, 0.68, 0.66, 0.64])
    of_repeats = scores.reshape(2, 5).mean(axis=1).var(ddof=1)
    half = stats.t.ppf(0.975, 9) * math.sqrt(scores.var(ddof=1) * (1 / 10 + 1 / 4) + of_repeats)
    found = mean_score(scores, 0.2, per_repeat=5)
    assert (found.low, found.high) == pytest.approx((scores.mean() - half, scores.mean() + half))
    assert mean_score(scores[:5], 0.2, per_repeat=5) == mean_score(scores[:5], 0.2)
