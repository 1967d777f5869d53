"""Contenders that failed."""

from collections.abc import Iterator

from bakeoff.checks.base import Check, EndedRace
from bakeoff.contenders.registry import joined
from bakeoff.evaluation.base import Finding
from bakeoff.text import _, counted


def find(ended: EndedRace) -> Iterator[Finding]:
    """Name them together."""
    names = ended.failed
    if not names:
        return
    said = counted(
        "{labels} failed and is not compared.",
        "{labels} failed and are not compared.",
        len(names),
        labels=joined(names),
    )
    yield Finding(
        "failed",
        "warning",
        said,
        _("Only contenders that finished are compared."),
        _("The leaderboard says why; fix that and race again."),
        headline=said,
    )


CHECK = Check("failed", "Contenders that failed", 120, EndedRace, find, mutable=False)
