"""A server in miniature, for tests that end it in ways they can't end themselves.

Runs as `python -m tests.unit.engine.small_server SLOTS FUNCTION...`: submits a job of `sample_jobs` for each
function, then for each line of its input, and prints every event but usage, and interrupts. At the end of its input
it goes to the end of the program without closing the engine.
"""

import signal
import sys

from bakeoff.engine.base import Event, Job, Started, Usage
from bakeoff.engine.local import LocalEngine


def show(event: Event) -> None:
    if not isinstance(event, Usage):
        print(type(event).__name__, event.job, event.pid if isinstance(event, Started) else "-", flush=True)


def submit(function: str) -> None:
    engine.submit(Job(function, f"tests.unit.engine.sample_jobs:{function}"), show)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, lambda *_: print("Interrupted", flush=True))
    engine = LocalEngine(int(sys.argv[1]))
    for name in sys.argv[2:]:
        submit(name)
    for line in sys.stdin:
        submit(line.strip())
