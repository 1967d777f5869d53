"""Registration of studies of the judge with the server."""

from collections.abc import Iterator, Mapping

from bakeoff.features.judge.activities import ACTIVITIES
from bakeoff.runs.studies import studies
from bakeoff.service import personal_data
from bakeoff.service.kernel import Feature, Personal
from bakeoff.service.registry import wait_for_all
from bakeoff.service.slots import Page
from bakeoff.text import counted


def _amounts(_owner: str, rows: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    yield rows["studies"], counted("{n} study", "{n} studies", rows["studies"])


def _end(owner: str) -> list[str]:
    going_on = studies().let_go(owner)
    for study in going_on:
        study.stop()
    wait_for_all(going_on, personal_data.STOPPING_SECONDS)
    return [study.id for study in going_on]


FEATURE = Feature(
    order=20,
    runs=studies,
    personal=Personal(_amounts, _end),
    adds=(
        ACTIVITIES,
        Page("judge", "Judge", "pages/judge/judge.py", ":material/gavel:", 20),
    ),
)
