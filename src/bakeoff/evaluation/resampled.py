"""Two contenders compared on the folds of one resampling: k-fold, repeated k-fold, repeated hold-out.

The training parts of folds overlap, so scores on them are correlated and a plain t-test is far too sure. Both
tests here widen the variance of the mean by Nadeau's and Bengio's factor, 1/n + test rows / training rows.

Few folds may all show the same difference by chance, since a score is a count of rows and can take few values. So
the variance of a fold is at least that of the rows that were answered differently, around their mean, two of them
added: as Bonett and Price (2012) add to McNemar's counts, so that no row at all is not taken for no variance.

Both are closed forms of a few lines over scipy's Student t. The one package that has them, baycomp, would bring
matplotlib into every installation; it is the oracle of the tests instead.
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from bakeoff.errors import SettingError
from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.intervals import LEVEL
from bakeoff.evaluation.sequential import training_variance, variance_between_repeats
from bakeoff.text import _

_ROUNDING = 1e-12
"""Scores that differ by less are the same: 0.97 - 0.95 is not quite 0.95 - 0.93."""

_BORROWED = 0.5
"""What the training rows are taken to add to the variance where one repeat alone cannot show it: about what lets four
equal trees of one question be told apart in 7 % of studies, not in 17 %."""
_ADDED = 2
"""Rows that are taken to have been answered differently, beside those that were."""


@dataclass(frozen=True)
class ResampledComparison:
    """Two contenders compared on the same folds.

    Attributes
    ----------
    difference : Estimate
        Mean over folds of the first's score less the second's, with its corrected 95 % interval: for this pair
        alone, looked at once.
    error : float
        Corrected standard error of that mean.
    t, p_value : float
        Of the corrected resampled t-test (Nadeau and Bengio 2003) that there is no difference.
    p_left, p_rope, p_right : float
        Probabilities that the first is better by more than `rope`, that neither is, and that the second is
        (Bayesian correlated t-test: Benavoli, Corani, Demšar and Zaffalon 2017). With a `rope` of zero the
        middle one is zero, and equal scores count half for each side.
    rope : float
        Half the width of the region of practical equivalence, in units of the score.
    n_folds : int
        How many folds both have a score on. With fewer than two nothing is known: the probabilities, `t` and
        the interval are NaN, and `p_value` is 1.
    """

    difference: Estimate
    error: float
    t: float
    p_value: float
    p_left: float
    p_rope: float
    p_right: float
    rope: float
    n_folds: int


def compare_folds(
    first: ArrayLike,
    second: ArrayLike,
    test_share: float,
    rope: float = 0.0,
    row: float = 0.0,
    per_repeat: int = 0,
) -> ResampledComparison:
    """Compare two contenders by their scores on the same folds.

    Parameters
    ----------
    first, second : array-like of shape (n_folds,)
        Scores, higher is better, fold by fold; all folds of all repeats in one row. A fold that either has no
        score on (NaN) is left out.
    test_share : float
        Share of the rows that a fold tests on: 1/k for k folds, however often repeated.
    rope : float
        Differences up to this count as no difference in practice.
    row : float
        By how much one test row can change the score of its fold: one by the number of its test rows, for a share of
        rows. With 0, not known, the spread between folds alone counts, and equal differences leave no doubt.
    per_repeat : int
        Folds that test each row once; with two repeats or more, `sequential.training_variance` adds to the error, with
        one a share of the variance itself.

    Raises
    ------
    SettingError
        If the scores cannot belong to the same folds, or `test_share` or `rope` is out of range.

    Examples
    --------
    >>> found = compare_folds([0.90, 0.91, 0.95], [0.80, 0.85, 0.90], test_share=1 / 3, rope=0.01)
    >>> round(found.p_left, 3), round(found.p_rope, 3), round(found.p_right, 3)
    (0.935, 0.025, 0.04)
    """
    left, right = np.asarray(first, dtype=float), np.asarray(second, dtype=float)
    if left.shape != right.shape:
        raise SettingError(
            _(
                "Only scores on the same folds can be compared, not {first} scores with {second}; "
                "run both on the same folds.",
                first=left.size,
                second=right.size,
            )
        )
    if not rope >= 0:
        raise SettingError(_("The smallest difference that matters must be 0 or more, not {rope}.", rope=rope))
    differences = left - right
    known = np.isfinite(differences)
    differences = differences[known]
    most = float(np.abs([left[known], right[known]]).max(initial=1.0))
    mean, error = _mean_and_error(differences, test_share, row, most=most)
    n = len(differences)
    if per_repeat and n > 1:
        repeated = n >= 2 * per_repeat
        shown = training_variance(differences, left[known], right[known], per_repeat) if repeated else 0.0
        error = math.sqrt(error**2 + (shown if repeated else _BORROWED * error**2))
    told = (*_t_test(mean, error, n), *_posterior(mean, error, n, rope))
    return ResampledComparison(_interval(mean, error, n), error, *told, rope, n)


def mean_score(scores: ArrayLike, test_share: float, row: float = 0.0, per_repeat: int = 0) -> Estimate:
    """Return the mean of a contender's scores over folds, with its corrected 95 % interval.

    Parameters
    ----------
    scores, test_share, row : as for `compare_folds`
    per_repeat : int
        Folds that test each row once; with two repeats or more, the variance between their means is added.

    Returns
    -------
    Estimate
        The interval is NaN for fewer than two folds, and the mean too for none.
    """
    known = np.asarray(scores, dtype=float)
    known = known[np.isfinite(known)]
    mean, error = _mean_and_error(known, test_share, row, answered=0)
    return _interval(mean, math.sqrt(error**2 + variance_between_repeats(known, per_repeat)), len(known))


def _mean_and_error(
    values: NDArray[Any], test_share: float, row: float, answered: float | None = None, most: float = math.inf
) -> tuple[float, float]:
    """Return the mean and its corrected standard error; NaN where there are too few values.

    `most` is what a score can be, or more: with less to spare, a mean far from 0 leaves the rows less to differ by.
    """
    if not 0 <= test_share < 1:
        raise SettingError(_("The test share of a fold must be from 0 to less than 1, not {share}.", share=test_share))
    if not len(values):
        return math.nan, math.nan
    mean = float(values.mean())
    if len(values) < 2:
        return mean, math.nan
    variance = 0.0 if np.ptp(values) <= _ROUNDING else float(values.var(ddof=1))
    variance = max(variance, least_variance(values, row, answered, most))
    return mean, math.sqrt(variance * (1 / len(values) + test_share / (1 - test_share)))


def least_variance(values: NDArray[Any], row: float, answered: float | None = None, most: float = math.inf) -> float:
    """Return the variance that a fold's difference has at least, by the rows that were answered differently."""
    if not row or not len(values):
        return 0.0
    differing = float(np.abs(values).sum()) / row if answered is None else answered
    return (differing + _ADDED) * row**2 / len(values) - row * float(values.mean()) ** 2 / most


def _interval(mean: float, error: float, n: int) -> Estimate:
    half = error * float(special.stdtrit(n - 1, (1 + LEVEL) / 2)) if n > 1 else math.nan
    return Estimate(mean, mean - half, mean + half)


def _t_test(mean: float, error: float, n: int) -> tuple[float, float]:
    if n < 2:
        return math.nan, 1.0
    if error == 0:
        same = abs(mean) <= _ROUNDING
        return (0.0, 1.0) if same else (math.copysign(math.inf, mean), 0.0)
    return mean / error, 2 * float(special.stdtr(n - 1, -abs(mean) / error))


def _posterior(mean: float, error: float, n: int, rope: float) -> tuple[float, float, float]:
    if n < 2:
        return math.nan, math.nan, math.nan
    if error == 0:
        left, right = float(mean > rope + _ROUNDING), float(mean < -rope - _ROUNDING)
        middle = 1 - left - right
        return (left, middle, right) if rope else (left + middle / 2, 0.0, right + middle / 2)
    left = float(special.stdtr(n - 1, (mean - rope) / error))
    right = float(special.stdtr(n - 1, (-rope - mean) / error))
    return left, max(0.0, 1 - left - right) if rope else 0.0, right
