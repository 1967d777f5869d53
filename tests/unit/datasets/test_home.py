import os
from pathlib import Path

import pytest

from bakeoff.datasets import dataset
from bakeoff.datasets.home import data_home, writable_data_home
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


def test_one_that_cannot_be_written_is_named_with_the_mend(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("in the way")
    home = tmp_path / "file" / "home"
    monkeypatch.setenv("BAKEOFF_DATA", str(home))
    with pytest.raises(DatasetError) as caught:
        writable_data_home()
    sentence = f"The data folder {home} cannot be written (Not a directory); set BAKEOFF_DATA to a folder that can."
    assert str(caught.value) == sentence
    assert dataset("mnist").missing() == sentence


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_found_out(monkeypatch, tmp_path):
    tmp_path.chmod(0o500)
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path))
    with pytest.raises(DatasetError, match="Permission denied"):
        writable_data_home()
