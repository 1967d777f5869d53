"""What ``bakeoff run`` writes besides its table."""

import json
import subprocess
import sys

import pytest

from bakeoff.cli import main

RACE = ["run", "--dataset", "iris", "--contenders", "dummy"]


@pytest.mark.usefixtures("lent_to_the_command_line")
def test_it_writes_a_page_a_script_and_a_notebook(tmp_path, capsys):
    paths = {"--html": "race.html", "--script": "race.py", "--notebook": "race.ipynb"}
    words = [word for option, name in paths.items() for word in (option, str(tmp_path / name))]
    assert main([*RACE, *words]) == 0
    assert (tmp_path / "race.html").read_text().startswith("<!doctype html>")
    assert "DummyClassifier()" in (tmp_path / "race.py").read_text()
    assert json.loads((tmp_path / "race.ipynb").read_text())["nbformat"] == 4


def test_it_saves_the_trained_models(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path))
    folder = tmp_path / "models"
    assert main([*RACE, "--models", str(folder)]) == 0
    assert {one.name for one in (folder / "dummy").iterdir()} == {"README.md", "load.py", "model.skops", "rows.csv"}


@pytest.mark.parametrize("option", ["--html", "--script", "--notebook", "--models"])
def test_what_cannot_be_written_is_told_before_the_race(option, capsys):
    assert main([*RACE, option, "/nowhere/at/all"]) == 2
    assert "Cannot write" in capsys.readouterr().err


@pytest.mark.usefixtures("lent_to_the_command_line")
def test_the_table_that_a_script_reads_is_written_beside_it(tmp_path):
    assert main(["run", "--dataset", "reviews", "--contenders", "dummy", "--script", str(tmp_path / "race.py")]) == 0
    done = subprocess.run([sys.executable, "race.py"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Baseline" in done.stdout
