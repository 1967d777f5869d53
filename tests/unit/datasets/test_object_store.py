"""Servers that have a bucket in common, and no folder, have each other's tables and models."""

import contextlib
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from pyarrow.fs import FileSystem

from bakeoff.datasets import object_store
from bakeoff.datasets.upload import store
from bakeoff.datasets.upload.source import options_of
from bakeoff.engine.local import LocalEngine
from bakeoff.errors import DatasetError, HistoryError, SettingError
from bakeoff.intake.reading import Reading
from bakeoff.race import models
from bakeoff.race.engines import local_engine
from bakeoff.race.race import Race
from bakeoff.service.announcement import announce, announced, take_back
from bakeoff.settings import ServerSettings
from bakeoff.spec import BakeoffSpec
from tests.ports import free_port
from tests.unit.datasets.upload.files import OTHER, OWNER
from tests.unit.datasets.upload.tables import PEOPLE, csv, read
from tests.waiting import wait_until

pytestmark = pytest.mark.nightly

CONTENDERS = ("decision_tree", "svm")
AWAY = "s3://bakeoff/x?endpoint_override=127.0.0.1:9&scheme=http&region=us-east-1"  # where nothing listens


@pytest.fixture(scope="module")
def log(tmp_path_factory) -> Path:
    """Return the file in which the server has a line for each request."""
    return tmp_path_factory.mktemp("s3") / "log"


@pytest.fixture(scope="module")
def s3(log: Path) -> Iterator[str]:
    """Return the address of a server that speaks S3, with a bucket."""
    program = shutil.which("moto_server")
    if program is None:
        pytest.skip("moto's server is not on this machine (apt-get install python3-moto python3-flask-cors)")
    port = free_port()
    options = f"endpoint_override=127.0.0.1:{port}&scheme=http&region=us-east-1"
    # It may be Debian's, with Debian's Python.
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    told = {"stdout": subprocess.DEVNULL, "stderr": log.open("wb")}
    with told["stderr"], subprocess.Popen([program, "-p", str(port)], env=clean, **told) as process:
        make_a_bucket(f"s3://any:key@bakeoff?{options}&allow_bucket_creation=true", process)
        yield f"s3://bakeoff/{{}}?{options}"
        process.terminate()


def make_a_bucket(address: str, server: subprocess.Popen[bytes]) -> None:
    def made() -> bool:
        assert server.poll() is None
        with contextlib.suppress(OSError):
            files, root = FileSystem.from_uri(address)
            files.create_dir(root)
            return True
        return False

    wait_until(made)


@pytest.fixture
def at(s3, tmp_path, monkeypatch):
    """Return a function by which what follows happens at one of the servers, each of which has a folder of its own."""
    monkeypatch.setenv("BAKEOFF_STORE", s3.format(tmp_path.name))
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "any")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "key")
    monkeypatch.setattr(object_store, "FRESH_SECONDS", 1e-9)

    def at(name: str) -> Path:
        monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path / name))
        return tmp_path / name

    return at


def test_a_table_is_at_every_server_until_it_is_deleted_at_one(at):
    at("here")
    about = read(csv())
    changed = store.changed(about.id, about.with_roles("size", "regression", {}))
    taken, rows = store._bytes_by_rows(), store.rows(about.id)
    at("there")
    assert store.belongs_to(about.id, OWNER)
    assert not store.belongs_to(about.id, OTHER)
    (shown,) = store.tables_of(OWNER)  # by the bucket's clock, which counts whole seconds
    assert shown in (about.id, changed)
    assert store._bytes_by_rows() == taken
    assert sum(taken[OWNER].values()) > 0
    pd.testing.assert_frame_equal(store.rows(changed), rows)
    store.delete(about.id, OWNER)
    at("here")
    assert (store.find(about.id), store.tables_of(OWNER)) == (None, {})
    with pytest.raises(DatasetError, match="no longer stored"):
        store.rows(about.id)
    assert store.find("f" * 32) is None


def test_what_is_used_at_one_server_is_kept_at_all_and_what_nobody_uses_goes(at, monkeypatch):
    here = at("here")
    used, unused = read(csv()), read(csv(PEOPLE[:60]))
    monkeypatch.setenv("BAKEOFF_UPLOAD_DAYS", "1")
    time.sleep(1.1)  # the bucket's clock counts whole seconds
    at("there")
    store.touch(used.id)  # nobody has said so there within a minute
    (used_at,) = (kept.when for kept in object_store.folders(store.uploads()) if kept.folder.name == used.id)
    monkeypatch.setattr(store, "time", SimpleNamespace(time=lambda: used_at + 86_400))
    store.purge()
    assert set(store.tables_of(OWNER)) == {used.id}
    at("here")
    long_ago = time.time() - 2 * object_store.LOCAL_SECONDS
    for folder in store.uploads().iterdir():
        os.utime(folder, (long_ago, long_ago))
    store.purge()
    assert not any(path.is_dir() for path in (here / "uploads").iterdir())  # these were copies
    assert set(store.tables_of(OWNER)) == {used.id}
    assert store.find(unused.id) is None


@pytest.fixture
def jobs(at) -> Iterator[LocalEngine]:
    """Return an engine whose jobs know of the bucket."""
    at("here")
    with contextlib.closing(local_engine(names=CONTENDERS)) as engine:
        yield engine


