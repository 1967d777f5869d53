"""Columns that put the rows in nearly the same order: each makes the other look unimportant."""

from collections.abc import Iterator

import numpy as np

from bakeoff.checks.base import Check, DoesNotApply, SetUp
from bakeoff.evaluation.base import Finding
from bakeoff.evaluation.notation import quantity
from bakeoff.preparation.splits import take
from bakeoff.text import _, enumerated

FEWEST_ROWS, MOST_ROWS, MOST_COLUMNS, MOST_PAIRS = 30, 5_000, 200, 3
ALIKE = 0.95
"""Spearman's correlation, with either sign."""


def find(set_up: SetUp) -> Iterator[Finding]:
    """Name the pairs that are most alike."""
    numbers = set_up.table.select_dtypes("number").iloc[:, :MOST_COLUMNS]
    rows = np.random.default_rng(0).permutation(set_up.prepared.rows_train)[:MOST_ROWS]
    if numbers.shape[1] < 2 or len(rows) < FEWEST_ROWS:
        raise DoesNotApply(_("That takes two columns of numbers and 30 training rows."))
    alike = take(numbers, rows).rank().corr(min_periods=FEWEST_ROWS).abs().to_numpy()
    pairs = np.argwhere(np.triu(alike > ALIKE, 1))
    if not len(pairs):
        return
    names = set_up.data.as_named(tuple(map(str, numbers)))
    shown = sorted(pairs.tolist(), key=lambda pair: -alike[*pair])
    written = [
        _("“{first}” and “{second}” ({r})", first=names[i], second=names[j], r=quantity(float(alike[i, j])))
        for i, j in shown
    ]
    yield Finding(
        "correlated_columns",
        "note",
        _("Columns that rise and fall together, by rank correlation: {pairs}.", pairs=enumerated(written, MOST_PAIRS)),
        _("Each can stand in for the other, so that the importance of each alone looks small."),
        _("Read their importances together, or leave one of each pair out and race again."),
    )


CHECK = Check("correlated_columns", "Columns that make each other look unimportant", 11, SetUp, find)
