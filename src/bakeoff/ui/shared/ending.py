"""How the server ends when it is told to."""

import signal
from types import FrameType

import uvicorn


def end_without_fault() -> None:
    """Have the process that `SIGTERM` tells to end do so with exit status 0, once all is done.

    Uvicorn, which serves, ends as well, but raises the signal anew afterwards: of that the process would die with
    status 143, which hosts take for a fault. To be called when uvicorn has begun to look after signals, as it has when
    it starts the app; where anything else looks after them, nothing is changed.
    """
    server = getattr(signal.getsignal(signal.SIGTERM), "__self__", None)
    if not isinstance(server, uvicorn.Server):
        return

    def end(_signal: int, _frame: FrameType | None) -> None:
        server.should_exit = True

    signal.signal(signal.SIGTERM, end)
