"""Contenders that were stopped before their end and answer as they stood."""

from collections.abc import Iterator

from bakeoff.checks.base import Check, EndedRace
from bakeoff.contenders.registry import joined
from bakeoff.evaluation.base import Finding
from bakeoff.text import counted


def find(ended: EndedRace) -> Iterator[Finding]:
    """Name them together."""
    names = ended.unfinished
    if not names:
        return
    said = counted(
        "{labels} was stopped before its end and is compared as it stood.",
        "{labels} were stopped before their end and are compared as they stood.",
        len(names),
        labels=joined(names),
    )
    yield Finding(
        "unfinished",
        "warning",
        said,
        counted(
            "With more training it might have improved.",
            "With the rest of their training they might have become better.",
            len(names),
        ),
        counted(
            "Race again and let it finish, or allow more time.",
            "Race again and let them finish, or allow more time.",
            len(names),
        ),
        headline=said,
    )


CHECK = Check("unfinished", "Contenders that were stopped before their end", 100, EndedRace, find, mutable=False)
