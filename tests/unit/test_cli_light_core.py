"""The core races, judges and lists without what only the page, Keras, figures and tuning need."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

WITHOUT_EXTRAS = """
import importlib.machinery, sys
HEAVY = {"streamlit", "plotly", "sqlalchemy", "alembic", "starlette", "prometheus_client", "segno", "tensorflow",
         "keras", "optuna"}
find = importlib.machinery.PathFinder.find_spec
importlib.machinery.PathFinder.find_spec = lambda name, path=None, target=None: (
    None if name.partition(".")[0] in HEAVY else find(name, path, target)
)
from bakeoff.cli import main
sys.exit(main(sys.argv[1:]))
"""


def without_extras(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", WITHOUT_EXTRAS, *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("command", ["run", "judge"])
def test_a_race_needs_the_core_alone(command: str, tmp_path: Path):
    few = ["--set", "judge.folds=3"] if command == "judge" else []
    ran = without_extras(tmp_path, command, "--dataset", "iris", "--contenders", "decision_tree,dummy", *few)
    assert ran.returncode == 0, ran.stderr


@pytest.mark.parametrize(
    ("arguments", "extra"),
    [
        ((), "app"),
        (("run", "--dataset", "iris", "--contenders", "keras_mlp"), "keras"),
        (("judge", "--dataset", "iris", "--contenders", "dummy,svm", "--set", "judge.trials=3"), "tuning"),
        (("run", "--dataset", "iris", "--contenders", "dummy", "--html", "report.html"), "figures"),
    ],
)
def test_a_sentence_names_the_extra_that_is_missing(arguments: tuple[str, ...], extra: str, tmp_path: Path):
    ran = without_extras(tmp_path, *arguments)
    assert (ran.returncode, len(ran.stderr.splitlines())) == (2, 1), ran.stderr
    assert f"[{extra}]" in ran.stderr


def test_standard_output_has_the_report_alone_where_a_program_reads_it(tmp_path: Path):
    ran = without_extras(tmp_path, "run", "--dataset", "iris", "--contenders", "decision_tree,dummy", "--json", "-")
    assert json.loads(ran.stdout)["spec"]["contenders"].keys() == {"decision_tree", "dummy"}
    assert (ran.returncode, list(tmp_path.iterdir())) == (0, [])
