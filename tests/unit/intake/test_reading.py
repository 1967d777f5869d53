"""A visitor's file, read by a real process that can be stopped and has limits, and then raced on by others."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bakeoff.datasets.upload import store
from bakeoff.datasets.upload.source import options_of
from bakeoff.datasets.upload.understanding import Given
from bakeoff.engine.base import Event, Job, Queued, Stopped
from bakeoff.engine.local import LocalEngine
from bakeoff.errors import DatasetError
from bakeoff.intake.reading import Reading
from bakeoff.race.race import Race
from bakeoff.spec import BakeoffSpec
from tests.waiting import PATIENCE

OWNER = "a" * 64
ROWS = "".join(f"{n},{n * 7 % 13},{'red' if n % 3 else 'blue'}\n" for n in range(60))
TABLE = f"height,width,colour\n{ROWS}".encode()


def read(engine: LocalEngine, content: bytes, **given) -> Reading:
    reading = Reading(content, "flags.csv", OWNER, engine, Given(**given))
    assert reading.wait(PATIENCE)
    assert not reading.active
    return reading


def left(home: Path) -> set[str]:
    """What lies about beside the tables, and those half made by a job that was stopped, which are tidied away later."""
    names = (path.name for path in (home / "uploads").iterdir())
    return {name for name in names if store.find(name) is None and not name.startswith("new-")}


def test_a_file_is_read_and_raced_on_by_other_processes(home, engine):
    reading = read(engine, TABLE)
    assert reading.problem == ""
    about = store.find(reading.table)
    assert (about.title, about.rows, about.target) == ("flags", 60, "colour")
    assert left(home) == set()
    spec = BakeoffSpec(
        dataset={"name": "upload", "options": options_of(reading.table, about)}, contenders=["decision_tree"]
    )
    race = Race(spec, engine)
    assert race.wait(PATIENCE)
    assert race.run.lanes["decision_tree"].status == "done"
    assert race.run.setting.target_name == "colour"


class Idle:
    """An engine that runs nothing."""

    def __init__(self):
        self.jobs = []
        self.listeners = []

    def submit(self, job, hear):
        self.jobs.append(job)
        self.listeners.append(hear)
        hear(Queued(job.id, len(self.jobs)))

    def close(self):
        for job, hear in zip(self.jobs, self.listeners, strict=True):
            hear(Stopped(job.id))


def test_files_wait_for_each_other_and_know_their_place(home):
    engine = Idle()
    readings = [Reading(TABLE, "flags.csv", OWNER, engine, address="10.0.0.1") for _ in range(3)]
    assert {(job.interactive, job.at_once, job.owner) for job in engine.jobs} == {(True, 2, "10.0.0.1")}
    assert [reading.place for reading in readings] == [1, 2, 3]
    engine.close()
    assert left(home) == set()


def test_who_has_one_file_waits_for_one_of_another_address_however_many_wait_there(home, engine):
    long = b"a,b\n" + b"1,2\n" * 190_000
    many = [Reading(long + str(n).encode(), "long.csv", OWNER, engine, address="10.0.0.1") for n in range(8)]
    one = Reading(TABLE, "flags.csv", OWNER, engine, address="10.0.0.2")
    assert one.wait(PATIENCE)
    ended = [reading for reading in many if not reading.active]
    assert len(ended) <= 3
    for reading in many:
        reading.stop()
        assert reading.wait(PATIENCE)
    assert left(home) == set()


def test_a_reading_may_take_a_gigabyte_and_more_where_files_may_be_larger(home, monkeypatch):
    def most(**set_to: str) -> int:
        for name, value in set_to.items():
            monkeypatch.setenv(f"BAKEOFF_{name}", value)
        engine = Idle()
        Reading(TABLE, "flags.csv", OWNER, engine)
        (job,) = engine.jobs
        engine.close()
        assert job.payload.memory_bytes == job.limits.memory_bytes
        return job.limits.memory_bytes // 2**20

    assert (most(), most(UPLOAD_MB="40"), most(JOB_MEMORY_MB="512")) == (1024, 2000, 512)


def test_what_is_said_of_the_file_goes_with_it(engine):
    assert store.find(read(engine, TABLE, header=False).table).rows == 61


def test_a_file_that_is_no_table_leaves_one_sentence_and_nothing_else(home, engine):
    reading = read(engine, b"\x89PNG\r\n" + bytes(range(256)) * 40)
    assert reading.table == ""
    assert reading.problem == "This is no table as text, and no kind of file that can be read here."
    assert left(home) == set()


def test_what_is_in_a_file_never_comes_into_the_log(engine, caplog):
    caplog.set_level("DEBUG")
    secret = "sesame"
    for content in (
        f'{{"{secret}": 1}}\n{{"{secret}": '.encode(),
        f"a,b\n{secret},2\n{secret},2,3\n".encode(),
        f"a\n{secret}\n".encode(),
        TABLE.replace(b"red", secret.encode()),
    ):
        read(engine, content)
    assert secret not in caplog.text


def test_a_file_that_is_too_large_is_refused_before_anything_is_written(home, engine, monkeypatch):
    monkeypatch.setenv("BAKEOFF_UPLOAD_MB", "1")
    with pytest.raises(DatasetError, match="The file has 2 MB; the limit is 1 MB"):
        Reading(b"a,b\n" * 300_000, "big.csv", OWNER, engine)
    assert left(home) == set()


def test_memory_is_limited_by_the_system_itself(home, engine, monkeypatch):
    monkeypatch.setenv("BAKEOFF_JOB_MEMORY_MB", "30")
    reading = read(engine, b"a,b,c\n" + b"1234567,2.5,some words here\n" * 190_000)
    assert "memory" in reading.problem or "cannot be read" in reading.problem
    assert left(home) == set()


def test_a_small_file_is_read_in_little_memory(home, engine, monkeypatch):
    monkeypatch.setenv("BAKEOFF_JOB_MEMORY_MB", "300")
    reading = read(engine, TABLE + b"0,0,last\n")  # another than those that are kept
    assert reading.problem == ""
    assert reading.table


def test_reading_can_be_stopped(home, engine):
    reading = Reading(b"a,b\n" + b"1,2\n" * 200_000, "long.csv", OWNER, engine)
    reading.stop()
    assert reading.wait(PATIENCE)
    assert reading.problem in ("", "Reading was stopped; nothing of the file is kept.")
    assert left(home) == set()


def test_a_process_that_dies_is_a_file_that_cannot_be_read(home, engine, monkeypatch):
    submit = engine.submit

    def have_it_die(job: Job, listener: Callable[[Event], None]) -> None:
        submit(replace(job, target="tests.unit.engine.sample_jobs:be_killed"), listener)

    monkeypatch.setattr(engine, "submit", have_it_die)
    reading = read(engine, TABLE)
    assert (
        reading.problem
        == "The file cannot be read: it is damaged or has the wrong extension. Save it again as CSV or Excel."
    )
    assert left(home) == set()
