"""Test rows that are learnt from as well, value for value."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from bakeoff.checks.base import Check, SetUp
from bakeoff.datasets import Dataset
from bakeoff.evaluation.base import Finding
from bakeoff.preparation.repeated_rows import row_keys
from bakeoff.preparation.splits import Rows, take
from bakeoff.text import _

MOST_REPEATED = 0.05
BY_CHANCE = 2.0
"""Times as many test rows must repeat others as would if columns had nothing to do with one another within a class."""


def find(set_up: SetUp) -> Iterator[Finding]:
    """Count them, and tell those that chance makes in a table of few categories from others."""
    data, learnt, test, rules = set_up.data, set_up.learnt, set_up.prepared.rows_test, set_up.rules
    rows = np.concatenate([learnt, test])  # not all of a large data set, if few rows are learnt from
    keys = row_keys(take(data.X, rows), data.y[rows])
    n = int(np.isin(keys[len(learnt) :], keys[: len(learnt)]).sum())
    if not n:
        return
    what = _("Test rows that also stand, value for value, in the part to learn from: {n} of {all}.", n=n, all=len(test))
    reason = _("A contender that only remembers rows is right on these, which says nothing of new ones.")
    if n < MOST_REPEATED * len(test) or n < BY_CHANCE * _by_chance(data, learnt, test):
        mend = _("If they are the same things written down twice, remove repeated rows.")
        yield Finding("repeated", "note", what, reason, mend, {"rules.unique": True}, _("Remove repeated rows"))
        return
    yield Finding(
        "repeated",
        "warning",
        what,
        reason,
        _("Remove repeated rows, or keep those that belong together in one part."),
        {"rules.unique": True},
        _("Remove repeated rows"),
        _("{n} of the {all} test rows are also learnt from, so what follows says little.", n=n, all=len(test))
        if not rules.unique
        else "",
    )


def _by_chance(data: Dataset, learnt: Rows, test: Rows) -> int:
    """Return how many test rows would be repetitions if, within each class, every column were shuffled by itself.

    Tables of a few categories have many rows alike that are not the same thing written down twice.
    """
    if not isinstance(data.X, pd.DataFrame) or data.task != "classification":
        return 0
    rng = np.random.default_rng(0)
    order = np.argsort(data.y, kind="stable")
    within = [order[data.y[order] == code] for code in np.unique(data.y)]
    shuffled = data.X.copy()
    for place in range(data.X.shape[1]):
        rows = np.concatenate([rng.permutation(part) for part in within])
        shuffled.isetitem(place, data.X.iloc[rows, place].to_numpy()[np.argsort(np.concatenate(within))])
    keys = row_keys(shuffled, data.y)
    return int(np.isin(keys[test], keys[learnt]).sum())


CHECK = Check("repeated", "Test rows that are learnt from as well", 160, SetUp, find)
