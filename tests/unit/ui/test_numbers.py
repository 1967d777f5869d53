import math

import pytest

from bakeoff.evaluation.base import Estimate
from bakeoff.ui.numbers import count, duration, score, size, with_interval


@pytest.mark.parametrize(
    ("value", "written"), [(0.96249, "0.962"), (1.0, "1.000"), (-0.5, "-0.500"), (None, "–"), (math.nan, "–")]
)
def test_score(value, written):
    assert score(value) == written


@pytest.mark.parametrize(
    ("estimate", "written"),
    [
        (Estimate(0.96194, 0.951, 0.973), "0.962 ± 0.011"),
        (Estimate(0.5, 0.2, 0.8), "0.50 ± 0.30"),
        (Estimate(3000.4, 2400.0, 3600.0), "3000 ± 600"),
        (Estimate(0.97, 0.9689, 0.9711), "0.9700 ± 0.0011"),
        (Estimate(1.0, 1.0, 1.0), "1"),
        (Estimate(0.123456, math.nan, math.nan), "0.1235"),
        (Estimate(math.nan, math.nan, math.nan), "–"),
    ],
)
def test_an_interval_has_as_many_digits_as_it_allows(estimate, written):
    assert with_interval(estimate) == written


@pytest.mark.parametrize(
    ("seconds", "written"),
    [
        (0, "0 ms"),
        (0.0004, "0.4 ms"),
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
