"""A server that is told to end does so without a fault, and uvicorn alone is taken for such."""

import signal
import subprocess
import sys

import pytest

from bakeoff.web.ending import end_without_fault

SERVED = """
import os, signal, sys
import uvicorn
from bakeoff.web.ending import end_without_fault

async def app(scope, receive, send):
    assert scope["type"] == "lifespan"
    await receive()
    if sys.argv[1] == "without fault":
        end_without_fault()
    await send({"type": "lifespan.startup.complete"})
    os.kill(os.getpid(), signal.SIGTERM)
    await receive()
    print("all is written down", flush=True)
    await send({"type": "lifespan.shutdown.complete"})

uvicorn.run(app, port=0, log_level="error")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize(("how", "status"), [("without fault", 0), ("as it is", -signal.SIGTERM)])
def test_what_is_told_to_end_ends_with_status_0_once_all_is_done(how, status):
    ended = subprocess.run([sys.executable, "-c", SERVED, how], capture_output=True, text=True, check=False)
    assert ended.stdout.startswith("all is written down"), ended.stderr
    assert ended.returncode == status


def test_who_else_looks_after_signals_keeps_doing_so():
    before = signal.getsignal(signal.SIGTERM)
    end_without_fault()
    assert signal.getsignal(signal.SIGTERM) is before
