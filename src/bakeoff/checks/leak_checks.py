"""What of a race's columns and rows would give the answer away, each with the settings that mend it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from bakeoff.checks.leakage import answer_means, identifiers, telltale_columns, telltale_pair
from bakeoff.checks.related_rows import dated, grouped, near_copies
from bakeoff.datasets import Dataset
from bakeoff.evaluation.base import Finding
from bakeoff.preparation.prepared import Prepared
from bakeoff.preparation.repeated_rows import row_keys
from bakeoff.preparation.splits import Rows, take
from bakeoff.rules import Rules
from bakeoff.text import _

MOST_REPEATED = 0.05
BY_CHANCE = 2.0
"""Times as many test rows must repeat others as would if columns had nothing to do with one another within a class."""
MOST_NAMED = 4


def check_leaks(rules: Rules, prepared: Prepared) -> Iterator[Finding]:
    """Look for what gives the answer away in a prepared data set: rows on both sides of the split, and columns."""
    data = prepared.data
    learnt = np.concatenate([prepared.rows_train, prepared.rows_validation])
    yield from _repeated(data, learnt, prepared.rows_test, rules)
    if data.image_shape:
        return
    X = data.X if isinstance(data.X, pd.DataFrame) else pd.DataFrame(data.X, columns=list(data.feature_names))
    by_chance = rules.split == "random" and not data.official_test_rows
    group = grouped(data, *_once(data, learnt, prepared.rows_test)) if by_chance else None
    own = [name for name in X.columns if group is None or name != group[0] or not group[1]]
    known, y = take(X[own], prepared.rows_train), take(data.y, prepared.rows_train)
    telltales = telltale_columns(known, y, data.task)
    yield from _columns(X[own], data, prepared.rows_train, rules, telltales)
    if group is not None:
        yield _grouped(*group, n_test=len(prepared.rows_test))
    if by_chance and (date := dated(data, telltales)) is not None:
        yield _dated(*date)
    yield from _near(X, learnt, prepared.rows_test)


def _columns(X: pd.DataFrame, data: Dataset, train: Rows, rules: Rules, telltales: Sequence[str]) -> Iterator[Finding]:
    known, y = take(X, train), take(data.y, train)
    means = [name for name in answer_means(X, data.y, data.task) if name not in telltales]
    if telltales:
        yield _telltales(telltales, data, rules)
    if means:
        yield _means(means, data, rules)
    rest = known.drop(columns=[*telltales, *means])
    if data.task == "classification" and (pair := telltale_pair(rest, y)):
        yield _pair(pair, data)
    named = identifiers(X)
    if named:
        yield _identifiers(named, rules)


def _repeated(data: Dataset, learnt: Rows, test: Rows, rules: Rules) -> Iterator[Finding]:
    rows = np.concatenate([learnt, test])  # not all of a large data set, if few rows are learnt from
    keys = row_keys(take(data.X, rows), data.y[rows])
    n = int(np.isin(keys[len(learnt) :], keys[: len(learnt)]).sum())
    if not n:
        return
    what = _("Test rows that also stand, value for value, in the part to learn from: {n} of {all}.", n=n, all=len(test))
    reason = _("A contender that only remembers rows is right on these, which says nothing of new ones.")
    if n < MOST_REPEATED * len(test) or n < BY_CHANCE * _repeated_by_chance(data, learnt, test):
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


def _repeated_by_chance(data: Dataset, learnt: Rows, test: Rows) -> int:
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


def _once(data: Dataset, learnt: Rows, test: Rows) -> tuple[Rows, Rows]:
    """Return the rows without those that repeat others: these belong together by more than a group."""
    first = ~pd.Series(row_keys(data.X, data.y)).duplicated().to_numpy()
    return learnt[first[learnt]], test[first[test]]


def _grouped(name: str, alike: bool, parted: int, n_test: int) -> Finding:
    mend_with = {"rules.split": "group", "rules.split_by": name}
    button = _("Keep rows of the same {column} together", column=name)
    what = _(
        "{n} of the {all} test rows have rows with the same “{column}” in the part to learn from.",
        n=parted,
        all=n_test,
        column=name,
    )
    mend = _("Split by group, so that every “{column}” is in one part alone.", column=name)
    if not alike:
        reason = _("If these belong together, a contender may know the one from the other.")
        return Finding("group", "note", what, reason, mend, mend_with, button)
    return Finding(
        "group",
        "warning",
        what,
        _("Their answers are alike, so a contender that remembers is right on these, and may not be on new ones."),
        mend,
        mend_with,
        button,
        _(
            "Rows of the same “{column}” are learnt from and tested on, so scores on new ones may be lower.",
            column=name,
        ),
    )


def _dated(name: str, alike: bool) -> Finding:
    mend_with = {"rules.split": "time", "rules.split_by": name}
    mend = _("If later rows are to be predicted from earlier ones, split by “{column}”.", column=name)
    what = _("The rows are dated (“{column}”) but split at random.", column=name)
    if not alike:
        reason = _("So contenders learn from rows that are later than those they are tested on.")
        return Finding("time", "note", what, reason, mend, mend_with, _("Split by date"))
    return Finding(
        "time",
        "warning",
        what,
        _("Rows of days near one another are alike, so contenders know of each test row what came just after it."),
        mend,
        mend_with,
        _("Split by date"),
        _("The rows are dated but split at random, so scores on days to come may be lower."),
    )


def _telltales(names: Sequence[str], data: Dataset, rules: Rules) -> Finding:
    target = data.target_name or _("the target")
    listed = _listed(names)
    what = (
        _("The column {column} alone tells {target}.", column=listed, target=target)
        if len(names) == 1
        else _(
            "{n} columns tell {target}, each by itself alone: {columns}.", n=len(names), columns=listed, target=target
        )
    )
    said = (
        _("The column {column} gives the answer away, so what follows says little.", column=listed)
        if len(names) == 1
        else _(
            "{n} columns give the answer away ({columns}), so what follows says little.", n=len(names), columns=listed
        )
    )
    return Finding(
        "telltale",
        "warning",
        what,
        _("It may have been written down after the answer was known, or be the answer under another name.")
        if len(names) == 1
        else _("They may have been written down after the answer was known, or be the answer under another name."),
        _("Leave the column out, unless it is known before the answer is.")
        if len(names) == 1
        else _("Leave them out, unless they are known before the answer is."),
        _leaving_out(names, rules),
        _leave_out_button(names),
        said,
    )


def _means(names: Sequence[str], data: Dataset, rules: Rules) -> Finding:
    listed, target = _listed(names), data.target_name or _("the target")
    return Finding(
        "answer_means",
        "warning",
        _("Worked out from the answers: in {columns} each value is the mean {target} of its rows.",
          columns=listed, target=target),
        _("Means over all rows hold the answers of the test rows, which are not known of a new row."),
        _("Leave it out, or work such means out from training rows alone."),
        _leaving_out(names, rules),
        _leave_out_button(names),
        _("{columns} was worked out from the answers, those of the test rows too, so what follows says little.",
          columns=listed)
        if len(names) == 1
        else _("{columns} were worked out from the answers, those of the test rows too, so what follows says little.",
               columns=listed),
    )  # fmt: skip


def _pair(names: tuple[str, str], data: Dataset) -> Finding:
    target = data.target_name or _("the target")
    first, second = names
    words = {"first": first, "second": second, "target": target}
    return Finding(
        "telltale_pair",
        "warning",
        _("The columns “{first}” and “{second}” together tell {target}, though neither does alone.", **words),
        _("So the table may hold the answer in two parts."),
        _("Leave one of them out, unless both are known before the answer is."),
        headline=_("“{first}” and “{second}” together give the answer away.", **words),
    )


def _identifiers(names: Sequence[str], rules: Rules) -> Finding:
    what = (
        _("The column {column} looks like an identifier: it is different in every row.", column=_listed(names))
        if len(names) == 1
        else _(
            "{n} columns look like identifiers, different in every row: {columns}.",
            n=len(names),
            columns=_listed(names),
        )
    )
    return Finding(
        "identifier",
        "warning",
        what,
        _("A number or a name given to a row can be remembered, but tells nothing about a new row."),
        _("Leave the column out.") if len(names) == 1 else _("Leave them out."),
        _leaving_out(names, rules),
        _leave_out_button(names),
    )


def _near(X: pd.DataFrame, learnt: Rows, test: Rows) -> Iterator[Finding]:
    share = near_copies(X, learnt, test)
    if share > MOST_REPEATED:
        yield Finding(
            "near",
            "warning",
            _("About {percent} % of the test rows have a near copy in the part to learn from.",
              percent=round(100 * share)),
            _("Copies that were changed a little, or things measured twice, are remembered rather than understood."),
            _("Remove them, or split by a column that says which rows belong together."),
            headline=_(
                "About {percent} % of the test rows have a near copy among those learnt from, so what follows says "
                "little.",
                percent=round(100 * share),
            ),
        )  # fmt: skip


def _leaving_out(names: Iterable[str], rules: Rules) -> dict[str, Any]:
    return {"rules.leave_out": tuple(dict.fromkeys([*rules.leave_out, *names]))}


def _leave_out_button(names: Sequence[str]) -> str:
    if len(names) == 1:
        return _("Leave this column out")
    return _("Leave these {n} columns out", n=len(names))


def _listed(names: Sequence[str]) -> str:
    """Return names in quotation marks, the first few of many."""
    shown = [_("“{name}”", name=name) for name in names[:MOST_NAMED]]
    return ", ".join(shown) + (", …" if len(names) > MOST_NAMED else "")
