"""Shutdown of the server on a signal."""

import signal
from types import FrameType

import uvicorn


def end_without_fault() -> None:
    """End the process with exit status 0 after `SIGTERM`, once all is done.

    Uvicorn, which serves, ends as well, but raises the signal anew afterwards. The process would then die with status
    143, which hosts take for a fault. To be called when uvicorn has installed its signal handlers, as it has when it
    starts the app. Where anything else handles signals, nothing is changed.
    """
    server = getattr(signal.getsignal(signal.SIGTERM), "__self__", None)
    if not isinstance(server, uvicorn.Server):
        return

    def end(_signal: int, _frame: FrameType | None) -> None:
        server.should_exit = True

    signal.signal(signal.SIGTERM, end)
