"""Registration of a race's files with the server: saved, and opened again."""

from collections.abc import Iterator

from bakeoff.race.finished import FinishedRace
from bakeoff.race.race import Race
from bakeoff.race.slots import RaceNote, RaceSource, RaceView, RaceViews, SetUpPart
from bakeoff.race.snapshot import Run
from bakeoff.service.kernel import Feature
from bakeoff.text import _


def _views(run: Run, _race: FinishedRace) -> Iterator[RaceView]:
    from bakeoff.features.export.page.downloads import take_home

    yield RaceView("home", "files", _("Files"), lambda: take_home(run), order=10)


def _open_project() -> None:
    from bakeoff.features.export.page.open_project import open_project

    open_project()


def _opened_file(race: Race) -> None:
    from bakeoff.features.export.page.open_project import opened_file

    opened_file(race)


def _shown_race(id: str) -> Race | None:
    from bakeoff.features.export.page.open_project import shown_race

    return shown_race(id)


FEATURE = Feature(
    order=35,
    adds=(RaceViews(_views), SetUpPart(_open_project), RaceNote(_opened_file), RaceSource(_shown_race)),
)
