"""The kernel of a server: its database, the features that register with it, and the events between them."""

import functools
import importlib
import importlib.util
import logging
import pkgutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Table
from sqlalchemy.orm import Session
from starlette.routing import Route

from bakeoff.errors import BakeoffError
from bakeoff.service.once import once
from bakeoff.service.registry import Registry
from bakeoff.settings import Group, ServerSettings
from bakeoff.storage.database import Database
from bakeoff.storage.tables import Base

HOME = "bakeoff.features"
"""The package whose folders are looked through for features: one is ``FEATURE`` in its folder's ``feature.py``."""
GROUP = "bakeoff.features"
"""Group of entry points, ``name = "module:FEATURE"``, by which another installed package adds features."""

Record = TypeVar("Record")
Item = TypeVar("Item")

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Personal:
    """Personal data of a feature; `owner` is the hash of a visitor's secret.

    Attributes
    ----------
    amounts : callable
        ``amounts(owner, rows)`` yields the number of things of each kind, and the same in words; `rows` has the number
        of the owner's rows in each table that has a column `owner`.
    end : callable
        ``end(owner)`` ends what the owner has going on; it returns the ids of races and studies.
    forget : callable
        ``forget(owner, ids)`` deletes what is outside the database, also that of these races and studies.
    erase : callable
        ``erase(session, owner)`` deletes what is not deleted with the owner's rows, before these in their transaction;
        it returns the ids of races and studies among them.
    """

    amounts: Callable[[str, Mapping[str, int]], Iterable[tuple[int, str]]]
    end: Callable[[str], Iterable[str]] = lambda _owner: ()
    forget: Callable[[str, Collection[str]], None] = lambda _owner, _ids: None
    erase: Callable[[Session, str], Iterable[str]] = lambda _session, _owner: ()


@dataclass(frozen=True)
class Feature:
    """Registration of a feature with the server.

    Attributes
    ----------
    order : int
        Features start in this order and end in the reverse one.
    preload : tuple of str
        Modules that make its jobs start warm.
    settings : tuple of types
        What an operator can set of it alone.
    slots : callable
        Returns how many interactive jobs it runs at once, at most.
    runs : callable or None
        Returns the registry of what visitors start. The server starts it, at its end waits for what goes on, and
        closes it.
    style : Path or None
        Its style sheet, which all pages have; a part of one page that draws itself has its own beside it.
    tables : tuple of str
        Modules that declare its tables in the database; rows with a column `owner` are that visitor's.
    tidy : callable or None
        Deletes what is no longer to be kept; raises HistoryError if the database cannot.
    on : mapping of types to callables
        Listeners by kind of event, see `bakeoff.service.events`; each is called in the event's thread and returns soon.
    routes : callable or None
        Returns its own routes; raises SettingError if the server is set up wrongly for them.
    background : callable or None
        Returns what goes on for as long as the server does.
    adds : tuple of records
        What it adds where features meet: `bakeoff.lesson.chapter.Chapter`, and the records of `bakeoff.service.slots`.
    """

    order: int
    preload: tuple[str, ...] = ()
    settings: tuple[type[Group], ...] = ()
    slots: Callable[[], int] = lambda: 0
    runs: Callable[[], Registry[Any]] | None = None
    style: Path | None = None
    tables: tuple[str, ...] = ()
    tidy: Callable[[], None] | None = None
    personal: Personal | None = None
    on: Mapping[type, Callable[[Any], None]] = field(default_factory=dict)
    routes: Callable[[], Sequence[Route]] | None = None
    background: Callable[[], AbstractContextManager[None]] | None = None
    adds: tuple[object, ...] = ()


@functools.cache
def features() -> tuple[Feature, ...]:
    """Return every feature: our own in order, and then those of other packages."""
    return tuple(
        feature
        for part in (_ours(), _of_other_packages())
        for feature in sorted(part, key=lambda feature: feature.order)
    )


def _ours() -> Iterator[Feature]:
    home = importlib.util.find_spec(HOME)
    folders = pkgutil.iter_modules(home.submodule_search_locations if home else (), f"{HOME}.")
    places = [f"{folder.name}.feature" for folder in folders if folder.ispkg]
    yield from (importlib.import_module(place).FEATURE for place in places if importlib.util.find_spec(place))


def _of_other_packages() -> Iterator[Feature]:
    """Yield the features of entry points; one that cannot be loaded is left out, and the log says why."""
    for point in entry_points(group=GROUP):
        try:
            feature = point.load()
            if not isinstance(feature, Feature):
                raise TypeError("its entry is no Feature")
        except Exception:
            package = point.dist.name if point.dist else point.value
            _log.exception("the feature %s of %s is left out", point.name, package)
        else:
            yield feature


def settings_groups() -> tuple[type[Group], ...]:
    """Return all that an operator can set, the server's own settings first."""
    return (ServerSettings, *(group for feature in features() for group in feature.settings))


def owned() -> tuple[Table, ...]:
    """Return the tables whose rows belong to a visitor; what hangs on such a row goes with it."""
    for feature in features():
        for module in feature.tables:
            importlib.import_module(module)
    return tuple(table for table in Base.metadata.sorted_tables if "owner" in table.columns)


def added(kind: type[Record]) -> tuple[Record, ...]:
    """Return what features add of one kind, in the order of the features."""
    return tuple(record for feature in features() for record in feature.adds if isinstance(record, kind))


def collected(kind: type[Record], collect: Callable[[Record], Iterable[Item]]) -> Iterator[Item]:
    """Yield what `collect` returns for each record of one kind.

    An unexpected error of one record is logged and costs no other. One that was raised on purpose is raised: what is
    collected would lack something.
    """
    for record in added(kind):
        try:
            items = list(collect(record))
        except BakeoffError:
            raise
        except Exception:
            _log.exception("%r failed", record)
        else:
            yield from items


def publish(event: object) -> None:
    """Hand an event to every feature that listens to it; what a listener raises is logged and stops no other."""
    for feature in features():
        if (listener := feature.on.get(type(event))) is not None:
            try:
                listener(event)
            except Exception:
                _log.exception("a listener to %s failed", type(event).__name__)


@once
def database() -> Database:
    """Return the server's database, which is opened at its first use."""
    return Database()
