"""What whoever runs the server announces is there for every page, until it is taken back."""

import pytest

from bakeoff.errors import SettingError
from bakeoff.service.announcement import FILE, MOST_CHARACTERS, announce, announced, take_back


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path / "home"))
    return tmp_path / "home"


def test_it_is_there_until_it_is_taken_back(home):
    assert announced() == ""
    announce("  Anew\nat  noon. ")
    assert announced() == "Anew at noon."
    announce("Anew at one.")
    assert announced() == "Anew at one."
    assert [path.name for path in home.iterdir()] == [FILE]
    take_back()
    take_back()
    assert announced() == ""


@pytest.mark.parametrize("text", ["", " \n", "x" * (MOST_CHARACTERS + 1)])
def test_one_that_says_nothing_or_too_much_is_refused(text):
    with pytest.raises(SettingError, match=f"^An announcement has 1 to {MOST_CHARACTERS} characters; this has "):
        announce(text)
    assert announced() == ""


def test_what_cannot_be_read_announces_nothing(home):
    home.mkdir()
    (home / FILE).write_bytes(b"\xff\xfe\xfa")
    assert announced() == ""
