import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from bakeoff.datasets import dataset
from bakeoff.datasets.home import close_to_others, data_home, writable_data_home
from bakeoff.errors import DatasetError


def test_the_environment_chooses_the_data_home(monkeypatch, tmp_path):
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path / "here"))
    assert data_home() == tmp_path / "here"


def test_else_it_is_the_platforms_cache_folder(monkeypatch, tmp_path):
    monkeypatch.delenv("BAKEOFF_DATA", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert data_home().name == "bakeoff"
    assert data_home() != Path()


def test_it_is_made_on_demand_and_left_clean(monkeypatch, tmp_path):
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path / "a" / "b"))
    assert not data_home().exists()
    assert writable_data_home() == tmp_path / "a" / "b"
    assert list(data_home().iterdir()) == []


def test_one_that_cannot_be_written_is_told_with_the_mend_and_named_in_the_log_alone(monkeypatch, tmp_path, caplog):
    (tmp_path / "file").write_text("in the way")
    home = tmp_path / "file" / "home"
    monkeypatch.setenv("BAKEOFF_DATA", str(home))
    with pytest.raises(DatasetError) as caught:
        writable_data_home()
    sentence = "The data folder cannot be written; set BAKEOFF_DATA to a folder that can."
    assert str(caught.value) == sentence
    assert f"The data folder {home} cannot be written: [Errno 20] Not a directory" in caplog.text
    assert dataset("mnist").missing() == sentence


@pytest.fixture
def read_only() -> Iterator[Path]:
    """A folder that may be read alone; by root, who may write everywhere, the test is run as nobody in particular."""
    with tempfile.TemporaryDirectory() as name:  # those of pytest are closed to others
        folder, user = Path(name), os.geteuid()
        folder.chmod(0o555)
        if user == 0:
            import pwd  # Windows has none

            os.seteuid(pwd.getpwnam("nobody").pw_uid)
        yield folder
        os.seteuid(user)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_a_read_only_folder_is_found_out(monkeypatch, read_only):
    monkeypatch.setenv("BAKEOFF_DATA", str(read_only))
    with pytest.raises(DatasetError, match="cannot be written"):
        writable_data_home()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_other_users_cannot_read_what_a_server_writes_or_has_written(monkeypatch, tmp_path):
    monkeypatch.setenv("BAKEOFF_DATA", str(home := tmp_path / "home"))
    (home / "uploads").mkdir(parents=True)
    (home / "history.sqlite").touch()
    before = os.umask(0o022)
    try:
        close_to_others()
        (home / "uploads" / "new").mkdir()
        (home / "uploads" / "new" / "table.parquet").touch()
    finally:
        os.umask(before)
    files = [path for path in home.rglob("*") if path.is_file()]
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    assert {path.stat().st_mode & 0o777 for path in home.rglob("*") if path not in files} == {0o700}
