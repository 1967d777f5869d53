"""Additions to Streamlit's page: Bakeoff's style sheet, and files to load while the browser still reads the page."""

import functools
import hashlib
from pathlib import Path

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bakeoff.service.kernel import features
from bakeoff.web.components.served import base_path, served

STYLE = "style.css"

DRAWN_WITH = ("BidiComponent", "Button", "Html", "PageLink", "recordbatch", "serialization")
"""Modules that Streamlit brings only once something is drawn with them: for a first page, one wait after another.

No upstream issue: would need Streamlit's own page to name them.
"""

_MODULES = Path(st.__file__).parent / "static/static/js"
_END = b"</body>"
_OF_OTHER_PAGES = {b"accept-encoding", b"if-none-match", b"if-modified-since", b"range"}
"""What a browser asks by of a page that it has, or would take in another form; Streamlit's own is not what it gets."""


@functools.cache
def style_sheet() -> bytes:
    """Return the style sheet of all pages, and after it those of the features, in their order."""
    own = [feature.style for feature in features() if feature.style]
    return b"\n".join(path.read_bytes() for path in (Path(__file__).with_name(STYLE), *own))


@functools.cache
def style_version() -> str:
    """Return what tells this style sheet from that of another version, whose server is beside this during an update."""
    return hashlib.sha256(style_sheet()).hexdigest()[:12]


def style_name() -> str:
    """Return what a browser knows the style sheet by, and keeps it for as long as it stays what it is."""
    return f"{STYLE}?{style_version()}"


class PageHead:
    """ASGI middleware that adds to Streamlit's page, and to nothing else.

    The style sheet stands at the end of the page: of two rules that weigh the same the later one holds, and Streamlit
    writes its own into the head.

    Parameters
    ----------
    app : ASGI application
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        folder, style = f"{base_path().rstrip('/')}/static/js", served(style_name())
        modules = [f"<{folder}/{name}>; rel=modulepreload" for name in preloaded()]
        self._links = ", ".join([f"<{style}>; rel=preload; as=style", *modules])
        self._style = f'<link rel="stylesheet" href="{style}">'.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http" or "text/html" not in Headers(scope=scope).get("accept", ""):
            await self._app(scope, receive, send)
            return
        asked = [(name, value) for name, value in scope["headers"] if name not in _OF_OTHER_PAGES]
        await self._app({**scope, "headers": asked}, receive, _Added(send, self._links, self._style))


class _Added:
    """Sends an answer on; a page with what is added to it."""

    def __init__(self, send: Send, links: str, style: bytes) -> None:
        self._send = send
        self._links = links
        self._style = style
        self._page = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            html = headers.get("content-type", "").startswith("text/html")
            self._page = html and "content-security-policy" not in headers  # else a page of our own
            if self._page:
                headers["link"] = self._links
                del headers["content-length"], headers["etag"]
        elif self._page and message["type"] == "http.response.body":
            message["body"] = message.get("body", b"").replace(_END, self._style + _END)
        await self._send(message)


def preloaded() -> list[str]:
    """Return the names of these modules' files."""
    return sorted(file.name for name in DRAWN_WITH for file in _MODULES.glob(f"{name}.*.js"))
