"""Fixtures of journeys: a real server and a real Chromium; skipped with a sentence where there is no browser."""

import contextlib
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from playwright.sync_api import Browser, CDPSession, Page, Playwright, expect, sync_playwright

from tests.journeys.settled import hear, settled
from tests.openml_replay import replay
from tests.ports import free_port
from tests.waiting import PATIENCE

ROOT = Path(__file__).parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FROM_CHECKOUT = (sys.executable, "-m", "streamlit", "run", str(ROOT / "app.py"), "--server.port")
HEADLESS = {"STREAMLIT_SERVER_HEADLESS": "true", "STREAMLIT_SERVER_ADDRESS": "127.0.0.1"}
HUNG_UP = 'WebSocketDisconnected: Cannot call "send" once a close message has been sent.'

expect.set_options(timeout=1000 * PATIENCE)


@dataclass(frozen=True)
class Server:
    """A running page server."""

    address: str
    pid: int


def _wait_until_healthy(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 2 * PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with code {process.returncode}: {log.read_text(errors='replace')}")
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server did not answer")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server of all journeys."""
    with serve(tmp_path_factory.mktemp("server")) as running:
        yield running


@contextlib.contextmanager
def serve(
    folder: Path, base_path: str = "", command: Sequence[str] = FROM_CHECKOUT, port: int = 0, **variables: str
) -> Iterator[Server]:
    """A server on a port, a free one unless told, whose option `command` ends with; if it fails it is shown why."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    port = port or free_port()
    log = folder / "log.txt"
    address = f"http://127.0.0.1:{port}{base_path}"
    # What a failed test leaves running must not keep the next one waiting.
    history = f"sqlite:///{log.parent}/history.sqlite"
    own = {"BAKEOFF_UNWATCHED_SECONDS": "30", "BAKEOFF_GRACE_SECONDS": "1", "BAKEOFF_DATABASE_URL": history}
    own["STREAMLIT_SERVER_BASE_URL_PATH"] = base_path
    environment = os.environ | HEADLESS | own | variables
    started = [*command, str(port)]
    with log.open("wb") as out, replay() as openml:
        environment["BAKEOFF_OPENML_URL"] = openml.address
        process = subprocess.Popen(started, cwd=folder, stdout=out, stderr=subprocess.STDOUT, env=environment)
        try:
            _wait_until_healthy(address, process, log)
            yield Server(address, process.pid)
            loaded = _loaded(process.pid)
        finally:
            process.terminate()
            process.wait(PATIENCE)
            said = log.read_text(errors="replace")
    assert process.returncode == 0, said  # it was told to end, which is no fault
    assert not loaded, f"only a training's own process may load these, whatever pages visitors open: {loaded}"
    # A tab that is closed while it connects makes Streamlit's own server say so in two tracebacks.
    assert said.count("Traceback") == 2 * said.count(HUNG_UP), said


def _loaded(pid: int) -> set[str]:
    """Return which of the libraries that take much memory have files in a process; none in one that was killed."""
    files = []
    with contextlib.suppress(psutil.NoSuchProcess):
        files = [Path(part.path).parts for part in psutil.Process(pid).memory_maps()]
    return {name for name in ("tensorflow", "torch") if any(name in parts for parts in files)}


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Return the one that a process may have."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(
        executable_path=CHROMIUM,
        args=[
            "--no-sandbox",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--no-first-run",
            "--process-per-site",  # see `Visitor`
        ],
    )
    yield browser
    browser.close()


class Visitor:
    """A browser profile that is made as good as new for each page that a journey makes.

    Chromium compiles Streamlit's JavaScript, which takes it three times as long as all the rest of a page, once a
    process. One tab stays open, so that the process lives from journey to journey, and every tab is in it; those of
    another profile would not be.
    """

    def __init__(self, browser: Browser, server: Server) -> None:
        self._profile = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
        self._profile.set_default_timeout(1000 * PATIENCE)
        self._address = server.address
        stays = self._profile.new_page()
        stays.goto(f"{server.address}/_stcore/health")
        self._tools: CDPSession = self._profile.new_cdp_session(stays)

    def forget(self) -> None:
        """Clear cookies and all storage; what a tab stores for itself goes with the tab."""
        self._profile.clear_cookies()
        self._tools.send("Storage.clearDataForOrigin", {"origin": self._address, "storageTypes": "all"})

    def open(self) -> Page:
        return self._profile.new_page()


@pytest.fixture(scope="session")
def visitor(browser: Browser, server: Server) -> Visitor:
    return Visitor(browser, server)


@pytest.fixture
def new_page(server: Server, visitor: Visitor) -> Iterator[Callable[..., Page]]:
    """Make a page, each for a visitor who has never been here; fail if the page's own script threw.

    What an earlier page of the same journey has open stays its visitor's; loaded anew, it is the later one's. Nothing
    moves by itself but where a journey is about that: a race that is played again takes the browser longer to draw than
    all else that is on the page.
    """
    errors: list[str] = []
    pages: list[Page] = []

    def make(
        path: str = "/",
        *,
        width: int = 1280,
        height: int = 900,
        scheme: str = "light",
        motion: str = "reduce",
        wait: bool = True,
    ) -> Page:
        visitor.forget()
        page = visitor.open()
        pages.append(page)
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme, reduced_motion=motion)
        hear(page)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{server.address}{path}")
        if wait:
            settled(page)
        return page

    yield make
    for page in pages:
        page.close()
    assert errors == []


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    return new_page()


@pytest.fixture
def lab(new_page: Callable[..., Page]) -> Callable[..., Page]:
    """Return a function that opens the lab, with a link's query, and waits for its network.

    The other contenders are hidden unless a journey is about them: all three are fitted anew with each change of the
    points.
    """

    def open_lab(query: str, *, rivals: bool = False, **how: object) -> Page:
        page = new_page(f"/lab{query}" if rivals else f"/lab{query}&hide=rivals", **how)
        # The first lab of a server waits for the labs' template to load TensorFlow.
        expect(page.locator(".lab .figures tbody td").first).to_have_text(re.compile(r"\d"), timeout=120_000)
        return page

    return open_lab
