"""View of a finished race: where contenders differ."""

from collections.abc import Iterator
from functools import partial

from bakeoff.features.why.page.differences import differences
from bakeoff.race.finished import FinishedRace
from bakeoff.race.slots import RaceView
from bakeoff.race.snapshot import Run
from bakeoff.text import _


def views(run: Run, race: FinishedRace) -> Iterator[RaceView]:
    """Yield it."""
    yield RaceView("err", "differences", _("Differences"), partial(differences, race, run.id), 40)
