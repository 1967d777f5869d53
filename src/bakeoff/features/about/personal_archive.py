"""All that a server keeps of one visitor as a ZIP archive, in files that anybody can read."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from bakeoff.datasets.upload import handover, store
from bakeoff.datasets.upload.store import About
from bakeoff.engine.base import Channel, Engine
from bakeoff.engine.handle import new_id
from bakeoff.errors import BakeoffError, HistoryError
from bakeoff.export.packing import MadeFile, Packed, put
from bakeoff.records.tables import RaceRow
from bakeoff.service.kernel import collected, database
from bakeoff.service.personal_data import rows_of
from bakeoff.service.slots import ArchiveFiles
from bakeoff.spreadsheets import records_to_csv, to_csv
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

    def __init__(self, owner: str, engine: Engine) -> None:
        self._owner = owner
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
        files = collected(ArchiveFiles, lambda kind: kind.files(self._owner))
        with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as zipped:
            for name, text in (*_about(), *files, *_records(self._owner)):
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
            "lessons.csv: lessons of your own. room_members.csv, room_progress.csv, room_answers.csv, "
            "room_teachers.csv: classes in which you learn or teach.\n"
        ),
    )


def _records(owner: str) -> Iterator[tuple[str, str]]:
    for name, rows in rows_of(owner, database(), without=(RaceRow.__tablename__,)).items():
        if rows:
            yield f"{name}.csv", records_to_csv(rows)


def _table(id: str, about: About) -> Iterator[tuple[str, str | bytes]]:
    title = re.sub(r"[^\w.-]+", "-", about.title).strip("-.")[:60] or "table"
    name = f"tables/{title}-{id[:8]}"
    told = about.model_dump(mode="json", exclude={"owner", "head"})
    yield f"{name}.json", json.dumps(told, indent=2, ensure_ascii=False)
    try:
        if about.image_shape is None and about.rows * len(about.columns) <= MOST_CELLS:
            yield f"{name}.csv", to_csv(store.rows(id), index=False)
        else:
            yield f"{name}.parquet", store.content(id)
        if about.given is not None:
            yield f"{name}.file", store.file_of(id)
    except BakeoffError:  # it has just been deleted
        return
