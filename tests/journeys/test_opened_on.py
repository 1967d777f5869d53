"""The page as Python and the shell open it: on a table, on a race that starts at once, on a report."""

import os
import re
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from sklearn.datasets import load_iris

import bakeoff
from bakeoff import BakeoffSpec
from bakeoff.serving import place
from tests.journeys.helpers import finish
from tests.journeys.settled import settled
from tests.waiting import PATIENCE

OPENED = re.compile(r"http://localhost:\d+/\S+(?=\. )")


@pytest.fixture(scope="module")
def irises(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tables") / "irises.csv"
    frame = load_iris(as_frame=True).frame
    frame.assign(species=frame.pop("target").map({0: "setosa", 1: "versicolor", 2: "virginica"})).to_csv(path)
    return path


def test_a_file_in_the_shell_opens_your_data_with_the_target_guessed_and_goes_with_it(irises, new_page):
    page = new_page("/_stcore/health", wait=False)
    quiet = os.environ | {"BROWSER": "true"}
    command = [sys.executable, "-m", "bakeoff", str(irises)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=quiet, text=True) as shell:
        assert shell.stdout is not None
        address = OPENED.search(shell.stdout.readline())
        assert address is not None
        page.goto(address.group())
        expect(page.get_by_role("heading", name="irises")).to_be_visible()
        expect(page.get_by_role("combobox", name=re.compile("Column to predict"))).to_have_value("species")
        page.get_by_role("button", name="Race on this data").click()
        expect(page.get_by_role("button", name="Start race")).to_be_enabled()
        settled(page)
        shell.terminate()  # Ctrl-C is ignored where these tests run in the background
        assert shell.wait(PATIENCE) == 128 + signal.SIGTERM
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("localhost", urlsplit(address.group()).port or 0)).close()


def test_with_a_target_the_race_starts_at_once_and_a_reload_starts_no_other(irises, new_page):
    page = new_page(f"/{place(irises, 'species', start=True)}&contenders=decision_tree,dummy", wait=False)
    finish(page)
    raced = page.url
    page.reload()
    settled(page)
    expect(page.get_by_role("heading", name="Leaderboard")).to_be_visible()
    assert page.url == raced


def test_a_link_from_elsewhere_starts_no_race(new_page):
    page = new_page("/?dataset=iris&contenders=decision_tree,dummy&start=1")
    expect(page.get_by_role("button", name="Start race")).to_be_enabled()
    expect(page.get_by_role("heading", name="Leaderboard")).to_have_count(0)


def test_a_report_of_python_is_shown_in_full(new_page):
    report = bakeoff.run(BakeoffSpec(dataset="moons", contenders=["decision_tree", "svm", "dummy"]))
    page = new_page(f"/{place(report)}")
    expect(page.get_by_role("heading", name="Leaderboard")).to_be_visible()
    expect(page.get_by_role("tab", name="Where do they err?")).to_be_visible()
    expect(page.get_by_text("The data here are the very same")).to_be_visible()
