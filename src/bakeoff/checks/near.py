"""Test rows with a near copy among those that are learnt from."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats
from sklearn.neighbors import NearestNeighbors

from bakeoff.checks.base import Check, SetUp
from bakeoff.contenders.scores import some_rows
from bakeoff.evaluation.base import Finding
from bakeoff.preparation.splits import Rows
from bakeoff.text import _

LARGEST_SHARE = 0.1
NEAR = 0.1
NEIGHBOURS = 10
FEWEST_NUMBERS = 3
FEWEST_DIFFERENT = 20
MOST_TESTED, MOST_LEARNT, MOST_COLUMNS, MOST_DRAWN = 300, 5000, 100, 1_000_000
CERTAIN = 0.2
"""Share of the rows looked at from which on the headline tells of copies."""

Table = NDArray[np.float64]


def find(set_up: SetUp) -> Iterator[Finding]:
    """Count them, if they are more than a few."""
    n, looked_at = near_copies(set_up.table, set_up.learnt, set_up.prepared.rows_test)
    if n:
        headline = _(
            "{n} of {all} test rows have a near copy among those learnt from, so the results say little.",
            n=n,
            all=looked_at,
        )
        yield Finding(
            "near",
            "warning",
            _("{n} of {all} test rows have a near copy in the part to learn from.", n=n, all=looked_at),
            _("Copies that were changed a little, or things measured twice, are remembered rather than understood."),
            _("Remove them, or split by a column that says which rows belong together."),
            headline=headline if n >= CERTAIN * looked_at else "",
        )


def near_copies(X: pd.DataFrame, learnt: Rows, test: Rows) -> tuple[int, int]:
    """Return how many test rows have a near copy among those that are learnt from, and how many were looked at.

    A near copy is at less than a tenth of the distance of the tenth nearest row, though not the same. Distances are of
    the numbers alone, each with a standard deviation of 1. At most 300 test rows, 5,000 others and 100 columns are
    looked at, always the same ones. The number is 0 with fewer than three columns of numbers; up to 10 % of the rows;
    and if rows that are drawn anew, or spread as evenly as the tenth to the twentieth nearest, had half as many.

    Parameters
    ----------
    X : DataFrame of shape (n_rows, n_columns)
        Raw features.
    learnt, test : ndarray of int of shape (n_part,)
    """
    rng = np.random.default_rng(0)
    known, asked = rng.permutation(learnt)[:MOST_LEARNT], rng.permutation(test)[:MOST_TESTED]
    numbers = X.select_dtypes("number").iloc[np.concatenate([known, asked])]
    numbers = numbers.loc[:, numbers.nunique() > FEWEST_DIFFERENT]
    numbers = numbers.iloc[:, some_rows(numbers.shape[1], MOST_COLUMNS)]
    if numbers.shape[1] < FEWEST_NUMBERS or len(known) < 2 * NEIGHBOURS:
        return 0, len(asked)
    numbers = numbers / numbers.abs().max()  # squares of 1e-200 would be 0, those of 1e200 infinite
    scaled = ((numbers - numbers.mean()) / numbers.std()).fillna(0.0).to_numpy(dtype=np.float64)

    distances = _distances(scaled, len(known))
    n = int(_near(distances).sum())
    if n <= LARGEST_SHARE * len(asked):
        return 0, len(asked)
    draws = [drawn_anew(scaled, seed) for seed in range(int(np.clip(MOST_DRAWN // scaled.size, 1, 8)))]
    drawn = np.mean([_near(_distances(draw, len(known))).sum() for draw in draws])
    expected = max(float(drawn), _of_dimension(distances))
    return n if n > 2 * expected + 3 * np.sqrt(expected) + 2 else 0, len(asked)


def drawn_anew(columns: Table, seed: int) -> Table:
    """Return independent rows with the values and the rank correlations of some columns.

    A Gaussian copula of the ranks makes them, so that copies in the table do not come again.
    """
    scores = stats.norm.ppf((stats.rankdata(columns, axis=0) - 0.5) / len(columns))
    with np.errstate(invalid="ignore"):  # of a column that is the same everywhere
        correlations = np.nan_to_num(np.atleast_2d(np.corrcoef(scores, rowvar=False)))
    variances, directions = np.linalg.eigh(correlations)
    drawn = np.random.default_rng(seed).normal(size=columns.shape) @ (directions * np.sqrt(variances.clip(0))).T
    anew = np.empty_like(columns)
    np.put_along_axis(anew, drawn.argsort(axis=0), np.sort(columns, axis=0), axis=0)
    return anew


def _distances(rows: Table, n_known: int) -> Table:
    """Return how far the twenty nearest of the first rows are from each of the others."""
    nearest = NearestNeighbors(n_neighbors=2 * NEIGHBOURS).fit(rows[:n_known])
    return np.asarray(nearest.kneighbors(rows[n_known:])[0])


def _near(distances: Table) -> NDArray[np.bool_]:
    nearest, typical = distances[:, 0], distances[:, NEIGHBOURS - 1]
    return np.asarray((nearest > 1e-9) & (nearest < NEAR * typical))


def _of_dimension(distances: Table) -> float:
    """Return how many near copies rows have that fill a space evenly, of the dimension that is about each.

    Columns that depend on one another leave rows on a line or in a plane, where some are near by chance. The dimension
    follows from the tenth to the twentieth nearest row, as Levina and Bickel have it.
    """
    far = distances[:, NEIGHBOURS - 1 :].clip(1e-12)
    in_a_line = (1 - (NEIGHBOURS - 1) / np.arange(NEIGHBOURS, 2 * NEIGHBOURS)).sum()  # the expected sum of logarithms
    dimension = in_a_line / np.log(far[:, -1:] / far[:, :-1]).sum(axis=1).clip(1e-3)
    return float((1 - (1 - NEAR**dimension) ** (NEIGHBOURS - 1)).sum())


CHECK = Check("near", "Near copies of test rows among those learnt from", 150, SetUp, find)
