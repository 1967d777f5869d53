"""What one process has worked out, others of the same engine read; who shares with nobody does without."""

import os

import pytest

from bakeoff import cache


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(cache, "_folder", None)
    cache.share(tmp_path / "shared")
    return tmp_path / "shared"


def test_what_was_kept_is_read_and_the_last_counts(folder):
    assert cache.read("a") is None
    cache.keep("a", b"1")
    cache.keep("a", b"2")
    assert cache.read("a") == b"2"
    assert [path.name for path in folder.iterdir()] == ["a"]


def test_who_shares_with_nobody_keeps_nothing(monkeypatch):
    monkeypatch.setattr(cache, "_folder", None)
    cache.keep("a", b"1")
    assert cache.read("a") is None


def test_those_used_last_stay(folder, monkeypatch):
    monkeypatch.setattr(cache, "MOST", 2)
    for place, name in enumerate("ab"):
        cache.keep(name, b"")
        os.utime(folder / name, (place, place))
    cache.read("a")
    cache.keep("c", b"")
    assert sorted(path.name for path in folder.iterdir()) == ["a", "c"]


def test_a_folder_that_is_gone_stops_nobody(folder):
    folder.rmdir()
    cache.keep("a", b"1")
    assert cache.read("a") is None
