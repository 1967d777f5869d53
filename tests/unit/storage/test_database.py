"""The database: brought up to date, and one sentence for all that can go wrong with it."""

import contextlib
import os
import sqlite3
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, event, text

from bakeoff.errors import HistoryError
from bakeoff.records.history import History
from bakeoff.service.kernel import owned
from bakeoff.storage.database import CACHE_KB, RENEW_SECONDS, Database
from bakeoff.storage.tables import Base

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def sql(path, script: str) -> None:
    with contextlib.closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "history.sqlite"


@pytest.mark.databases
def test_the_migrations_make_the_tables_that_the_code_declares(history, url):
    assert history.find("me").total == 0
    owned()  # loads them all
    engine = create_engine(url)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    engine.dispose()


@pytest.mark.nightly
def test_readers_and_a_writer_work_side_by_side(history, path, store):
    store()
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        connection.execute("BEGIN")
        connection.execute("SELECT * FROM races").fetchone()
        store()
    assert history.find("me").total == 2


def test_a_connection_keeps_little_of_the_file(history):
    with history.database.reading() as session:
        assert session.scalar(text("PRAGMA cache_size")) == -CACHE_KB


@pytest.mark.parametrize(("seconds", "same"), [(0, False), (RENEW_SECONDS, True)])
def test_a_connection_is_renewed_when_it_is_old(history, monkeypatch, seconds, same):
    monkeypatch.setattr("bakeoff.storage.database.RENEW_SECONDS", seconds)

    def used():
        with history.database.reading() as session:
            return session.connection().connection.dbapi_connection

    assert (used() is used()) == same


def test_threads_that_write_at_once_take_turns_however_short_sqlite_waits(path, ended):
    with contextlib.closing(History(Database(f"sqlite:///{path}?timeout=0"))) as hurried:
        hurried.find("me")
        runs = [replace(ended, id=f"race {number}") for number in range(30)]
        with ThreadPoolExecutor(len(runs)) as pool:
            list(pool.map(lambda run: hurried.save(run, "me", NOW), runs))
        assert hurried.find("me").total == len(runs)


@pytest.mark.databases
def test_servers_that_start_at_once_make_one_database(url):
    histories = [History(Database(url)) for _ in range(4)]
    found: list[int] = []
    threads = [threading.Thread(target=lambda h=one: found.append(h.find("me").total)) for one in histories]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for one in histories:
        one.close()
    assert found == [0] * 4


def test_a_folder_of_its_own_is_made_in_the_data_home(tmp_path, monkeypatch):
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path / "new" / "home"))
    monkeypatch.delenv("BAKEOFF_DATABASE_URL", raising=False)
    with contextlib.closing(History(Database())) as history:
        assert history.find("me").total == 0
    assert (tmp_path / "new" / "home" / "history.sqlite").is_file()


def test_the_environment_names_the_database(tmp_path, monkeypatch):
    monkeypatch.setenv("BAKEOFF_DATABASE_URL", f"sqlite:///{tmp_path}/elsewhere.sqlite")
    with contextlib.closing(History(Database())) as history:
        assert history.find("me").total == 0
    assert (tmp_path / "elsewhere.sqlite").is_file()


# --- bad input: one sentence each, nothing lost ---


def refused(history: History, ended, sentence: str) -> None:
    with pytest.raises(HistoryError, match=sentence) as caught:
        history.save(ended, "me", NOW)
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith(".")


def test_a_read_only_database_can_be_read_and_says_so_when_written(history, path, store, ended):
    store()
    with contextlib.closing(History(Database(f"sqlite:///file:{path}?mode=ro&uri=true"))) as reader:
        assert reader.find("me").total == 1
        refused(reader, ended, "is read-only; make it writable")
        with pytest.raises(HistoryError, match="read-only"):
            reader.delete(["race-0"], "me")
        assert reader.find("me").total == 1


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_a_history_is_read_in_a_data_home_that_cannot_be_written_and_written_once_it_can(monkeypatch, ended):
    monkeypatch.delenv("BAKEOFF_DATABASE_URL", raising=False)
    with tempfile.TemporaryDirectory() as home, contextlib.closing(History(Database())) as history:  # open to nobody
        monkeypatch.setenv("BAKEOFF_DATA", home)
        with contextlib.closing(History(Database())) as before:
            before.save(ended, "me", NOW)
        Path(home, "history.sqlite").chmod(0o644)
        Path(home).chmod(0o555)
        with somebody_else():
            assert history.find("me").total == 1
            refused(history, replace(ended, id="another"), "is read-only; make it writable")
        Path(home).chmod(0o755)
        monkeypatch.setattr("bakeoff.storage.database.RENEW_SECONDS", 0)
        history.database._opened().dispose()  # as happens by itself when a connection is old
        history.save(replace(ended, id="another"), "me", NOW)
        assert history.find("me").total == 2


