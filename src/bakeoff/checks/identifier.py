"""Columns that number or name the rows."""

from collections.abc import Iterator

import pandas as pd

from bakeoff.checks.base import Check, SetUp, leave_out_button, leaving_out, listed
from bakeoff.checks.telling import FEWEST_ROWS
from bakeoff.datasets.identifiers import identifies
from bakeoff.evaluation.base import Finding
from bakeoff.text import _, counted


def find(set_up: SetUp) -> Iterator[Finding]:
    """Name them together."""
    texts = set_up.data.text_features  # of which no two need be alike
    names = set_up.data.as_named(identifiers(set_up.own_columns.drop(columns=list(texts), errors="ignore")))
    if not names:
        return
    yield Finding(
        "identifier",
        "warning",
        counted(
            "The column {columns} looks like an identifier: it is different in every row.",
            "{n} columns look like identifiers, different in every row: {columns}.",
            len(names),
            columns=listed(names),
        ),
        _("A number or a name given to a row can be remembered, but tells nothing about a new row."),
        counted("Leave the column out.", "Leave them out.", len(names)),
        leaving_out(names, set_up.rules),
        leave_out_button(names),
    )


def identifiers(X: pd.DataFrame) -> tuple[str, ...]:
    """Return the columns that number or name the rows, if there are rows enough to tell."""
    if len(X) < FEWEST_ROWS:
        return ()
    return tuple(str(name) for name in X.columns if identifies(str(name), X[name]))


CHECK = Check("identifier", "Columns that number or name the rows", 50, SetUp, find)
