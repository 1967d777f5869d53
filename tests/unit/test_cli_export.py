"""What ``bakeoff run`` writes besides its table."""

import hashlib
import json
import subprocess
import sys
import zipfile

import numpy as np
import pandas as pd
import pytest

from bakeoff.cli import BAD_INPUT, main
from bakeoff.export.project import read_project

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


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    path = tmp_path_factory.mktemp("project") / "race.bakeoff"
    words = "run --dataset wine --contenders decision_tree,dummy --project"
    assert main([*words.split(), str(path)]) == 0
    return path


def test_a_contender_is_added_to_a_project_file(project, tmp_path, capsys):
    later, report = tmp_path / "later.bakeoff", tmp_path / "report.json"
    added = [str(project), "--add", "svm,linear", "--set", "svm.C=5", "--project", str(later), "--json", str(report)]
    assert main(["run", *added]) == 0
    printed = capsys.readouterr().out
    words = "run --dataset wine --contenders decision_tree,dummy,svm,linear --set svm.C=5 --json"
    assert main([*words.split(), str(tmp_path / "whole.json")]) == 0
    lines, whole = printed.splitlines(), capsys.readouterr().out.splitlines()
    assert [lines[-3], lines[-1]] == [whole[-3], whole[-1]]  # whom to choose hangs on times
    verdicts = [json.loads((tmp_path / f"{name}.json").read_text())["verdict"] for name in ("report", "whole")]
    for verdict in verdicts:
        verdict["caveats"] = [
            caveat for caveat in verdict["caveats"] if caveat["code"] != "linear_as_good"
        ]  # has times
    assert verdicts[0] == verdicts[1]
    assert list(read_project(later.read_bytes()).rows.answers) == ["decision_tree", "svm", "linear", "dummy"]


@pytest.mark.parametrize(
    "words",
    [
        "race.bakeoff --add svn",
        "race.bakeoff --add decision_tree",
        "race.bakeoff --add svm --seed 3",
        "race.bakeoff --add svm --set rules.test_share=0.5",
        "race.bakeoff --add svm --models models",
        "iris --add svm",
        "none.bakeoff --add svm",
    ],
)
def test_what_cannot_be_added_to_a_project_file_is_refused(project, words, monkeypatch, capsys):
    monkeypatch.chdir(project.parent)
    assert main(["run", *words.split()]) == BAD_INPUT
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_nothing_is_added_where_the_data_are_others(project, tmp_path, capsys):
    with zipfile.ZipFile(project) as kept, zipfile.ZipFile(tmp_path / "other.bakeoff", "w") as other:
        for name in kept.namelist():
            about = json.dumps({"version": 2, "fingerprint": "of others"})
            other.writestr(name, about if name == "about.json" else kept.read(name))
    assert main(["run", str(tmp_path / "other.bakeoff"), "--add", "svm"]) == BAD_INPUT
    assert "not those of the race" in capsys.readouterr().err
