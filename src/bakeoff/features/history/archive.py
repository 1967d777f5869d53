"""History of a visitor in the archive of all that is theirs."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import Any

from bakeoff.records.entries import Entry
from bakeoff.records.service import history
from bakeoff.spreadsheets import records_to_csv

_A_PAGE = 100


def archived(owner: str) -> Iterator[tuple[str, str]]:
    """Yield each race and study in full, and then the list of all."""
    entries = []
    for entry in _entries(owner):
        stored = history().get(entry.id, owner)
        if stored is not None:  # else it has just been deleted
            entries.append(entry)
            yield f"history/{entry.started:%Y-%m-%d-%H%M%S}-{entry.id}.json", stored.report
    if entries:
        yield "history.csv", records_to_csv(map(_listed, entries))


def _entries(owner: str) -> Iterator[Entry]:
    offset = 0
    while entries := history().find(owner, order="oldest", limit=_A_PAGE, offset=offset).races:
        yield from entries
        offset += len(entries)


def _listed(entry: Entry) -> Mapping[str, Any]:
    values = {name: value for name, value in asdict(entry).items() if name != "results"}
    return values | {"tags": ", ".join(entry.tags)}
