"""Visitors sign in at a provider; two servers behind a balancer and a path share a database and a data folder.

What is a person's is theirs on any device and at any server; what goes on at the other server is told as it stands;
when a server ends, its visitors are led to the other and lose nothing.
"""

import contextlib
import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.balancer import COOKIE, balanced, kept_at
from tests.journeys.fixtures import Server, serve
from tests.journeys.helpers import LONG, expect_status, open_page, start
from tests.journeys.settled import settled
from tests.ports import free_port
from tests.unit.postgresql import programs, serving
from tests.waiting import PATIENCE

pytestmark = pytest.mark.nightly

BEHIND = "/tools"
HOW_IT_ENDED = re.compile(
    "Neural network was stopped before its end|The server ended before this was done; what it knew is kept"
)
"""By whether the training had left its loop within the time of grace."""
LISTS = {"BAKEOFF_USERS": "@school.example", "BAKEOFF_UPLOADERS": "anna@school.example"}


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    if find_spec("oidc_provider_mock") is None:
        pytest.skip("oidc-provider-mock is not installed")
    port = free_port()
    users = [{"sub": name, "email": f"{name}@school.example", "email_verified": True} for name in ("anna", "ben")]
    told = [option for user in users for option in ("--user-claims", json.dumps(user))]
    command = (sys.executable, "-m", "oidc_provider_mock", "--port", str(port), *told)
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    wait_until_there(address)
    yield address
    running.terminate()
    running.wait(PATIENCE)


def wait_until_there(address: str) -> None:
    for _turn in range(600):
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"nobody answers at {address}")


class Servers:
    """Two servers and their balancer.

    Attributes
    ----------
    address : str
        The balancer's.
    ports : tuple of int
    """

    def __init__(self, folder: Path, provider: str, stack: contextlib.ExitStack) -> None:
        self._folder, self._provider, self._stack = folder, provider, stack
        at = programs()
        url = f"sqlite:///{folder}/history.sqlite" if at is None else stack.enter_context(serving(at)).new()
        self._shared = {"BAKEOFF_DATABASE_URL": url, "BAKEOFF_DATA": str(folder), "BAKEOFF_REQUIRE_LOGIN": "yes"}
        self.ports, port = (free_port(), free_port()), free_port()
        self.address = f"http://127.0.0.1:{port}{BEHIND}"
        self._running = {port: self._started(port) for port in self.ports}
        # Later than them: it looks at once who is there, and then every few seconds.
        stack.enter_context(balanced(folder, port, BEHIND, self.ports))
        wait_until_there(f"{self.address}/api/live")

    def _started(self, port: int) -> tuple[contextlib.ExitStack, Server]:
        folder = self._folder / str(port)
        if not folder.exists():
            tell_of(self._provider, folder, self.address)
        own = self._stack.enter_context(contextlib.ExitStack())
        return own, own.enter_context(serve(folder, BEHIND, port=port, **self._shared, **LISTS))

    def kill(self, port: int) -> None:
        """End one as a lack of memory would."""
        own, server = self._running[port]
        os.kill(server.pid, signal.SIGKILL)
        with pytest.raises(AssertionError):  # which says that it did not end by itself
            own.close()

    def end(self, port: int) -> None:
        """End one as whoever runs it would."""
        self._running[port][0].close()

    @contextlib.contextmanager
    def again(self, port: int) -> Iterator[None]:
        """Have one run again that has ended, for a while."""
        self._running[port] = self._started(port)
        try:
            yield
        finally:
            self.end(port)


