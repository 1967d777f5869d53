"""Contenders whose settings somebody chose, and that boosting with its default settings beats."""

from collections.abc import Iterator

from bakeoff.checks.base import Check, DoesNotApply, EndedRace
from bakeoff.contenders import contender
from bakeoff.evaluation.base import Finding
from bakeoff.text import _, listed

BOOSTING = "boosting"


def find(ended: EndedRace) -> Iterator[Finding]:
    """Name them, and who beats them."""
    ranked = ended.compared
    if BOOSTING not in ranked.rivals or BOOSTING in ended.changed:
        raise DoesNotApply(_("No boosting with default settings takes part."))
    names = [name for name in ranked.rivals if name in ended.changed and ranked.beats(BOOSTING, name)]
    if not names:
        return
    label = _(contender(BOOSTING).label)
    yield Finding(
        "default_boosting",
        "note",
        _("{boosting} with default settings is better than chosen settings of: {list}.",
          boosting=label, list=listed([_(contender(name).label) for name in names])),
        _("Boosted trees as they come are the least that a chosen setting should reach on a table."),
        _("Take {boosting}, or let the judge tune the others with as many trials each.", boosting=label),
    )  # fmt: skip


CHECK = Check("default_boosting", "Chosen settings worse than boosting as it comes", 16, EndedRace, find)