@contextlib.contextmanager
def somebody_else():
    """Go on without the rights of root, who may write everywhere."""
    user = os.geteuid()
    if user == 0:
        import pwd  # Windows has none

        os.seteuid(pwd.getpwnam("nobody").pw_uid)
    try:
        yield
    finally:
        os.seteuid(user)


def test_where_a_database_is_stands_in_the_log_alone(path, ended, caplog):
    url = f"sqlite:///{path.parent}/nowhere/history.sqlite"
    with pytest.raises(HistoryError) as caught:
        History(Database(url)).save(ended, "me", NOW)
    assert str(caught.value) == "The history’s database cannot be opened; does its folder exist?"
    assert f"{path.parent}/nowhere/history.sqlite: unable to open database file" in caplog.text


def test_a_locked_database_says_so_and_works_once_it_is_free(history, path, store, ended):
    store()
    with (
        contextlib.closing(History(Database(f"sqlite:///{path}?timeout=0.05"))) as hurried,
        contextlib.closing(sqlite3.connect(path)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        refused(hurried, ended, "is locked by another program")
        assert hurried.find("me").total == 1
        other.rollback()
        hurried.save(ended, "me", NOW)
        assert hurried.find("me").total == 2


def test_a_full_disk_says_so_and_keeps_what_there_was(history, store, ended):
    store()
    engine = history.database._opened()
    event.listen(engine, "connect", lambda connection, _record: connection.execute("PRAGMA max_page_count = 1"))
    engine.dispose()
    refused(history, ended, "There is no room left")
    assert history.find("me").total == 1


def test_a_file_that_is_no_database_is_told_and_left_as_it_is(history, path, ended):
    path.write_text("A shopping list. " * 100, encoding="utf-8")
    refused(history, ended, "is not, or no longer, a database")
    assert path.read_text(encoding="utf-8").startswith("A shopping list.")


@pytest.mark.parametrize("version", ["013", "999"])
def test_a_database_of_another_version_is_left_alone(history, path, ended, version):
    sql(
        path,
        f"CREATE TABLE alembic_version (version_num VARCHAR(32)); INSERT INTO alembic_version VALUES ('{version}')",
    )
    refused(history, ended, "was made by another version of Bakeoff")


def test_a_migration_that_fails_leaves_nothing_half_done(history, path, ended):
    sql(path, "CREATE TABLE tags (id INTEGER)")  # somebody else's
    refused(history, ended, "cannot be used")
    with contextlib.closing(sqlite3.connect(path)) as connection:
        assert [name for (name,) in connection.execute("SELECT name FROM sqlite_master")] == ["tags"]


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("what is this", "BAKEOFF_DATABASE_URL is no database URL"),
        ("mybase://there/db", "names a kind of database, mybase, that is not known"),
        ("oracle+cx_oracle://me:secret@there/db", "needs the package cx_Oracle"),
        ("sqlite:////no/such/folder/history.sqlite", "cannot be opened; does its folder exist"),
    ],
)
def test_a_url_that_leads_nowhere_is_told_without_its_password(ended, url, sentence):
    history = History(Database(url))
    with pytest.raises(HistoryError, match=sentence) as caught:
        history.save(ended, "me", NOW)
    assert "secret" not in str(caught.value)


def test_a_data_home_that_can_not_be_written_is_told(tmp_path, monkeypatch, ended):
    (tmp_path / "file").touch()
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path / "file"))
    monkeypatch.delenv("BAKEOFF_DATABASE_URL", raising=False)
    refused(History(Database()), ended, "cannot be written")
