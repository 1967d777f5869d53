"""Small hosts: a server with little memory, two visitors, a disk that is lost; and one that may write to no code."""

import contextlib
import os
import re
import shutil
import socket
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Browser, Page, expect

from bakeoff.contenders import contender
from bakeoff.datasets.home import data_home
from bakeoff.spec import BakeoffSpec
from tests.journeys.fixtures import FROM_CHECKOUT, Server, serve
from tests.journeys.helpers import card, expect_status, finish, start
from tests.journeys.settled import hear, settled
from tests.little_memory import joining, memory_of
from tests.ports import free_port
from tests.waiting import PATIENCE, wait_until

pytestmark = pytest.mark.nightly

LABELS = [contender(name).label for name in BakeoffSpec().contenders]
NETWORK = contender("keras_mlp").label
"""TensorFlow is more than there may be memory for beside another process; what is said of that is in the unit tests."""
MNIST = "dataset=mnist&rules.rows=2000"
SPACE_USER, SPACE_PORT = 1000, 7860
MAY_READ = ("--inh-caps=+dac_read_search", "--ambient-caps=+dac_read_search")
"""So that another user than root can read a Python, or a checkout, in root's home; but can write to neither."""
REAL_MNIST = data_home() / "mnist.npz"
"""Of this machine: the servers here have a folder of their own, so that a disk can be lost."""

Come = Callable[[Server, str], Page]


@pytest.fixture
def come(browser: Browser) -> Iterator[Come]:
    """Return a function that opens the race page of a server, each as a visitor of its own."""
    with contextlib.ExitStack() as profiles:

        def open_there(server: Server, query: str) -> Page:
            profile = browser.new_context()
            profiles.callback(profile.close)
            profile.set_default_timeout(1000 * PATIENCE)
            page = profile.new_page()
            hear(page)
            page.goto(f"{server.address}/?{query}")
            settled(page)
            return page

        yield open_there


@contextlib.contextmanager
def data_folder(user: int | None = None) -> Iterator[Path]:
    """Give a folder for all that a server writes; another user could not reach pytest's own."""
    with tempfile.TemporaryDirectory(dir="/tmp") as name:
        folder = Path(name)
        fill(folder, user)
        yield folder


def fill(folder: Path, user: int | None = None) -> None:
    if REAL_MNIST.exists():
        shutil.copyfile(REAL_MNIST, folder / "mnist.npz")
    if user is not None:
        for path in (folder, *folder.iterdir()):
            os.chown(path, user, user)


@contextlib.contextmanager
def small_server(megabytes: int, preset: str, folder: Path, user: int | None = None, port: int = 0) -> Iterator[Server]:
    """Run a server with so much memory, perhaps as a user who owns nothing but the folder."""
    become = [] if user is None else ["setpriv", f"--reuid={user}", f"--regid={user}", "--clear-groups", *MAY_READ]
    told = {"BAKEOFF_PRESET": preset, "BAKEOFF_DATA": str(folder), "HOME": str(folder), "TMPDIR": str(folder)}
    with memory_of(megabytes) as group:
        with serve(
            folder,
            command=joining(group, *become, *FROM_CHECKOUT),
            port=port,
            **told,
            STREAMLIT_RUNNER_FAST_RERUNS="true",
        ) as running:
            yield running
        wait_until(lambda: not (group / "cgroup.procs").read_text())


def race(come: Come, server: Server, *queries: str, but: str = "") -> list[Page]:
    """Have visitors race with the default contenders at once; each of these comes to its end with a score."""
    pages = [come(server, query) for query in queries]
    for page in pages:
        start(page)
    for page in pages:
        finish(page)
        for label in (label for label in LABELS if label != but):
            expect(card(page, label)).not_to_contain_text(re.compile("Failed|emory"))
    return pages


needs_mnist = pytest.mark.skipif(not REAL_MNIST.exists(), reason="MNIST is not on this machine")


def test_690_megabytes_are_enough_for_two_visitors_with_small_races_though_the_disk_is_lost(come):
    with data_folder() as folder:
        with small_server(690, "cloud", folder) as server:
            page, _other = race(come, server, "dataset=iris", "dataset=iris", but=NETWORK)
            race(come, server, "dataset=digits", but=NETWORK)
            query = page.url.partition("?")[2]
        for path in folder.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        with small_server(690, "cloud", folder) as server:
            page = come(server, query)  # the link of a race that is lost
            expect(page.get_by_role("button", name="Start race")).to_be_enabled()
            race(come, server, "dataset=iris", but=NETWORK)


@needs_mnist
def test_on_the_community_cloud_two_visitors_race_on_digits_of_mnist_at_once(come):
    with data_folder() as folder, small_server(2700, "cloud", folder) as server:
        race(come, server, "dataset=iris", "dataset=digits")
        race(come, server, MNIST, MNIST)


@needs_mnist
@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can become another user")
def test_a_space_runs_as_a_user_who_owns_no_code_on_its_port(come):
    with socket.socket() as probe:
        port = free_port() if probe.connect_ex(("127.0.0.1", SPACE_PORT)) == 0 else SPACE_PORT
    with data_folder(SPACE_USER) as folder, small_server(16_000, "space", folder, SPACE_USER, port) as server:
        assert psutil.Process(server.pid).uids().real == SPACE_USER
        race(come, server, "dataset=iris", MNIST)


@needs_mnist
def test_a_race_for_which_memory_runs_out_says_so_and_the_others_go_on(come):
    greedy = "Support vector machine"
    with data_folder() as folder, small_server(950, "cloud", folder) as server:
        page = come(server, "dataset=mnist&rules.rows=40000&contenders=svm,dummy")
        start(page)
        expect_status(page, greedy, "In training")
        race(come, server, "dataset=iris", but=NETWORK)
        expect(card(page, greedy)).to_contain_text(re.compile("emory.*fewer rows"), timeout=240_000)
