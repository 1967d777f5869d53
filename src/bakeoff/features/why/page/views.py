"""Views of a finished race: the card of why one won, and where contenders differ."""

from collections.abc import Iterator
from functools import partial

from bakeoff.features.why.page.card import why_card
from bakeoff.features.why.page.differences import differences
from bakeoff.race.finished import FinishedRace
from bakeoff.race.slots import RaceView
from bakeoff.race.snapshot import Run
from bakeoff.text import _


def views(run: Run, race: FinishedRace) -> Iterator[RaceView]:
    """Yield both."""
    yield RaceView("won", "why-won", _("Why"), partial(why_card, run, race), 20)
    yield RaceView("err", "differences", _("Differences"), partial(differences, race, run.id), 40)
