"""The layers of pyproject.toml hold, nothing heavy is imported too early, and one module reads the environment."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
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
FEATURES = "Features compute with those below alone"
PAGES = "Pages are private to their feature"
WEB = "What is computed draws nothing"
KERNEL = "The kernel knows no feature: features register with it"
HEAVY = "TensorFlow and Keras stay in the Keras MLP and the lab's trainer"
FORBIDDEN = [
    ("errors.py", "bakeoff.fields", LAYERS),
    ("evaluation/base.py", "bakeoff.engine", LAYERS),
    ("engine/base.py", "bakeoff.spec", "The engine knows nothing of data or models"),
    ("features/judge/page/board.py", "bakeoff.features.history.page.page", "Pages do not know each other"),
    ("web/draft.py", "bakeoff.features.race.page.setup", PAGES),
    ("study/record.py", "bakeoff.records.history", FEATURES),
    ("network/session.py", "bakeoff.study.record", FEATURES),
    ("features/ask/session.py", "bakeoff.web.draft", WEB),
    ("race/report.py", "streamlit", "Streamlit draws the page and nothing else"),
    ("service/registry.py", "streamlit", "Streamlit draws the page and nothing else"),
    ("race/race.py", "bakeoff.storage.database", LAYERS),
    ("service/kernel.py", "bakeoff.features.lab.service", KERNEL),
    ("web/server.py", "bakeoff.runs.races", KERNEL),
    ("web/tables.py", "jinja2", "HTML is made in one way"),
    ("evaluation/base.py", "plotly", "Plotly draws figures and nothing else"),
    ("figures/__init__.py", "tensorflow", HEAVY),
    ("web/__init__.py", "keras", HEAVY),
    ("spec.py", "torch", "PyTorch stays in the PyTorch MLP"),
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


def test_the_routes_alone_know_the_pages_paths():
    pages = {path.relative_to(ROOT).as_posix() for path in (ROOT / "pages").rglob("*.py")}
    told = {
        path.relative_to(ROOT / "src/bakeoff").as_posix(): found
        for path in (ROOT / "src/bakeoff").rglob("*.py")
        if (found := re.findall(r"pages/[\w/]+\.py", path.read_text(encoding="utf-8")))
    }
    assert told.keys() == {"web/routes.py"}
    assert sorted(told["web/routes.py"]) == sorted(pages)


def _classes(tree: ast.Module) -> set[str]:
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}


ONE_EACH = {"Hyperparameters"}
"""What every contender's folder has, of the same name."""


def test_no_class_has_the_name_of_another():
    classes: dict[str, list[str]] = {}
    for path in sorted((ROOT / "src/bakeoff").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for name in _classes(tree):
            classes.setdefault(name, []).append(path.relative_to(ROOT).as_posix())
    assert {name: where for name, where in classes.items() if len(where) > 1 and name not in ONE_EACH} == {}


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
