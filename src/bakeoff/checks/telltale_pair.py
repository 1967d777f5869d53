"""Two columns that together tell the answer, though neither does alone."""

import itertools
from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bakeoff.checks.base import Check, DoesNotApply, SetUp
from bakeoff.checks.telling import FEWEST_ROWS, as_numbers, constant_error, error_of, tells, varied
from bakeoff.contenders.scores import some_rows
from bakeoff.evaluation.base import Finding
from bakeoff.preparation.splits import take
from bakeoff.text import _

MOST_PAIRED = 40
"""Columns of which every two are looked at together: 780 pairs."""
BINS = 8
NEARLY = 0.1
FEWEST_FOR_PAIRS = 4
"""With three columns or fewer, that two of them tell the target is what the table is about, as in a plane."""


def find(set_up: SetUp) -> Iterator[Finding]:
    """Look among the columns that nothing else is said of."""
    own, data = set_up.own_columns, set_up.data
    if data.task != "classification":
        raise DoesNotApply(_("Numbers are predicted, not classes."))
    said = {*set_up.telltales, *set_up.means}
    known = take(own, set_up.prepared.rows_train).drop(columns=[name for name in own.columns if str(name) in said])
    pair = telltale_pair(known, take(data.y, set_up.prepared.rows_train))
    if pair is None:
        return
    first, second = data.as_named(pair)
    words = {"first": first, "second": second, "target": set_up.target}
    yield Finding(
        "telltale_pair",
        "warning",
        _("The columns “{first}” and “{second}” together tell {target}, though neither does alone.", **words),
        _("So the table may hold the answer in two parts."),
        _("Leave one of them out, unless both are known before the answer is."),
        headline=_("“{first}” and “{second}” together give the answer away.", **words),
    )


def telltale_pair(X: pd.DataFrame, y: NDArray[Any]) -> tuple[str, str] | None:
    """Return the two columns that predict the class together, where neither is one that does alone.

    Every two of the first 40 columns are cut in eight bins each, and the commonest class of each cell in one half of
    the rows answers for the other half; of the best pair a decision tree must then do as well as in
    `bakeoff.checks.telling.telltale_columns`. Fewer than four columns are not looked at.

    Parameters
    ----------
    X : DataFrame of shape (n_rows, n_columns)
        Raw features of training rows.
    y : ndarray of shape (n_rows,)
        Class codes.
    """
    rows = np.random.default_rng(0).permutation(some_rows(len(X)))
    if len(rows) < FEWEST_ROWS or X.shape[1] < FEWEST_FOR_PAIRS:
        return None
    target = y[rows]
    if not varied(target, "classification"):
        return None
    columns = [as_numbers(X.iloc[rows, place]) for place in range(min(X.shape[1], MOST_PAIRED))]
    binned = [_binned(column) for column in columns]
    pairs = itertools.combinations(range(len(columns)), 2)
    errors = {pair: _cell_error(binned[pair[0]] * (BINS + 1) + binned[pair[1]], target) for pair in pairs}
    best = min(errors, key=errors.__getitem__)
    both = np.column_stack([columns[place] for place in best])
    if errors[best] > NEARLY * constant_error(target, "classification") or not tells(both, target, "classification"):
        return None
    return str(X.columns[best[0]]), str(X.columns[best[1]])


def _binned(column: NDArray[np.float64]) -> NDArray[np.int64]:
    """Return the bin of each value, as many in each as can be; a bin of their own for missing ones."""
    known = column[~np.isnan(column)]
    edges = np.unique(np.quantile(known, np.linspace(0, 1, BINS + 1)[1:-1])) if len(known) else known
    return np.where(np.isnan(column), BINS, np.searchsorted(edges, column, side="left")).astype(np.int64)


def _cell_error(cells: NDArray[np.int64], target: NDArray[Any]) -> float:
    """Return the share of the rows of one half that the commonest class of their cell in the other gets wrong."""
    half, n_classes = len(target) // 2, int(target.max()) + 1
    counts = np.bincount(cells[:half] * n_classes + target[:half], minlength=(BINS + 1) ** 2 * n_classes)
    answers = counts.reshape(-1, n_classes).argmax(axis=1)[cells[half:]]
    return error_of(target[half:], answers, "classification")


CHECK = Check("telltale_pair", "Two columns that together tell the answer", 170, SetUp, find)
