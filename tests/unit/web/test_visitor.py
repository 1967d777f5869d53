"""The visitor's secret: given with the page, to each browser its own, and never stored itself."""

import contextlib
import re
from types import SimpleNamespace

import pytest

from bakeoff.web import visitor
from bakeoff.web.visitor import COOKIE, VisitorCookie

SECRET = "s" * 43


def answered(headers: dict[str, str], *, method: str = "GET", scheme: str = "http") -> dict[str, list[str]]:
    """Send a request through the middleware; return the headers of the answer."""
    found: dict[str, list[str]] = {}

    async def page(_scope, _receive, send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"cache-control", b"no-cache")]})
        await send({"type": "http.response.body", "body": b"<html>"})

    async def send(message) -> None:
        for name, value in message.get("headers", []):
            found.setdefault(name.decode(), []).append(value.decode())

    sent = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": method, "scheme": scheme, "path": "/history", "headers": sent}
    with contextlib.suppress(StopIteration):  # it waits for nothing, so it needs no event loop
        VisitorCookie(page)(scope, None, send).send(None)
    return found


def secret_in(headers: dict[str, list[str]]) -> str:
    (cookie,) = headers["set-cookie"]
    secret, rest = re.fullmatch(rf"{COOKIE}=([\w-]{{43}})(.*)", cookie).groups()
    assert rest == "; Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax"
    return secret


def test_a_first_visit_gets_a_secret_of_its_own():
    first, second = (secret_in(answered({"Accept": "text/html,*/*"})) for _ in range(2))
    assert first != second


def test_a_later_visit_keeps_it():
    assert secret_in(answered({"Accept": "text/html", "Cookie": f"a=b; {COOKIE}={SECRET}"})) == SECRET


@pytest.mark.parametrize("forged", ["", "short", "x" * 44, "s" * 42 + "<", "é" * 43])
def test_what_is_no_secret_is_replaced(forged):
    assert secret_in(answered({"Accept": "text/html", "Cookie": f"{COOKIE}={forged}"})) != forged


@pytest.mark.parametrize(
    ("headers", "scheme", "secure"),
    [({}, "http", False), ({}, "https", True), ({"X-Forwarded-Proto": "https"}, "http", True)],
)
def test_over_https_it_is_sent_back_over_https_only(headers, scheme, secure):
    (cookie,) = answered({"Accept": "text/html"} | headers, scheme=scheme)["set-cookie"]
    assert cookie.endswith("; Secure") == secure


def test_no_proxy_may_hand_it_to_another_visitor():
    assert answered({"Accept": "text/html"})["cache-control"] == ["private, no-cache"]


@pytest.mark.parametrize(("accept", "method"), [("*/*", "GET"), ("application/json", "GET"), ("text/html", "POST")])
def test_nothing_but_a_page_carries_it(accept, method):
    found = answered({"Accept": accept}, method=method)
    assert found == {"cache-control": ["no-cache"]}


@pytest.mark.parametrize(
    ("address", "owner"),
    [("192.0.2.7", "192.0.2.7"), ("2001:db8::1:2", "2001:db8::/64"), (None, "me"), (SimpleNamespace(), "namespace()")],
)
def test_jobs_for_one_network_take_turns_as_one(address, owner, monkeypatch):
    monkeypatch.setattr(visitor, "st", SimpleNamespace(context=SimpleNamespace(ip_address=address)))
    monkeypatch.setattr(visitor, "visitor", lambda: SimpleNamespace(owner="me"))
    assert visitor.turn_owner() == owner
