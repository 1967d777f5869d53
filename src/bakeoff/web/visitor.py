"""The visitor who has a page open: known by a cookie that comes with the page, or because they have signed in."""

import functools

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bakeoff.service.access import Person
from bakeoff.service.allowance import network_of
from bakeoff.service.secret import server_key
from bakeoff.service.visitor import Visitor, is_secret, new_secret, owner_of, owner_of_person
from bakeoff.settings import ServerSettings
from bakeoff.web.components.served import base_path

COOKIE = "bakeoff_visitor"
LEARNER = "bakeoff_learner"
"""Cookie of who comes from a learning platform: it counts in place of the other one, until the browser is closed."""
KEPT_SECONDS = 400 * 24 * 3600
"""As long as browsers keep a cookie at most; each visit starts it anew."""

_SESSION_KEY = "visitor-secret"


def signed_in() -> Person | None:
    """Return who has signed in on this page, if that is asked for and anybody has."""
    settings = ServerSettings.read()
    return Person.of(st.user.to_dict(), settings.trust_email) if settings.require_login else None


def visitor() -> Visitor:
    """Return who has this page open; where visitors sign in, whoever has not is nobody that was ever here."""
    settings = ServerSettings.read()
    if (person := signed_in()) is not None:
        return Visitor(_owner_of_person(settings, person), True)
    cookies = {} if settings.require_login else st.context.cookies
    kept = str(cookies.get(LEARNER) or cookies.get(COOKIE, ""))
    lasting = is_secret(kept)
    secret = kept if lasting else st.session_state.setdefault(_SESSION_KEY, new_secret())
    return Visitor(owner_of(secret), lasting)


def network() -> str:
    """Return what limits by address count the visitor as; empty on the server's own machine."""
    return network_of(str(st.context.ip_address or ""))  # tests of pages have an object of another kind


def turn_owner() -> str:
    """Return the owner whose jobs take turns: the visitor's network, or the visitor on the server's own machine."""
    return network() or visitor().owner


@functools.lru_cache(maxsize=4096)
def _owner_of_person(_settings: ServerSettings, person: Person) -> str:
    """Remember what is made with the server's key, which else is read from a file each time."""
    return owner_of_person(person.issuer, person.subject, server_key())


class VisitorCookie:
    """ASGI middleware that gives each browser its secret, with the page itself.

    The cookie is out of reach for scripts, and is sent to this site alone.

    Parameters
    ----------
    app : ASGI application
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request; set the cookie if it opens a page."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self._app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        if "text/html" not in asked.get("accept", ""):
            await self._app(scope, receive, send)
            return
        secret = cookie_parser(asked.get("cookie", "")).get(COOKIE, "")
        secret = secret if is_secret(secret) else new_secret()
        cookie = cookie_of(COOKIE, secret, is_https(scope, asked), KEPT_SECONDS)
        await self._app(scope, receive, with_cookie(send, cookie))


def cookie_of(name: str, secret: str, secure: bool, seconds: int | None = None, *, framed: bool = False) -> str:
    """Return a cookie out of reach for scripts, which ends with the browser unless after some seconds.

    One that is `framed` is sent within frames of the site that shows this page now, and nowhere else.
    """
    kept = "" if seconds is None else f" Max-Age={seconds};"
    cookie = f"{name}={secret}; Path={base_path()};{kept} HttpOnly; "
    if framed:
        return f"{cookie}SameSite=None; Secure; Partitioned"
    return f"{cookie}SameSite=Lax; Secure" if secure else f"{cookie}SameSite=Lax"


def with_cookie(send: Send, cookie: str) -> Send:
    """Return a way to send an answer that sets a cookie too."""

    async def send_with_cookie(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.append("set-cookie", cookie)
            headers["cache-control"] = "private, no-cache"  # a proxy must not hand one visitor's to another
        await send(message)

    return send_with_cookie


def is_https(scope: Scope, asked: Headers) -> bool:
    """Tell whether the browser came by HTTPS, to this server or to a proxy before it."""
    return scope.get("scheme") == "https" or asked.get("x-forwarded-proto", "").split(",")[0].strip() == "https"
