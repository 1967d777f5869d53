"""The layers of pyproject.toml hold, nothing heavy is imported too early, and one module reads the environment."""

import ast
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINT = "import importlinter.cli as cli; cli.lint_imports_command(['--no-cache', '--no-logo'])"


def python(code: str, root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `code` in an interpreter of its own, on the package below `root`."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root / "src"), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_layer_imports_only_those_below():
    linted = python(LINT, ROOT)
    assert linted.returncode == 0, linted.stdout + linted.stderr


LAYERS = "Each layer imports only those below it"
INDEPENDENT = "Features are independent"
REACHED = "Features are reached through the kernel alone"
PAGES = "Pages are private to their feature"
WEB = "What is computed draws nothing"
KERNEL = "The kernel knows no feature: features register with it"
STREAMLIT = "Streamlit draws the page and nothing else"
HEAVY = "TensorFlow and Keras stay in the Keras MLP and the lab's trainer"
FORBIDDEN = [
    ("errors.py", "bakeoff.fields", LAYERS),
    ("evaluation/base.py", "bakeoff.engine", LAYERS),
    ("race/race.py", "bakeoff.storage.database", LAYERS),
    ("network/session.py", "bakeoff.study.record", LAYERS),
    ("study/record.py", "bakeoff.records.history", LAYERS),
    ("records/history.py", "bakeoff.runs.races", LAYERS),
    ("lesson/lesson.py", "bakeoff.web.draft", LAYERS),
    ("engine/base.py", "bakeoff.spec", "The engine knows nothing of data or models"),
    ("features/explore/look.py", "bakeoff.features.history.comparison", INDEPENDENT),
    ("features/explore/page/page.py", "bakeoff.features.published.tables", INDEPENDENT),
    ("web/draft.py", "bakeoff.features.explore.look", REACHED),
    ("runs/races.py", "bakeoff.features.explore.terms", REACHED),
    ("lesson/lesson.py", "bakeoff.features.explore.look", REACHED),
    ("cli.py", "bakeoff.features.explore.look", REACHED),
    ("web/draft.py", "bakeoff.features.race.page.setup", PAGES),
    ("features/judge/page/board.py", "bakeoff.features.history.page.page", "Pages do not know each other"),
    ("features/explore/look.py", "bakeoff.web.draft", WEB),
    ("service/kernel.py", "bakeoff.features.explore.look", KERNEL),
    ("storage/database.py", "bakeoff.features.explore.look", KERNEL),
    ("web/server.py", "bakeoff.features.explore.look", KERNEL),
    ("race/report.py", "streamlit", STREAMLIT),
    ("service/registry.py", "streamlit", STREAMLIT),
    ("web/tables.py", "jinja2", "HTML is made in one way"),
    ("evaluation/base.py", "plotly", "Plotly draws figures and nothing else"),
    ("figures/__init__.py", "tensorflow", HEAVY),
    ("web/__init__.py", "keras", HEAVY),
    ("spec.py", "torch", "PyTorch stays in the PyTorch MLP"),
    ("rules.py", "lightgbm", "LightGBM and XGBoost stay in their contenders"),
    ("engine/local.py", "distributed", "Dask stays in the engine over a cluster"),
    (
        "export/html_page.py",
        "skops.io",
        "skops and tensorboardX, which bring PyTorch with them, stay in export's jobs",
    ),
]
"""What no module may do: where it stands, what it imports, and whose contract that breaks."""


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return what is told of each contract that a package with all that is forbidden breaks."""
    root = tmp_path_factory.mktemp("forbidden")
    shutil.copy(ROOT / "pyproject.toml", root)
    shutil.copytree(ROOT / "src/bakeoff", root / "src/bakeoff", ignore=shutil.ignore_patterns("__pycache__"))
    for module, imported, _contract in FORBIDDEN:
        with (root / "src/bakeoff" / module).open("a", encoding="utf-8") as source:
            source.write(f"\nimport {imported}\n")
    linted = python(LINT, root)
    assert linted.returncode == 1
    _head, *parts = re.split(r"^(\S.*)\n-+\n", linted.stdout, flags=re.MULTILINE)
    return dict(zip(parts[::2], parts[1::2], strict=True))


@pytest.mark.parametrize(("module", "imported", "contract"), FORBIDDEN)
def test_an_import_across_the_layers_is_found(broken: dict[str, str], module: str, imported: str, contract: str):
    importer = "bakeoff." + module.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    assert f"{importer} -> {imported.removesuffix('.io')} (l." in broken[contract]


def test_every_contract_is_broken_by_an_import():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    assert {contract["name"] for contract in contracts} == {contract for _module, _imported, contract in FORBIDDEN}


def test_every_page_script_is_named_by_the_feature_whose_folder_it_is_in():
    pages = {path.relative_to(ROOT).as_posix() for path in (ROOT / "pages").rglob("*.py")}
    named = {
        path.relative_to(ROOT / "src/bakeoff").as_posix(): found
        for path in (ROOT / "src/bakeoff").rglob("*.py")
        if (found := re.findall(r"pages/[\w/]+\.py", path.read_text(encoding="utf-8")))
    }
    assert sorted(itertools.chain(*named.values())) == sorted(pages)
    folders = {(path, script.split("/")[1]) for path, scripts in named.items() for script in scripts}
    assert [path for path, folder in folders if path != f"features/{folder}/feature.py"] == []


IMPORT_EVERYTHING = """
import importlib, json, pkgutil, sys
import bakeoff

def light(name):
    learning = "bakeoff.contenders.keras_mlp.", "bakeoff.contenders.torch_mlp.", "bakeoff.network.trainer"
    inside = name.startswith((*learning, "bakeoff.network.forward", "bakeoff.features.learn.backward.tape"))
    return not inside or name.endswith(".info")

brought = {}
for module in pkgutil.walk_packages(bakeoff.__path__, "bakeoff."):
    if light(module.name):
        importlib.import_module(module.name)
        heavy = {"tensorflow", "keras", "torch", "optuna"} & sys.modules.keys() - brought.keys()
        brought |= dict.fromkeys(heavy, module.name)
bakeoff.contenders.contenders(), bakeoff.datasets.datasets(), bakeoff.BakeoffSpec()
heavy = {"tensorflow", "keras", "torch", "optuna"}
brought |= dict.fromkeys(heavy & sys.modules.keys() - brought.keys(), "the registries")
print(json.dumps(brought))
"""


def test_only_a_trainings_own_process_imports_tensorflow_keras_torch_or_optuna():
    imported = python(IMPORT_EVERYTHING, ROOT)
    assert imported.returncode == 0, imported.stderr
    assert json.loads(imported.stdout.splitlines()[-1]) == {}


MAY_TOUCH_THE_ENVIRONMENT = {
    "bakeoff/settings.py": "declares all that can be set",
    "bakeoff/engine/line.py": "hands it on to the host, with the search path",
    "bakeoff/engine/cluster/plugin.py": "the same, on a worker of a cluster",
    "bakeoff/engine/host.py": "sets the numeric libraries' number of threads, for all jobs",
    "bakeoff/engine/template.py": "is told by the host what to load",
}
ENVIRONMENT = {"environ", "environb", "getenv", "getenvb", "putenv", "unsetenv", "BaseSettings"}


def touches_the_environment(source: str) -> bool:
    """Tell whether a module's code names the environment, however it was imported."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and node.attr in ENVIRONMENT:
            return True
        if isinstance(node, ast.ImportFrom) and ENVIRONMENT & {one.name for one in node.names}:
            return True
    return False


def test_only_the_servers_settings_read_the_environment():
    modules = {str(path.relative_to(ROOT / "src")): path for path in (ROOT / "src/bakeoff").rglob("*.py")}
    found = {name for name, path in modules.items() if touches_the_environment(path.read_text(encoding="utf-8"))}
    assert found == MAY_TOUCH_THE_ENVIRONMENT.keys()


@pytest.mark.parametrize(
    ("code", "touches"),
    [
        ("import os\nhome = os.environ['HOME']", True),
        ("import os as system\nhome = system.getenv('HOME')", True),
        ("from os import environ as all_of_it", True),
        ("from pydantic_settings import BaseSettings\nclass More(BaseSettings): ...", True),
        ("import os\nhome = os.getcwd()", False),
        ("from bakeoff.race.environment import environment\nsaid = 'os.environ'", False),
    ],
)
def test_a_module_that_reads_the_environment_is_found(code: str, touches: bool):
    assert touches_the_environment(code) == touches
