"""The worked examples of CONTRIBUTING.md, done to a copy of the package as a contributor would."""

import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from bakeoff.service.kernel import features

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r'^```python title="(?P<path>[^"]+)"\n(?P<code>.*?)^```$', re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project with the page's files added."""
    root = tmp_path_factory.mktemp("project")
    for name in ("src/bakeoff", "benchmarks"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, root)
    for block in BLOCK.finditer((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")):
        path = root / block["path"]
        assert not path.exists(), f"the page would overwrite {block['path']}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block["code"], encoding="utf-8")
    return root


def python(root: Path, *arguments: str) -> str:
    """Run Python on the copied package and return what it prints."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root / "src"), "MYPY_CACHE_DIR": str(ROOT / ".mypy_cache")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_the_page_shows_what_it_says(copy: Path):
    added = {block["path"] for block in BLOCK.finditer((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"))}
    assert added == {
        "src/bakeoff/contenders/random_tree/__init__.py",
        "src/bakeoff/contenders/random_tree/info.py",
        "src/bakeoff/checks/small_test.py",
        "src/bakeoff/datasets/friedman.py",
        "try_it.py",
        *(f"their_winners/{name}.py" for name in ("__init__", "feature", "table", "wins")),
    }


@pytest.mark.nightly
def test_the_new_contender_beats_the_baseline_on_the_new_data(copy: Path):
    code = """
import json, runpy
table = runpy.run_path("try_it.py")["report"].to_frame(all=True)
print(json.dumps({"status": table["status"].to_dict(), "r2": table["r2"].to_dict()}))
"""
    raced = json.loads(python(copy, "-c", code).splitlines()[-1])
    assert raced["status"] == {"random_tree": "done", "dummy": "done"}
    assert raced["r2"]["random_tree"] > 0.5 > 0.0 >= raced["r2"]["dummy"]


TOML = re.compile(r"^```toml\n(?P<entries>\[project.entry-points.*?)^```$", re.MULTILINE | re.DOTALL)
OUTSIDE = """
import json
from pathlib import Path
import runpy
from bakeoff.contenders import contenders
from bakeoff.datasets import datasets
from bakeoff.export.script import race_script

names = runpy.run_path("try_it.py")
modules = [contenders()["random_tree"].build.__module__, datasets()["friedman"].load.__module__]
spec = names["spec"].replace("dataset", "wine")
print(json.dumps([modules, names["report"].to_frame(all=True)["status"].to_dict(), race_script(spec)]))
"""


@pytest.mark.nightly
def test_the_examples_work_as_another_installed_package(tmp_path: Path):
    """The package is installed as pip leaves it: its modules, and a folder that names its entry points."""
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for block in BLOCK.finditer(page):
        path = re.sub("^src/bakeoff/(contenders|datasets)", "their_package", block["path"])
        if "/bakeoff/" not in path:
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(block["code"], encoding="utf-8")
    (tmp_path / "their_package/__init__.py").touch()
    about = tmp_path / "their_package-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: their-package\nVersion: 1.0\n", encoding="utf-8")
    declared = tomllib.loads("".join(block["entries"] for block in TOML.finditer(page)))["project"]["entry-points"]
    lines = [
        line
        for group, points in declared.items()
        for line in (f"[{group}]", *(f"{a} = {b}" for a, b in points.items()))
    ]
    (about / "entry_points.txt").write_text("\n".join(lines), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", OUTSIDE],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(tmp_path), str(ROOT / "src")])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    modules, status, script = json.loads(done.stdout.splitlines()[-1])
    assert modules == ["their_package.random_tree.info", "their_package.friedman"]
    assert status == {"random_tree": "done", "dummy": "done"}
    assert "random_tree = ExtraTreeClassifier(min_samples_leaf=3, random_state=0)" in script


NEW = [
    "src/bakeoff/contenders/random_tree",
    "src/bakeoff/checks/small_test.py",
    "src/bakeoff/datasets/friedman.py",
    "their_winners",
]


@pytest.mark.parametrize(
    "command",
    [["ruff", "check", *NEW], ["ruff", "format", "--check", *NEW], ["mypy"]],
    ids=["ruff check", "ruff format", "mypy, of the whole package and its benchmarks"],
)
def test_the_code_meets_the_projects_own_rules(copy: Path, command: list[str]):
    """To look at the types of the package alone, and then of all with the page's code among it, would take twice."""
    pytest.importorskip(command[0], reason="pip install -r requirements-dev.txt brings it")
    python(copy, "-m", *command)


def test_the_new_check_looks_at_every_set_up_and_its_button_mends_it(copy: Path):
    code = """
import json
from bakeoff.checks.base import SetUp
from bakeoff.checks.registry import look
from bakeoff.preparation.prepared import prepare
from bakeoff.spec import BakeoffSpec

spec = BakeoffSpec(dataset="iris", rules={"test_share": 0.1})
(found,) = [one for one in look(SetUp(spec, prepare(spec))).findings if one.code == "small_test"]
mended = spec.replace(*next(iter(found.mend_with.items())))
print(json.dumps([found.what, [one.code for one in look(SetUp(mended, prepare(mended))).findings]]))
"""
    what, codes = json.loads(python(copy, "-c", code).splitlines()[-1])
    assert what == "The test part has 15 rows."
    assert "small_test" not in codes


KINDS = re.compile(r"^\| (?P<kinds>(?:`\w+`(?:, )?)+) \(`[\w/]+\.py`\) \|", re.MULTILINE)


def test_the_table_of_contributions_has_all_that_our_features_add():
    page = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    kinds = {kind for row in KINDS.finditer(page) for kind in re.findall(r"\w+", row["kinds"])}
    assert kinds == {type(record).__name__ for feature in features() for record in feature.adds}
