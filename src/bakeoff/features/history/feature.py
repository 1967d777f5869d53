"""Registration of the history with the server."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from bakeoff.features.history.archive import archived
from bakeoff.features.history.privacy import note
from bakeoff.race.events import RACE
from bakeoff.records.history import ids_of
from bakeoff.records.service import history, recorder, recording
from bakeoff.service.kernel import Feature, Personal
from bakeoff.service.slots import ArchiveFiles, Page, PrivacyNote
from bakeoff.study.events import STUDY


def _end(owner: str) -> Iterable[str]:
    recorder().forget(owner)  # races and studies have ended before: their features come later in the order
    return ()


def _amounts(_owner: str, _rows: Mapping[str, int]) -> Iterable[tuple[int, str]]:
    return ()  # races and studies are counted by their own features


FEATURE = Feature(
    order=5,
    style=Path(__file__).with_name("style.css"),
    on=dict.fromkeys((*RACE, *STUDY), lambda event: recorder().hear(event)),
    tidy=lambda: history().purge(),
    tables=("bakeoff.records.tables",),
    personal=Personal(_amounts, _end, erase=ids_of),
    background=recording,
    adds=(
        ArchiveFiles(archived),
        PrivacyNote(10, note),
        Page("history", "History", "pages/history/history.py", ":material/history:", 60),
    ),
)
