"""Test rows that are learnt from as well, value for value."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bakeoff.checks.base import Check, SetUp
from bakeoff.checks.near import CERTAIN, MOST_COLUMNS
from bakeoff.contenders.scores import some_rows
from bakeoff.datasets import Dataset
from bakeoff.evaluation.base import Finding, Level
from bakeoff.preparation.repeated_rows import row_keys
from bakeoff.preparation.splits import Rows, take
from bakeoff.text import _

FEWEST, MOST_REPEATED = 3, 0.05
MOST_ALMOST, MOST_COPIES, EXACT, FEWEST_COLUMNS = 0.5, 10, 0.9, 3
MOST_TESTED, MOST_LEARNT = 5_000, 20_000


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
    level: Level = "note"
    mend, headline = _("If they are the same things written down twice, remove repeated rows."), ""
    if n >= max(FEWEST, MOST_REPEATED * len(test)) and _by_more_than_chance(data, learnt, test):
        level, mend = "warning", _("Remove repeated rows, or keep those that belong together in one part.")
        if n >= CERTAIN * len(test) and not rules.unique:
            headline = _("{n} of the {all} test rows are also learnt from, so the results say little.",
                         n=n, all=len(test))  # fmt: skip
    yield Finding("repeated", level, what, reason, mend, {"rules.unique": True}, _("Remove repeated rows"), headline)


def _by_more_than_chance(data: Dataset, learnt: Rows, test: Rows) -> bool:
    """Return whether rows repeat others more often than chance makes them, where a table has few different values.

    It does not where rows with the same value of some column are nearly always the same. Else it makes many rows of one
    kind, and more pairs of rows that are alike but for one column than of rows that are quite alike. At most 20,000
    rows to learn from, 5,000 test rows and 100 columns are looked at, always the same ones.
    """
    rng = np.random.default_rng(0)
    known, asked = rng.permutation(learnt)[:MOST_LEARNT], rng.permutation(test)[:MOST_TESTED]
    rows = np.concatenate([known, asked])
    table = data.table.iloc[rows, some_rows(data.table.shape[1], MOST_COLUMNS)].assign(**{"\0answer": data.y[rows]})
    codes = [pd.factorize(column)[0].astype(np.int64) for _name, column in table.items()]
    parts = np.array([pd.util.hash_array(column + (place << 32)) for place, column in enumerate(codes)])
    keys = parts.sum(axis=0)
    if len(parts) < FEWEST_COLUMNS or len(np.unique(keys)) * MOST_COPIES < len(keys):
        return False
    pairs = _pairs(keys, len(known))
    if pairs >= EXACT * min(_pairs(part, len(known)) for part in parts):
        return pairs > 0
    return sum(_pairs(keys - part, len(known)) - pairs for part in parts) < MOST_ALMOST * pairs


def _pairs(keys: NDArray[np.uint64], n_learnt: int) -> int:
    """Return how many pairs of one of the first rows and one behind have the same key."""
    known, counts = np.unique(keys[:n_learnt], return_counts=True)
    places = np.searchsorted(known, keys[n_learnt:]).clip(max=len(known) - 1)
    return int(counts[places][known[places] == keys[n_learnt:]].sum())


CHECK = Check("repeated", "Test rows that are learnt from as well", 160, SetUp, find)
