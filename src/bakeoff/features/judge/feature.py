"""Registration of studies of the judge with the server."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from bakeoff.features.judge.activities import ACTIVITIES
from bakeoff.records.service import history
from bakeoff.runs.studies import studies
from bakeoff.service import personal_data
from bakeoff.service.kernel import Feature, Personal
from bakeoff.service.registry import wait_for_all
from bakeoff.service.slots import Page
from bakeoff.text import counted


def _amounts(owner: str, _rows: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    _races, n = history().counts(owner)
    yield n, counted("{n} study", "{n} studies", n)


def _end(owner: str) -> list[str]:
    going_on = studies().let_go(owner)
    for study in going_on:
        study.stop()
    wait_for_all(going_on, personal_data.STOPPING_SECONDS)
    return [study.id for study in going_on]


FEATURE = Feature(
    order=20,
    style=Path(__file__).with_name("style.css"),
    runs=studies,
    personal=Personal(_amounts, _end),
    adds=(
        ACTIVITIES,
        Page("judge", "Judge", "pages/judge/judge.py", ":material/gavel:", 20),
    ),
)
