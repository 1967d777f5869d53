"""A mock platform, and the tool's routes on a database of the test's own."""

import contextlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from starlette.applications import Starlette

from bakeoff.features.lti import service, tokens
from bakeoff.features.lti.routes import routes
from bakeoff.service.kernel import database
from tests.features.lti.platform import MockPlatform, running, serving
from tests.ports import free_port


@pytest.fixture(scope="session")
def served_platform() -> Iterator[MockPlatform]:
    with running() as platform:
        yield platform


@pytest.fixture(scope="session")
def tool_address() -> Iterator[str]:
    port = free_port()
    with serving(Starlette(routes=routes()), port):
        yield f"http://localhost:{port}"


@pytest.fixture
def platform(served_platform, monkeypatch, tmp_path) -> Iterator[MockPlatform]:
    senders = service._senders
    of_a_server = senders, service.tokens, tokens.published_keys, tokens._client, database

    def clear() -> None:
        senders().shutdown()  # or the next test has the scores of this one
        for kept in of_a_server:
            kept.clear()

    served_platform.renew()
    monkeypatch.setenv("BAKEOFF_LTI", json.dumps(served_platform.registration()))
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path))
    monkeypatch.setenv("BAKEOFF_DATABASE_URL", f"sqlite:///{tmp_path}/history.sqlite")
    clear()
    yield served_platform
    clear()


@dataclass
class Learning:
    """A browser at the tool, and its platform."""

    platform: MockPlatform
    browser: httpx.Client

    def state(self, *, framed: bool = False, chooses: bool = False, user: str = "u1", role: str = "Learner"):
        """Begin a launch; return its state and nonce."""
        headers = {"sec-fetch-dest": "iframe" if framed else "document"}
        hints = self.platform.hints(user, role, chooses=chooses)
        answer = self.browser.get("/lti/login", params=hints, headers=headers)
        assert answer.status_code == 302, answer.text
        assert answer.headers["location"].startswith(f"{self.platform.address}/auth?")
        asked = dict(parse_qsl(urlsplit(answer.headers["location"]).query))
        assert asked["redirect_uri"] == f"{self.platform.tool}/lti/launch"
        return asked["state"], asked["nonce"]

    def post(self, state: str, token: str) -> httpx.Response:
        """Send what a platform's page sends, from another site: without cookies."""
        kept, self.browser.cookies = self.browser.cookies, httpx.Cookies()
        answer = self.browser.post("/lti/launch", data={"state": state, "id_token": token})
        self.browser.cookies = kept
        return answer

    def launch(self, user: str = "u1", *, role: str = "Learner", **changed: object) -> httpx.Response:
        """Launch and open; return the last answer."""
        state, nonce = self.state(user=user, role=role)
        answer = self.post(state, self.platform.signed(self.platform.claims(user, nonce, role=role, **changed)))
        return self.browser.get(answer.headers["location"]) if answer.status_code == 303 else answer


def sentence(answer: httpx.Response) -> str:
    """Return the sentence of a refusal."""
    assert answer.status_code == 400, answer.text
    (why,) = re.findall(r"<p>(.*)</p>", answer.text)
    return str(why)


@pytest.fixture
def new_browser(platform: MockPlatform, tool_address: str) -> Iterator[Callable[[], Learning]]:
    platform.tool = tool_address
    with contextlib.ExitStack() as stack:
        yield lambda: Learning(platform, stack.enter_context(httpx.Client(base_url=platform.tool)))


@pytest.fixture
def learning(new_browser: Callable[[], Learning]) -> Learning:
    return new_browser()
