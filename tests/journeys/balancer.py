"""Caddy in front of several servers, with the configuration that hosts are given."""

import contextlib
import hashlib
import hmac
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.journeys.fixtures import ROOT
from tests.waiting import PATIENCE

COOKIE = "bakeoff_server"


@contextlib.contextmanager
def balanced(folder: Path, port: int, prefix: str, servers: Sequence[int]) -> Iterator[None]:
    """Serve at a port, behind a path, what the servers at these ports do."""
    caddy = shutil.which("caddy")
    if caddy is None:
        pytest.skip("no Caddy on this machine")
    address = f"http://{place(port)}"
    told = {"SERVERS": " ".join(map(place, servers)), "ADDRESS": address, "PREFIX": prefix, "HOME": str(folder)}
    command = (caddy, "run", "--config", str(ROOT / "deploy/Caddyfile"), "--adapter", "caddyfile")
    with (folder / "caddy.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=os.environ | told)
        try:
            yield
        finally:
            process.terminate()
            process.wait(PATIENCE)


def place(server: int) -> str:
    return f"127.0.0.1:{server}"


def kept_at(server: int) -> str:
    """Return what Caddy's cookie holds of whom it keeps at the server at this port."""
    return hmac.new(b"", place(server).encode(), hashlib.sha256).hexdigest()
