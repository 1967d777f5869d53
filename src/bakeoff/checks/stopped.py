"""Contenders that were stopped and can not answer."""

from collections.abc import Iterator

from bakeoff.checks.base import Check, EndedRace
from bakeoff.contenders.registry import joined
from bakeoff.evaluation.base import Finding
from bakeoff.text import counted


def find(ended: EndedRace) -> Iterator[Finding]:
    """Name them together."""
    names = ended.stopped
    if not names:
        return
    said = counted(
        "{labels} was stopped and is not compared.",
        "{labels} were stopped and are not compared.",
        len(names),
        labels=joined(names),
    )
    yield Finding(
        "stopped",
        "warning",
        said,
        counted(
            "How good it would have become is unknown.",
            "How good they would have become is unknown.",
            len(names),
        ),
        counted(
            "Race again without stopping it, or give it less to do.",
            "Race again without stopping them, or give them less to do.",
            len(names),
        ),
        headline=said,
    )


CHECK = Check("stopped", "Contenders that were stopped", 110, EndedRace, find, mutable=False)
