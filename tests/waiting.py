"""Waits in a test for what other threads and processes do."""

import time
from collections.abc import Callable

PATIENCE = 120.0  # seconds until a test that waits for something that never comes fails


def wait_until(right: Callable[[], object], instead: Callable[[], object] = lambda: "") -> None:
    """Wait until something is so; fail, and say what is there instead, if it never is."""
    deadline = time.monotonic() + PATIENCE
    while not right():
        assert time.monotonic() < deadline, f"waited in vain {instead()}"
        time.sleep(0.01)
