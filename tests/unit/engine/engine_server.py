"""A server in miniature, for tests that end it in ways they can't end themselves.

Runs as `python engine_server.py SLOTS FUNCTION...`: submits a job of `engine_jobs` for each function, prints
every event but usage, and at the end of its input goes to the end of the program without closing the engine.
"""

import sys

from bakeoff.engine import Event, Job, LocalEngine, Started, Usage


def show(event: Event) -> None:
    if not isinstance(event, Usage):
        print(type(event).__name__, event.job, event.pid if isinstance(event, Started) else "-", flush=True)


if __name__ == "__main__":
    engine = LocalEngine(int(sys.argv[1]))
    for name in sys.argv[2:]:
        engine.submit(Job(name, f"engine_jobs:{name}"), show)
    sys.stdin.read()
