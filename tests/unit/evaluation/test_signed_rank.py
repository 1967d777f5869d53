import baycomp
import numpy as np
import pandas as pd
import pytest
from scipy import stats

from bakeoff.evaluation.signed_rank import over_datasets, rank_biserial


def drawn(n, lead, seed):
    rng = np.random.default_rng(seed)
    first = rng.uniform(0.6, 0.95, n)
    return pd.DataFrame({"svm": first, "tree": first - lead + rng.normal(0, 0.02, n)})


@pytest.mark.parametrize("rope", [0.0, 0.01])
@pytest.mark.parametrize("lead", [0.0, 0.01, -0.03])
@pytest.mark.parametrize("n", [3, 8, 20])
def test_probabilities_are_baycomps(n, lead, rope):
    scores = drawn(n, lead, seed=n)
    (found,) = over_datasets(scores, rope)
    svm, tree = scores["svm"].to_numpy(), scores["tree"].to_numpy()
    expected = baycomp.SignedRankTest(svm, tree, rope, nsamples=15_000, random_state=0)
    told = expected.probs(rope > 0)
    ours = (found.p_first, found.p_rope, found.p_second) if rope else (found.p_first, found.p_second)
    assert ours == pytest.approx(told, abs=0.015)


def test_where_less_is_better_sides_change():
    scores = drawn(8, 0.05, seed=1)
    (more,), (less,) = (over_datasets(scores, 0.0, greater_is_better=better) for better in (True, False))
    assert more.ahead == "svm"
    assert less.ahead == "tree"
    assert less.difference.value == -more.difference.value


def test_the_mean_difference_has_scipys_t_interval():
    scores = drawn(8, 0.02, seed=2)
    (found,) = over_datasets(scores, 0.0)
    gaps = scores["svm"] - scores["tree"]
    assert found.difference.value == pytest.approx(gaps.mean())
    expected = stats.t.interval(0.95, 7, gaps.mean(), stats.sem(gaps))
    assert (found.difference.low, found.difference.high) == pytest.approx(expected)


def test_the_effect_follows_from_wilcoxons_statistic():
    gaps = np.random.default_rng(3).normal(0.3, 1, 15)
    smaller = stats.wilcoxon(gaps).statistic
    total = 15 * 16 / 2
    assert abs(rank_biserial(gaps)) == pytest.approx(1 - 2 * smaller / total)


def test_who_else_takes_part_changes_nothing_for_a_pair():
    scores = drawn(10, 0.02, seed=4)
    alone = over_datasets(scores, 0.01)[0]
    among = over_datasets(scores.assign(forest=0.5, other=0.99), 0.01)[0]
    assert alone == among


def test_three_of_four_data_sets_are_no_certainty_however_sure_the_posterior():
    scores = pd.DataFrame({"svm": [0.947, 0.977, 0.966, 0.979], "tree": [0.953, 0.938, 0.919, 0.831]})
    (found,) = over_datasets(scores, 0.01)
    assert found.p_first > 0.94
    assert not found.sure


def test_equal_contenders_are_told_apart_over_one_collection_of_twenty_at_most():
    rng = np.random.default_rng(5)
    told = 0
    for _collection in range(60):
        scores = pd.DataFrame(rng.normal(0.8, 0.05, (8, 1)) + rng.normal(0, 0.02, (8, 3)), columns=list("abc"))
        told += any(one.sure for one in over_datasets(scores, 0.0))
    assert told <= 6
