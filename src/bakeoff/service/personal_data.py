"""All that a server keeps of one visitor, wherever it is: counted, taken home, and deleted for good.

A function that reads or changes the database raises HistoryError, one sentence, if that cannot be done.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Table, delete, func, select
from sqlalchemy.orm import Session

from bakeoff.service.kernel import Personal, database, features, owned
from bakeoff.storage.database import Database

STOPPING_SECONDS = 10.0
"""For how long what is stopped is waited for; whatever ends later finds nowhere to be kept."""


def amounts(owner: str) -> tuple[str, ...]:
    """Say how much is kept of a visitor, leaving out kinds of which there is nothing."""
    rows = counts(owner, database())
    return tuple(words for part in _parts() for n, words in part.amounts(owner, rows) if n)


def erase(owner: str) -> tuple[str, ...]:
    """Stop what a visitor has going on, and delete all that is kept of them; say how much that was."""
    deleted = amounts(owner)
    ended = {id for part in reversed(_parts()) for id in part.end(owner)}
    ids = ended | erase_rows(owner, database())
    for part in _parts():
        part.forget(owner, ids)
    return deleted


def counts(owner: str, database: Database) -> Mapping[str, int]:
    """Return how many rows of each table are a visitor's."""
    with database.reading() as session:
        return {
            table.name: session.scalar(select(func.count()).where(table.c.owner == owner)) or 0 for table in owned()
        }


def rows_of(owner: str, database: Database, without: Collection[str] = ()) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """Return a visitor's rows by the name of their table, but for the tables that are told otherwise."""
    with database.reading() as session:
        return {table.name: _rows(session, table, owner) for table in owned() if table.name not in without}


def erase_rows(owner: str, database: Database) -> set[str]:
    """Delete a visitor's rows for good; return the ids of the races and studies among them."""
    with database.writing() as session:
        ids = {id for part in _parts() for id in part.erase(session, owner)}
        for table in owned():
            session.execute(delete(table).where(table.c.owner == owner))
    return ids


def _rows(session: Session, table: Table, owner: str) -> Sequence[Mapping[str, Any]]:
    columns = [column for column in table.columns if column.name != "owner"]
    return [dict(row) for row in session.execute(select(*columns).where(table.c.owner == owner)).mappings()]


def _parts() -> list[Personal]:
    return [feature.personal for feature in features() if feature.personal]
