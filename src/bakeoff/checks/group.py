"""Rows of one person, machine or place, of which some are learnt from and others tested on."""

from collections.abc import Iterator

from bakeoff.checks.base import Check, SetUp
from bakeoff.evaluation.base import Finding
from bakeoff.text import _


def find(set_up: SetUp) -> Iterator[Finding]:
    """Name the column that says which rows belong together; whether their answers are alike makes it a warning."""
    set_up.split_by_chance()
    group = set_up.group
    if group is None:
        return
    name = group.column
    mend_with = {"rules.split": "group", "rules.split_by": name}
    button = _("Keep rows of the same {column} together", column=name)
    what = _(
        "{n} of the {all} test rows have rows with the same “{column}” in the part to learn from.",
        n=group.parted,
        all=len(set_up.prepared.rows_test),
        column=name,
    )
    mend = _("Split by group, so that every “{column}” is in one part alone.", column=name)
    if not group.alike:
        reason = _("If these belong together, a contender may know the one from the other.")
        yield Finding("group", "note", what, reason, mend, mend_with, button)
        return
    yield Finding(
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


CHECK = Check("group", "Rows that belong together on both sides of the split", 140, SetUp, find)
