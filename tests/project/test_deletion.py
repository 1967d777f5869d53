"""A feature can be deleted: without its folder and its pages' scripts, all other pages are there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.nightly

ROOT = Path(__file__).parents[2]
FIRST = "race"
"""The feature whose page is opened; without it there is no first page."""
FEATURES = sorted(path.parent.name for path in (ROOT / "src/bakeoff/features").glob("*/feature.py"))
OPENED = """
import importlib, sys
from streamlit.testing.v1 import AppTest

faults = [error.message for error in AppTest.from_file("app.py", default_timeout=300).run().exception]
for module in sys.argv[1:]:
    try:
        importlib.import_module(module)
    except Exception as error:
        faults.append(f"{module}: {error}")
sys.exit("; ".join(faults) or None)
"""


@pytest.fixture
def app(tmp_path: Path) -> Path:
    """Return a folder with a copy of the app's files."""
    command = [
        "git",
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
        "app.py",
        "pages",
        "src",
        ".streamlit",
    ]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    for path in os.fsdecode(listed.stdout).rstrip("\0").split("\0"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / path, tmp_path / path)
    return tmp_path


def imported(script: Path) -> set[str]:
    """Return the modules of Bakeoff that a page's script imports."""
    return set(re.findall(r"^from (bakeoff[\w.]*) import", script.read_text(encoding="utf-8"), re.MULTILINE))


def opened_without(feature: str, app: Path) -> subprocess.CompletedProcess[str]:
    """Delete a feature, open the first page and import what the scripts of other pages import."""
    shutil.rmtree(app / "src/bakeoff/features" / feature)
    own = f"bakeoff.features.{feature}.page."
    modules = set[str]()
    for script in (app / "pages").rglob("*.py"):
        if any(f"{module}.".startswith(own) for module in imported(script)):
            script.unlink()
        else:
            modules |= imported(script)
    environment = os.environ | {"PYTHONPATH": str(app / "src"), "BAKEOFF_DATA": str(app / "data")}
    command = [sys.executable, "-c", OPENED, *sorted(modules)]
    return subprocess.run(command, cwd=app, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("feature", [feature for feature in FEATURES if feature != FIRST])
def test_a_feature_can_be_deleted(app: Path, feature: str):
    opened = opened_without(feature, app)
    assert opened.returncode == 0, opened.stderr


def test_a_feature_that_another_imports_cannot_be_deleted(app: Path):
    with (app / "src/bakeoff/features/judge/page/page.py").open("a", encoding="utf-8") as page:
        page.write("\nimport bakeoff.features.explore.look\n")
    opened = opened_without("explore", app)
    assert opened.returncode == 1
    assert "No module named 'bakeoff.features.explore'" in opened.stderr
