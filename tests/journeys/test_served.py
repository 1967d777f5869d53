"""`bakeoff app` from an installed wheel, behind a path: all that a checkout shows, all of it from the server itself."""

import contextlib
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect
from sklearn.datasets import load_iris

from bakeoff.web.routes import pages
from tests.journeys.fixtures import ROOT, Server, serve
from tests.journeys.helpers import finish, open_page, start, unfold
from tests.journeys.settled import settled

BUILT_FROM = ("src", "pages", ".streamlit", "app.py", "setup.py", "pyproject.toml", "README.md", "LICENSE")
LEFT_OUT = shutil.ignore_patterns("__pycache__", "*.egg-info")
BEHIND = "/tools/bakeoff"

# All that a page names as a thing to be fetched; that the icon of a tab is fetched no tool of the browser tells.
NAMED = """() => [...document.querySelectorAll("link[href], script[src], img[src], iframe[src]")]
  .map((node) => node.href || node.src)"""
ICON = """() => document.querySelector("link[rel~=icon]").href"""


@dataclass(frozen=True)
class Environment:
    """A virtual environment of its own, which knows nothing of this one's packages."""

    folder: Path
    wheel: Path

    @property
    def python(self) -> str:
        return str(self.folder / "bin/python")

    @property
    def site(self) -> Path:
        (site,) = self.folder.glob("lib/python*/site-packages")
        return site

    def install(self, extras: str = "") -> None:
        """Install the wheel from the index, at the versions that are tested here."""
        pip = [sys.executable, "-m", "pip", "--python", self.python, "install", "--quiet", "--no-compile"]
        pins = self.folder / "pins.txt"
        lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
        pins.write_text("\n".join(line for line in lines if "==" in line), encoding="utf-8")
        command = [*pip, "--constraint", str(pins), f"{self.wheel}{extras}"]
        subprocess.run(command, env=os.environ | {"PYTHONPATH": ""}, check=True, capture_output=True)

    def run(self, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run the command in a folder."""
        command = [self.python, "-m", "bakeoff", *arguments]
        alone = os.environ | {"PYTHONPATH": "", "BAKEOFF_DATA": str(folder / "data")}
        return subprocess.run(command, cwd=folder, env=alone, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """An environment with the core alone; the wheel is built from a copy, since a build leaves files behind."""
    copy, made, folder = (tmp_path_factory.mktemp(name) for name in ("copy", "wheel", "environment"))
    for name in BUILT_FROM:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=LEFT_OUT)
        else:
            shutil.copyfile(ROOT / name, copy / name)
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*pip, "--wheel-dir", str(made), str(copy)], check=True, capture_output=True)
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    (wheel,) = made.glob("*.whl")
    environment = Environment(folder, wheel)
    environment.install()
    return environment


@pytest.fixture(scope="module")
def installed(environment: Environment, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server from the wheel, behind a path as it is behind a proxy that has others too."""
    environment.install("[app,keras]")
    command = (environment.python, "-m", "bakeoff", "app", "--port")
    folder = tmp_path_factory.mktemp("elsewhere")
    with serve(folder, base_path=BEHIND, command=command, PYTHONPATH="") as running:
        yield running


@pytest.mark.nightly
def test_the_core_alone_is_small_races_a_table_and_says_what_else_there_is(environment: Environment, tmp_path: Path):
    size = sum(path.stat().st_size for path in environment.site.rglob("*") if path.is_file())
    assert size <= 500 * 10**6
    load_iris(as_frame=True).frame.to_csv(tmp_path / "iris.csv", index=False)
    raced = environment.run(tmp_path, "run", "iris.csv", "--target", "target", "--task", "classification")
    assert raced.returncode == 0, raced.stderr
    assert "Choose" in raced.stdout
    page = environment.run(tmp_path, "iris.csv")
    assert (page.returncode, page.stderr.count("\n")) == (2, 1)
    assert "pip install 'bakeoff[app]'" in page.stderr


@pytest.mark.nightly
def test_the_wheel_holds_the_door_and_the_compiled_catalogues(environment: Environment):
    for name in ("app.py", ".streamlit/config.toml", *(route.script for route in pages())):
        assert (environment.site / "bakeoff/door" / name).read_bytes() == (ROOT / name).read_bytes()
    assert [path.name for path in (environment.site / "bakeoff/locale").iterdir()] == ["zh.mo"]


@pytest.mark.nightly
def test_every_page_of_the_wheel_is_there_behind_a_path_and_asks_no_other_host(new_page, installed, server):
    page = new_page("/_stcore/health", wait=False)
    page.context.clear_cookies()  # this server's own; a browser takes both, on two ports, for the same one
    asked: list[str] = []
    missing: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda answer: missing.append(answer.url) if answer.status >= 400 else None)
    page.goto(f"{installed.address}/?dataset=iris&contenders=decision_tree,svm")
    settled(page)
    in_our_colours(page)
    a_race_is_drawn_and_its_link_copied(page, installed)
    asked += page.evaluate(NAMED)
    (cookie,) = [one for one in page.context.cookies(installed.address) if one["name"] == "bakeoff_visitor"]
    assert cookie["path"] == BEHIND
    more_is_seen = {"history": the_race_is_remembered, "lab": the_lab_runs}
    for route in pages():  # the first leads to the bare address
        page.goto(f"{installed.address}/{route.name}")
        settled(page)
        expect(page.get_by_role("heading").first).to_be_visible()
        expect(page.get_by_text("Page not found")).to_have_count(0)
        asked += page.evaluate(NAMED)
        if route.name in more_is_seen:
            more_is_seen[route.name](page)
    assert [address for address in missing if "/_stcore/" not in address] == []  # Streamlit tries where it is
    assert len(asked) > 100
    assert [address for address in asked if not is_own(address, urlsplit(installed.address).netloc)] == []
    page.goto(server.address)
    settled(page)
    in_our_colours(page)


