import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.metrics import METRICS, metric_named
from bakeoff.evaluation.notation import count, difference, duration, interval, percent, score, size, with_interval


@pytest.mark.parametrize(
    ("value", "name", "written"),
    [
        (0.98123, "accuracy", "98.1 %"),
        (0.99995, "accuracy", "99.99 %"),
        (0.0002, "accuracy", "0.02 %"),
        (1.0, "balanced_accuracy", "100.0 %"),
        (0.0, "accuracy", "0.0 %"),
        (0.96249, "f1", "0.962"),
        (0.9997, "roc_auc", "0.9997"),
        (1.0, "roc_auc", "1.000"),
        (0.100000000000000019, "average_precision", "0.100"),
        (0.66666666666666652, "average_precision", "0.667"),
        (0.00012, "log_loss", "0.000"),
        (-0.00001, "r2", "0.000"),
        (-0.4321, "r2", "−0.432"),
        (-0.0, "r2", "0.000"),
        (-1234.5, "r2", "−1,234"),
        (54.31, "rmse", "54.3"),
        (0.0123456, "rmse", "0.0123"),
        (3000.4, "rmse", "3,000"),
        (None, "accuracy", "–"),
        (math.nan, "r2", "–"),
    ],
)
def test_score(value, name, written):
    assert score(value, metric_named(name)) == written


@given(st.floats(-1, 1, allow_nan=False), st.sampled_from(METRICS))
def test_no_score_has_more_digits_than_a_person_reads_and_none_is_rounded_to_zero_or_one(value, metric):
    written = score(value, metric)
    digits = written.removesuffix(" %").lstrip("−0.").replace(".", "").replace(",", "")
    assert len(digits.rstrip("0")) <= 14
    if metric.unit == "%" and 1e-6 < value < 1 - 1e-6:
        assert 0 < float(written.removesuffix(" %")) < 100


@pytest.mark.parametrize(
    ("estimate", "name", "written"),
    [
        (Estimate(0.947, 0.827, 0.985), "accuracy", "94.7 % (82.7 to 98.5 %)"),
        (Estimate(0.962, 0.951, 0.973), "f1", "0.962 (0.951 to 0.973)"),
        (Estimate(3000.4, 2400.0, 3600.0), "rmse", "3,000 (2,400 to 3,600)"),
        (Estimate(1.0, 0.97, 1.0), "f1", "1.000 (0.970 to 1.000)"),
        (Estimate(0.999, 0.944, 0.999994), "roc_auc", "0.999 (0.944 to 1.000)"),
        (Estimate(0.999, 0.9, 0.99996), "accuracy", "99.9 % (90.0 to 100.0 %)"),
        (Estimate(0.123456, math.nan, math.nan), "f1", "0.123"),
        (Estimate(math.nan, math.nan, math.nan), "f1", "–"),
    ],
)
def test_an_interval_goes_from_low_to_high(estimate, name, written):
    assert with_interval(estimate, metric_named(name)) == written


def test_an_interval_that_is_not_known_is_a_dash():
    assert interval(Estimate(0.5, math.nan, math.nan), metric_named("accuracy")) == "–"


@pytest.mark.parametrize(
    ("value", "name", "written"),
    [
        (0.1222, "accuracy", "12.2 points"),
        (0.0179, "accuracy", "1.8 points"),
        (0.0002, "accuracy", "0.02 points"),
        (0.0, "accuracy", "0.0 points"),
        (-0.01, "accuracy", "−1.0 points"),
        (0.0479, "r2", "0.048"),
        (math.nan, "r2", "–"),
    ],
)
def test_a_difference_of_shares_is_in_points(value, name, written):
    assert difference(value, metric_named(name)) == written


def test_percent_of_all_is_whole_though_floats_fall_short_of_it():
    assert percent(1 - 1e-16) == percent(1.0) == "100.0"


@pytest.mark.parametrize(
    ("seconds", "written"),
    [
        (0, "0 ms"),
        (0.0004, "0.40 ms"),
        (0.00003, "0.030 ms"),
        (0.001, "1.0 ms"),
        (0.0023, "2.3 ms"),
        (0.0099, "9.9 ms"),
        (0.00999, "10 ms"),
        (0.0123, "12 ms"),
        (0.9996, "1.0 s"),
        (1, "1.0 s"),
        (59.94, "59.9 s"),
        (59.96, "1 min 0 s"),
        (60, "1 min 0 s"),
        (3599.6, "60 min 0 s"),
    ],
)
def test_duration(seconds, written):
    assert duration(seconds) == written


def test_count_parts_thousands():
    assert [count(n) for n in (0, 999, 1000, 1234567)] == ["0", "999", "1,000", "1,234,567"]


@pytest.mark.parametrize(
    ("n_bytes", "written"),
    [(0, "0 B"), (999, "999 B"), (1000, "1 kB"), (999_499, "999 kB"), (999_501, "1.0 MB"), (5_300_000, "5.3 MB")],
)
def test_size(n_bytes, written):
    assert size(n_bytes) == written
