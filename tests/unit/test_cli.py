import io
import json
import socket
import subprocess
import sys
from importlib.metadata import version

import numpy as np
import pytest
from rich.table import Table

from bakeoff.cli import BAD_INPUT, main
from bakeoff.records.studies import stored_study
from bakeoff.spec import BakeoffSpec
from bakeoff.study.summary import summary
from bakeoff.terminal import console, print_list
from tests.ports import free_port


def test_run_prints_the_leaderboard_and_writes_the_report(tmp_path, capsys):
    path = tmp_path / "report.json"
    words = "run --dataset iris --contenders svm,decision_tree --seed 1 --set svm.C=10 --json"
    assert main([*words.split(), str(path)]) == 0
    printed = capsys.readouterr().out
    assert "Support vector machine" in printed
    assert "Decision tree" in printed
    report = json.loads(path.read_text())
    assert report["spec"]["rules"]["seed"] == 1
    assert report["contenders"]["svm"]["parameters"]["C"] == 10


@pytest.mark.usefixtures("lent_to_the_command_line")
def test_judge_prints_means_and_what_is_decided_and_writes_every_score(tmp_path, capsys):
    path = tmp_path / "study.json"
    words = "judge --dataset iris --contenders svm,dummy --set judge.folds=3 --set svm.C=10 --json"
    assert main([*words.split(), str(path)]) == 0
    printed = capsys.readouterr().out
    study = stored_study(path.read_text())
    assert study.spec.contenders["svm"].C == 10
    assert (study.plan.folds, len(study.fitted)) == (3, 2 * 3 * study.plan.repeats)
    mean = np.mean([fit.scores["accuracy"] for fit in study.fitted if fit.cell.lane == "svm"])
    assert f"{100 * mean:.1f} %" in printed
    assert summary(study) in printed


@pytest.mark.usefixtures("lent_to_the_command_line")
def test_a_spec_file_runs(tmp_path, capsys):
    path = tmp_path / "spec.json"
    path.write_text(BakeoffSpec(dataset="wine", contenders=["dummy"]).to_json())
    assert main(["run", str(path)]) == 0
    assert "Baseline" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["run", "--dataset", "digts"], "did you mean “digits”"),
        (["run", "--contenders", "svmm"], "did you mean “svm”"),
        (["run", "--set", "svm.C"], "PATH=VALUE"),
        (["run", "--set", "svm.C=-1"], "more than 0"),
        (["run", "--set", "svm.c=1"], "is not a setting"),
        (["run", "nowhere.json"], "Cannot read nowhere.json"),
        (["run", "textbok"], "“textbok” is no recipe, .json file or table such as prices.csv"),
        (["run", "prices.csv"], "Cannot read prices.csv"),
        (["prices.csv"], "Cannot read prices.csv"),
        (["run", "--target", "price"], "Name the table, too: bakeoff run prices.csv"),
        (["judge", "nowhere.csv", "--target", "price"], "Cannot read nowhere.csv"),
        (["run", "--dataset", "iris", "--models", __file__], "it is a file; name a folder"),
        (["run", "--dataset", "iris", "--set", "rules.split=time"], "no column is chosen to split rows by"),
        (
            ["run", "--dataset", "iris", "--set", "rules.split=group", "--set", "rules.split_by=a"],
            "no column “a” to split",
        ),
        (["run", "--dataset", "iris", "--set", "rules.leave_out=a"], "no column “a” to leave out"),
        (["judge", "--dataset", "iris", "--set", "rules.leave_out=a"], "no column “a” to leave out"),
        (["app", "--port", "99999"], "There is no port 99999; choose one from 1 to 65535"),
        (["run", "--json", "/nowhere/at/all.json"], "Cannot write"),
        (["judge", "--set", "judge.folds=1"], "folds must be 2 or more"),
        (["judge", "--set", "judge.fold=3"], "fold is not a setting"),
        (["judge", "--json", "/nowhere/at/all.json"], "Cannot write"),
        (["judge", "--contenders", "svm,linear", "--better", "lines"], "did you mean “linear”"),
        (["judge", "--contenders", "svm", "--better", "svm"], "svm races alone"),
        (["judge", "--better", "svm", "--set", "judge.question=fair"], "leave out judge.question=fair"),
    ],
)
def test_bad_input_is_one_sentence_and_exit_code_2(arguments, said, capsys):
    assert main(arguments) == BAD_INPUT
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.err.count("\n") == 1
    assert captured.out == ""


@pytest.mark.usefixtures("lent_to_the_command_line")
def test_why_contenders_failed_stands_once_beneath_the_leaderboard(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    few = "--set dataset.rows=20 --set rules.test_share=0.9"
    assert main(f"run --dataset blobs --contenders svm,decision_tree {few}".split()) == 1
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if "Test part" in line] == lines[-1:]
    assert lines[-1].startswith(
        "Decision tree and Support vector machine: Blobs: “Test part” would split 20 rows so that one side has 2"
    )


