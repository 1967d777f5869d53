"""Security headers of every response, and rate limits of the server's own routes."""

import base64
import hashlib
import re
from pathlib import Path

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bakeoff.service.allowance import Allowance, network_of
from bakeoff.service.kernel import added
from bakeoff.service.slots import FrameAncestors
from bakeoff.settings import ServerSettings
from bakeoff.web.components.served import ROOT, base_path
from bakeoff.web.routes import pages
from bakeoff.web.streamlit_private import concerns_its_page, host_is_allowed

MOST_A_MINUTE = 300
"""Requests of one address for measures. Neither probes count, whose host counts on them, nor what pages load: a class
shares one address."""


def content_policy(frame_ancestors: str) -> str:
    """Return what a page may load and run, and who may show it in a frame.

    Streamlit's page has a script within itself, which is allowed by its hash. It gives components to the browser as
    `blob:`, writes styles into the page, and Plotly makes the programs of its 3-D charts from text.
    """
    inline = " ".join(_hashes())
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' 'unsafe-eval' blob: {inline}".strip(),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "media-src 'self' data: blob:",
            "connect-src 'self' data: blob:",
            "worker-src 'self' blob:",
            "frame-src 'self' blob: data:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            f"frame-ancestors {frame_ancestors}",
        )
    )


def _hashes() -> list[str]:
    page = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.S)
    digests = [base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts]
    return [f"'sha256-{digest}'" for digest in digests]


class Secured:
    """ASGI middleware that adds the headers, and refuses what is asked under another name, and at our own routes more.

    A page's connection passes on what concerns that page alone. Our own routes take no bodies, and not too many
    requests. Probes ask by the machine's address, whatever the server is called. Streamlit's page is at every path.
    Where it is none of ours it comes as 404: no probe takes it for an answer.

    Parameters
    ----------
    app : ASGI application
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._allowance = Allowance(MOST_A_MINUTE, 60)
        prefix = base_path().rstrip("/")
        api = f"{prefix}/api/"
        self._own = (api, f"{prefix}/{ROOT}/")
        self._probed = (api, f"{prefix}/_stcore/health")
        self._free = (f"{api}live", f"{api}ready", f"{prefix}/{ROOT}/")
        self._pages = {prefix, *(f"{prefix}/{page.name}" for page in pages())}
        self._exports = f"{prefix}/media/"
        settings = ServerSettings.read()
        self._withheld = {f"{prefix}/_stcore/metrics"}
        if not settings.require_login:
            self._withheld |= {f"{prefix}/auth/login", f"{prefix}/auth/logout", f"{prefix}/oauth2callback"}
        self._headers = {
            "content-security-policy": content_policy(settings.frame_ancestors),
            "x-content-type-options": "nosniff",
            "referrer-policy": "same-origin",
            "permissions-policy": "geolocation=(), microphone=(), payment=()",
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":

            async def receive_own() -> Message:
                while True:
                    message = await receive()
                    if message.get("bytes") is None or concerns_its_page(message["bytes"]):
                        return message

            await self._app(scope, receive_own, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                ours = "content-security-policy" in headers  # a page for learning platforms, which says who frames it
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
                if not ours:  # the last part of the policy is who may frame
                    sites = "".join(f" {each.sites()}" for each in added(FrameAncestors))
                    headers["content-security-policy"] = f"{headers['content-security-policy']}{sites}".rstrip()
                is_html = headers.get("content-type", "").startswith("text/html")
                if is_html and not ours and self._is_no_page(scope["path"]):
                    message["status"] = 404
            await send(message)

        refused = self._misdirected(scope)
        if refused is None and scope["path"].startswith(self._own):
            refused = self._refused(scope)
        elif refused is None and scope["path"] in self._withheld:
            refused = PlainTextResponse("This is off here.\n", status_code=404)
        await (refused or self._app)(scope, receive, send_with_headers)

    def _is_no_page(self, path: str) -> bool:
        """Tell whether nothing of the app is at a path; a visitor's export may be HTML as well."""
        return path.rstrip("/") not in self._pages and not path.startswith(self._exports)

    def _misdirected(self, scope: Scope) -> ASGIApp | None:
        """Refuse what another page may have had a browser ask, whose name leads here for a moment: DNS rebinding."""
        if scope["path"].startswith(self._probed) or host_is_allowed(Headers(scope=scope).get("host")):
            return None
        return PlainTextResponse(
            "This server does not go by that name; STREAMLIT_SERVER_ALLOWED_HOSTS has its names.\n", status_code=421
        )

    def _refused(self, scope: Scope) -> ASGIApp | None:
        asked = Headers(scope=scope)
        if asked.get("content-length", "0") != "0" or "transfer-encoding" in asked:
            return PlainTextResponse("This takes no body.\n", status_code=413)
        client = (scope.get("client") or ("",))[0]
        if not scope["path"].startswith(self._free) and not self._allowance.take(network_of(client)):
            wait = {"Retry-After": "10"}
            return PlainTextResponse("Too many requests; ask again in 10 s.\n", status_code=429, headers=wait)
        return None
