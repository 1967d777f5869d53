"""All that a server keeps of one visitor as a ZIP archive, in files that anybody can read."""

import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import pandas as pd

from bakeoff.datasets.upload import handover, store
from bakeoff.datasets.upload.store import About
from bakeoff.engine.base import Channel, Engine
from bakeoff.engine.handle import new_id
from bakeoff.errors import BakeoffError, HistoryError
from bakeoff.export.packing import MadeFile, Packed, put
from bakeoff.lesson.certificate import said
from bakeoff.records.entries import Entry
from bakeoff.records.history import History
from bakeoff.records.tables import RaceRow
from bakeoff.service.personal_data import rows_of
from bakeoff.spreadsheets import to_csv
from bakeoff.text import _

MOST_CELLS = 2_000_000
"""Up to which a table is written as CSV, which everything reads; a larger one stays Parquet, as it is kept."""
_A_PAGE = 100


class Archive(MadeFile):
    """The making of a visitor's archive, which starts with this.

    A job packs the tables, which may be large. The rest is brought from the database when the archive is saved: only
    servers can ask that.

    Parameters
    ----------
    owner : str
        Hash of the visitor's secret.

    Attributes
    ----------
    tables : frozenset of str
        Names of the tables in it.
    """

    def __init__(self, history: History, owner: str, engine: Engine) -> None:
        self._history, self._owner = history, owner
        self.tables = frozenset(store.tables_of(owner))
        path = store.packed(owner) / f"{new_id()}.zip"
        handover.discard(path)  # with all that was packed before
        super().__init__(engine, "bakeoff.features.about.personal_archive:pack_tables", (owner, path), path, owner)

    def content(self) -> bytes:
        """Return a visitor's races, studies, tables, lessons, certificates and classes.

        Raises
        ------
        HistoryError
            If the database can not be read, or the tables are no longer packed.
        """
        content = io.BytesIO(super().content())
        with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as zipped:
            for name, text in (*_about(), *_history(self._history, self._owner), *_records(self._history, self._owner)):
                zipped.writestr(name, text)
        return content.getvalue()


def pack_tables(order: tuple[str, Path], channel: Channel) -> None:
    """Put all tables of a visitor, told by the hash of their secret, into a file at a path."""
    owner, path = order
    content, tables = io.BytesIO(), store.tables_of(owner)
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as zipped:
        for number, (id, about) in enumerate(tables.items(), start=1):
            for name, written in _table(id, about):
                zipped.writestr(name, written)
            channel.emit(Packed(number / len(tables)))
    if store.tables_of(owner).keys() != tables.keys():  # what was deleted is gone for good
        raise HistoryError(_("Your tables have changed meanwhile; make the file again."))
    put(path, content.getvalue())


def _about() -> Iterator[tuple[str, str]]:
    yield (
        "README.txt",
        _(
            "All that this Bakeoff server kept for your browser when this file was made.\n"
            "\n"
            "history.csv: your races and studies, with notes and tags. history/: each of them in full.\n"
            "tables/: the data that you uploaded, as they were read, and beside each how they were read.\n"
            "goals.csv: the goals that you reached in Learn. attempts.csv: your runs at lessons.\n"
            "certificates/: what certifies that they succeeded; “signed” is what a certificate’s link holds.\n"
            "lessons.csv: lessons of your own. room_members.csv, room_progress.csv, room_teachers.csv: classes in "
            "which you learn or teach.\n"
        ),
    )


def _history(history: History, owner: str) -> Iterator[tuple[str, str]]:
    """Yield each race and study in full, and then the list of all."""
    entries = []
    for entry in _entries(history, owner):
        stored = history.get(entry.id, owner)
        if stored is not None:  # else it has just been deleted
            entries.append(entry)
            yield f"history/{entry.started:%Y-%m-%d-%H%M%S}-{entry.id}.json", stored.report
    if entries:
        yield "history.csv", _csv(map(_listed, entries))


def _entries(history: History, owner: str) -> Iterator[Entry]:
    offset = 0
    while entries := history.find(owner, order="oldest", limit=_A_PAGE, offset=offset).races:
        yield from entries
        offset += len(entries)


def _listed(entry: Entry) -> Mapping[str, Any]:
    told = {name: value for name, value in asdict(entry).items() if name != "results"}
    return told | {"tags": ", ".join(entry.tags)}


def _records(history: History, owner: str) -> Iterator[tuple[str, str]]:
    records = rows_of(owner, history.database, without=(RaceRow.__tablename__,))
    for name, found in records.items():
        if found:
            yield f"{name}.csv", _csv(found)
    certified = (row["certificate"] for row in records.get("attempts", ()) if row["certificate"])
    for number, signed in enumerate(certified, start=1):
        yield f"certificates/{number}.json", _json(said(signed) | {"signed": signed})


def _table(id: str, about: About) -> Iterator[tuple[str, str | bytes]]:
    title = re.sub(r"[^\w.-]+", "-", about.title).strip("-.")[:60] or "table"
    name = f"tables/{title}-{id[:8]}"
    told = about.model_dump(mode="json", exclude={"owner", "head"})
    yield f"{name}.json", _json(told)
    try:
        if about.image_shape is None and about.rows * len(about.columns) <= MOST_CELLS:
            yield f"{name}.csv", to_csv(store.rows(id), index=False)
        else:
            yield f"{name}.parquet", store.content(id)
        if about.given is not None:
            yield f"{name}.file", store.file_of(id)
    except BakeoffError:  # it has just been deleted
        return


def _json(values: Mapping[str, Any]) -> str:
    return json.dumps(values, indent=2, ensure_ascii=False)


def _csv(rows: Iterable[Mapping[str, Any]]) -> str:
    return to_csv(pd.DataFrame([{name: _cell(value) for name, value in row.items()} for row in rows]), index=False)


def _cell(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
