import math

import numpy as np
import pytest
from scipy import stats

from bakeoff.evaluation.conformal import coverage, half_width
from bakeoff.evaluation.intervals import wilson


def test_the_half_width_is_the_order_statistic_that_numpy_finds():
    residuals = np.random.default_rng(0).normal(size=199)
    expected = np.quantile(np.abs(residuals), math.ceil(200 * 0.9) / 199, method="inverted_cdf")
    assert half_width(residuals, 0.9) == expected


def test_too_few_rows_for_the_level_give_no_bound():
    assert half_width(np.zeros(18), 0.95) == math.inf
    assert half_width(np.zeros(19), 0.95) == 0


def test_coverage_counts_test_rows():
    found = coverage(np.arange(-19.0, 20.0), np.array([0.0, 5.0, -18.0, 30.0]), 0.9)
    assert found.half_width == 18
    assert (found.covered.value, found.covered.low, found.covered.high) == (0.75, *wilson(3, 4))


@pytest.mark.parametrize("level", [0.8, 0.95])
def test_intervals_hold_as_often_as_they_say_whatever_the_noise(level):
    rng = np.random.default_rng(0)
    shares = [coverage(*rng.standard_t(2, (2, 200)), level).covered.value for _ in range(200)]
    spread = stats.sem(shares)
    assert level - 4 * spread <= np.mean(shares) <= level + 1 / 201 + 4 * spread
