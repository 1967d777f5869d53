"""A class with fewer rows than there are folds."""

from collections.abc import Iterator

from bakeoff.checks.base import Check, DoesNotApply, SetUp
from bakeoff.evaluation.base import Finding
from bakeoff.text import _, counted


def find(set_up: SetUp) -> Iterator[Finding]:
    """Name the rarest class, if it is so rare."""
    counts, folds = set_up.class_counts, set_up.folds
    if folds is None:
        raise DoesNotApply(_("The rows are not split into folds."))
    rarest = int(counts.argmin())
    if counts[rarest] < folds:
        yield Finding(
            "few_rows",
            "warning",
            counted(
                "The class “{name}” has one row, fewer than there are folds ({folds}).",
                "The class “{name}” has {n} rows, fewer than there are folds ({folds}).",
                int(counts[rarest]),
                name=set_up.data.class_names[rarest],
                folds=folds,
            ),
            _("Some folds then have no row of it to test on, and their scores are not like the others."),
            _("Choose at most {n} folds, add rows of the class or leave it out.", n=max(2, int(counts[rarest]))),
        )


CHECK = Check("few_rows", "Classes with fewer rows than folds", 40, SetUp, find)
