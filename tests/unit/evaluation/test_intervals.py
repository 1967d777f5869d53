import math

import numpy as np
import pytest
from scipy import special, stats
from sklearn import metrics as sk

from bakeoff.evaluation.base import Prediction
from bakeoff.evaluation.intervals import RESAMPLES, doubtful, ends, mid_p, resampled, wilson
from bakeoff.evaluation.metrics import evaluate, values
from bakeoff.evaluation.ranking import Ranking, precision_excess
from tests.unit.evaluation.scored_examples import classification, regression


def test_wilson_is_the_worked_formula():
    successes, n, z = 81, 100, stats.norm.ppf(0.975)
    share = successes / n
    centre = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    assert wilson(successes, n) == pytest.approx((centre - half, centre + half))


def test_each_end_of_the_mid_p_interval_leaves_its_tail_what_was_seen_counted_by_half():
    low, high = mid_p(135, 143)
    assert stats.binom.sf(135, 143, low) + stats.binom.pmf(135, 143, low) / 2 == pytest.approx(0.025)
    assert stats.binom.cdf(134, 143, high) + stats.binom.pmf(135, 143, high) / 2 == pytest.approx(0.025)


@pytest.mark.parametrize("n", [38, 143, 450])
def test_the_mid_p_interval_holds_for_every_share_of_good_contenders(n):
    ends_of = np.array([mid_p(successes, n) for successes in range(n + 1)])
    for share in 1 - np.geomspace(0.3 / n, 0.5, 60):
        holds = (ends_of[:, 0] <= share) & (share <= ends_of[:, 1])
        assert 0.915 <= stats.binom.pmf(np.arange(n + 1), n, share) @ holds <= 0.996


def test_accuracy_has_the_mid_p_interval_even_when_all_is_right():
    target, _wrong = classification(2, n=50)
    found = evaluate(target, Prediction(target), "classification", 2)["accuracy"]
    assert (found.low, found.high) == (mid_p(50, 50)[0], 1.0)
    assert found.low == pytest.approx(0.05 ** (1 / 50))


@pytest.mark.parametrize("name", ["balanced_accuracy", "f1", "mcc", "roc_auc", "average_precision"])
def test_no_mistake_among_few_rows_is_no_certainty(name):
    target, _prediction = classification(2, n=38)
    sure = Prediction(target, np.where(np.eye(2)[target] > 0, 0.9, 0.1))
    found = evaluate(target, sure, "classification", 2)[name]
    assert found.value == found.high == 1.0
    assert 0.7 < found.low < 0.96


@pytest.mark.parametrize("name", ["r2", "rmse", "mae"])
def test_no_error_among_few_numbers_is_no_certainty(name):
    target, _prediction = regression(n=38)
    found = evaluate(target, Prediction(target), "regression")[name]
    assert found.high > found.low


def test_what_can_only_have_one_value_has_no_interval():
    target, _prediction = classification(2, n=60)
    constant = Prediction(np.zeros(60, dtype=np.int64), np.tile([0.6, 0.4], (60, 1)))
    found = evaluate(target, constant, "classification", 2)
    assert found["balanced_accuracy"].value == found["roc_auc"].value == 0.5
    for name in ("balanced_accuracy", "roc_auc", "mcc"):
        assert np.isnan([found[name].low, found[name].high]).all()


def test_nor_has_a_mean_over_classes_that_is_the_same_however_rows_are_drawn():
    target, _prediction = classification(3, n=38)
    constant = Prediction(np.zeros(38, dtype=np.int64), np.full((38, 3), 1 / 3))
    found = evaluate(target, constant, "classification", 3)["average_precision"]
    assert found.value == pytest.approx(1 / 3)
    assert np.isnan([found.low, found.high]).all()


def test_ends_leave_out_what_is_not_defined_and_are_those_of_both_kinds_together():
    plain, doubting = np.append(np.arange(1, 102.0), np.nan), np.append(np.arange(101.0), np.nan)
    low, high = ends(np.stack([plain, doubting]), 10**9)
    assert (low, high) == pytest.approx((2.5, 98.5))
    assert np.isnan(ends(np.full((2, 5), np.nan), 20)).all()


def test_few_rows_have_students_wider_percentiles():
    values = np.random.default_rng(0).normal(size=(2, 200_000))
    low, high = ends(values, 10)
    assert high == pytest.approx(stats.t.ppf(0.975, 9) * np.sqrt(10 / 9), abs=0.03)
    assert low == pytest.approx(-high, abs=0.05)


