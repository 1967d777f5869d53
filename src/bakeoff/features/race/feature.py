"""Registration of races with the server."""

from collections.abc import Collection, Iterator, Mapping

from bakeoff.features.history.service import history
from bakeoff.features.race.service import races
from bakeoff.race import models
from bakeoff.service import personal_data
from bakeoff.service.kernel import Feature, Personal
from bakeoff.service.registry import wait_for_all
from bakeoff.text import counted


def _tidy() -> None:
    models.make_room()
    history().purge()


def _amounts(_owner: str, rows: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    n = rows["races"] - rows["studies"]
    yield n, counted("{n} race", "{n} races", n)


def _end(owner: str) -> list[str]:
    going_on = races().let_go(owner)
    for race in going_on:
        race.stop(now=True)
    wait_for_all(going_on, personal_data.STOPPING_SECONDS)
    races().recorder.forget(owner)  # also of studies, which have ended before
    return [race.id for race in going_on]


def _forget(_owner: str, ids: Collection[str]) -> None:
    for id in ids:
        models.delete(id)


FEATURE = Feature(
    order=10,
    runs=races,
    tidy=_tidy,
    personal=Personal(_amounts, _end, _forget),
    table_deleted=models.make_room,  # also for the models that have learnt from it
)
