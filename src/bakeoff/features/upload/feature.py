"""Registration of uploads with the server."""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from bakeoff.datasets.openml.settings import OpenmlSettings
from bakeoff.datasets.upload import store
from bakeoff.datasets.upload.settings import UploadLimits
from bakeoff.features.upload.privacy import note
from bakeoff.service.events import SessionEnded, TableDeleted
from bakeoff.service.kernel import Feature, Personal, publish
from bakeoff.service.slots import Page, PrivacyNote
from bakeoff.service.uploads import uploads
from bakeoff.text import counted


def _amounts(owner: str, _rows: Mapping[str, int]) -> Iterator[tuple[int, str]]:
    n = len(store.tables_of(owner))
    yield n, counted("{n} table", "{n} tables", n)


def _forget(owner: str, _ids: Collection[str]) -> None:
    store.delete_all(owner)
    publish(TableDeleted())


FEATURE = Feature(
    order=40,
    settings=(UploadLimits, OpenmlSettings),
    style=Path(__file__).with_name("style.css"),
    preload=("bakeoff.intake.job",),
    tidy=store.purge,
    personal=Personal(_amounts, forget=_forget),
    on={SessionEnded: lambda event: uploads().give_up(event.session)},
    adds=(
        PrivacyNote(20, note),
        Page("bring", "Your data", "pages/upload/bring.py", ":material/upload_file:", 70, group="Data"),
    ),
)