def test_a_resample_weighs_each_row_alike_and_the_unseen_row_as_one():
    found = list(resampled(40, 40, np.random.default_rng(0)))
    rows, doubt = (np.concatenate([getattr(one, name) for one in found], axis=1) for name in ("rows", "doubt"))
    assert rows.shape == doubt.shape == (40, RESAMPLES)
    assert (rows.mean(), rows.var()) == pytest.approx((1, 1), rel=0.03)
    assert ((doubt > 0).sum(axis=0) == 1).all()
    assert doubt.sum(axis=0).mean() == pytest.approx(1, rel=0.1)
    without, failure, success = np.split(found[0].in_each_way(), 3, axis=1)
    assert (without[:40] == found[0].rows).all()
    assert (without[40:] == 0).all()
    assert (failure[40:79] == found[0].doubt[:-1]).all()
    assert (success[79] == found[0].doubt.sum(axis=0) / 32).all()
    assert (failure[79] == 0).all()
    assert (found[0].with_doubt()[40:] == found[0].doubt).all()


def test_the_share_of_a_class_of_few_rows_varies_as_an_estimate_from_so_few_does():
    found = list(resampled(40, 2, np.random.default_rng(0), sizes=np.repeat([4, 36], [4, 36])))
    few = np.concatenate([one.rows[:4] for one in found], axis=1)
    assert few.mean() == pytest.approx(1, rel=0.05)
    shares = few[:2].sum(axis=0) / few.sum(axis=0)
    assert shares.var() == pytest.approx(0.25 / (4 * 4 / 5 + 1), rel=0.15)  # of a Beta law; Rubin's is 0.25 / 5


@pytest.mark.parametrize("n_classes", [2, 3])
def test_every_other_unseen_row_is_answered_wrong(n_classes):
    target, prediction = classification(n_classes)
    truth, answers = doubtful(target, prediction, n_classes, np.random.default_rng(0))
    assert (answers.probabilities.argmax(axis=1) == answers.values).all()
    assert (truth[::2] == answers.values[::2]).all()
    assert (truth[1::2] != answers.values[1::2]).all()
    assert set(truth) == set(range(n_classes))


def test_most_unseen_rows_are_of_the_rare_class():
    target = np.repeat([0, 1], [147, 3])
    truth, _answers = doubtful(target, Prediction(np.repeat([0, 1], [140, 10])), 2, np.random.default_rng(0))
    assert np.mean(truth == 1) > 0.6


@pytest.mark.parametrize("name", ["balanced_accuracy", "f1", "mcc"])
def test_a_contender_that_missed_all_rare_rows_can_be_better(name):
    """Of 150 rows three are rare, and none is found: by the mid-P interval up to 63 % of such rows are."""
    target = np.repeat([0, 1], [147, 3])
    chances = np.random.default_rng(0).uniform(0, 0.4, 150)
    answer = Prediction(np.zeros(150, dtype=np.int64), np.column_stack([1 - chances, chances]))
    found = evaluate(target, answer, "classification", 2)[name]
    assert found.high > found.value + 0.2
    if name == "balanced_accuracy":
        assert found.high == pytest.approx((1 + mid_p(0, 3)[1]) / 2, abs=0.06)


@pytest.mark.parametrize("values", [[0, 1, 1], [0, 0, 0]])
def test_a_class_without_a_row_leaves_nothing_certain(values):
    target = np.zeros(30, dtype=np.int64)
    answer = np.tile(values, 10)
    chances = np.where(answer, 0.8, 0.2) + np.linspace(0, 0.1, 30)
    found = evaluate(target, Prediction(answer, np.column_stack([1 - chances, chances])), "classification", 2)
    assert found["balanced_accuracy"].high - found["balanced_accuracy"].low > 0.4


def test_a_failure_of_numbers_is_further_off_than_any_and_the_last_unseen_row_is_right():
    target, prediction = regression()
    truth, answers = doubtful(target, prediction, 0, np.random.default_rng(0))
    errors = np.abs(truth - answers.values)
    assert errors[:-1].min() >= np.abs(target - prediction.values).max() * (1 - 1e-12)
    assert errors[-1] == 0
    assert truth[-1] in (target.min(), target.max())


