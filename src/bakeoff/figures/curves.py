"""Lines of learning curves: several seeds as one with a band around it, smoothed, and thinned to what can be seen.

The page makes these several times a second, of fits of 10,000 steps, so they are plain lists.
"""

import itertools
import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Literal

import numpy as np

from bakeoff.contenders import Step, contender
from bakeoff.evaluation.metrics import basic_metric
from bakeoff.fields import Task

Quantity = Literal["score", "loss"]
Clock = Literal["step", "cpu_seconds"]
Part = Literal["validation", "train"]

MOST_POINTS = 300
PARTS: tuple[Part, Part] = ("validation", "train")
_SMOOTHED_SHARE = 1 / 30


@dataclass(frozen=True)
class View:
    """Choice of quantity and axes for the curves."""

    task: Task
    quantity: Quantity
    x: Clock
    log: bool = False
    smooth: bool = False

    @property
    def percent(self) -> bool:
        """True if values are shares, which are drawn in percent."""
        return self.quantity == "score" and basic_metric(self.task).unit == "%"


@dataclass(frozen=True)
class CurveLine:
    """One line of a figure.

    Attributes
    ----------
    name : str
        The contender.
    part : {"validation", "train"}
    place : int
        Its panel.
    x, y : list of float
        `y` is the mean over seeds, smoothed if that was asked for.
    raw : list of float
        `y` as it was before; empty if it was not smoothed.
    low, high : list of float
        Lowest and highest seed; empty with one seed alone.
    """

    name: str
    part: Part
    place: int
    x: list[float]
    y: list[float]
    raw: list[float]
    low: list[float]
    high: list[float]


def shown_names(steps: Mapping[str, Sequence[Step]], view: View) -> list[str]:
    """Return the contenders that have a line; baselines are a floor instead."""
    names = [name for name in steps if not contender(name).baseline]
    if view.quantity == "score":
        return names
    with_loss = [name for name in names if any(known(steps[name], view.quantity, part)[1] for part in PARTS)]
    return with_loss or names


def known(steps: Sequence[Step], quantity: Quantity, part: Part) -> tuple[Sequence[Step], list[float]]:
    """Return the steps that have a value, and the values; quick, as the page asks for it again and again."""
    values = list(map(attrgetter(f"{part}_{quantity}"), steps))
    if None not in values:
        return steps, values
    pairs = [(step, value) for step, value in zip(steps, values, strict=True) if value is not None]
    return [step for step, _value in pairs], [value for _step, value in pairs]


def lines(steps: Mapping[str, Sequence[Step]], names: Sequence[str], view: View) -> list[CurveLine]:
    """Return the lines of these contenders, a panel for each by steps, one for all by time."""
    return [line for place, name in enumerate(names) for line in _lines_of(name, steps[name], place, view)]


def by_seed(steps: Sequence[Step]) -> list[Sequence[Step]]:
    """Part a contender's steps into those of each seed, which come one after the other."""
    if not steps or steps[-1].seed == 0:
        return [steps]
    starts = [bisect_left(steps, place, key=attrgetter("seed")) for place in range(steps[-1].seed + 1)]
    return [steps[start:end] for start, end in itertools.pairwise([*starts, len(steps)]) if start < end]


def thin(values: Sequence[float], most: int = MOST_POINTS, *, log: bool = False) -> list[int]:
    """Choose at most so many places of a series, the first, last, lowest and highest among them.

    They lie evenly, with `log` on a logarithmic axis.

    Examples
    --------
    >>> thin([5, 1, 2, 3, 9, 4, 4], most=5)
    [0, 1, 3, 4, 6]
    >>> thin(range(1000), most=9, log=True)
    [0, 2, 9, 31, 99, 315, 999]
    """
    n = len(values)
    if n <= most:
        return list(range(n))
    room = most - 2
    shares = [place / (room - 1) for place in range(room)]
    kept = {round(n**share) - 1 if log else round(share * (n - 1)) for share in shares}
    kept |= {values.index(min(values)), values.index(max(values))}
    return sorted(kept)


def smoothed(values: Sequence[float]) -> list[float]:
    """Return the exponential moving average, weighted so that the first values count fully from the start.

    A value has lost most of its weight after a thirtieth of the series, and after three values at least.

    Examples
    --------
    >>> smoothed([1.0, 1.0, 1.0]), smoothed([])
    ([1.0, 1.0, 1.0], [])
    """
    keep = math.exp(-1 / max(3.0, _SMOOTHED_SHARE * len(values)))
    total, weight, means = 0.0, 0.0, []
    for value in values:
        total, weight = keep * total + value, keep * weight + 1
        means.append(total / weight)
    return means


def _lines_of(name: str, steps: Sequence[Step], place: int, view: View) -> Iterator[CurveLine]:
    for part in PARTS:
        runs = [_run(name, seed, part, view) for seed in by_seed(steps)]
        line = _together(name, part, place if view.x == "step" else 0, [run for run in runs if run[1]])
        if not line.y:
            continue
        line = replace(line, y=smoothed(line.y), raw=line.y) if view.smooth and len(line.y) > 2 else line
        yield _thinned(line, log=view.log)
        if view.x == "cpu_seconds":  # one line each: validation, or training where nothing was validated
            return


def _run(name: str, steps: Sequence[Step], part: Part, view: View) -> tuple[list[float], list[float]]:
    """Return the x and y of one seed."""
    known_steps, values = known(steps, view.quantity, part)
    counted = view.x == "step" and contender(name).step_name
    return list(map(attrgetter("index" if counted else "cpu_seconds"), known_steps)), values


def _together(name: str, part: Part, place: int, runs: Sequence[tuple[list[float], list[float]]]) -> CurveLine:
    """Return the seeds' mean and range, as far as at least half of them have come."""
    if len(runs) < 2:
        x, y = runs[0] if runs else ([], [])
        return CurveLine(name, part, place, x, y, [], [], [])
    length = sorted((len(y) for _x, y in runs), reverse=True)[(len(runs) - 1) // 2]
    both = np.full((2, len(runs), length), np.nan)
    for row, run in enumerate(runs):
        reached = min(length, len(run[1]))
        both[:, row, :reached] = run[0][:length], run[1][:length]
    x, y = np.nanmean(both, axis=1).tolist()
    low, high = np.nanmin(both[1], axis=0).tolist(), np.nanmax(both[1], axis=0).tolist()
    return CurveLine(name, part, place, x, y, [], low, high)


def _thinned(line: CurveLine, *, log: bool) -> CurveLine:
    kept = thin(line.y, log=log)

    def some(values: list[float]) -> list[float]:
        return [float(values[place]) for place in kept] if values else values

    more = {"raw": some(line.raw), "low": some(line.low), "high": some(line.high)}
    return CurveLine(line.name, line.part, line.place, some(line.x), some(line.y), **more)
