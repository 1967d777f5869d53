"""Columns that tell the answer all by themselves."""

from collections.abc import Iterator

from bakeoff.checks.base import Check, SetUp, leave_out_button, leaving_out, listed
from bakeoff.evaluation.base import Finding
from bakeoff.text import counted


def find(set_up: SetUp) -> Iterator[Finding]:
    """Name them together."""
    names = set_up.telltales
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
            "The column {columns} gives the answer away, so what follows says little.",
            "{n} columns give the answer away ({columns}), so what follows says little.",
            n,
            **words,
        ),
    )


CHECK = Check("telltale", "Columns that alone tell the answer", 190, SetUp, find)
