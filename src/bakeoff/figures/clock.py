"""All contenders on one clock, the CPU seconds of their training, with a flag where each was done."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from bakeoff.contenders import Step, contender
from bakeoff.evaluation.notation import duration, tick_time
from bakeoff.figures.curves import CurveLine
from bakeoff.figures.labels import letters
from bakeoff.figures.style import Spec, axis, faded, label, log_ticks
from bakeoff.text import _

LEAST_SECONDS = 1e-4
"""Earliest start of a logarithmic clock: less is not measured well."""
_LETTER, _PLOT, _NARROW_PLOT, _FEW = 7.0, 560.0, 290.0, 4
_ROW, _LARGE_ROW = 0.062, 0.1
"""Height of a row of flags, as a share of the chart; and with large type."""
_NICE = (1.0, 1.5, 2.0, 3.0, 5.0, 7.0, 10.0)


@dataclass(frozen=True)
class Flag:
    """End of a contender's training, as a mark on the chart.

    Attributes
    ----------
    cpu_seconds : float
        NaN if training ended before its first report: the chart then has no flag for it.
    finished : bool
        True if training was complete, and not stopped early.
    """

    cpu_seconds: float
    finished: bool = True


class Racer(Protocol):
    """One contender's part of a race that goes on, of a report, or of a stored one."""

    @property
    def status(self) -> str:
        """One of waiting, training, done, failed, stopped."""

    @property
    def steps(self) -> Sequence[Step]:
        """Reported steps."""

    @property
    def outcome(self) -> Any:
        """Result with its costs; None if there is none."""


def flags(racers: Mapping[str, Racer]) -> dict[str, Flag]:
    """Return the flags of those that have ended; of one that was never seen to train at no time."""
    ended = {
        name: racer
        for name, racer in racers.items()
        if racer.status not in ("waiting", "training") and not contender(name).baseline
    }
    return {name: Flag(_spent(racer), racer.status == "done") for name, racer in ended.items()}


def _spent(racer: Racer) -> float:
    if racer.outcome is not None:
        return float(racer.outcome.costs.fit_cpu_seconds)
    return racer.steps[-1].cpu_seconds if racer.steps else math.nan


@dataclass(frozen=True)
class _Placed:
    """A flag on the chart: its place from 0 to 1 along the axis, its row from the top, and its words."""

    name: str
    x: float
    share: float
    row: int
    text: str


def clock_axis(lines: Sequence[CurveLine], flags: Mapping[str, Flag], *, log: bool) -> Spec:
    """Return the axis of CPU seconds, with ends that stay as they are while a line grows towards them."""
    seconds = [second for line in lines for second in (line.x[0], line.x[-1])]
    seconds += [flag.cpu_seconds for flag in seen(flags).values()]
    title, linear = _("CPU time"), {"type": "linear", "ticksuffix": _("{n} s", n="")}
    if not seconds:
        return axis(title, **({"type": "log", "range": [-2, 1], **log_ticks([0.01, 10], tick_time)} if log else linear))
    high = _nice(1.02 * max(LEAST_SECONDS, *seconds))
    if not log:
        return axis(title, range=[0, high], **linear)
    low = max(LEAST_SECONDS, min(seconds)) / 1.3
    ends = low, max(high, 2 * low)
    return axis(title, type="log", range=[math.log10(end) for end in ends], **log_ticks(ends, tick_time))


def flagged(flags: Mapping[str, Flag], x: Spec, *, large: bool = False) -> tuple[list[Spec], list[Spec], float]:
    """Return the flags' words and hairlines, and the share of the chart's height that is left below them.

    No two words touch: each flag is in the first row from the top that has room for it.

    Parameters
    ----------
    x : dict
        The axis, of `clock_axis`.
    large : bool
        Whether type is large, and the chart wide, as they are when shown to a room.
    """
    row = _LARGE_ROW if large else _ROW
    placed = _placed(seen(flags), x, _NARROW_PLOT if len(flags) <= _FEW and not large else _PLOT)
    rows = 1 + max((flag.row for flag in placed), default=-1)
    words = [_word(flag, flags[flag.name], 1 - row * flag.row) for flag in placed]
    hairlines = [_hairline(flag, flags[flag.name], 1 - row * (flag.row + 0.8)) for flag in placed]
    return words, hairlines, 1 - row * rows


def seen(flags: Mapping[str, Flag]) -> dict[str, Flag]:
    """Return the flags that have a place on the clock."""
    return {name: flag for name, flag in flags.items() if not math.isnan(flag.cpu_seconds)}


def _placed(flags: Mapping[str, Flag], x: Spec, width: float) -> list[_Placed]:
    placed: list[_Placed] = []
    ends: list[float] = []  # where the last word of each row ends, in pixels
    for name, flag in sorted(flags.items(), key=lambda pair: pair[1].cpu_seconds):
        at = math.log10(max(LEAST_SECONDS, flag.cpu_seconds)) if x["type"] == "log" else flag.cpu_seconds
        share = (at - x["range"][0]) / (x["range"][1] - x["range"][0])
        text = _text(name, flag)
        left = width * share - _before(share) * (_LETTER * letters(text) + 24)
        row = next((place for place, end in enumerate(ends) if end < left), len(ends))
        ends[row : row + 1] = [left + _LETTER * letters(text) + 24]
        placed.append(_Placed(name, at, share, row, text))
    return placed


def _before(share: float) -> float:
    """Return how much of a word stands left of its hairline: all towards the right end, none towards the left."""
    return 0.0 if share < 0.2 else 1.0 if share > 0.8 else 0.5


def _text(name: str, flag: Flag) -> str:
    words = {"label": label(name), "time": duration(flag.cpu_seconds)}
    return _("{label}, {time}", **words) if flag.finished else _("{label}, unfinished, {time}", **words)


def _word(placed: _Placed, flag: Flag, top: float) -> Spec:
    identity = contender(placed.name).identity
    sign = "⚑" if flag.finished else "⚐"
    return {
        "text": f'<span style="color:{identity.colour}">{sign}</span> {placed.text}',
        "showarrow": False,
        "xref": "x",
        "x": placed.x,
        "xanchor": {0.0: "left", 0.5: "center", 1.0: "right"}[_before(placed.share)],
        "yref": "paper",
        "y": top,
        "yanchor": "top",
        "font": {"size": 12},
    }


def _hairline(placed: _Placed, flag: Flag, top: float) -> Spec:
    colour = contender(placed.name).identity.colour
    at = flag.cpu_seconds if flag.cpu_seconds > LEAST_SECONDS else LEAST_SECONDS
    return {
        "type": "line",
        "layer": "below",
        "xref": "x",
        "yref": "paper",
        "x0": at,
        "x1": at,
        "y0": 0,
        "y1": top,
        "line": {"color": faded(colour, 0.7), "width": 1, "dash": "solid" if flag.finished else "dot"},
    }


def _nice(value: float) -> float:
    """Return the next round number: an axis that ends there does not move at every tick."""
    unit = 10.0 ** math.floor(math.log10(value))
    return unit * next(step for step in _NICE if step * unit >= value * (1 - 1e-9))
