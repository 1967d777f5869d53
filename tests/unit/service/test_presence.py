"""A server is there for others as long as it is, and for no longer."""

import contextlib

import pytest

from bakeoff.records.history import History
from bakeoff.service.presence import present
from bakeoff.storage.database import Database
from tests.waiting import wait_until


@pytest.fixture
def histories(tmp_path):
    """Return what two servers on one database have."""
    url = f"sqlite:///{tmp_path}/h.sqlite"
    with contextlib.closing(History(Database(url))) as here, contextlib.closing(History(Database(url))) as there:
        yield here, there


def test_it_says_so_at_once_and_when_it_is_over(histories):
    here, there = histories
    with present(here.servers):
        wait_until(lambda: there.servers.is_there(here.database.here))
    assert not there.servers.is_there(here.database.here)


def test_it_says_so_again_when_the_database_is_there_again(histories):
    here, there = histories
    with present(here.servers, seconds=0.01):
        wait_until(lambda: there.servers.is_there(here.database.here))
        there.database.here = here.database.here
        there.servers.leave()
        wait_until(lambda: there.servers.is_there(here.database.here))


def test_a_database_that_is_not_there_keeps_no_server_from_starting(tmp_path, caplog):
    with (
        contextlib.closing(History(Database(f"sqlite:///{tmp_path}/nowhere/h.sqlite"))) as history,
        present(history.servers),
    ):
        pass
    assert "other servers could not be told of this one" in caplog.text
