"""How a support vector machine stood while its solver was at work.

The solver tells nothing on its way. It is deterministic, though: stopped after so many iterations, a second fit stands
where the first one stood then. For quick fits that can be afforded, off the clock.
"""

import time
import warnings
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from sklearn.base import clone
from sklearn.exceptions import ConvergenceWarning

MOST_FIT_SECONDS = 0.1
MOST_SECONDS = 0.06
"""Only a fit that was so quick is gone through again, and for no longer than this."""
FIRST = 4
MOST_HALTS = 10


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


def halted(machine: Any, X: ArrayLike, y: ArrayLike, fit_seconds: float) -> list[Halted]:
    """Return how a fitted machine stood after ever more iterations of its solver, none of them the last.

    Parameters
    ----------
    machine : SVMClassifier or SVMRegressor
        Fitted to X and y.
    X, y : array-like
    fit_seconds : float
        CPU seconds that its fit has taken.
    """
    if fit_seconds > MOST_FIT_SECONDS:
        return []
    reached: list[Halted] = []
    began = time.process_time()
    for iterations in halts(int(np.max(machine.n_iter_))):
        started = time.process_time()
        if started - began > MOST_SECONDS:
            break
        reached.append(Halted(_stopped(machine, X, y, iterations), iterations, time.process_time() - started))
    # The first fit again is slowed by what a cold processor has to fetch, which is no part of getting there.
    least = np.minimum.accumulate([fit_seconds, *(halt.cpu_seconds for halt in reversed(reached))])[:0:-1]
    return [replace(halt, cpu_seconds=seconds) for halt, seconds in zip(reached, least.tolist(), strict=True)]


def halts(n_iterations: int) -> list[int]:
    """Return after how many iterations to stop: from 4 on in equal ratios, at most ten times.

    Examples
    --------
    >>> halts(100), len(halts(5000))
    ([4, 5, 7, 10, 14, 20, 27, 38, 52, 72], 10)
    >>> halts(4)
    []
    """
    if n_iterations <= FIRST:
        return []
    raster = np.geomspace(FIRST, n_iterations, MOST_HALTS + 1)[:-1]
    return sorted(set(raster.astype(int).tolist()))


def _stopped(machine: Any, X: ArrayLike, y: ArrayLike, iterations: int) -> Any:
    other = clone(machine).set_callbacks().set_params(max_iter=iterations)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # that it is not done is what is wanted
        return other.fit(X, y, calibrate=False, texts=machine.first_of_texts)