def test_a_spec_file_with_a_typo_names_the_field(tmp_path, capsys):
    path = tmp_path / "spec.json"
    path.write_text('{"contenders": {"svm": {"kernal": "rbf"}}}')
    assert main(["run", str(path)]) == BAD_INPUT
    assert "did you mean “kernel”" in capsys.readouterr().err


@pytest.mark.parametrize(("command", "known"), [("datasets", "breast_cancer"), ("recipes", "textbook")])
def test_a_list_can_be_read_at_80_columns(command, known, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    assert main([command]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= 80
    assert len(lines) < 60
    (row,) = [line for line in lines if line.startswith(f"{known} ")]
    assert len(row.split()) > 5


def test_the_version_is_that_of_the_package(capsys):
    with pytest.raises(SystemExit, match="0"):
        main(["--version"])
    assert capsys.readouterr().out == f"bakeoff {version('bakeoff')}\n"


def test_datasets_and_contenders_are_listed(capsys):
    assert main(["datasets"]) == 0
    assert "digits" in capsys.readouterr().out
    assert main(["contenders", "--json-schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert schema["svm"]["properties"]["C"]["exclusiveMinimum"] == 0


def test_brackets_and_colons_stand_as_they_are_in_every_table(capsys, monkeypatch):
    """In rich's markup a word in brackets is a colour, and one between colons a picture."""
    monkeypatch.setenv("COLUMNS", "200")
    texts = ["pip install '.[boosting]'", "[bold]x[/bold]", ":apple: [/]", "数量 [个]"]
    print_list(texts, [texts])
    printed = capsys.readouterr().out
    assert [printed.count(text) for text in texts] == [2, 2, 2, 2]
    console().print(Table(*texts, title="prices [EUR] :apple:"))
    printed = capsys.readouterr().out
    assert [text for text in ("prices [EUR] :apple:", *texts) if text not in printed] == []


def test_what_to_install_for_a_contender_is_told_whole(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr("bakeoff.contenders.base.importlib.util.find_spec", lambda _name: None)
    assert main(["contenders"]) == 0
    assert "Not installed: run pip install '.[boosting]' to race LightGBM." in capsys.readouterr().out


@pytest.mark.usefixtures("lent_to_the_command_line")
@pytest.mark.parametrize(("name", "code"), [("svm", 0), ("dummy", 3)])
def test_a_program_hears_by_the_exit_code_whether_one_is_better(name, code):
    judge = "judge --dataset iris --contenders svm,dummy --set judge.folds=5 --better"
    assert main([*judge.split(), name]) == code


@pytest.mark.usefixtures("lent_to_the_command_line")
def test_what_is_too_close_to_call_is_undecided():
    few = "--set judge.folds=2 --set judge.repeats=1"
    assert main(f"judge --dataset iris --contenders svm,linear {few} --better svm".split()) == 4


@pytest.mark.usefixtures("lent_to_the_command_line")
def test_a_table_comes_by_standard_input_with_its_target_guessed(monkeypatch, capsys):
    table = "width,species\n" + "".join(f"{row % 7}.5,{'ab'[row % 2]}\n" for row in range(60))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(table.encode())))
    assert main(["run", "-", "--contenders", "decision_tree,dummy"]) == 0
    assert "Predict the class “species”" in capsys.readouterr().err


def test_a_port_in_use_is_told(capsys):
    with socket.socket() as taken:
        taken.bind(("", 0))
        taken.listen()
        assert main(["app", "--port", str(taken.getsockname()[1])]) == BAD_INPUT
    assert "in use" in capsys.readouterr().err


def test_app_waits_for_the_server_on_windows_where_exec_would_give_the_prompt_back(monkeypatch):
    commands: list[list[str]] = []
    monkeypatch.setattr("bakeoff.cli.sys.platform", "win32")
    monkeypatch.setattr("bakeoff.cli.signal.signal", lambda _number, _handler: None)
    monkeypatch.setattr("bakeoff.cli.subprocess.call", lambda command: commands.append(command) or 3)
    with pytest.raises(SystemExit) as ended:
        main(["app", "--port", str(free_port())])
    assert ended.value.code == 3
    assert commands[0][1:4] == ["-m", "streamlit", "run"]


@pytest.mark.usefixtures("lent_to_the_command_line")
def test_nothing_of_a_leaderboard_is_cut_where_words_have_no_spaces(capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    assert main(["--lang", "zh", "run", "--dataset", "iris", "--contenders", "decision_tree,svm,dummy"]) == 0
    captured = capsys.readouterr()
    assert "决策树" in captured.out
    assert "…" not in captured.out


def test_python_runs_the_package_as_the_command():
    done = subprocess.run([sys.executable, "-m", "bakeoff", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("bakeoff ")
