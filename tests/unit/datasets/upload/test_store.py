"""Whose a table is, and for how long."""

import errno
import os
import stat
import sys
import time

import numpy as np
import pytest

from bakeoff.datasets import object_store
from bakeoff.datasets.upload import handover, store
from bakeoff.datasets.upload.source import Options, options_of
from bakeoff.errors import DatasetError, SettingError
from bakeoff.spec import BakeoffSpec
from tests.unit.datasets.upload.files import OTHER, OWNER
from tests.unit.datasets.upload.tables import PEOPLE, csv, load, read


def test_a_table_is_one_visitors_own_and_nobody_can_guess_its_name(home):
    mine, theirs = read(csv()), read(csv(), owner=OTHER)
    assert mine.id != theirs.id
    assert store.belongs_to(mine.id, OWNER)
    assert not store.belongs_to(mine.id, OTHER)
    assert list(store.tables_of(OWNER)) == [mine.id]
    assert read(csv()).id == mine.id  # the same again is the same


def test_deleting_takes_all_of_a_file_and_is_for_its_visitor_alone(home):
    about, other = read(csv()), read(csv(PEOPLE[:60]))
    changed = store.changed(about.id, about.with_roles("size", "regression", {}))
    assert len(store.tables_of(OWNER)) == 2
    store.delete(changed, OTHER)
    assert store.find(changed) is not None
    store.delete(changed, OWNER)
    assert (store.find(about.id), store.find(changed)) == (None, None)
    assert list(store.tables_of(OWNER)) == [other.id]
    with pytest.raises(DatasetError, match="uploaded this data, or it is no longer stored"):
        load(about)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_what_cannot_be_stored_leaves_nothing_behind_and_is_told_in_a_sentence(home):
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))  # as on a disk that becomes full
    try:
        with pytest.raises(DatasetError, match=r"^The data folder cannot be written"):
            handover.put_down(b"a,b\n" * 1000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert list(store.uploads().iterdir()) == []


def test_a_file_that_the_object_store_refuses_leaves_nothing_behind_and_keeps_its_reason(home, monkeypatch):
    def refuse(path, place) -> None:
        raise OSError("no answer")

    monkeypatch.setattr(object_store, "give", refuse)
    with pytest.raises(DatasetError, match="cannot be reached now") as refused:
        handover.put_down(b"a,b\n")
    assert isinstance(refused.value.__cause__, OSError)
    assert list(store.uploads().iterdir()) == []


def test_a_full_disk_is_told_of_a_table_too(home, monkeypatch):
    def full(path) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    about = read(csv())
    with pytest.raises(DatasetError, match=r"^The server’s disk is full"):
        store.save(about.with_roles("size", "regression", {}), full)
    assert [path.name for path in store.uploads().iterdir()] == [about.id]


def test_a_race_on_a_deleted_table_still_knows_its_task():
    about = read(csv())
    changed = about.with_roles("size", "regression", {})
    info = BakeoffSpec(dataset={"name": "upload", "options": options_of(changed.id, changed)}).dataset.info
    assert (info.title, info.task) == ("Your data", "regression")
    assert info.missing().endswith("Upload your own.")


def test_what_nobody_has_used_for_long_is_deleted(home, monkeypatch):
    monkeypatch.setenv("BAKEOFF_UPLOAD_DAYS", "2")
    old, new = read(csv()), read(csv(PEOPLE[:60]))
    half_made, left = handover.put_down(b""), handover.put_down(b"")
    for path, days in ((store.uploads() / old.id, 3), (store.uploads() / new.id, 1), (half_made.parent, 1)):
        then = time.time() - 86_400 * days
        os.utime(path, (then, then))
    store.purge()
    assert (store.find(old.id), store.find(new.id)) == (None, new)
    assert (half_made.parent.exists(), left.parent.exists()) == (False, True)


def large(seed: int = 0) -> bytes:
    """Return a file of more than two megabytes, and less than three, as it is kept."""
    numbers = np.random.default_rng(seed).normal(size=150_000)
    return ("x,y\n" + "".join(f"{value},{n % 2}\n" for n, value in enumerate(numbers))).encode()


def test_one_visitor_may_keep_so_many_megabytes_and_loses_nothing_when_refused(home, monkeypatch):
    monkeypatch.setenv("BAKEOFF_VISITOR_MB", "1")
    kept = read(csv())
    with pytest.raises(DatasetError, match=r"more than 1 MB, the limit for one visitor\. Delete one"):
        read(large())
    assert list(store.tables_of(OWNER)) == [kept.id]
    assert [path.name for path in store.uploads().iterdir()] == [kept.id]
    monkeypatch.setenv("BAKEOFF_VISITOR_MB", "3")
    about = read(large())
    store.changed(about.id, about.with_roles("x", "regression", {}))  # the rows count once


def test_all_visitors_together_may_keep_so_many_megabytes(home, monkeypatch):
    monkeypatch.setenv("BAKEOFF_UPLOADS_MB", "4")
    kept = read(large(seed=0), owner="b" * 64)
    with pytest.raises(DatasetError, match="All visitors’ tables together would take more than the 4 MB"):
        read(large(seed=1))
    assert store.tables_of(OWNER) == {}
    store.changed(kept.id, kept.with_roles("x", "regression", {}))  # no more rows than before
    store.delete_all("b" * 64)
    assert read(large(seed=1)).rows == 150_000


def test_one_visitor_has_at_most_twenty(monkeypatch):
    monkeypatch.setattr(store, "MOST_TABLES", 2)
    first, second, third = (read(csv(PEOPLE[:rows])) for rows in (20, 30, 40))
    assert set(store.tables_of(OWNER)) == {second.id, third.id}
    assert store.find(first.id) is None


@pytest.mark.parametrize("name", ["../../etc/passwd", "a" * 31, "A" * 32, "a" * 33, "", "..", "a/b"])
def test_no_path_is_made_of_a_name_from_outside(name):
    assert store.find(name) is None
    if name:
        with pytest.raises(SettingError, match="must be"):
            Options.parse({"table": name})


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("../../secret.csv", "secret"),
        ("C:\\data\\my_table.v2.xlsx", "my table.v2"),
        ("**bold** <img src=x>.csv", "bold img src x"),
        (".csv", "csv"),
        ("\x00\x1b[31m.csv", "(31m"),
        ("", "Your table"),
        ("表.csv", "表"),
        ("n" * 500 + ".csv", "n" * 59 + "…"),
    ],
)
def test_a_title_is_the_files_name_made_fit_to_print(name, title, home):
    about = read(csv(), name=name)
    assert about.title == title
    assert {path.name for path in home.iterdir()} == {"uploads"}
    assert {path.name for path in (home / "uploads").iterdir()} == {about.id}


def test_nothing_that_is_kept_can_be_run(home):
    about = read(csv())
    for path in (home / "uploads" / about.id).iterdir():
        assert path.suffix in (".json", ".parquet", ".zlib")
        assert not path.stat().st_mode & stat.S_IXUSR
