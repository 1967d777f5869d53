"""Estimate of a support vector machine's fit time, before the fit starts."""

import time
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import issparse
from sklearn.base import is_classifier
from sklearn.svm import SVC, SVR

from bakeoff.contenders.svm.calibration import MOST_ROWS
from bakeoff.contenders.temperature import FOLDS

SAMPLES = (1000, 2000)


def estimate_seconds(machine: Any, X: Any, y: ArrayLike) -> float:
    """Return about how many CPU seconds ``machine.fit(X, y)`` will take on one core.

    Times fits on 1,000 and on 2,000 rows and draws a power law through them, of an exponent from 2 to 3 (L. Bottou
    and C.-J. Lin, Support vector machine solvers, 2007); the small fits behind the probabilities are added.

    Parameters
    ----------
    machine : SVMClassifier or SVMRegressor
        Left as it is.
    X : array-like of shape (n_rows, n_features)
    y : array-like of shape (n_rows,)

    Returns
    -------
    float
        More than 0. Good to a factor of about two: meant for "a minute" or "an hour".
    """
    rows, target = X if issparse(X) else np.asarray(X), np.asarray(y)
    order = np.random.RandomState(0).permutation(len(target))
    small, large = (order[: min(size, len(target) * size // SAMPLES[-1])] for size in SAMPLES)
    fast, slow = (_fit_seconds(machine, rows[sample], target[sample]) for sample in (small, large))
    exponent = np.clip(np.log(slow / fast) / np.log(len(large) / len(small)), 2.0, 3.0)
    fits = [float(len(target))]
    if is_classifier(machine):
        fits += [min(len(target), MOST_ROWS) * (1 - 1 / FOLDS)] * FOLDS
    return float(sum(slow * (n_rows / len(large)) ** exponent for n_rows in fits))


def _fit_seconds(machine: Any, X: Any, y: NDArray[Any]) -> float:
    plain = (SVC if is_classifier(machine) else SVR)(**machine.get_params())
    start = time.process_time()
    plain.fit(X, y)
    return max(time.process_time() - start, 1e-6)
