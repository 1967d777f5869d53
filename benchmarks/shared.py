"""What several benchmarks do alike: take a number from the command line, print a line a figure, and time a race."""

import sys
import time

from bakeoff.race.snapshot import Run


def number_asked(default: int) -> int:
    """Return the first number of the command line."""
    return next((int(word) for word in sys.argv[1:] if word.isdigit()), default)


def heading(what: str = "what") -> None:
    print(f"{what:<64} {'measured':>10} {'bar':>8}     holds")


def row(
    what: str, measured: float | str, bar: float | str | None = None, unit: str = "", holds: bool | None = None
) -> None:
    """Print a figure, beside its bar if it has one; it holds where it is not above that, unless told otherwise."""
    shown = measured if isinstance(measured, str) else f"{measured:.3g}"
    if holds is None and isinstance(measured, int | float) and isinstance(bar, int | float):
        holds = measured <= bar
    verdict = "" if bar is None else "yes" if holds else "NO"
    print(f"{what:<64} {shown:>10} {'' if bar is None else bar!s:>8} {unit:<3} {verdict}", flush=True)


class LaneTimes:
    """A listener of a race that notes when each contender starts and ends.

    Attributes
    ----------
    started, ended : dict of str to float
        By contender, in seconds of `time.perf_counter`.
    """

    def __init__(self) -> None:
        self.started: dict[str, float] = {}
        self.ended: dict[str, float] = {}

    def __call__(self, run: Run) -> None:
        """Note what has changed since it was called last."""
        for name, lane in run.lanes.items():
            if lane.status != "waiting":
                (self.started if lane.active else self.ended).setdefault(name, time.perf_counter())

    def seconds(self) -> dict[str, float]:
        """Return from start to end, of those that have ended."""
        return {name: end - self.started[name] for name, end in self.ended.items()}
