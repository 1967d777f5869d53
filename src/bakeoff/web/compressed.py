"""Text files of the page, sent compressed: each is compressed once."""

import gzip
import hashlib
import re
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bakeoff.web.components.served import ROOT, base_path

COMPRESSIBLE = ("text/css", "text/javascript", "application/javascript", "application/json", "image/svg+xml")
SMALLEST = 1_000
"""Bytes from which a file is worth compressing."""


class CompressedFiles:
    """ASGI middleware that compresses Streamlit's static files and our own with gzip.

    Streamlit sends its files as they are, since its own middleware would compress them anew for each visitor. Here a
    compressed copy of each stays in memory.

    Parameters
    ----------
    app : ASGI application
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        prefix = base_path().rstrip("/")
        self._folders = (f"{prefix}/static/", f"{prefix}/{ROOT}/")
        self._copies: dict[bytes, bytes] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "http" and scope["method"] == "GET" and scope["path"].startswith(self._folders):
            asked = Headers(scope=scope)
            compresses = _takes_gzip(asked.get("accept-encoding", "")) and "range" not in asked
            send = _Compressing(send, self._copy, compresses)
            plainly = [header for header in scope["headers"] if header[0] != b"accept-encoding"]
            scope = {**scope, "headers": plainly}  # else Streamlit would compress ours, for each visitor anew
        await self._app(scope, receive, send)

    def _copy(self, file: bytes) -> bytes:
        digest = hashlib.sha256(file).digest()
        if digest not in self._copies:
            self._copies[digest] = gzip.compress(file, mtime=0)
        return self._copies[digest]


class _Compressing:
    """Send an answer on; a text file compressed, once all of it is there."""

    def __init__(self, send: Send, copy: Callable[[bytes], bytes], compresses: bool) -> None:
        self._send = send
        self._copy = copy
        self._compresses = compresses
        self._start: Message | None = None
        self._body = bytearray()

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start" and _varies(message):
            headers = MutableHeaders(scope=message)
            headers["vary"] = "Accept-Encoding"
            if self._compresses and message["status"] == 200:
                self._start = message
                return
        if self._start is None or message["type"] != "http.response.body":
            await self._send(message)
            return
        self._body += message.get("body", b"")
        if not message.get("more_body", False):
            await self._send_compressed(self._start, bytes(self._body))

    async def _send_compressed(self, start: Message, body: bytes) -> None:
        headers = MutableHeaders(scope=start)
        compressed = await run_in_threadpool(self._copy, body)
        headers["content-encoding"] = "gzip"
        headers["content-length"] = str(len(compressed))
        if "etag" in headers:
            headers["etag"] = "W/" + headers["etag"].removeprefix("W/")  # not byte for byte the file of that ETag
        await self._send(start)
        await self._send({"type": "http.response.body", "body": compressed})


def _takes_gzip(accepted: str) -> bool:
    """Tell whether an Accept-Encoding takes gzip, by its name or by ``*``, with any weight but 0."""
    offers = (offer.lower().replace(" ", "").partition(";") for offer in accepted.split(","))
    weights = {name: weight for name, _mark, weight in offers}
    return not re.fullmatch(r"q=0(\.0*)?", weights.get("gzip", weights.get("*", "q=0")))


def _varies(start: Message) -> bool:
    """Tell whether an answer is compressed for those who take that; a part of a file never is."""
    headers, status = Headers(raw=start["headers"]), start["status"]
    kind = headers.get("content-type", "").partition(";")[0]
    known_small = status == 200 and int(headers.get("content-length", SMALLEST)) < SMALLEST
    return status in (200, 206) and kind in COMPRESSIBLE and "content-encoding" not in headers and not known_small
