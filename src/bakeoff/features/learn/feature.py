"""Registration of Learn with the server."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from bakeoff.features.learn.registry import folders
from bakeoff.race.finished import FinishedRace
from bakeoff.race.slots import RaceLink
from bakeoff.race.snapshot import Run
from bakeoff.service.kernel import Feature, Personal
from bakeoff.service.slots import Page
from bakeoff.text import counted


def _amounts(_owner: str, rows: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    yield rows["goals"], counted("{n} goal reached in Learn", "{n} goals reached in Learn", rows["goals"])
    n = rows["predictions"]
    yield n, counted("{n} answer in Learn", "{n} answers in Learn", n)


def _link(run: Run, race: FinishedRace) -> None:
    from bakeoff.features.learn.page.race_link import link

    link(run, race)


FEATURE = Feature(
    order=70,
    style=Path(__file__).with_name("style.css"),
    tables=("bakeoff.records.goals",),
    personal=Personal(_amounts),
    adds=(
        Page("learn", "Learn", "pages/learn/learn.py", ":material/school:", 50),
        RaceLink("why", _link),
        *folders(),
    ),
)
