"""The server's key is its owner's alone, and stays the same."""

import stat

import pytest

from bakeoff.datasets.home import data_home
from bakeoff.errors import DatasetError
from bakeoff.service.secret import FILE, server_key


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path))
    monkeypatch.delenv("BAKEOFF_SECRET", raising=False)
    return tmp_path


def test_a_key_is_made_once_and_is_for_its_owner_alone(home):
    key = server_key()
    assert len(key) == 32
    assert server_key() == key
    assert [path.name for path in home.iterdir()] == [FILE]
    assert stat.S_IMODE((data_home() / FILE).stat().st_mode) == 0o600


def test_another_server_has_another_key_unless_both_are_told_the_same(home, monkeypatch):
    key = server_key()
    monkeypatch.setenv("BAKEOFF_DATA", str(home / "other"))
    assert server_key() != key
    monkeypatch.setenv("BAKEOFF_SECRET", "correct horse battery staple")
    shared = server_key()
    monkeypatch.setenv("BAKEOFF_DATA", str(home))
    assert server_key() == shared != key
    monkeypatch.setenv("BAKEOFF_SECRET", "correct horse battery stable")
    assert server_key() != shared


def test_a_key_that_cannot_be_made_is_one_sentence(home):
    (home / FILE).mkdir()
    with pytest.raises(DatasetError, match=r"^The server’s key cannot be read or made; set BAKEOFF_SECRET"):
        server_key()
