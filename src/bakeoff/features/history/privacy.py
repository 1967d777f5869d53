"""Races and studies on the page on privacy."""

from bakeoff.records.history import KEPT_AFTER_DELETION
from bakeoff.text import _


def note() -> str:
    """Return how long races and studies are kept."""
    return _(
        "- **Races and studies**, with set-up, results, notes and tags: in the server’s database, until you delete "
        "them. What you delete in the history can be restored for {hours} hours and is then gone. Anyone with the "
        "link of one can look at it, unless it uses data that you uploaded.",
        hours=round(KEPT_AFTER_DELETION.total_seconds() / 3600),
    )
