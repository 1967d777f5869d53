"""What browsers are told, and how much may be asked."""

from collections.abc import Iterable

import pytest
import uvicorn
from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.types import ASGIApp
from streamlit import config
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.web.server.starlette.starlette_server import _get_uvicorn_config_kwargs

from bakeoff.service.allowance import Allowance
from bakeoff.service.slots import FrameAncestors
from bakeoff.settings import ServerSettings
from bakeoff.web import security
from bakeoff.web.routes import pages
from bakeoff.web.security import MOST_A_MINUTE, Secured, content_policy
from bakeoff.web.streamlit_private import MOST_FILES_ASKED
from tests.coroutines import result


def answered(
    app: ASGIApp, path: str, headers: Iterable[tuple[bytes, bytes]] = (), client: str = "10.0.0.1"
) -> tuple[int, Headers]:
    said: list[dict] = []

    async def send(message) -> None:
        said.append(message)

    async def receive() -> dict:
        return {"type": "http.request"}

    scope = {"type": "http", "method": "GET", "path": path, "headers": list(headers), "client": (client, 1)}
    result(app(scope, receive, send))
    return said[0]["status"], Headers(raw=said[0]["headers"])


@pytest.fixture
def secured(monkeypatch) -> Secured:
    """Return a server without other sites, whose clock stands still, else a slow machine forgives what was asked."""
    monkeypatch.setattr(security, "added", lambda _record: ())
    secured = Secured(PlainTextResponse("here"))
    secured._allowance = Allowance(MOST_A_MINUTE, 60, lambda: 0.0)
    return secured


@pytest.mark.parametrize("path", ["/", "/api/live", "/static/x.js"])
def test_every_answer_has_the_headers(secured, path):
    _status, headers = answered(secured, path)
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["content-security-policy"].endswith("frame-ancestors 'self'")


def test_a_feature_adds_sites_that_frame_pages_and_not_those_of_its_own(secured, monkeypatch):
    monkeypatch.setattr(security, "added", lambda _record: (FrameAncestors(lambda: "https://school.example"),))
    _status, headers = answered(secured, "/")
    assert headers["content-security-policy"].endswith("frame-ancestors 'self' https://school.example")
    own = Secured(HTMLResponse("a course", headers={"content-security-policy": "default-src 'self'"}))
    assert answered(own, "/lti/course")[1]["content-security-policy"] == "default-src 'self'"


def test_a_script_within_the_page_runs_by_its_hash_alone():
    scripts = next(part for part in content_policy("'self'").split("; ") if part.startswith("script-src"))
    assert "'sha256-" in scripts
    assert "unsafe-inline" not in scripts


def test_our_own_routes_take_no_body_and_streamlits_do(secured):
    body = [(b"content-length", b"5")]
    assert answered(secured, "/api/live", body)[0] == 413
    assert answered(secured, "/bakeoff-assets/x", [(b"transfer-encoding", b"chunked")])[0] == 413
    assert answered(secured, "/_stcore/upload_file/x", body)[0] == 200


def spent(app: ASGIApp, path: str, headers: Iterable[tuple[bytes, bytes]] = (), client: str = "10.0.0.1") -> bool:
    """Ask more often than one address may; return whether that was too often."""
    return [answered(app, path, headers, client)[0] for _ in range(MOST_A_MINUTE + 20)][-1] == 429


def test_measures_may_be_asked_so_often_and_neither_probes_nor_what_pages_load_are_counted(secured):
    assert spent(secured, "/api/metrics")
    for path in ("/api/live", "/api/ready", "/bakeoff-assets/x", "/"):
        assert not spent(secured, path)


def test_a_visitor_has_one_allowance_for_all_addresses_of_a_network(secured):
    assert spent(secured, "/api/metrics", client="2001:db8::1")
    assert answered(secured, "/api/metrics", client="2001:db8::ffff:1")[0] == 429
    assert answered(secured, "/api/metrics", client="2001:db8:0:1::1")[0] == 200


def forwarded(address: str) -> list[tuple[bytes, bytes]]:
    return [(b"x-forwarded-for", address.encode())]


@pytest.mark.parametrize(("proxy", "trusted"), [("10.0.0.1", True), ("192.0.2.1", False)])
def test_visitors_are_told_apart_by_the_word_of_trusted_proxies_alone(secured, monkeypatch, proxy, trusted):
    monkeypatch.setenv("FORWARDED_ALLOW_IPS", "10.0.0.0/8")
    assert ServerSettings.read().trusted_proxies == "10.0.0.0/8"
    server = uvicorn.Config(secured, **_get_uvicorn_config_kwargs())
    server.load()
    app = server.loaded_app
    assert spent(app, "/api/metrics", forwarded("198.51.100.1"), proxy)
    assert answered(app, "/api/metrics", forwarded("198.51.100.2"), proxy)[0] == (200 if trusted else 429)
    made_up = forwarded("198.51.100.3, 198.51.100.1")  # the visitor's own word, and behind it the proxy's
    assert answered(app, "/api/metrics", made_up, proxy)[0] == 429


