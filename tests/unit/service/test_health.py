"""Whether visitors should be sent to a server."""

import contextlib
from dataclasses import dataclass

import pytest

from bakeoff.service import health
from bakeoff.service.health import trouble
from bakeoff.storage.database import Database


@dataclass
class Oven:
    """An engine, as far as it is asked."""

    trouble: str = ""


def test_a_warm_engine_and_a_database_that_answers_are_all_that_it_takes(tmp_path):
    with contextlib.closing(Database(f"sqlite:///{tmp_path}/history.sqlite")) as database:
        assert trouble(database, Oven()) == ""
        assert trouble(database, Oven(), Oven("It is cold.")) == "It is cold."


@pytest.mark.parametrize("free", ["too little", "enough"])
def test_a_full_disk_keeps_visitors_away_until_there_is_room(tmp_path, monkeypatch, free):
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path))
    here = health.shutil.disk_usage(tmp_path)
    monkeypatch.setattr(health, "LEAST_FREE_BYTES", here.total if free == "too little" else 1)
    with contextlib.closing(Database(f"sqlite:///{tmp_path}/history.sqlite")) as database:
        told = "The server’s disk is full; try again later." if free == "too little" else ""
        assert trouble(database, Oven()) == told


def test_a_data_home_that_cannot_be_written_keeps_visitors_away(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path / "file"))
    with contextlib.closing(Database(f"sqlite:///{tmp_path}/history.sqlite")) as database:
        assert trouble(database, Oven()).startswith("The data folder cannot be written")


def test_a_database_that_does_not_answer_is_told_in_its_own_sentence(tmp_path):
    with contextlib.closing(Database(f"sqlite:///{tmp_path}/no/such/folder/history.sqlite")) as database:
        assert trouble(database, Oven()).startswith("The history")
