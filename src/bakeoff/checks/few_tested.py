"""A class with few test rows."""

from collections.abc import Iterator

import numpy as np

from bakeoff.checks.base import Check, DoesNotApply, SetUp
from bakeoff.evaluation.base import Finding
from bakeoff.text import _, counted

FEWEST_TESTED = 10


def find(set_up: SetUp) -> Iterator[Finding]:
    """Name the rarest class, if so few of it are tested on."""
    counts = set_up.class_counts
    if set_up.folds is not None:
        raise DoesNotApply(_("Every row is tested on, in one fold or another."))
    rarest = int(counts.argmin())
    tested = int(np.sum(set_up.prepared.y_test.astype(np.int64) == rarest))
    if counts[rarest] and tested < FEWEST_TESTED:
        yield Finding(
            "few_tested",
            "note",
            counted(
                "The test part has one row of the class “{name}”.",
                "The test part has {n} rows of the class “{name}”.",
                tested,
                name=set_up.data.class_names[rarest],
            ),
            _("So few rows hardly show any difference between contenders."),
            _("Make the test part larger, upload more rows, or ask the judge, which tests on every row."),
        )


CHECK = Check("few_tested", "Classes with few test rows", 35, SetUp, find)
