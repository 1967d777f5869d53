"""Return after sign-in to the page that the visitor was about to open."""

from urllib.parse import quote, unquote

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from bakeoff.web.components.served import base_path
from bakeoff.web.visitor import with_cookie

COOKIE = "bakeoff_way_back"
SIGNED_IN = "_streamlit_user"
"""Streamlit's cookie of who has signed in; here it only counts whether there is one."""
KEPT_SECONDS = 600
_MOST = 3000
_OF_STREAMLIT = ("/auth/", "/oauth2callback")


class WayBack:
    """ASGI middleware that keeps the address of whoever has not signed in, and leads there who just has.

    A provider sends them to one address alone. A link to a lesson, or a race, would lead to the first page else.

    Parameters
    ----------
    app : ASGI application
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._base = base_path().rstrip("/")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        asked = Headers(scope=scope) if scope["type"] == "http" and scope["method"] == "GET" else Headers()
        if "text/html" not in asked.get("accept", "") or self._is_streamlits(scope["path"]):
            await self._app(scope, receive, send)
            return
        cookies = cookie_parser(asked.get("cookie", ""))
        here, back = self._address(scope), unquote(cookies.get(COOKIE, ""))
        if SIGNED_IN not in cookies:
            await self._app(scope, receive, with_cookie(send, self._cookie(here)))
        elif not here and self._is_own(back):
            await RedirectResponse(back, 302)(scope, receive, with_cookie(send, self._cookie("")))
        else:
            await self._app(scope, receive, send)

    def _is_streamlits(self, path: str) -> bool:
        return path.removeprefix(self._base).startswith(_OF_STREAMLIT)

    def _address(self, scope: Scope) -> str:
        """Return what was asked for, empty if that is where a provider leads by itself."""
        path, query = scope["path"], scope.get("query_string", b"").decode("latin-1")
        if path.rstrip("/") == self._base and not query:
            return ""
        address = f"{quote(path)}?{query}" if query else quote(path)
        return address if self._is_own(address) and len(quote(address, safe="")) <= _MOST else ""

    def _is_own(self, address: str) -> bool:
        """Tell whether an address is one of this server; what begins with two strokes is another's."""
        return address.startswith(f"{self._base}/") and not address.startswith(("//", "/\\")) and address.isprintable()

    def _cookie(self, address: str) -> str:
        kept = KEPT_SECONDS if address else 0
        return f"{COOKIE}={quote(address, safe='')}; Path={self._base or '/'}; Max-Age={kept}; HttpOnly; SameSite=Lax"
