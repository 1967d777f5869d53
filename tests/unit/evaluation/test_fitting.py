from types import SimpleNamespace

import numpy as np
import pytest
from sklearn.base import BaseEstimator

from bakeoff.evaluation.fitting import WARM_UP_ROWS, warm_up

FITS = []


class Noting(BaseEstimator):
    """Notes what it is fitted to, and can refuse it."""

    def __init__(self, error=None):
        self.error = error

    def fit(self, X, y):
        FITS.append((self, X, y))
        if self.error is not None:
            raise self.error


@pytest.fixture
def prepared():
    FITS.clear()
    y = np.zeros(500, dtype=int)
    y[-1] = 1
    return SimpleNamespace(X_train=np.arange(1000.0).reshape(500, 2), y_train=y)


def test_a_copy_is_fitted_to_a_few_rows_of_all_classes(prepared):
    estimator = Noting()
    warm_up(estimator, prepared)
    ((copy, X, y),) = FITS
    assert copy is not estimator
    assert (len(X), set(y)) == (WARM_UP_ROWS + 1, {0, 1})


def test_an_error_of_the_copy_is_left_to_the_fit_itself(prepared):
    warm_up(Noting(ValueError("too few rows")), prepared)
    assert len(FITS) == 1