def a_race_is_drawn_and_its_link_copied(page: Page, running: Server) -> None:
    start(page)
    finish(page)
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_visible()
    page.get_by_role("button", name="Change set-up").click()
    unfold(page, "More: link")
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()").startswith(f"{running.address}/")


def the_race_is_remembered(page: Page) -> None:
    """Find the race in the history, and go on from there by the navigation."""
    expect(page.locator("strong", has_text="Iris")).to_be_visible()
    open_page(page, "Data", "Data and recipes")
    expect(page).to_have_url(re.compile(rf"{BEHIND}/data(\?|$)"))
    settled(page)


def the_lab_runs(page: Page) -> None:
    expect(page.locator(".lab .figures tbody td").first).to_have_text(re.compile(r"\d"), timeout=120_000)
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.locator(".lab output.epoch")).not_to_have_text("000,000")
    expect(page.get_by_text("Four contenders on the same points")).to_be_visible()
    expect(page.locator(".lab canvas").last).to_be_visible()


def is_own(address: str, host: str) -> bool:
    return address.startswith(("data:", "blob:", "about:")) or urlsplit(address).netloc == host


def in_our_colours(page: Page) -> None:
    expect(page.get_by_role("button", name="Start race")).to_have_css("background-color", "rgb(52, 61, 110)")


@pytest.mark.nightly
def test_probes_answer_behind_a_path_and_metrics_are_off_unless_set(installed):
    def asked(path: str) -> tuple[int, str]:
        try:
            with urllib.request.urlopen(f"{installed.address}/api/{path}") as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    assert asked("live") == (200, '{"live":true}')
    while (ready := asked("ready"))[0] == 503:
        assert "The training workers are starting" in ready[1]
        time.sleep(0.2)
    assert ready == (200, '{"ready":true}')
    assert asked("metrics")[0] == 404


def held_by(server: Server) -> Iterator[str]:
    """Yield what Linux tells of each file that a server has open."""
    for one in Path(f"/proc/{server.pid}/fdinfo").iterdir():
        with contextlib.suppress(FileNotFoundError):  # it has been closed
            yield one.read_text()


def test_the_icon_of_the_tab_is_ours_and_no_file_is_watched_for_changes(page, server):
    """Were files watched, each visitor would have to wait until all had been looked up anew."""
    with urllib.request.urlopen(page.evaluate(ICON)) as answer:
        assert b"<svg" in answer.read()
    assert not any("inotify wd" in one for one in held_by(server))