@pytest.mark.parametrize("ties", [False, True])
def test_weighted_areas_are_those_of_the_drawn_rows(ties):
    target, prediction = classification(3, n=60, ties=ties)
    scores = prediction.probabilities[:, 1]
    weights = np.random.default_rng(0).multinomial(60, np.full(60, 1 / 60), size=20).T.astype(np.float32)
    found = Ranking(target == 1, scores).areas(weights)
    for column, (area, precision) in zip(weights.T, found, strict=True):
        rows = np.repeat(np.arange(60), column.astype(int))
        assert area == pytest.approx(sk.roc_auc_score(target[rows] == 1, scores[rows]))
        assert precision == pytest.approx(sk.average_precision_score(target[rows] == 1, scores[rows]))


def by_hand(target, prediction, values_of, resamples=1500):
    """Return percentile intervals of the bootstrap as the textbook has it: draw rows, compute, repeat.

    That what is computed of the rows are scikit-learn's values, test_metrics.py sees to.
    """
    rng = np.random.default_rng(7)
    found = []
    for _ in range(resamples):
        rows = rng.integers(0, len(target), len(target))
        found.append(values_of(target[rows], prediction, rows))
    return {name: np.quantile([one[name] for one in found], [0.025, 0.975]) for name in found[0]}


def drawn_classes(target, prediction, rows):
    probabilities = prediction.probabilities[rows]
    drawn = Prediction(prediction.values[rows], probabilities)
    return values(target, drawn, "classification", probabilities.shape[1])


def drawn_numbers(target, prediction, rows):
    return values(target, Prediction(prediction.values[rows]), "regression")


def assert_close(found, expected):
    """Compare ends of intervals; an end of 1,000 resamples is itself known to about a tenth of the width."""
    for name, (low, high) in expected.items():
        room = 0.12 * (high - low)
        assert (found[name].low, found[name].high) == pytest.approx((low, high), abs=room), name


def test_class_intervals_are_those_of_a_plain_row_bootstrap():
    target, prediction = classification(3, n=80)
    expected = by_hand(target, prediction, drawn_classes, resamples=1000)
    del expected["accuracy"]  # mid-P
    excess = [precision_excess(target == code, prediction.probabilities[:, code]) for code in range(3)]
    expected["average_precision"] -= [np.mean(excess), 0]
    assert_close(evaluate(target, prediction, "classification", 3), expected)


def test_number_intervals_are_those_of_a_plain_row_bootstrap_and_further_on_the_worse_side():
    target, prediction = regression(n=60)
    found = evaluate(target, prediction, "regression")
    for name, (low, high) in by_hand(target, prediction, drawn_numbers).items():
        room = 0.12 * (high - low)
        better, worse = (high, low) if name == "r2" else (low, high)
        ends_found = (found[name].high, found[name].low) if name == "r2" else (found[name].low, found[name].high)
        assert ends_found[0] == pytest.approx(better, abs=room)
        assert abs(ends_found[1] - better) > abs(worse - better)


def test_an_area_that_most_test_parts_have_no_fault_in_is_not_held_always():
    """Of two normal classes 4 standard deviations apart, whose area under the curve is known in closed form."""
    truth, rng, held = stats.norm.cdf(4 / math.sqrt(2)), np.random.default_rng(0), 0
    for part in range(400):
        target = rng.integers(0, 2, 38)
        sure = special.expit(4 * (4 * target + rng.normal(size=38) - 2))
        answer = Prediction(np.asarray(sure > 0.5, dtype=np.int64), np.column_stack([1 - sure, sure]))
        found = evaluate(target, answer, "classification", 2, seed=part)["roc_auc"]
        held += found.low <= truth <= found.high
    assert 0.92 <= held / 400 <= 0.99


@pytest.fixture(scope="module")
def repeated():
    """Return the truth, of very many rows, and estimates from many small test parts."""
    truth = evaluate(*classification(2, n=40_000, seed=99), "classification", 2)
    return truth, [evaluate(*classification(2, n=150, seed=seed), "classification", 2) for seed in range(60)]


@pytest.mark.parametrize("name", ["accuracy", "f1", "mcc", "roc_auc", "log_loss"])
def test_intervals_hold_the_truth_about_nineteen_times_in_twenty(name, repeated):
    truth, found = repeated
    covered = sum(one[name].low <= truth[name].value <= one[name].high for one in found)
    assert covered >= stats.binom.ppf(0.0005, 60, 0.93)  # a percentile bootstrap of 150 rows is a little short
