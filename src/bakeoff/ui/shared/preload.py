"""What a browser is to bring while it still reads Streamlit's page, since every page of ours draws with it."""

import re
from pathlib import Path

import streamlit as st
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bakeoff.ui.components.served import base_path

DRAWN_WITH = ("BidiComponent", "Button", "Checkbox", "Html", "PageLink")
"""Modules that Streamlit brings only once something is drawn with them: for a first page, one wait after another."""

_STATIC = Path(st.__file__).parent / "static"
_MODULES = _STATIC / "static" / "js"
_IMPORTED = re.compile(r'(?:from|import)"\./([\w.-]+\.js)"')


class Preload:
    """ASGI middleware that names these modules, and what they import, in the headers of Streamlit's page.

    Parameters
    ----------
    app : ASGI application
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        folder = f"{base_path().rstrip('/')}/static/js"
        self._links = ", ".join(f"<{folder}/{name}>; rel=modulepreload" for name in preloaded())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""

        async def send_with_links(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if self._links and headers.get("content-type", "").startswith("text/html"):
                    headers["link"] = self._links
            await send(message)

        await self._app(scope, receive, send_with_links if scope["type"] == "http" else send)


def preloaded() -> list[str]:
    """Return the files' names, without those that Streamlit's page names itself."""
    named = (_STATIC / "index.html").read_text(encoding="utf-8")
    ahead = {file.name for name in DRAWN_WITH for file in _MODULES.glob(f"{name}.*.js")}
    looked_at: set[str] = set()
    while new := ahead - looked_at:
        looked_at |= new
        imported = {name for file in new for name in _IMPORTED.findall((_MODULES / file).read_text(encoding="utf-8"))}
        ahead |= {name for name in imported if name not in named}
    return sorted(ahead)
