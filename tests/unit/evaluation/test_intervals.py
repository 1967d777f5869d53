import numpy as np
import pytest
from scipy import stats
from scored_examples import classification, reference, regression
from sklearn import metrics as sk

from bakeoff.evaluation.base import Prediction
from bakeoff.evaluation.intervals import RESAMPLES, percentile, resample_cells, resample_rows, wilson
from bakeoff.evaluation.metrics import evaluate
from bakeoff.evaluation.ranking import Ranking


def test_wilson_is_the_worked_formula():
    successes, n, z = 81, 100, stats.norm.ppf(0.975)
    share = successes / n
    centre = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * np.sqrt(share * (1 - share) / n + z**2 / (4 * n**2))
    assert wilson(successes, n) == pytest.approx((centre - half, centre + half))


def test_accuracy_has_wilsons_interval_even_when_all_is_right():
    target, _wrong = classification(2, n=50)
    found = evaluate(target, Prediction(target), "classification", 2)["accuracy"]
    assert (found.low, found.high) == pytest.approx(wilson(50, 50))
    assert found.low < 1


def test_percentile_leaves_out_what_is_not_defined():
    values = np.append(np.arange(101.0), np.nan)
    assert percentile(values) == pytest.approx((2.5, 97.5))
    assert np.isnan(percentile(np.full(5, np.nan))).all()


def test_resampled_cells_keep_their_number_and_their_mean():
    counts = np.array([[30, 10], [0, 60]])
    found = resample_cells(counts, np.random.default_rng(0))
    assert found.shape == (RESAMPLES, 2, 2)
    assert (found.sum(axis=(1, 2)) == 100).all()
    assert found.mean(axis=0) == pytest.approx(counts, abs=0.6)
    assert found[:, 0, 1].var() == pytest.approx(100 * 0.1 * 0.9, rel=0.15)


def test_resampled_rows_keep_their_number_and_their_variance():
    found = np.concatenate(list(resample_rows(40, np.random.default_rng(0))), axis=1)
    assert found.shape == (40, RESAMPLES)
    assert (found.sum(axis=0) == 40).all()
    assert found.var() == pytest.approx(1 - 1 / 40, rel=0.05)


@pytest.mark.parametrize("ties", [False, True])
def test_weighted_areas_are_those_of_the_drawn_rows(ties):
    target, prediction = classification(3, n=60, ties=ties)
    scores = prediction.probabilities[:, 1]
    weights = np.concatenate(list(resample_rows(60, np.random.default_rng(0))), axis=1)[:, :20]
    found = Ranking(target == 1, scores).areas(weights)
    for column, (area, precision) in zip(weights.T, found, strict=True):
        rows = np.repeat(np.arange(60), column.astype(int))
        assert area == pytest.approx(sk.roc_auc_score(target[rows] == 1, scores[rows]))
        assert precision == pytest.approx(sk.average_precision_score(target[rows] == 1, scores[rows]))


def by_hand(target, prediction, values_of, resamples=1500):
    """Return percentile intervals of the bootstrap as the textbook has it: draw rows, compute, repeat."""
    rng = np.random.default_rng(7)
    found = []
    for _ in range(resamples):
        rows = rng.integers(0, len(target), len(target))
        found.append(values_of(target[rows], prediction, rows))
    return {name: np.quantile([one[name] for one in found], [0.025, 0.975]) for name in found[0]}


def drawn_classes(target, prediction, rows):
    probabilities = prediction.probabilities[rows]
    return reference(target, Prediction(prediction.values[rows], probabilities), probabilities.shape[1])


def drawn_numbers(target, prediction, rows):
    values = prediction.values[rows]
    return {
        "r2": sk.r2_score(target, values),
        "rmse": sk.root_mean_squared_error(target, values),
        "mae": sk.mean_absolute_error(target, values),
    }


def assert_close(found, expected):
    """Compare ends of intervals; an end of 1,000 resamples is itself known to about a tenth of the width."""
    for name, (low, high) in expected.items():
        room = 0.12 * (high - low)
        assert (found[name].low, found[name].high) == pytest.approx((low, high), abs=room), name


def test_class_intervals_are_those_of_a_plain_row_bootstrap():
    target, prediction = classification(3, n=80)
    expected = by_hand(target, prediction, drawn_classes, resamples=600)
    del expected["accuracy"]  # Wilson's
    assert_close(evaluate(target, prediction, "classification", 3), expected)


def test_number_intervals_are_those_of_a_plain_row_bootstrap():
    target, prediction = regression(n=60)
    assert_close(evaluate(target, prediction, "regression"), by_hand(target, prediction, drawn_numbers))


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
