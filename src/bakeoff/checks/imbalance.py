"""Classes that are far from even, in a race that accuracy decides."""

from collections.abc import Iterator

from bakeoff.checks.base import Check, DoesNotApply, SetUp
from bakeoff.evaluation.base import Finding
from bakeoff.text import _

LARGEST_SHARE = 0.8
SMALLEST_PART = 0.2
RARE = 0.1
RARE_PART = 0.5
"""Share of the rows, and part of an even share, below which accuracy says little of a class."""


def find(set_up: SetUp) -> Iterator[Finding]:
    """Name the largest class and the smallest."""
    data, counts = set_up.data, set_up.class_counts
    if set_up.rules.metric not in ("auto", "accuracy"):
        raise DoesNotApply(_("Something else than accuracy decides."))
    shares = counts / counts.sum()
    largest, smallest = int(shares.argmax()), int(shares.argmin())
    rare = shares[smallest] < RARE and shares[smallest] * len(shares) < RARE_PART
    even = shares[largest] < LARGEST_SHARE and shares[smallest] * len(shares) > SMALLEST_PART
    if even and not rare:
        return
    yield Finding(
        "imbalance",
        "warning",
        _(
            "The classes are far from even: {large} % of the rows are “{largest}”, {small} % are “{smallest}”.",
            large=f"{100 * shares[largest]:.3g}",
            small=f"{100 * shares[smallest]:.3g}",
            largest=data.class_names[largest],
            smallest=data.class_names[smallest],
        ),
        _(
            "Always answering “{largest}” is already {large} % accurate, so accuracy hides the errors in the others.",
            large=f"{100 * shares[largest]:.3g}",
            largest=data.class_names[largest],
        ),
        _("Decide by balanced accuracy, in which each class counts as much, and try balanced class weights."),
        {"rules.metric": "balanced_accuracy"},
        _("Decide by balanced accuracy"),
        _(
            "Decided by accuracy, which is hardly about “{smallest}”, {small} % of the rows.",
            smallest=data.class_names[smallest],
            small=f"{100 * shares[smallest]:.3g}",
        )
        if rare
        else "",
    )


CHECK = Check("imbalance", "Classes that are far from even", 90, SetUp, find)
