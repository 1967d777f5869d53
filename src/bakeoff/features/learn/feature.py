"""Registration of Learn with the server."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from bakeoff.features.learn.registry import folders
from bakeoff.service.kernel import Feature, Personal
from bakeoff.service.slots import Page
from bakeoff.text import counted


def _amounts(_owner: str, rows: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    yield rows["goals"], counted("{n} goal reached in Learn", "{n} goals reached in Learn", rows["goals"])
    n = rows["predictions"]
    yield n, counted("{n} answer in Learn", "{n} answers in Learn", n)


FEATURE = Feature(
    order=70,
    style=Path(__file__).with_name("style.css"),
    tables=("bakeoff.records.goals",),
    personal=Personal(_amounts),
    adds=(Page("learn", "Learn", "pages/learn/learn.py", ":material/school:", 50), *folders()),
)
