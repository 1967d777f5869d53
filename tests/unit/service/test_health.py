"""Whether visitors should be sent to a server."""

import contextlib
from dataclasses import dataclass

import pytest

from bakeoff.engine.cluster import ClusterEngine
from bakeoff.service import health
from bakeoff.service.health import capacity, engine_trouble, trouble
from bakeoff.storage.database import Database


@dataclass
class Oven:
    """An engine, as far as it is asked."""

    ready: bool


def test_a_warm_engine_and_a_database_that_answers_are_all_that_it_takes(tmp_path):
    with contextlib.closing(Database(f"sqlite:///{tmp_path}/history.sqlite")) as database:
        assert trouble(database, Oven(ready=True)) == engine_trouble(Oven(ready=True)) == ""
        assert trouble(database, Oven(ready=True), Oven(ready=False)) == (
            "The training workers are starting. Waiting jobs begin after that."
        )


@pytest.mark.parametrize("free", ["too little", "enough"])
def test_a_full_disk_keeps_visitors_away_until_there_is_room(tmp_path, monkeypatch, free):
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path))
    here = health.shutil.disk_usage(tmp_path)
    monkeypatch.setattr(health, "LEAST_FREE_BYTES", here.total if free == "too little" else 1)
    with contextlib.closing(Database(f"sqlite:///{tmp_path}/history.sqlite")) as database:
        told = "The server’s disk is full; try again later." if free == "too little" else ""
        assert trouble(database, Oven(ready=True)) == told


def test_a_data_home_that_cannot_be_written_keeps_visitors_away(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path / "file"))
    with contextlib.closing(Database(f"sqlite:///{tmp_path}/history.sqlite")) as database:
        assert trouble(database, Oven(ready=True)).startswith("The data folder cannot be written")


class Cluster(ClusterEngine):
    """One that needs no Dask."""

    def __init__(self, machines: int, slots: int) -> None:
        self.room = machines, slots

    @property
    def ready(self) -> bool:
        return self.machines > 0

    @property
    def machines(self) -> int:
        return self.room[0]

    @property
    def slots(self) -> int:
        return self.room[1]


@pytest.mark.parametrize(
    ("engine", "trouble", "room"),
    [
        (Oven(ready=True), "", ""),
        (Cluster(1, 1), "", "The cluster has 1 machine. One training runs at a time."),
        (Cluster(2, 8), "", "The cluster has 2 machines. Up to 8 trainings run at once."),
        (Cluster(0, 1), "No machine of the cluster is ready; what waits begins as soon as one is.", ""),
    ],
)
def test_a_cluster_tells_how_much_can_run_at_once_or_that_none_is_there(engine, trouble, room):
    assert (engine_trouble(engine), capacity(engine)) == (trouble, room)


def test_a_database_that_does_not_answer_is_told_in_its_own_sentence(tmp_path):
    with contextlib.closing(Database(f"sqlite:///{tmp_path}/no/such/folder/history.sqlite")) as database:
        assert trouble(database, Oven(ready=True)).startswith("The history")