@pytest.fixture
def streamlit() -> Secured:
    return Secured(HTMLResponse("the page"))


@pytest.mark.parametrize("path", ["/", "/lab/", "/media/report.html", *(f"/{route.name}" for route in pages())])
def test_pages_and_exports_are_there(streamlit, path):
    assert answered(streamlit, path)[0] == 200


@pytest.mark.parametrize(
    "path",
    ["/readyz", "/healthz", "/metrics", "/api", "/api/health", "/lab/x", "/Lab", "/x/media/y", "/lti/x"],
)
def test_what_is_no_page_is_not_found_though_streamlit_shows_one(streamlit, path):
    assert answered(streamlit, path)[0] == 404


def test_a_page_for_a_learning_platform_is_there():
    own = Secured(HTMLResponse("a course", headers={"content-security-policy": "default-src 'self'"}))
    assert answered(own, "/lti/course")[0] == 200


def test_streamlits_measures_are_withheld(secured):
    assert answered(secured, "/_stcore/metrics")[0] == 404


@pytest.mark.parametrize(("login", "status"), [("no", 404), ("yes", 200)])
@pytest.mark.parametrize("path", ["/auth/login", "/auth/logout", "/oauth2callback"])
def test_the_way_to_sign_in_is_there_where_visitors_sign_in_alone(monkeypatch, login, status, path):
    monkeypatch.setenv("BAKEOFF_REQUIRE_LOGIN", login)
    assert answered(Secured(PlainTextResponse("here")), path)[0] == status


@pytest.fixture
def called():
    """Have the server go by two names alone."""
    known = config.get_option("server.allowedHosts")
    config.set_option("server.allowedHosts", ["bakeoff.example", "*.school.example"])
    yield
    config.set_option("server.allowedHosts", known)


def asked_of(secured: Secured, host: str, path: str = "/") -> int:
    return answered(secured, path, [(b"host", host.encode())])[0]


@pytest.mark.parametrize("host", ["bakeoff.example", "Bakeoff.example:8501", "a.school.example"])
def test_a_server_is_there_by_its_names(secured, called, host):
    assert asked_of(secured, host) == asked_of(secured, host, "/bakeoff-assets/x") == 200


@pytest.mark.parametrize("host", ["evil.example", "bakeoff.example.evil.example", "127.0.0.1", "school.example", "a@b"])
def test_by_another_name_there_is_nothing_but_what_probes_ask(secured, called, host):
    assert asked_of(secured, host) == asked_of(secured, host, "/bakeoff-assets/x") == 421
    assert asked_of(secured, host, "/api/live") == asked_of(secured, host, "/_stcore/health") == 200


def test_unless_it_is_told_its_names_it_goes_by_any(secured):
    assert asked_of(secured, "any.example") == answered(secured, "/")[0] == 200


def passed_on(*messages: dict) -> list[dict]:
    """Return which messages of a page's connection reach Streamlit."""
    coming, reached = iter([*messages, {"type": "websocket.disconnect"}]), []

    async def streamlits(scope, receive, send) -> None:
        while (message := await receive())["type"] != "websocket.disconnect":
            reached.append(message)

    async def receive() -> dict:
        return next(coming)

    async def send(message) -> None: ...

    result(Secured(streamlits)({"type": "websocket", "path": "/_stcore/stream", "headers": []}, receive, send))
    return reached


def request(**fields) -> dict:
    return {"type": "websocket.receive", "bytes": BackMsg(**fields).SerializeToString()}


def test_a_page_asks_for_itself_alone():
    own = [
        {"type": "websocket.connect"},
        request(rerun_script={"query_string": "dataset=iris"}),
        request(stop_script=True),
        request(app_heartbeat=True),
        request(file_urls_request={"file_names": ["a.csv"] * MOST_FILES_ASKED}),
        {"type": "websocket.receive", "text": "Streamlit closes the connection"},
        {"type": "websocket.receive", "bytes": b"so it does here"},
    ]
    others = [
        request(clear_cache=True),
        request(load_git_info=True),
        request(set_run_on_save=True),
        request(debug_shutdown_runtime=True),
        request(file_urls_request={"file_names": ["a.csv"] * (MOST_FILES_ASKED + 1)}),
        request(backend_operation_request={"deferred_file": {"file_id": "no button's"}}),
        request(),
    ]
    assert passed_on(*others, *own, *others) == own
