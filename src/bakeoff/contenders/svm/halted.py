"""States of a support vector machine during its solver's work.

The solver reports nothing on its way, but it is deterministic. A second fit, stopped after so many iterations, is in
the state of the first one at that point. Quick fits can afford this, off the clock.
"""

import time
import warnings
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from scipy.sparse import issparse
from sklearn.base import clone
from sklearn.exceptions import ConvergenceWarning

FIRST = 4
MOST_HALTS = 6
MOST_PRODUCTS = 350_000_000
"""Going through fits again takes no more of these than some 0.1 s; not measured as time, so that all see the same."""


@dataclass(frozen=True)
class Halted:
    """A machine whose solver was stopped.

    Attributes
    ----------
    machine : SVMClassifier or SVMRegressor
    iterations : int
        Of each of its solvers, at most.
    cpu_seconds : float
        What it took to get there; no more than a later one, or the whole fit.
    """

    machine: Any
    iterations: int
    cpu_seconds: float


def halted(
    machine: Any, X: ArrayLike, y: ArrayLike, fit_seconds: float, sample_weight: ArrayLike | None = None
) -> list[Halted]:
    """Return how a fitted machine stood after ever more iterations of its solver, none of them the last.

    Parameters
    ----------
    machine : SVMClassifier or SVMRegressor
        Fitted to X and y.
    fit_seconds : float
        CPU seconds that its fit has taken.
    sample_weight : array-like, optional
        What rows counted in its fit.
    """
    n_iterations = int(np.max(machine.n_iter_))
    reached: list[Halted] = []
    for iterations in halts(n_iterations, MOST_PRODUCTS // products(X, n_iterations)):
        started = time.process_time()
        reached.append(
            Halted(_stopped(machine, X, y, sample_weight, iterations), iterations, time.process_time() - started)
        )
    # The first fit again is slowed by what a cold processor has to fetch, which is no part of getting there.
    least = np.minimum.accumulate([fit_seconds, *(halt.cpu_seconds for halt in reversed(reached))])[:0:-1]
    return [replace(halt, cpu_seconds=seconds) for halt, seconds in zip(reached, least.tolist(), strict=True)]


def products(X: Any, n_iterations: int) -> int:
    """Return about how many products of two numbers a fit takes.

    Each row meets each in the kernel, over the values that are stored of it; each iteration then meets all rows, which
    was measured to take as long as some five products.

    Parameters
    ----------
    X : ndarray or sparse matrix of shape (n_rows, n_features)
    n_iterations : int
        Of the solver that took most.
    """
    stored: int = X.nnz if issparse(X) else np.size(X)
    n_rows: int = np.shape(X)[0]
    return n_rows * (stored + 5 * n_iterations)


def halts(n_iterations: int, affordable: int) -> list[int]:
    """Return after how many iterations to stop: from 4 on in equal ratios, at most six times.

    Parameters
    ----------
    affordable : int
        How many times at most.

    Examples
    --------
    >>> halts(100, 9), halts(5000, 3)
    ([4, 6, 11, 20, 34, 58], [4, 43, 464])
    >>> halts(4, 9)
    []
    """
    if n_iterations <= FIRST:
        return []
    raster = np.geomspace(FIRST, n_iterations, min(MOST_HALTS, affordable) + 1)[:-1]
    return sorted(set(raster.astype(int).tolist()))


def _stopped(machine: Any, X: ArrayLike, y: ArrayLike, weights: ArrayLike | None, iterations: int) -> Any:
    other = clone(machine).set_callbacks().set_params(max_iter=iterations)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # that it is not done is what is wanted
        return other.fit(X, y, weights, calibrate=False, texts=machine.first_of_texts)
