import math

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from bakeoff.errors import SettingError
from bakeoff.evaluation.critical_difference import compare_ranks, nemenyi

# Table 6 of Demšar (2006); "voting" has .9751 for .975, which the paper ranks before another .975.
DEMSAR = pd.DataFrame(
    [
        [0.763, 0.768, 0.771, 0.798],
        [0.599, 0.591, 0.590, 0.569],
        [0.954, 0.971, 0.968, 0.967],
        [0.628, 0.661, 0.654, 0.657],
        [0.882, 0.888, 0.886, 0.898],
        [0.936, 0.931, 0.916, 0.931],
        [0.661, 0.668, 0.609, 0.685],
        [0.583, 0.583, 0.563, 0.625],
        [0.775, 0.838, 0.866, 0.875],
        [1.000, 1.000, 1.000, 1.000],
        [0.940, 0.962, 0.965, 0.962],
        [0.619, 0.666, 0.614, 0.669],
        [0.972, 0.981, 0.9751, 0.975],
        [0.957, 0.978, 0.946, 0.970],
    ],
    columns=["C4.5", "C4.5+m", "C4.5+cf", "C4.5+m+cf"],
)


def test_demsars_example_gives_his_ranks():
    found = compare_ranks(DEMSAR)
    expected = {"C4.5+m+cf": 1.964, "C4.5+m": 2.000, "C4.5+cf": 2.893, "C4.5": 3.143}
    assert list(found.average_ranks.index) == list(expected)
    assert found.average_ranks.round(3).to_dict() == expected


def test_demsars_example_gives_his_chi_square_but_for_ties_and_his_verdict():
    found = compare_ranks(DEMSAR)
    ranks = found.average_ranks.to_numpy()
    without_ties = 12 * 14 / (4 * 5) * ((ranks**2).sum() - 4 * 25 / 4)
    assert without_ties == pytest.approx(9.28, abs=0.01)
    assert found.chi_square == pytest.approx(stats.friedmanchisquare(*DEMSAR.to_numpy().T).statistic)
    assert found.p_value < 0.05


def test_demsars_example_gives_his_critical_differences():
    assert nemenyi(14, 4) == pytest.approx(1.25, abs=0.005)
    assert nemenyi(14, 4, alpha=0.10) == pytest.approx(1.12, abs=0.005)


@pytest.mark.parametrize(
    ("alpha", "row"),
    [
        (0.05, [1.960, 2.343, 2.569, 2.728, 2.850, 2.949, 3.031, 3.102, 3.164]),
        (0.10, [1.645, 2.052, 2.291, 2.459, 2.589, 2.693, 2.780, 2.855, 2.920]),
    ],
)
def test_critical_values_are_those_of_demsars_table(alpha, row):
    found = [nemenyi(6, k, alpha) / math.sqrt(k * (k + 1) / 36) for k in range(2, 11)]
    assert found == pytest.approx(row, abs=0.0011)


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 10_000), st.integers(3, 6), st.integers(2, 12), st.booleans())
def test_friedman_is_scipys_with_and_without_ties(seed, k, n, ties):
    scores = np.random.default_rng(seed).random((n, k))
    scores = scores.round(1) if ties else scores
    expected = stats.friedmanchisquare(*scores.T) if np.ptp(scores, axis=1).any() else None
    found = compare_ranks(pd.DataFrame(scores, columns=list("abcdef"[:k])))
    assert found.chi_square == pytest.approx(expected.statistic if expected else 0)


def test_ranks_of_costs_are_the_other_way_round():
    scores, costs = compare_ranks(DEMSAR), compare_ranks(-DEMSAR, greater_is_better=False)
    assert scores.average_ranks.to_dict() == costs.average_ranks.to_dict()


def ranked(*places, n=30):
    """Return scores that rank contenders a, b, c ... by `places`, with some noise on each data set."""
    rng = np.random.default_rng(0)
    return pd.DataFrame(-np.array(places) + rng.normal(0, 0.8, (n, len(places))), columns=list("abcdef"[: len(places)]))


def test_groups_are_the_longest_runs_that_cannot_be_told_apart():
    found = compare_ranks(ranked(1, 1.6, 2.4, 6))
    distance = found.average_ranks
    for group in found.groups:
        assert distance[group[-1]] - distance[group[0]] < found.critical_difference
    assert found.groups == (("a", "b"), ("b", "c"))


def test_contenders_far_apart_are_in_no_group():
    found = compare_ranks(ranked(1, 10, 20))
    assert found.groups == ()
    assert found.p_value == 0


def test_without_any_difference_all_are_one_group():
    (group,) = compare_ranks(ranked(1, 1, 1)).groups
    assert sorted(group) == ["a", "b", "c"]
    same = compare_ranks(pd.DataFrame(0.5, index=range(4), columns=["a", "b"]))
    assert (same.chi_square, same.p_value, same.groups) == (0, 1, (("a", "b"),))


def test_a_data_set_that_not_all_have_finished_is_left_out():
    gap = pd.concat([DEMSAR, pd.DataFrame([[0.9, None, 0.8, 0.7]], columns=DEMSAR.columns, dtype=float)])
    assert compare_ranks(gap).n_datasets == 14


@pytest.mark.parametrize("scores", [DEMSAR.head(1), DEMSAR[["C4.5"]], DEMSAR.head(0)])
def test_too_little_to_rank_is_refused(scores):
    with pytest.raises(SettingError, match="two data sets"):
        compare_ranks(scores)
