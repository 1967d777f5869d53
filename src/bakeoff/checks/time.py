"""Dated rows that are split at random."""

from collections.abc import Collection, Iterator
from typing import Any

import numpy as np
import pandas as pd

from bakeoff.checks.alike import ClassAnswers, alike, as_answers
from bakeoff.checks.base import Check, SetUp
from bakeoff.datasets import Dataset
from bakeoff.datasets.identifiers import dates_rows
from bakeoff.evaluation.base import Finding
from bakeoff.preparation.splits import Rows
from bakeoff.text import _

FEWEST_MOMENTS, MOMENTS_ENOUGH = 10, 50


def find(set_up: SetUp) -> Iterator[Finding]:
    """Name the column of dates; that rows of near dates have answers alike makes it a warning."""
    set_up.split_by_chance()
    telling_dates = dated(set_up.data, set_up.telltales)
    if telling_dates is None:
        return
    name, answers_alike = telling_dates
    mend_with = {"rules.split": "time", "rules.split_by": name}
    mend = _("If later rows are to be predicted from earlier ones, split by “{column}”.", column=name)
    what = _("The rows are dated (“{column}”) but split at random.", column=name)
    if not answers_alike:
        reason = _("So contenders learn from rows that are later than those they are tested on.")
        yield Finding("time", "note", what, reason, mend, mend_with, _("Split by date"))
        return
    yield Finding(
        "time",
        "warning",
        what,
        _("Rows of days near one another are alike, so contenders know of each test row what came just after it."),
        mend,
        mend_with,
        _("Split by date"),
        _("The rows are dated but split at random, so scores on days to come may be lower."),
    )


def dated(data: Dataset, known: Collection[str] = ()) -> tuple[str, bool] | None:
    """Return the column of dates that rows could be split by, and whether rows of near dates have answers alike.

    Of several the one by which they are most alike; None if no column has dates in every row. Columns that are `known`
    to tell the answer are not looked at.
    """
    shown = [(name, data.column(name)) for name in data.columns if name not in known]
    dates = [
        (name, moments)
        for name, moments in shown
        if moments.notna().all() and (pd.api.types.is_datetime64_any_dtype(moments) or dates_rows(name, moments))
    ]
    moments = {name: _moments(moments) for name, moments in dates if moments.nunique() >= FEWEST_MOMENTS}
    if not moments:
        return None
    answers = as_answers(data.y, data.task)
    by_name = {name: max(_in_turn_alike(codes, answer) for answer in answers) for name, codes in moments.items()}
    best = max(by_name, key=by_name.__getitem__)
    return best, alike(lambda values: _in_turn_alike(moments[best], values), answers)


def _moments(column: "pd.Series[Any]") -> Rows:
    """Return the number of each row's moment, from the earliest; where there are few, rows of one have turns by chance.

    Rows of one moment may be one thing written down twice, which says nothing of time.
    """
    if column.nunique() >= MOMENTS_ENOUGH:
        return np.asarray(column.rank(method="dense") - 1, dtype=np.int64)
    shuffled: Rows = np.random.default_rng(0).permutation(len(column))
    turns = np.empty(len(column), dtype=np.int64)
    turns[shuffled[np.argsort(column.to_numpy()[shuffled], kind="stable")]] = np.arange(len(column))
    return turns


def _in_turn_alike(moments: Rows, answers: ClassAnswers) -> float:
    """Return the correlation of each moment's mean answer with the next, in standard errors of independent ones."""
    values = np.bincount(moments, weights=answers) / np.bincount(moments)
    centred = values - values.mean()
    spread = float(centred @ centred)
    return float(centred[:-1] @ centred[1:]) / spread * np.sqrt(len(values)) if spread else 0.0


CHECK = Check("time", "Dated rows that are split at random", 130, SetUp, find)
