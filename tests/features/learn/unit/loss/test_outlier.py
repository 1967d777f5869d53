"""The lines of three losses through points with an outlier, against scikit-learn's and SciPy's own fits."""

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import huber
from sklearn.linear_model import LinearRegression, QuantileRegressor

from bakeoff.features.learn.loss.outlier import HEIGHT, REACH, START, belonging, everywhere, lines, reached

OUTLIERS = [START, (0.0, -20.0), (10.0, -20.0), (-10.0, 20.0), (-7.5, 3.0)]


def all_points(outlier: tuple[float, float]):
    x, y = belonging()
    return np.append(x, outlier[0]), np.append(y, outlier[1])


@pytest.mark.parametrize("outlier", OUTLIERS)
def test_the_squared_errors_line_is_scikit_learns(outlier):
    x, y = all_points(outlier)
    theirs = LinearRegression().fit(x[:, None], y)
    line = lines(outlier)["mse"]
    assert (line.intercept, line.slope) == pytest.approx((theirs.intercept_, theirs.coef_[0]))


@pytest.mark.parametrize("outlier", OUTLIERS)
def test_the_absolute_errors_line_misses_as_little_as_scikit_learns(outlier):
    x, y = all_points(outlier)
    theirs = QuantileRegressor(quantile=0.5, alpha=0).fit(x[:, None], y)
    assert np.abs(y - lines(outlier)["mae"].at(x)).sum() == pytest.approx(np.abs(y - theirs.predict(x[:, None])).sum())


@pytest.mark.parametrize("outlier", OUTLIERS)
def test_hubers_line_is_scipys(outlier):
    x, y = all_points(outlier)
    theirs = minimize(lambda line: huber(1.0, y - line[0] - line[1] * x).sum(), (0.0, 0.0), tol=1e-12)
    line = lines(outlier)["huber"]
    assert (line.intercept, line.slope) == pytest.approx(tuple(theirs.x), abs=1e-4)


def test_an_outlier_right_above_a_point_is_no_line_through_both():
    x, _y = belonging()
    assert np.isfinite(lines((float(x[3]), 15.0))["mae"].slope)


def test_lines_for_many_places_are_those_of_each():
    many = everywhere(np.array(OUTLIERS))
    for row, outlier in enumerate(OUTLIERS):
        for loss, line in lines(outlier).items():
            assert many[loss][row] == pytest.approx((line.intercept, line.slope, line.miss))


def test_the_goal_is_not_reached_at_the_start_nor_in_the_middle_and_is_far_out():
    assert not reached(lines(START))
    assert not reached(lines((0.0, HEIGHT)))
    assert reached(lines((REACH, -HEIGHT)))
