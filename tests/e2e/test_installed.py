"""`bakeoff app` from an installed wheel: every page, as a checkout shows it."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from bakeoff.ui.routes import ROUTES
from tests.e2e.conftest import ROOT, Server, serve, settled

BUILT_FROM = ("src", "pages", ".streamlit", "app.py", "setup.py", "pyproject.toml", "README.md", "LICENSE")
LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.egg-info")
COLOUR = "node => getComputedStyle(node).backgroundColor"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which pip has put Bakeoff alone; built from a copy, since a build leaves files behind."""
    copy, site = tmp_path_factory.mktemp("copy"), tmp_path_factory.mktemp("site")
    for name in BUILT_FROM:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=LEFT_OUT)
        else:
            shutil.copyfile(ROOT / name, copy / name)
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-build-isolation", "--no-compile"]
    subprocess.run([*pip, "--target", str(site), str(copy)], check=True, capture_output=True, timeout=120)
    return site


@pytest.fixture(scope="module")
def installed(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    command = (sys.executable, "-m", "bakeoff.cli", "app", "--port")
    with serve(tmp_path_factory.mktemp("elsewhere"), command=command, PYTHONPATH=str(site)) as running:
        yield running


def test_the_wheel_holds_the_door_as_it_is(site: Path):
    for name in ("app.py", ".streamlit/config.toml", *(route.script for route in ROUTES)):
        assert (site / "bakeoff/door" / name).read_bytes() == (ROOT / name).read_bytes()


def test_every_page_is_there_and_looks_as_in_a_checkout(new_page, installed, server):
    page = new_page("/_stcore/health", wait=False)
    shown = {}
    for running in (installed, server):
        page.goto(running.address)
        settled(page)
        shown[running] = page.get_by_role("button", name="Start race").evaluate(COLOUR)
    assert shown[installed] == shown[server] == "rgb(52, 61, 110)"
    for route in ROUTES[1:]:  # the first is the one at the bare address
        page.goto(f"{installed.address}/{route.url_path}")
        settled(page)
        expect(page.get_by_role("heading").first).to_be_visible()
        expect(page.get_by_text("Page not found")).to_have_count(0)
