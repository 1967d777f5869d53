"""The history's database: where it is, its schema brought up to date, and its errors in one sentence each."""

import contextlib
import logging
import os
import sqlite3
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from sqlalchemy import URL, Connection, Dialect, Engine, create_engine, event, func, make_url, select
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.orm import Session

from bakeoff.datasets.home import data_home, writable_data_home
from bakeoff.engine.handle import new_id
from bakeoff.errors import DatasetError, HistoryError
from bakeoff.settings import Places
from bakeoff.text import _

_log = logging.getLogger(__name__)

FILE = "history.sqlite"
VARIABLE = "BAKEOFF_DATABASE_URL"
CACHE_KB = 256
"""SQLite's cache for each connection; the system has the file in memory anyway. SQLite's default is 2 MB."""
RENEW_SECONDS = 60
"""For how long a connection to SQLite is kept: what it remembers of its last 200 cursors lies all over the memory."""
_UPGRADING = threading.Lock()
"""Alembic has what it is at in globals, one upgrade a process."""
_UPGRADE_KEY = 0x62616B656F6666
"""By which servers that share a PostgreSQL database know this lock from others'."""


class Database:
    """One database, opened at its first use.

    Parameters
    ----------
    url : str, optional
        As SQLAlchemy takes it; ``BAKEOFF_DATABASE_URL`` unless given, else SQLite in the data home.

    Attributes
    ----------
    here : str
        Name of this server among those that share the database.
    """

    def __init__(self, url: str | None = None) -> None:
        self.here = new_id()
        self._given = url
        self._lock = threading.Lock()
        self._turn = threading.RLock()
        self._engine: Engine | None = None

    @contextlib.contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a session to read in; raises HistoryError, one sentence, if the database does not let itself be read."""
        engine = self._opened()
        with _told(engine.url), Session(engine) as session:
            yield session

    @contextlib.contextmanager
    def writing(self) -> Iterator[Session]:
        """Open a transaction to write in: done as a whole or, if HistoryError is raised, not at all."""
        engine = self._opened()
        with (
            self._in_turn(engine),
            _told(engine.url),
            Session(engine.execution_options(writes=True)) as session,
            session.begin(),
        ):
            yield session

    def check(self) -> None:
        """Ask for nothing, so that it is known to answer."""
        with self.reading() as session:
            session.execute(select(1))

    def close(self) -> None:
        """Close every connection."""
        with self._lock:
            if self._engine is not None:
                self._engine.dispose()
                self._engine = None

    def _in_turn(self, engine: Engine) -> contextlib.AbstractContextManager[object]:
        """Return what has threads write one after the other, where a database takes one writer at a time.

        SQLite itself would have them try again and again: when a class of 200 writes, some are never let in.
        """
        return self._turn if engine.url.get_backend_name() == "sqlite" else contextlib.nullcontext()

    def _opened(self) -> Engine:
        with self._lock:
            if self._engine is None:
                engine = _engine(_url(self._given))
                try:
                    with _told(engine.url):
                        _bring_up_to_date(engine)
                except BaseException:
                    engine.dispose()
                    raise
                self._engine = engine
            return self._engine


def _url(given: str | None) -> URL:
    text = given or Places.read().database_url
    if text:
        try:
            return make_url(text)
        except ArgumentError as error:
            raise HistoryError(
                _("{variable} is no database URL; write it like sqlite:////folder/history.sqlite.", variable=VARIABLE)
            ) from error
    path = data_home() / FILE
    try:
        writable_data_home()
    except DatasetError as error:
        if not os.access(path, os.R_OK):  # else it can be read
            raise HistoryError(str(error)) from error
    return URL.create("sqlite", database=str(path))


def _engine(url: URL) -> Engine:
    try:
        kept = {"pool_recycle": RENEW_SECONDS} if url.get_backend_name() == "sqlite" else {"pool_pre_ping": True}
        engine = create_engine(url, **kept)
    except NoSuchModuleError as error:
        raise HistoryError(
            _("{variable} names a kind of database, {kind}, that is not known.", variable=VARIABLE, kind=url.drivername)
        ) from error
    except ModuleNotFoundError as error:
        raise HistoryError(
            _("The history’s database needs the package {name}; install it.", name=error.name)
        ) from error
    if url.get_backend_name() == "sqlite":
        event.listen(engine, "do_connect", _connect_sqlite)
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def _connect_sqlite(dialect: Dialect, _record: Any, arguments: list[Any], named: dict[str, Any]) -> Any:
    """Open the file; one that cannot be written, as a file that does not change."""
    connection: Any = dialect.connect(*arguments, **named)
    try:
        connection.execute("SELECT 1 FROM sqlite_master")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorname.startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY")):
            connection.close()
            return dialect.connect(f"file:{quote(arguments[0])}?mode=ro&immutable=1", **(named | {"uri": True}))
    return connection


def _set_up_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # Python's own transactions would leave out changes of the schema
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")  # what is deleted is not to be found in the file, either
    connection.execute(f"PRAGMA cache_size = -{CACHE_KB}")


def _begin_sqlite(connection: Connection) -> None:
    # Who will write says so at once, and waits for others then; a reader that turns writer could not.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _bring_up_to_date(engine: Engine) -> None:
    """Run the migrations that the database has not had, all or none."""
    from alembic import command
    from alembic.config import Config
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", "bakeoff.storage:migrations")
    scripts = ScriptDirectory.from_config(config)
    newest, known = scripts.get_current_head(), {revision.revision for revision in scripts.walk_revisions()}

    def is_newest(connection: Connection) -> bool:
        now = MigrationContext.configure(connection).get_current_revision()
        if now is not None and now not in known:
            raise HistoryError(_("The history’s database was made by another version of Bakeoff; install that one."))
        return now == newest

    with engine.connect() as connection:
        if is_newest(connection):
            return
    with _UPGRADING, contextlib.ExitStack() as stack:
        if engine.url.get_backend_name() == "sqlite":
            with contextlib.closing(engine.raw_connection()) as raw:
                raw.cursor().execute("PRAGMA journal_mode = WAL")  # kept in the file; readers beside a writer
        connection = stack.enter_context(engine.execution_options(writes=True).begin())
        if engine.url.get_backend_name() == "postgresql":  # SQLite has let in one writer alone
            connection.execute(select(func.pg_advisory_xact_lock(_UPGRADE_KEY)))
        if not is_newest(connection):  # no other server was quicker
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


@contextlib.contextmanager
def _told(url: URL) -> Iterator[None]:
    """Say what the database says in one sentence; where it is, and its own words, go to the log."""
    try:
        yield
    except SQLAlchemyError as error:
        cause = error.orig if isinstance(error, DBAPIError) else None
        _log.warning("The history’s database %s: %s", _where(url), " ".join(str(cause or error).split()))
        raise HistoryError(_sentence(cause)) from error


def _where(url: URL) -> str:
    """Return the database's name without user and password."""
    return str(url.database) if url.get_backend_name() == "sqlite" else f"{url.host or ''}/{url.database or ''}"


def _sentence(cause: BaseException | None) -> str:
    name = getattr(cause, "sqlite_errorname", "") if isinstance(cause, sqlite3.Error) else ""
    if name.startswith("SQLITE_READONLY"):
        return _("The history’s database is read-only; make it writable to store or change races.")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return _("The history’s database is locked by another program; end that and try again.")
    if name.startswith("SQLITE_FULL"):
        return _("There is no room left for the history’s database; free some.")
    if name.startswith("SQLITE_CANTOPEN"):
        return _("The history’s database cannot be opened; does its folder exist?")
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return _("The history’s file is not, or no longer, a database; move it away and a new one is made.")
    return _("The history’s database cannot be used; the server’s log says why.")
