"""What ``bakeoff run`` writes besides its table."""

import hashlib
import json
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

from bakeoff.cli import main

RACE = ["run", "--dataset", "iris", "--contenders", "dummy"]


@pytest.mark.usefixtures("lent_to_the_command_line")
def test_it_writes_a_page_a_script_its_table_a_notebook_and_the_trained_models(tmp_path, monkeypatch):
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path))
    paths = {"--html": "race.html", "--script": "race.py", "--notebook": "race.ipynb", "--models": "models"}
    words = [word for option, name in paths.items() for word in (option, str(tmp_path / name))]
    assert main(["run", "--dataset", "reviews", "--contenders", "dummy", *words]) == 0
    assert (tmp_path / "race.html").read_text().startswith("<!doctype html>")
    script = (tmp_path / "race.py").read_text()
    assert "DummyClassifier()" in script
    (table,) = tmp_path.glob("*bakeoff-table.csv")
    assert table.name in script
    assert hashlib.sha256(table.read_bytes()).hexdigest() in script
    assert json.loads((tmp_path / "race.ipynb").read_text())["nbformat"] == 4
    saved = {path.name for path in (tmp_path / "models/dummy").iterdir()}
    assert saved == {"README.md", "load.py", "model.skops", "rows.csv"}


@pytest.mark.parametrize("option", ["--html", "--script", "--notebook", "--models"])
def test_what_cannot_be_written_is_told_before_the_race(option, capsys):
    assert main([*RACE, option, "/nowhere/at/all"]) == 2
    assert "Cannot write" in capsys.readouterr().err


@pytest.fixture
def two_months(tmp_path, monkeypatch):
    """Return a folder with tables of the same columns and other rows."""
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path / "kept"))
    rng = np.random.default_rng(0)
    for month in ("jan", "feb"):
        amounts = pd.DataFrame({"amount": rng.normal(size=60), "paid": rng.choice(["yes", "no"], 60)})
        amounts.to_csv(tmp_path / f"{month}.csv", index=False)
    return tmp_path


@pytest.mark.nightly
def test_each_script_of_a_folder_keeps_its_own_table(two_months, capsys):
    for month in ("jan", "feb"):
        script = ["--contenders", "decision_tree", "--script", str(two_months / f"{month}.py")]
        assert main(["run", str(two_months / f"{month}.csv"), "--target", "paid", *script]) == 0
    report = capsys.readouterr().out.partition("Leaderboard")[2]  # of January, which comes first
    command = [sys.executable, "jan.py"]
    done = subprocess.run(command, cwd=two_months, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    accuracy = float(done.stdout.splitlines()[-1].split()[2])
    assert f"{100 * accuracy:.1f} %" in report.partition("Leaderboard")[0]
    assert {path.name for path in two_months.glob("*bakeoff-table.csv")} == {
        "jan-bakeoff-table.csv",
        "feb-bakeoff-table.csv",
    }


def test_a_script_never_overwrites_the_table_that_is_raced_on(two_months, capsys):
    table = (two_months / "jan.csv").rename(two_months / "jan-bakeoff-table.csv")
    before = table.read_bytes()
    assert main(["run", str(table), "--target", "paid", "--script", str(two_months / "jan.py")]) == 2
    assert capsys.readouterr().err.splitlines()[-1].endswith("the race is on this table; name another file.")
    assert table.read_bytes() == before
