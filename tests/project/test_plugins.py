"""What is wrong with a data set, a contender, a check, a script, a measure or a chapter costs that alone, and is said.

One Python has them all, as packages installed beside ours and as modules in our own folders, and races.
"""

import json
import os
import subprocess
import sys
import textwrap
from collections.abc import Mapping
from pathlib import Path

import pytest

DATASETS = """
import numpy as np, pandas as pd
from bakeoff.datasets import Dataset, DatasetInfo
from bakeoff.fields import Settings

X = pd.DataFrame({"x": np.linspace(0, 1, 60), "z": np.arange(60) % 7, "word": ["u", "v", "w"] * 20})
Y = np.arange(60) % 2

def record(name, load=lambda _options: made(), **changes):
    about = dict(title=name, summary="Made.", task="classification", kind="table", rows=60, features=3, classes=2)
    return DatasetInfo(name=name, load=load, **about | changes)

def made(**changes):
    about = dict(X=X, y=Y, task="classification", feature_names=tuple(X), class_names=("no", "yes"), target_name="t")
    return Dataset(**about | changes)

def fails(*_values):
    raise ZeroDivisionError("broken")

class Required(Settings):
    rows: int

words = record("words")
raises = record("raises", fails)
unnamed = record("unnamed", lambda _options: made(class_names=()))
misshapen = record("misshapen", lambda _options: made(y=Y[1:]))
lettered = record("lettered", lambda _options: made(y=np.array(["a", "b"] * 30)))
nothing = record("nothing", lambda _options: None)
absent = record("absent", missing=fails)
unsized = record("unsized", rows="60")
required = record("required", options=Required)
"""

CONTENDERS = """
from bakeoff.contenders import Contender, Identity
from bakeoff.contenders.base import Preset
from bakeoff.contenders.dummy.info import Hyperparameters, build
from bakeoff.fields import Settings

def fails(*_values):
    raise ZeroDivisionError("broken")

class Required(Settings):
    depth: int

def record(name, **changes):
    about = dict(label=name, summary="Guesses.", identity=Identity("#123456", "star"), hyperparameters=Hyperparameters)
    return Contender(name=name, order=900 + sum(map(ord, name)), selected=False, **about | {"build": build} | changes)

demanding = record("demanding", hyperparameters=Required)
misset = record("misset", presets=(Preset("strong", {"depth": 3}),))
unseeded = record("unseeded", seeded=fails)
unbuilt = record("unbuilt", build=fails)
uncounted = record("uncounted", sizes=fails)
unwritten = record("unwritten", script=fails)
apart = record("apart", package="nowhere_at_all.part", extra="apart")
"""

MODULES = {
    "checks/unsound.py": """
        from bakeoff.checks.base import Check, SetUp
        def find(set_up):
            raise ZeroDivisionError("broken")
        CHECK = Check("unsound", "Something unsound", 1, SetUp, find)
        """,
    "checks/talkative.py": """
        from bakeoff.checks.base import Check, SetUp
        CHECK = Check("talkative", "Something said", 2, SetUp, lambda set_up: ["no finding"])
        """,
    "checks/gone.py": "import something_that_is_not_there",
    "datasets/gone_as_well.py": "import something_that_is_not_there",
    "lesson/measures/gone.py": "import something_that_is_not_there",
    "lesson/measures/more.py": """
        from bakeoff.lesson.measures.base import Measure
        from bakeoff.lesson.units import COUNT
        def read(*_values):
            raise ZeroDivisionError("broken")
        MEASURES = (Measure("race.broken", "Broken", "Breaks.", read, COUNT),)
        """,
    "features/learn/gone/__init__.py": "",
    "features/learn/gone/info.py": "import something_that_is_not_there",
}

WORK = """
import importlib.util, json, sys
folders = sys.argv[1]
for package in ("checks", "datasets", "features.learn", "lesson.measures"):
    home = importlib.util.find_spec(f"bakeoff.{package}")
    home.submodule_search_locations.append(f"{folders}/{package.replace('.', '/')}")
    sys.modules[home.name] = importlib.util.module_from_spec(home)
    home.loader.exec_module(sys.modules[home.name])

from bakeoff import BakeoffSpec, run
from bakeoff.checks.base import SetUp
from bakeoff.checks.registry import look
from bakeoff.contenders import contender, contenders
from bakeoff.datasets import dataset, datasets
from bakeoff.datasets.thumbnail import thumbnail
from bakeoff.errors import BakeoffError
from bakeoff.export.script import race_script
from bakeoff.lesson.chapter import chapters
from bakeoff.lesson.goal import Condition
from bakeoff.lesson.measures import MEASURES
from bakeoff.preparation.prepared import prepare

def said(work):
    try:
        return str(work())
    except BakeoffError as error:
        return str(error)

found = {}
for name in ("words", "raises", "unnamed", "misshapen", "lettered", "nothing", "absent"):
    info = dataset(name)
    found[name] = [said(lambda: info.load(info.options())), thumbnail(name), info.missing()]
for name in ("unsized", "required"):
    found[name] = [name in datasets()]
for name in ("demanding", "misset", "unseeded"):
    found[name] = [name in contenders()]
spec = BakeoffSpec(dataset="words", contenders=["dummy", "unbuilt", "uncounted", "unwritten", "decision_tree"])
report = run(spec)
for name, result in report.results.items():
    found[name] = [result.status, str(result.message), sorted(result.outcome.metrics) if result.outcome else []]
found["script"] = race_script(spec.with_parts(dataset="iris"))
found["apart"] = contender("apart").missing
looked = look(SetUp(spec, prepare(spec)))
found["checks"] = {check.code: reason for check, reason in looked.not_applicable}
found["found"] = [check.code for check in looked.nothing]
found["measure"] = Condition(measure="race.broken", at_least=1).read(report)
found["measures"], found["chapters"] = len(MEASURES), len(chapters())
print(json.dumps(found, default=str))
"""