@pytest.fixture(scope="module")
def servers(provider: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    with contextlib.ExitStack() as stack:
        yield Servers(tmp_path_factory.mktemp("servers"), provider, stack)


def tell_of(provider: str, folder: Path, address: str) -> None:
    secrets = {
        "redirect_uri": f"{address}/oauth2callback",
        "cookie_secret": "the tests' own, which is nobody's secret",
        "client_id": "bakeoff",
        "client_secret": "any will do",
        "server_metadata_url": f"{provider}/.well-known/openid-configuration",
    }
    (folder / ".streamlit").mkdir(parents=True)
    lines = ["[auth]", *(f'{name} = "{value}"' for name, value in secrets.items())]
    (folder / ".streamlit/secrets.toml").write_text("\n".join(lines), encoding="utf-8")


@pytest.fixture
def come(new_page, servers):
    """Return a function that opens an address on a device that was never here, and signs in there, at one server."""

    def come(name: str, path: str, port: int) -> Page:
        page = new_page("/_stcore/health", wait=False)
        page.route("https://**", lambda route: route.abort())  # the provider's page would have a style from elsewhere
        page.context.add_cookies([{"name": COOKIE, "value": kept_at(port), "url": servers.address}])
        page.goto(f"{servers.address}{path}")
        settled(page)
        page.get_by_role("button", name="Sign in").click()
        page.get_by_placeholder("sub").fill(name)
        page.get_by_role("button", name="Authorize").click()
        settled(page)
        assert kept(page) == kept_at(port)
        return page

    return come


def kept(page: Page) -> str:
    """Return at which server the balancer keeps whom."""
    (value,) = (cookie["value"] for cookie in page.context.cookies() if cookie["name"] == COOKIE)
    return value


def drawn(page: Page) -> None:
    """Wait until the stage is there: a script that breaks off while it is loaded is an error to the browser."""
    expect(page.locator(".st-key-board .stage")).to_be_visible()


def test_another_has_nothing_of_it_and_may_do_what_the_lists_say_until_they_sign_out(come, servers):
    page = come("ben", "/history", servers.ports[1])
    expect(page.get_by_text("Every race you run, and every study of the judge, is kept here")).to_be_visible()
    open_page(page, "Data", "Your data")
    expect(page.get_by_text("You may not upload your own data to this server")).to_be_visible()
    expect(page.get_by_test_id("stFileUploader")).to_have_count(0)
    open_page(page, "Background", "Account")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("button", name="End session").click()
    settled(page)
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(page.get_by_role("link", name="History")).to_have_count(0)


def test_what_a_person_has_is_theirs_at_any_server_and_outlasts_the_one_it_was_made_at(come, servers):
    here, there = servers.ports
    page = come("anna", "/?dataset=digits&contenders=decision_tree,keras_mlp&keras_mlp.epochs=10000", here)
    expect(page).to_have_url(re.compile(r"/tools/\?.*keras_mlp.epochs=10000"))  # what the link was to
    svm = page.get_by_role("switch", name="Support vector machine")
    for takes_part in (True, False):
        svm.click()
        expect(svm).to_be_checked(checked=takes_part)
    settled(page)
    start(page)
    expect_status(page, "Decision tree", "Done")
    expect_status(page, "Neural network", "In training")
    expect(page).to_have_url(re.compile(r"run="))
    other = come("anna", page.url.removeprefix(servers.address), there)
    expect(other.get_by_text("That race goes on at another server")).to_be_visible()
    other.get_by_role("link", name="See how far it is").click()
    expect(other.get_by_role("heading", name="Still going on, at another server")).to_be_visible()
    expect(other.get_by_text("This runs on another server")).to_be_visible()
    drawn(page)
    servers.end(here)
    # Visitors are led away at once; its time of grace may not be over.
    expect(page.get_by_text(re.compile("That race (is over|goes on at another server)"))).to_be_visible()
    # Nobody needs to load a page anew, and one that has been used goes on to be.
    expect(page.get_by_text("That race is over")).to_be_visible()
    svm.click()
    expect(svm).to_be_checked()
    expect(page).to_have_url(re.compile("contenders=[^&]*svm"))
    expect(other.get_by_text("at another server")).to_have_count(0)
    expect(other.get_by_text(HOW_IT_ENDED).first).to_be_visible()
    page.close()
    with servers.again(here):
        other.goto(f"{servers.address}/?dataset=iris&contenders=decision_tree,keras_mlp&{LONG}")
        settled(other)
        start(other)
        expect_status(other, "Neural network", "In training")
        assert kept(other) == kept_at(there)
        drawn(other)
        servers.kill(there)
        expect(other.get_by_text("That race was interrupted because its server ended")).to_be_visible()
        assert kept(other) == kept_at(here)
        other.get_by_role("link", name="See how far it had got").click()
        expect(other.get_by_role("heading", name="Interrupted: the server ended before it was done")).to_be_visible()
        other.get_by_role("button", name="All races").click()
        expect(other.locator("strong", has_text="Digits")).to_be_visible()
