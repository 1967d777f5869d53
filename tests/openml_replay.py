"""A server that answers as OpenML did when scikit-learn's own tests recorded it; and badly, if it is told to."""

import gzip
import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib import resources
from pathlib import Path
from typing import Any

RECORDED = Path(str(resources.files("sklearn.datasets.tests.data.openml")))
NOTHING = (412, json.dumps({"error": {"code": "372", "message": "No results"}}).encode(), {})

Reply = tuple[int, bytes, dict[str, str]]


class Replay(ThreadingHTTPServer):
    """The server.

    Attributes
    ----------
    bad : dict of str to callable
        By pattern of a path: what to do in place of answering; it gets the request handler.
    asked : list of str
        The paths that were asked for.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.bad: dict[str, Callable[[Any], None]] = {}
        self.asked: list[str] = []
        self.released = threading.Event()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of those who hang up."""


@contextmanager
def replay() -> Iterator[Replay]:
    with Replay() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.released.set()
            server.shutdown()
            thread.join()


def sends(content: bytes, code: int = 200, **headers: str) -> Callable[[Any], None]:
    """Answer with this."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda handler: handler.send((code, content, named))


def waits(first: bytes = b"") -> Callable[[Any], None]:
    """Send the beginning of an answer, and nothing more until the server ends."""

    def wait(handler: Any) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(first) + 1_000_000))
        handler.end_headers()
        handler.wfile.write(first)
        handler.wfile.flush()
        handler.server.released.wait()

    return wait


class _Handler(BaseHTTPRequestHandler):
    server: Replay

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        for pattern, answer in self.server.bad.items():
            if re.search(pattern, self.path):
                answer(self)
                return
        self.send(_recorded(self.path))

    do_HEAD = do_GET  # noqa: N815

    def send(self, reply: Reply) -> None:
        code, content, headers = reply
        zipped = "gzip" in self.headers.get("Accept-Encoding", "") and "Content-Encoding" not in headers
        if zipped and code == 200:
            content, headers = gzip.compress(content), {**headers, "Content-Encoding": "gzip"}
        self.send_response(code)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        pass


def recorded(pattern: str) -> bytes | None:
    found = sorted(RECORDED.glob(f"*/{pattern}.gz"))
    return gzip.decompress(found[0].read_bytes()) if found else None


def _recorded(path: str) -> Reply:
    patterns = {
        r"/api/v1/json/data/(\d+)": "api-v1-jd-{}.json",
        r"/api/v1/json/data/features/(\d+)": "api-v1-jdf-{}.json",
        r"/api/v1/json/data/qualities/(\d+)": "api-v1-jdq-{}.json",
        r"/api/v1/json/data/list/data_name/([\w-]+)/limit/\d+": "api-v1-jdl-dn-{}-l-2-s-act-.json",
        r"/data/v1/download/(\d+)(?:/[^/]*)?": "data-v1-dl-{}.arff",
    }
    for pattern, name in patterns.items():
        asked = re.fullmatch(pattern, path)
        content = recorded(name.format(asked[1].lower())) if asked else None
        if content is not None:
            return 200, content, {}
    asked = re.fullmatch(r"/api/v1/json/data/list/data_id/(\d+)/limit/\d+", path)
    return _listed(asked[1]) if asked else NOTHING


def _listed(id: str) -> Reply:
    """List one data set, as OpenML does, from what else was recorded of it."""
    described, qualities = recorded(f"api-v1-jd-{id}.json"), recorded(f"api-v1-jdq-{id}.json")
    if described is None:
        return NOTHING
    one = json.loads(described)["data_set_description"]
    listed = {name: one[name] for name in ("name", "version", "status", "format", "file_id")}
    quality = json.loads(qualities)["data_qualities"]["quality"] if qualities else []
    return 200, json.dumps({"data": {"dataset": [{"did": int(id), **listed, "quality": quality}]}}).encode(), {}