def installed(root: Path, group: str, content: str) -> Path:
    """Put a distribution with all records of a module into `root`, as pip would."""
    (root / f"broken_{group}.py").write_text(content, encoding="utf-8")
    about = root / f"broken_{group}-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: broken_{group}\nVersion: 1.0\n", encoding="utf-8")
    names = [line.split(" = ")[0] for line in content.splitlines() if " = record(" in line]
    lines = [f"{name} = broken_{group}:{name}" for name in names]
    (about / "entry_points.txt").write_text("\n".join([f"[bakeoff.{group}]", *lines]), encoding="utf-8")
    return root


def written(folder: Path, modules: Mapping[str, str]) -> None:
    """Write modules into a folder, by path."""
    for path, content in modules.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(textwrap.dedent(content), encoding="utf-8")


@pytest.fixture(scope="module")
def found(tmp_path_factory) -> dict:
    """Return what that Python says of each, and under ``log`` what it wrote to its error stream."""
    root = tmp_path_factory.mktemp("plugins")
    installed(root, "datasets", DATASETS)
    installed(root, "contenders", CONTENDERS)
    written(root / "folders", MODULES)
    (root / "work.py").write_text(f"if __name__ == '__main__':\n{textwrap.indent(WORK, '    ')}", encoding="utf-8")
    paths = os.pathsep.join([str(root), os.environ.get("PYTHONPATH", ""), str(Path(__file__).parents[2] / "src")])
    done = subprocess.run(
        [sys.executable, str(root / "work.py"), str(root / "folders")],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": paths},
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout) | {"log": done.stderr}


@pytest.mark.nightly
def test_a_data_set_with_a_column_of_words_has_a_picture(found):
    _loaded, picture, missing = found["words"]
    assert picture.count("<path") == 2
    assert missing == ""


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("raises", "raises cannot be used: ZeroDivisionError: broken."),
        ("unnamed", "class_names must have a name for each class code in y"),
        ("misshapen", "X must have a row for each value of y"),
        ("lettered", "y must be an array of class codes or of numbers"),
        ("nothing", "what is loaded must be a Dataset"),
    ],
)
def test_a_data_set_that_cannot_be_loaded_says_why_and_its_picture_is_empty(found, name, why):
    said, picture, _missing = found[name]
    assert said.startswith(f"{name} cannot be used: ")
    assert why in said
    assert "<rect" in picture
    assert f"the data set {name} failed" in found["log"]


def test_a_data_set_that_cannot_say_whether_it_is_there_is_not(found):
    assert found["absent"][2] == "absent cannot be used: ZeroDivisionError: broken."


@pytest.mark.parametrize("name", ["unsized", "required", "demanding", "misset", "unseeded"])
def test_a_record_that_no_page_could_show_is_left_out_and_named(found, name):
    assert found[name] == [False]
    assert any(name in line and "is left out" in line for line in found["log"].splitlines())


def test_a_contender_that_cannot_be_built_fails_alone(found):
    assert found["unbuilt"][:2] == ["failed", "The job failed with ZeroDivisionError: broken"]
    assert found["decision_tree"][0] == found["dummy"][0] == "done"


def test_a_contender_whose_size_cannot_be_counted_is_scored(found):
    status, _message, metrics = found["uncounted"]
    assert status == "done"
    assert "accuracy" in metrics


def test_a_contender_whose_script_fails_is_named_in_that_of_the_others(found):
    assert "unwritten is left out: ZeroDivisionError: broken." in found["script"]
    assert "DecisionTreeClassifier(" in found["script"]


def test_a_contender_that_needs_a_part_of_a_package_that_is_not_there_says_what_to_install(found):
    assert "pip install '.[apart]'" in found["apart"]


@pytest.mark.parametrize(("code", "why"), [("unsound", "ZeroDivisionError: broken"), ("talkative", "AttributeError: ")])
def test_a_check_that_fails_costs_its_own_line(found, code, why):
    assert found["checks"][code].startswith(f"The check failed: {why}")
    assert "telltale" in found["found"]
    assert f"the check {code} failed" in found["log"]


@pytest.mark.parametrize(
    "what",
    ["the check gone", "datasets/gone_as_well", "the measures in gone", "the chapter bakeoff.features.learn.gone"],
)
def test_a_module_that_cannot_be_imported_is_left_out_and_named(found, what):
    assert f"{what} is left out" in found["log"] or f"{what} are left out" in found["log"]
    assert found["measures"] > 10
    assert found["chapters"] > 5


def test_a_measure_that_fails_is_not_known(found):
    assert found["measure"] is None
    assert "the measure race.broken failed" in found["log"]
