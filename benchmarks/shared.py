"""Command line, ``--smoke``, lines of figures and a race's times, for all benchmarks."""

import contextlib
import io
import re
import sys
import time
from collections.abc import Callable
from typing import TypeVar

from bakeoff.race.snapshot import Run

T = TypeVar("T")
SMOKE = "--smoke" in sys.argv
"""Whether each step is done once, on tiny input."""
NOT_FINITE = re.compile(r"\b(nan|inf)\b", re.IGNORECASE)


def size(full: T, smoke: T) -> T:
    """Return the input of a measurement, with ``--smoke`` a tiny one."""
    return smoke if SMOKE else full


def number_asked(default: int) -> int:
    """Return the first number of the command line."""
    return next((int(word) for word in sys.argv[1:] if word.isdigit()), default)


def words_asked() -> list[str]:
    """Return the command line's words that are neither numbers nor options; none with ``--smoke``, which does all."""
    return [] if SMOKE else [word for word in sys.argv[1:] if not word.isdigit() and not word.startswith("--")]


def run_script(main: Callable[[], int | None], lines: int) -> None:
    """Run a benchmark and end the process; with ``--smoke``, fail unless it prints so many lines of finite figures."""
    if not SMOKE:
        sys.exit(main())
    printed = io.StringIO()
    try:
        with contextlib.redirect_stdout(printed):
            main()  # whether bars hold says nothing of tiny input
    finally:
        print(printed.getvalue(), end="")
    text = printed.getvalue()
    if text.count("\n") < lines or NOT_FINITE.search(text):
        sys.exit(f"Smoke failed: not {lines} lines of finite figures.")
    print("Smoke passed.")


def heading(what: str = "what") -> None:
    print(f"{what:<64} {'measured':>10} {'bar':>8}     holds")


def row(
    what: str, measured: float | str, bar: float | str | None = None, unit: str = "", holds: bool | None = None
) -> None:
    """Print a figure, beside its bar if it has one; it holds where it is not above that, unless told otherwise.

    With ``--smoke`` a bar of 0 must hold: what is counted there may never happen, whatever the input.
    """
    shown = measured if isinstance(measured, str) else f"{measured:.3g}"
    if holds is None and isinstance(measured, int | float) and isinstance(bar, int | float):
        holds = measured <= bar
    verdict = "" if bar is None else "yes" if holds else "NO"
    print(f"{what:<64} {shown:>10} {'' if bar is None else bar!s:>8} {unit:<3} {verdict}", flush=True)
    if SMOKE and bar == 0 and not holds:
        raise ValueError(f"{what}: {shown}, not 0")


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
