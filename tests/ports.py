"""Where servers of the tests' own are found."""

import contextlib
import random
import socket


def free_port() -> int:
    """Return a port that nothing listens on, below those that systems hand out by themselves.

    A server binds it seconds later: of those that are handed out, another test's connection had it by then.
    """
    for port in random.SystemRandom().sample(range(20_000, 32_000), 100):
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise RuntimeError("none of a hundred ports is free")
