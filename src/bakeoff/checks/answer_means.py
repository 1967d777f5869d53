"""Columns that were worked out from the answers, those of the test rows too."""

from collections.abc import Iterator

from bakeoff.checks.base import Check, SetUp, leave_out_button, leaving_out, listed
from bakeoff.evaluation.base import Finding
from bakeoff.text import _, counted


def find(set_up: SetUp) -> Iterator[Finding]:
    """Name those that do not tell the answer by themselves."""
    names = [name for name in set_up.means if name not in set_up.telltales]
    if not names:
        return
    columns = listed(names)
    yield Finding(
        "answer_means",
        "warning",
        _(
            "Worked out from the answers: each value of {columns} comes from the mean {target} of a group of rows.",
            columns=columns,
            target=set_up.target,
        ),
        _("Means over all rows hold the answers of the test rows, which are not known of a new row."),
        _("Leave it out, or work such means out from training rows alone."),
        leaving_out(names, set_up.rules),
        leave_out_button(names),
        counted(
            "{columns} was worked out from the answers, those of the test rows too, so the results say little.",
            "{columns} were worked out from the answers, those of the test rows too, so the results say little.",
            len(names),
            columns=columns,
        ),
    )


CHECK = Check("answer_means", "Columns worked out from the answers", 180, SetUp, find)
