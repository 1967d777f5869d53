"""Classes without a row to learn from."""

from collections.abc import Iterator

import numpy as np

from bakeoff.checks.base import Check, SetUp
from bakeoff.evaluation.base import Finding
from bakeoff.text import _


def find(set_up: SetUp) -> Iterator[Finding]:
    """Name each."""
    stratify = set_up.rules.stratify
    for code in np.setdiff1d(np.flatnonzero(set_up.class_counts), set_up.prepared.y_train):
        yield Finding(
            "unseen",
            "warning",
            _("The training part has no row of the class “{name}”.", name=set_up.data.class_names[code]),
            _("No contender can then answer it, so all its test rows are lost."),
            _("Switch “Stratify” on, add rows of the class or leave it out."),
            {} if stratify else {"rules.stratify": True},
            "" if stratify else _("Stratify"),
        )


CHECK = Check("unseen", "Classes without a row to learn from", 30, SetUp, find)
