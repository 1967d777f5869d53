"""Columns that hold means of the answers, as encoding a category by its target makes them."""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bakeoff.checks.telling import FEWEST_ROWS, MOST_COLUMNS
from bakeoff.contenders.scores import some_rows
from bakeoff.fields import Task
from bakeoff.preparation.splits import Rows

MOST_GROUPINGS = 20
MOST_CLASSES = 10
FEWEST_MEANS = 5
FITTING = 0.95
"""Share of the rows that must have the mean of their group: groups of the same mean are taken for one."""
MOST_MERGED = 4
FINEST = 12

Column = NDArray[np.float64]


@dataclass(frozen=True)
class _Groups:
    """Some rows’ own answers, the sizes of their groups and the sums of the answers in these; the mean of all rows."""

    own: Column
    sizes: Column
    sums: Column
    mean: float

    @classmethod
    def of(cls, codes: Rows, answer: Column, rows: Rows) -> Self:
        """Sum the answers of each group, for some rows."""
        sizes = np.bincount(codes)[codes][rows].astype(np.float64)
        sums = np.bincount(codes, weights=answer)[codes][rows].astype(np.float64)
        return cls(answer[rows], sizes, sums, float(answer.mean()))

    def made(self, column: Column, step: float, most_merged: int = 1) -> bool:
        """Return whether a column holds their means: plain, without the own answer, or drawn towards the mean of all.

        Values are rounded to `step`; so many groups at most may have one value.
        """

        def fits(*made: Column) -> bool:
            off = np.min([np.abs(means - column) for means in made], axis=0)
            fitting = off <= 0.51 * step
            values = np.unique(column[fitting].round(FINEST))
            return bool(np.mean(fitting) >= FITTING and len(values) >= FEWEST_MEANS)

        with np.errstate(divide="ignore", invalid="ignore"):
            means = self.sums / self.sizes
            if fits(means) or fits((self.sums - self.own) / (self.sizes - 1)):
                return True
            towards = np.abs(column - self.mean) > 10 * step
            more = np.median((self.sizes * (means - column) / (column - self.mean))[towards]) if towards.any() else 0.0
            more = round(more) if abs(more - round(more)) < 0.1 else more
            drawn = [(self.sums + n * more * self.mean) / (self.sizes + n * more) for n in range(1, most_merged + 1)]
        return more > 0 and fits(*drawn)


def answer_means(X: pd.DataFrame, y: NDArray[Any], task: Task) -> tuple[str, ...]:
    """Return the columns that were worked out from the answers of all rows.

    The values of such a column are the mean answers, or the shares of a class, of groups of rows: rounded; drawn
    towards the mean of all, as if some more rows had that; or without the row's own answer. The groups are the rows of
    each value of the column itself, or of one of 20 columns of words or whole numbers. At most 2,000 values of 200
    columns are compared; fewer than 50 rows are too few to tell.

    Parameters
    ----------
    X : DataFrame of shape (n_rows, n_columns)
        Raw features of *all* rows.
    y : ndarray of shape (n_rows,)
    task : {"classification", "regression"}
    """
    if len(y) < FEWEST_ROWS:
        return ()
    rows = some_rows(len(y))
    columns = X.iloc[:, :MOST_COLUMNS]
    numbers = {name: X[name].to_numpy(dtype=np.float64) for name in columns.select_dtypes("float")}
    steps = {name: step for name, column in numbers.items() if (step := _step(column[rows]))}
    if not steps:
        return ()
    classes = np.unique(y)[:MOST_CLASSES]
    answers = [y.astype(np.float64)] if task == "regression" else [(y == code).astype(np.float64) for code in classes]
    names = sorted((name for name in columns if steps.get(name) is None), key=lambda name: name in numbers)
    others = [codes for name in names if _few(codes := pd.factorize(X[name], use_na_sentinel=False)[0])]
    shared = [_Groups.of(codes, answer, rows) for codes in others[:MOST_GROUPINGS] for answer in answers]
    encoded = []
    for name, step in steps.items():
        codes = np.unique(numbers[name].round(FINEST), return_inverse=True)[1]
        own = [_Groups.of(codes, answer, rows) for answer in answers] if _few(codes) else []
        column = numbers[name][rows]
        by_itself = any(groups.made(column, step, MOST_MERGED) for groups in own)
        if by_itself or any(groups.made(column, step) for groups in shared):
            encoded.append(str(name))
    return tuple(encoded)


def _few(codes: Rows) -> bool:
    return bool(1 <= codes.max() < len(codes) / 2)


def _step(column: Column) -> float:
    """Return what the values of a column are rounded to; 0 for whole numbers, and where that is too coarse to tell."""
    known = column[np.isfinite(column)]
    if len(known) < FITTING * len(column) or not np.ptp(known):
        return 0.0
    digits = next((n for n in range(FINEST) if np.abs(known - known.round(n)).max() <= 1e-9 * np.ptp(known)), FINEST)
    step = max(10.0**-digits, 1e-6 * float(np.ptp(known)))
    return step if digits and step < 0.4 * known.std() else 0.0
