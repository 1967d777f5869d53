"""Servers on one database know of each other's races which of them go on."""

import contextlib
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from bakeoff.race.snapshot import Run
from bakeoff.records.history import History
from bakeoff.storage.database import Database
from bakeoff.storage.servers import SILENT_SECONDS, ServerRow, Servers

pytestmark = pytest.mark.databases

NOW = datetime.now(UTC)


@pytest.fixture
def other(url):
    with contextlib.closing(History(Database(url))) as other:
        yield other


def status(history: History, id: str) -> str:
    kept = history.get(id)
    (entry,) = history.find("me").races
    assert kept.entry.status == entry.status
    return entry.status


def changed(url: str, **values: object) -> None:
    """Have every server said something else."""
    database = Database(url)
    with contextlib.closing(database), database.writing() as session:
        session.execute(update(ServerRow).values(**values))


def test_what_runs_on_a_server_that_is_there_goes_on_elsewhere_and_is_whole_when_it_is_over(history, other, ended):
    history.servers.say_so()
    history.save(Run.start(ended.id, ended.spec), "me", NOW)
    assert (status(history, ended.id), status(other, ended.id)) == ("running", "elsewhere")
    history.save(ended, "me", NOW)
    assert status(history, ended.id) == status(other, ended.id) == "finished"
    assert other.get(ended.id).report == ended.report.to_json(indent=None)


def test_what_ran_on_a_server_that_has_left_is_interrupted(history, other, ended):
    history.servers.say_so()
    history.save(Run.start(ended.id, ended.spec), "me", NOW)
    history.servers.leave()
    assert status(other, ended.id) == "interrupted"


def test_what_ran_in_a_process_that_is_gone_is_interrupted_at_once(history, other, ended, url):
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    history.servers.say_so()
    history.save(Run.start(ended.id, ended.spec), "me", NOW)
    changed(url, process=gone.pid)
    assert status(other, ended.id) == "interrupted"
    changed(url, machine="another")  # whose processes cannot be seen from here
    assert status(other, ended.id) == "elsewhere"


def test_a_server_that_says_nothing_for_long_is_taken_to_be_gone(history, other, ended, url):
    history.servers.say_so()
    history.save(Run.start(ended.id, ended.spec), "me", NOW)
    changed(url, machine="another", seen=datetime.now(UTC) - timedelta(seconds=2 * SILENT_SECONDS))
    assert status(other, ended.id) == "interrupted"
    history.servers.say_so()
    assert status(other, ended.id) == "elsewhere"


def test_who_left_no_word_for_a_day_is_forgotten(url):
    now = NOW
    with contextlib.closing(Database(url)) as database, contextlib.closing(Database(url)) as gone:
        Servers(gone, lambda: now).say_so()
        now += timedelta(days=2)
        Servers(database, lambda: now).say_so()
        with database.reading() as session:
            assert [row.id for row in session.query(ServerRow)] == [database.here]
