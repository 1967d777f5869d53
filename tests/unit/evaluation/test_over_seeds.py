import numpy as np
import pytest
from scipy import stats

from bakeoff.evaluation.base import Estimate, Prediction
from bakeoff.evaluation.metrics import METRICS, metric_named, score
from bakeoff.evaluation.over_seeds import compare_over_seeds, mean_estimate
from bakeoff.evaluation.significance import compare

ROWS = 300


def model(target, rng, ease, skill=0.0):
    """Return the answers of one model: rows differ in how hard they are, and models in how good they are."""
    odds = ease + skill + rng.normal(0, 1, len(target))
    right = 1 / (1 + np.exp(-odds))
    probabilities = np.where(
        (target == 1)[:, None], np.column_stack([1 - right, right]), np.column_stack([right, 1 - right])
    )
    return Prediction(probabilities.argmax(axis=1), probabilities)


def equals(seed, n_contenders=4, n_seeds=5, n_rows=ROWS, spread=0.4, lead=0.0):
    """Return a target and contenders of which all are equally good but the first, which has a `lead`."""
    rng = np.random.default_rng(seed)
    target, ease = rng.integers(0, 2, n_rows), rng.normal(1, 1.5, n_rows)
    models = {
        f"c{number}": [
            model(target, rng, ease, rng.normal(0, spread) + lead * (number == 0)) for _seed in range(n_seeds)
        ]
        for number in range(n_contenders)
    }
    return target, models


def claims(times, metric="accuracy", **how):
    """Return the share of races in which some contender is said to be better."""
    found = (compare_over_seeds(*equals(seed, **how), metric_named(metric), 2) for seed in range(times))
    return sum(any(pair.decided for pair in pairs) for pairs in found) / times


@pytest.mark.parametrize(("metric", "n_seeds"), [("accuracy", 2), ("accuracy", 5), ("log_loss", 5), ("roc_auc", 10)])
def test_equals_are_told_apart_in_one_race_of_twenty_at_most(metric, n_seeds):
    # 95 % of such counts are below this if the rate is 5 %
    assert claims(100, metric, n_seeds=n_seeds) <= stats.binom.ppf(0.95, 100, 0.05) / 100


def test_rows_alone_tell_equals_apart_far_more_often():
    """What the seeds are counted for: the race of one seed is right about these models, and only about them."""
    wrong = 0
    for seed in range(100):
        target, models = equals(seed, n_seeds=1)
        pairs = compare(target, {name: one for name, (one,) in models.items()}, metric_named("accuracy"), 2)
        wrong += any(pair.decided for pair in pairs)
    assert wrong > 15


def test_a_real_difference_is_found():
    found = [compare_over_seeds(*equals(seed, 2, 10, lead=1.0), metric_named("accuracy"), 2)[0] for seed in range(20)]
    assert sum(pair.decided and pair.difference > 0 for pair in found) >= 18


@pytest.mark.parametrize("n_seeds", [1, 3])
def test_who_ranks_perfectly_with_every_seed_beats_who_cannot_rank_though_nothing_varies(n_seeds):
    target = np.arange(40) % 2
    perfect = Prediction(target, np.column_stack([1 - target, target]).astype(float))
    baseline = Prediction(np.zeros(40, dtype=int), np.full((40, 2), 0.5))
    models = {"best": [perfect] * n_seeds, "as_good": [perfect] * 3, "baseline": [baseline]}
    against_equal, against_baseline, _third = compare_over_seeds(target, models, metric_named("roc_auc"), 2)
    assert (against_equal.difference, against_equal.decided) == (0, False)
    assert (against_baseline.difference, against_baseline.decided) == (0.5, True)


def test_with_one_seed_each_it_is_the_test_of_one_race():
    target, models = equals(1, n_seeds=1)
    alone = compare(target, {name: one for name, (one,) in models.items()}, metric_named("accuracy"), 2)
    assert compare_over_seeds(target, models, metric_named("accuracy"), 2) == alone


@pytest.mark.parametrize("metric", [one.name for one in METRICS if one.task == "classification"])
def test_the_difference_is_that_of_the_mean_scores(metric):
    target, models = equals(3, n_contenders=2)
    found = compare_over_seeds(target, models, metric_named(metric), 2)[0]
    means = [np.mean([score(target, one, metric_named(metric), 2) for one in own]) for own in models.values()]
    sign = 1 if metric_named(metric).greater_is_better else -1
    assert found.difference == pytest.approx(sign * (means[0] - means[1]))
    assert found.low < found.difference < found.high


@pytest.mark.parametrize("metric", ["r2", "rmse", "mae"])
def test_the_difference_of_numbers_is_that_of_the_mean_scores(metric):
    rng = np.random.default_rng(0)
    target = rng.normal(50, 10, ROWS)
    models = {
        name: [Prediction(target + rng.normal(0, sd, ROWS)) for _seed in range(5)] for name, sd in (("a", 4), ("b", 5))
    }
    found = compare_over_seeds(target, models, metric_named(metric))[0]
    means = [np.mean([score(target, one, metric_named(metric), 0) for one in own]) for own in models.values()]
    sign = 1 if metric_named(metric).greater_is_better else -1
    assert found.difference == pytest.approx(sign * (means[0] - means[1]))
    assert found.decided


def test_without_any_difference_between_rows_it_is_the_t_test_of_the_seeds():
    """Were every row as hard as every other, scores of seeds would be all that there is: Welch's t-test."""
    rng = np.random.default_rng(0)
    target = np.zeros(20_000)
    models = {
        name: [Prediction(target + bias) for bias in rng.normal(mean, 0.3, 6)]
        for name, mean in (("a", 1.0), ("b", 1.4))
    }
    found = compare_over_seeds(target, models, metric_named("mae"))[0]
    errors = [[np.abs(one.values).mean() for one in own] for own in models.values()]
    assert found.p_value == pytest.approx(stats.ttest_ind(*errors, equal_var=False).pvalue)


def test_the_interval_of_a_mean_holds_the_score_of_all_seeds_and_rows():
    inside = 0
    truth = np.mean([score(*_one(10_000 + seed), metric_named("accuracy"), 2) for seed in range(60)])
    for seed in range(100):
        target, models = equals(seed, n_contenders=1, n_seeds=5)
        values = [score(target, one, metric_named("accuracy"), 2) for one in models["c0"]]
        half = [1.96 * np.sqrt(value * (1 - value) / ROWS) for value in values]
        found = mean_estimate([Estimate(v, v - h, v + h) for v, h in zip(values, half, strict=True)])
        inside += found.low <= truth <= found.high
    assert inside >= 92


def _one(seed):
    target, models = equals(seed, n_contenders=1, n_seeds=1, n_rows=5_000)
    return target, models["c0"][0]
