from types import SimpleNamespace

import numpy as np
import pytest
from sklearn.base import BaseEstimator

from bakeoff.contenders import contender
from bakeoff.datasets import dataset
from bakeoff.datasets.base import NoOptions
from bakeoff.errors import DatasetError
from bakeoff.evaluation.fitting import WARM_UP_ROWS, fit, warm_up
from bakeoff.preparation.prepared import prepare_parts
from bakeoff.preparation.splits import Parts
from bakeoff.rules import Rules

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


@pytest.mark.parametrize("name", ["svm", "linear", "lightgbm", "xgboost", "decision_tree"])
def test_training_rows_of_one_class_are_refused_in_a_sentence(name):
    if contender(name).missing:
        pytest.skip(contender(name).missing)
    iris, rows = dataset("iris").load(NoOptions()), np.arange(50)  # all setosa
    prepared = prepare_parts(iris, Rules(), Parts(rows[:40], rows[:0], rows[40:]))
    estimator = contender(name).estimator(contender(name).hyperparameters(), "classification", 0)
    with pytest.raises(DatasetError, match="All training rows are of one class"):
        fit(estimator, prepared, Rules())
