"""Columns that tell the answer all by themselves."""

from collections.abc import Iterator

from bakeoff.checks.base import Check, SetUp, leave_out_button, leaving_out, listed
from bakeoff.evaluation.base import Finding
from bakeoff.text import _


def find(set_up: SetUp) -> Iterator[Finding]:
    """Name them together."""
    names = set_up.telltales
    if not names:
        return
    words = {"columns": listed(names), "target": set_up.target, "n": len(names)}
    what, reason, mend, headline = _one(words) if len(names) == 1 else _several(words)
    button = leave_out_button(names)
    yield Finding("telltale", "warning", what, reason, mend, leaving_out(names, set_up.rules), button, headline)


def _one(words: dict[str, object]) -> tuple[str, str, str, str]:
    return (
        _("The column {columns} alone tells {target}.", **words),
        _("It may have been written down after the answer was known, or be the answer under another name."),
        _("Leave the column out, unless it is known before the answer is."),
        _("The column {columns} gives the answer away, so what follows says little.", **words),
    )


def _several(words: dict[str, object]) -> tuple[str, str, str, str]:
    return (
        _("{n} columns tell {target}, each by itself alone: {columns}.", **words),
        _("They may have been written down after the answer was known, or be the answer under another name."),
        _("Leave them out, unless they are known before the answer is."),
        _("{n} columns give the answer away ({columns}), so what follows says little.", **words),
    )


CHECK = Check("telltale", "Columns that alone tell the answer", 190, SetUp, find)
