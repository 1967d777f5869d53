"""Columns that tell the answer all by themselves."""

import re
from collections.abc import Iterator
from typing import Any

import pandas as pd

from bakeoff.checks.base import Check, SetUp, leave_out_button, leaving_out, listed
from bakeoff.evaluation.base import Finding
from bakeoff.text import _, counted

_TIME_NAME = re.compile(
    r"(^|[\W_])(time|t|date|year|quarter|month|week|day|hour|minute|second|period)s?($|[\W_])|[时日年月周季]",
    re.IGNORECASE,
)


def find(set_up: SetUp) -> Iterator[Finding]:
    """Name them together, and the time index by itself."""
    index = next((name for name in set_up.telltales if time_index(name, set_up.data.column(name))), None)
    if index is not None and set_up.rules.split == "random":
        yield _of_time(index, set_up.target)
    names = [name for name in set_up.telltales if name != index]
    if not names:
        return
    n, words = len(names), {"columns": listed(names), "target": set_up.target}
    yield Finding(
        "telltale",
        "warning",
        counted(
            "The column {columns} alone tells {target}.",
            "{n} columns tell {target}, each by itself alone: {columns}.",
            n,
            **words,
        ),
        counted(
            "It may have been written down after the answer was known, or be the answer under another name.",
            "They may have been written down after the answer was known, or be the answer under another name.",
            n,
        ),
        counted(
            "Leave the column out, unless it is known before the answer is.",
            "Leave them out, unless they are known before the answer is.",
            n,
        ),
        leaving_out(names, set_up.rules),
        leave_out_button(names),
        counted(
            "The column {columns} gives the answer away, so the results say little.",
            "{n} columns give the answer away ({columns}), so the results say little.",
            n,
            **words,
        ),
    )


def time_index(name: str, column: "pd.Series[Any]") -> bool:
    """Return whether a column numbers or dates the rows in the order of time."""
    moments = pd.api.types.is_datetime64_any_dtype(column) or _TIME_NAME.search(name)
    return bool(moments) and column.is_unique and (column.is_monotonic_increasing or column.is_monotonic_decreasing)


def _of_time(name: str, target: str) -> Finding:
    return Finding(
        "telltale",
        "warning",
        _("“{column}” is a time index, and {target} follows it.", column=name, target=target),
        _("Rows are split at random, so contenders read a test row off the rows just before and after it."),
        _("Split by “{column}”, so that later rows are predicted from earlier ones.", column=name),
        {"rules.split": "time", "rules.split_by": name},
        _("Split by “{column}”", column=name),
        _("{target} follows the time index “{column}”, so scores on days to come may be lower.",
          column=name, target=target),
    )  # fmt: skip


CHECK = Check("telltale", "Columns that alone tell the answer", 190, SetUp, find)
