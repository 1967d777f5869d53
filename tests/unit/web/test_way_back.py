"""Who signs in comes to the page that they were about to open, and to none of another server."""

import contextlib

import pytest

from bakeoff.web import way_back
from bakeoff.web.way_back import COOKIE, SIGNED_IN, WayBack

KNOWN = f"{SIGNED_IN}=2|of|streamlit"


def answered(target: str, cookie: str = "", *, method: str = "GET", accept: str = "text/html") -> dict[str, str]:
    """Send a request through the middleware; return status, cookie and target of the answer."""
    answer: dict[str, str] = {}

    async def page(_scope, _receive, send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"<html>"})

    async def send(message) -> None:
        if message["type"] == "http.response.start":
            answer["status"] = str(message["status"])
            answer.update((name.decode(), value.decode()) for name, value in message["headers"])

    path, _mark, query = target.partition("?")
    headers = [(b"accept", accept.encode()), (b"cookie", cookie.encode())]
    scope = {"type": "http", "method": method, "path": path, "query_string": query.encode(), "headers": headers}
    with contextlib.suppress(StopIteration):  # it waits for nothing, so it needs no event loop
        WayBack(page)(scope, None, send).send(None)
    return answer


def kept(answer: dict[str, str]) -> str:
    return answer["set-cookie"].partition(";")[0]


@pytest.mark.parametrize("base", ["", "/tools/bakeoff"])
def test_a_deep_link_is_led_back_to_once_somebody_has_signed_in(base, monkeypatch):
    monkeypatch.setattr(way_back, "base_path", lambda: base or "/")
    wanted = f"{base}/judge?dataset=iris&note=%E7%8B%90"
    asked = answered(wanted)
    assert asked["status"] == "200"
    assert "; HttpOnly; SameSite=Lax" in asked["set-cookie"]
    back = answered(f"{base}/", f"{KNOWN}; {kept(asked)}")
    assert (back["status"], back["location"]) == ("302", wanted)
    assert "Max-Age=0" in back["set-cookie"]
    assert answered(f"{base}/", KNOWN) == {"status": "200"}


def test_who_came_to_the_first_page_stays_there():
    assert "Max-Age=0" in answered("/")["set-cookie"]
    assert answered("/", f"{KNOWN}; {COOKIE}=") == {"status": "200"}


@pytest.mark.parametrize(
    "forged", ["https://else.example", "//else.example", "/%5Celse.example", "%2F%2Felse.example", "/%0d%0aa:b", "x"]
)
def test_nobody_is_led_to_another_server(forged):
    assert answered("/", f"{KNOWN}; {COOKIE}={forged}") == {"status": "200"}


@pytest.mark.parametrize("target", ["//else.example/x", f"/history?x={'y' * 4000}"])
def test_what_is_no_address_of_ours_or_too_long_is_not_kept(target):
    assert kept(answered(target)) == f"{COOKIE}="


def test_the_way_in_itself_and_what_pages_load_are_let_alone():
    assert answered("/oauth2callback?code=1") == answered("/auth/login?provider=x") == {"status": "200"}
    assert answered("/history", accept="*/*") == answered("/history", method="POST") == {"status": "200"}