def test_jobs_read_and_keep_through_it_what_no_folder_of_theirs_has(at, jobs):
    here = at("here")
    reading = Reading(csv(), "people.csv", OWNER, jobs)
    assert reading.wait(60)
    about = store.find(reading.table)
    data = {"name": "upload", "options": options_of(about.id, about)}
    spec = BakeoffSpec(dataset=data, contenders=list(CONTENDERS))
    shutil.rmtree(here)
    race = Race(spec, jobs, keep_models=True)
    assert race.wait(60)
    assert {outcome.status for outcome in race.run.report.results.values()} == {"done"}
    at("there")
    folder = models.models_folder(race.id)
    assert models.saved_contenders(folder) == CONTENDERS
    assert models.load(folder, "decision_tree").tree_.node_count > 1
    models.make_room()
    assert models.saved_contenders(folder) == CONTENDERS
    store.delete(about.id, OWNER)
    models.make_room()
    at("here")
    assert models.saved_contenders(models.models_folder(race.id)) == ()
    with pytest.raises(HistoryError, match="no longer kept"):
        models.load(models.models_folder(race.id), "svm")


def test_a_machine_without_a_server_keeps_no_copies_of_what_was_deleted(at):
    at("here")
    deleted, other = read(csv()), read(csv(PEOPLE[:60]))
    worker = at("worker")
    store.rows(deleted.id)
    long_ago = time.time() - 2 * object_store.MAKING_SECONDS
    for path in (worker / "uploads").iterdir():
        os.utime(path, (long_ago, long_ago))
    at("here")
    store.delete(deleted.id, OWNER)
    at("worker")
    store.rows(other.id)
    assert [path.name for path in (worker / "uploads").iterdir() if path.is_dir()] == [other.id]


def test_jobs_that_want_a_table_at_once_have_it_brought_once_to_their_machine(at, log, tmp_path, monkeypatch):
    monkeypatch.setattr(object_store, "OTHERS_SECONDS", 60)
    at("here")
    about = read(csv())
    worker = at("worker")

    def sent() -> int:
        wanted = f"/bakeoff/{tmp_path.name}/uploads/{about.id}/table.parquet"
        return sum("GET" in line and wanted in line for line in log.read_text().splitlines())

    assert sent() == 0
    with ThreadPoolExecutor(4) as contenders:
        frames = list(contenders.map(store.rows, [about.id] * 4))
    assert [len(frame) for frame in frames] == [len(PEOPLE)] * 4
    assert sent() == 1
    shutil.rmtree(worker / "uploads" / about.id)
    store.rows(about.id)
    assert sent() == 2


def test_copies_that_take_too_much_go_if_they_were_used_longest_ago(at, monkeypatch):
    at("here")
    tables = [read(csv()), read(csv(PEOPLE[:60]))]
    worker = at("worker")
    for hours_ago, about in zip((2, 3), tables, strict=True):
        store.rows(about.id)
        when = time.time() - 3600 * hours_ago
        os.utime(worker / "uploads" / about.id, (when, when))
    object_store.tidy(store.uploads())
    assert all((worker / "uploads" / about.id).exists() for about in tables)
    kept = worker / "uploads" / tables[0].id
    monkeypatch.setattr(object_store, "COPIES_BYTES", sum(path.stat().st_size for path in kept.iterdir()))
    object_store.tidy(store.uploads())
    assert [path for path in (worker / "uploads").iterdir() if path.is_dir()] == [kept]


def test_all_servers_announce_the_same(at):
    at("here")
    announce("Back at noon")
    at("there")
    assert announced() == "Back at noon"
    announce("Back at one")
    at("here")
    assert announced() == "Back at one"
    take_back()
    at("there")
    assert announced() == ""


def test_nothing_is_deleted_for_want_of_an_answer(at, s3, monkeypatch):
    here = at("here")
    about = read(csv())
    models.keep(models.begin("race", BakeoffSpec()), "svm", b"")
    with monkeypatch.context() as away:
        away.setenv("BAKEOFF_STORE", AWAY)
        models.make_room()
        store.purge()
        assert (here / "models/race/svm.pickle").exists()
        for does in (lambda: store.tables_of(OWNER), lambda: store.delete_all(OWNER), lambda: read(csv(PEOPLE[:60]))):
            with pytest.raises(DatasetError, match="cannot be reached now"):
                does()
        models.keep(models.begin("other", BakeoffSpec()), "svm", b"")  # costs no race
    assert list(store.tables_of(OWNER)) == [about.id]


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"BAKEOFF_STORE": "s3:/bucket"}, "BAKEOFF_STORE must be the address of a bucket such as s3://bucket/prefix"),
        ({"BAKEOFF_STORE": "s3://key:secret@bucket"}, "must be the address of a bucket"),
        ({"BAKEOFF_STORE": "s3://bucket?colour=red"}, "must be the address of a bucket"),
        ({"BAKEOFF_SECRET": ""}, "set BAKEOFF_SECRET as well"),
        ({"BAKEOFF_STORE": "s3://none?"}, "s3://none has no such bucket"),
        ({"BAKEOFF_STORE": AWAY}, "s3://bakeoff/x cannot be used"),
    ],
)
def test_what_is_wrong_with_it_is_told_at_the_start(variables, said, at, s3, monkeypatch):
    monkeypatch.setenv("BAKEOFF_SECRET", "long and random")
    object_store.check(ServerSettings.read())
    for name, value in variables.items():
        monkeypatch.setenv(name, f"{value}{s3.partition('?')[2]}" if value.endswith("?") else value)
    with pytest.raises(SettingError, match=said):
        object_store.check(ServerSettings.read())
