"""Registration of races with the server."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from bakeoff.features.race.activities import ACTIVITIES
from bakeoff.features.race.privacy import note
from bakeoff.link import to_query
from bakeoff.network.settings import LabSettings
from bakeoff.network.slots import RaceOnPoints
from bakeoff.race import models
from bakeoff.race.report import Report
from bakeoff.records.service import history
from bakeoff.records.slots import StoredRaceView
from bakeoff.runs.races import races
from bakeoff.service import personal_data
from bakeoff.service.events import TableDeleted
from bakeoff.service.kernel import Feature, Personal
from bakeoff.service.registry import wait_for_all
from bakeoff.service.slots import Page, PrivacyNote
from bakeoff.text import counted


def _amounts(owner: str, _rows: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    n, _studies = history().counts(owner)
    yield n, counted("{n} race", "{n} races", n)


def _end(owner: str) -> list[str]:
    going_on = races().let_go(owner)
    for race in going_on:
        race.stop(now=True)
    wait_for_all(going_on, personal_data.STOPPING_SECONDS)
    return [race.id for race in going_on]


def _forget(_owner: str, ids: Collection[str]) -> None:
    for id in ids:
        models.delete(id)


def _race_on_points(settings: LabSettings, owner: str) -> Mapping[str, str]:
    from bakeoff.network.race_and_lab import to_race

    return to_query(to_race(settings, owner))


def _stored(id: str, report: Report) -> None:
    from bakeoff.features.race.page.stored import stored_race

    stored_race(id, report)


FEATURE = Feature(
    order=10,
    style=Path(__file__).with_name("style.css"),
    runs=races,
    tidy=models.make_room,
    personal=Personal(_amounts, _end, _forget),
    on={TableDeleted: lambda _event: models.make_room()},  # for the models that have learnt from it, too
    adds=(
        PrivacyNote(30, note),
        ACTIVITIES,
        Page("race", "Race", "pages/race/race.py", ":material/sports_score:", 10),
        RaceOnPoints(_race_on_points),
        StoredRaceView(_stored),
    ),
)
