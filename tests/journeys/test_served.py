"""`bakeoff app` from an installed wheel, behind a path: all that a checkout shows, all of it from the server itself."""

import contextlib
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

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
    subprocess.run([*pip, "--target", str(site), str(copy)], check=True, capture_output=True)
    return site


@pytest.fixture(scope="module")
def installed(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server from the wheel, behind a path as it is behind a proxy that has others too."""
    command = (sys.executable, "-m", "bakeoff.cli", "app", "--port")
    folder = tmp_path_factory.mktemp("elsewhere")
    with serve(folder, base_path=BEHIND, command=command, PYTHONPATH=str(site)) as running:
        yield running


@pytest.mark.nightly
def test_the_wheel_holds_the_door_and_the_compiled_catalogues(site: Path):
    for name in ("app.py", ".streamlit/config.toml", *(route.script for route in pages())):
        assert (site / "bakeoff/door" / name).read_bytes() == (ROOT / name).read_bytes()
    assert [path.name for path in (site / "bakeoff/locale").iterdir()] == ["zh.mo"]


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
