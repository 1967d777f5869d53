"""All that a server keeps of one visitor as a ZIP archive, in files that anybody can read."""

import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

import pandas as pd

from bakeoff.datasets.upload import store
from bakeoff.datasets.upload.store import About
from bakeoff.errors import BakeoffError
from bakeoff.history import Entry, History
from bakeoff.lessons.certificate import said
from bakeoff.spreadsheets import to_csv
from bakeoff.text import _

MOST_CELLS = 2_000_000
"""Up to which a table is written as CSV, which everything reads; a larger one stays Parquet, as it is kept."""
_A_PAGE = 100


def archive(history: History, owner: str) -> bytes:
    """Return a visitor's races, studies, tables, lessons, certificates and classes.

    Raises
    ------
    HistoryError
        If the database can not be read.
    """
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, text in (*_about(), *_history(history, owner), *_records(history, owner)):
            zipped.writestr(name, text)
        for id, about in store.tables_of(owner).items():
            for name, written in _table(id, about):
                zipped.writestr(name, written)
    return content.getvalue()


def _about() -> Iterator[tuple[str, str]]:
    yield (
        "README.txt",
        _(
            "All that this Bakeoff server kept for your browser when this file was made.\n\n"
            "history.csv: your races and studies, with notes and tags. history/: each of them in full.\n"
            "tables/: the data that you brought, as they were read, and beside each how they were read.\n"
            "goals.csv: the goals that you reached in Learn. attempts.csv: your runs at lessons.\n"
            "certificates/: what certifies that they succeeded; “signed” is what a certificate’s link holds.\n"
            "lessons.csv: lessons of your own. room_members.csv, room_teachers.csv: classes in which you learn or "
            "teach.\n"
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
    records = history.personal.rows(owner)
    for name, rows in records.items():
        if rows:
            yield f"{name}.csv", _csv(rows)
    certified = (row["certificate"] for row in records["attempts"] if row["certificate"])
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
    except BakeoffError:  # it has just been deleted
        return


def _json(values: Mapping[str, Any]) -> str:
    return json.dumps(values, indent=2, ensure_ascii=False)


def _csv(rows: Iterable[Mapping[str, Any]]) -> str:
    return to_csv(pd.DataFrame([{name: _cell(value) for name, value in row.items()} for row in rows]), index=False)


def _cell(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
