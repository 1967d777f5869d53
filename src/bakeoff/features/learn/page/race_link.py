"""Way from a finished race to the chapter that takes its network apart."""

from bakeoff.network.rivals import NETWORK
from bakeoff.race.finished import FinishedRace
from bakeoff.race.snapshot import Run
from bakeoff.text import _
from bakeoff.web.parameters import CHAPTER, RACE
from bakeoff.web.routes import route


def link(run: Run, race: FinishedRace) -> None:
    """Show the link if a network took part that tells classes apart."""
    if race.is_classification and NETWORK in race.spec.contenders:
        query = {CHAPTER: "forward", RACE: run.id}
        route("learn").link(_("Take its network apart: every product, sum and gradient"), query=query)
