"""What browsers are told, and how much may be asked."""

from collections.abc import Iterable

import pytest
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from streamlit import config

from bakeoff.ui.shared.security import MOST_A_MINUTE, Secured, content_policy
from tests.coroutines import result


def answered(app: Secured, path: str, headers: Iterable[tuple[bytes, bytes]] = ()) -> tuple[int, Headers]:
    said: list[dict] = []

    async def send(message) -> None:
        said.append(message)

    async def receive() -> dict:
        return {"type": "http.request"}

    scope = {"type": "http", "method": "GET", "path": path, "headers": list(headers), "client": ("10.0.0.1", 1)}
    result(app(scope, receive, send))
    return said[0]["status"], Headers(raw=said[0]["headers"])


@pytest.fixture
def secured() -> Secured:
    return Secured(PlainTextResponse("here"))


@pytest.mark.parametrize("path", ["/", "/api/live", "/static/x.js"])
def test_every_answer_has_the_headers(secured, path):
    _status, headers = answered(secured, path)
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["content-security-policy"].endswith("frame-ancestors 'self'")


def test_a_script_within_the_page_runs_by_its_hash_alone():
    scripts = next(part for part in content_policy("'self'").split("; ") if part.startswith("script-src"))
    assert "'sha256-" in scripts
    assert "unsafe-inline" not in scripts


def test_our_own_routes_take_no_body_and_streamlits_do(secured):
    body = [(b"content-length", b"5")]
    assert answered(secured, "/api/live", body)[0] == 413
    assert answered(secured, "/bakeoff-assets/x", [(b"transfer-encoding", b"chunked")])[0] == 413
    assert answered(secured, "/_stcore/upload_file/x", body)[0] == 200


def test_probes_may_be_asked_so_often_and_what_pages_load_is_not_counted(secured):
    told = [answered(secured, "/api/live")[0] for _ in range(MOST_A_MINUTE + 20)]
    assert (told[0], told[-1]) == (200, 429)
    assert answered(secured, "/bakeoff-assets/x")[0] == 200
    assert answered(secured, "/")[0] == 200


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
