"""Costs of a contender besides its errors: one record a cost, for every table, figure and export."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from bakeoff.evaluation.notation import UNKNOWN, count, duration, size, tick_time
from bakeoff.text import declare


@dataclass(frozen=True)
class Cost:
    """One cost.

    Attributes
    ----------
    name : str
        Name in reports, and of the field of `bakeoff.race.outcome.Costs`.
    label, help : str
        What a table calls it, and one sentence on what it is.
    write : callable
        Writes an amount in the unit a person would use.
    tick : callable or None
        Writes a round amount on an axis that scores are drawn against; None if none are.
    shared : bool
        Whether every contender has it, so that less of it is better; others have only some contenders at all.
    least : str
        What is said of a contender that has the least of several; empty if none is chosen by it.
    ends : (str, str) or None
        Fields with the least and the most of the times that it was measured.
    """

    name: str
    label: str
    help: str
    write: Callable[[float], str]
    tick: Callable[[float], str] | None = None
    shared: bool = True
    least: str = ""
    ends: tuple[str, str] | None = None

    def __post_init__(self) -> None:
        declare(self, "label", "help", "least")


def _milliseconds(amount: float) -> str:
    return duration(amount / 1000)


def _bytes(amount: float) -> str:
    return size(round(amount))


_ALL = (
    Cost(
        "fit_cpu_seconds",
        "Training, CPU",
        "CPU time of training alone, on one core.",
        duration,
        tick=tick_time,
        least="It trains fastest.",
    ),
    Cost(
        "startup_cpu_seconds",
        "Start-up, CPU",
        "CPU time until training could begin: building and compiling the model, a library’s first call.",
        duration,
        shared=False,
    ),
    Cost(
        "calibration_cpu_seconds",
        "Calibration, CPU",
        "CPU time of making its probabilities fit to rows that it had not seen.",
        duration,
        shared=False,
    ),
    Cost(
        "scoring_cpu_seconds",
        "Scoring, CPU",
        "CPU time of scoring for the live curves, which is no part of training.",
        duration,
        shared=False,
    ),
    Cost(
        "fit_wall_seconds",
        "Training, wall",
        "Elapsed time of training alone, with other contenders running beside it.",
        duration,
    ),
    Cost(
        "predict_ms_per_1000",
        "Predict 1,000 rows",
        "CPU time to predict a thousand rows. A slow model is timed on fewer rows.",
        _milliseconds,
        tick=lambda amount: tick_time(amount / 1000),
        least="It predicts fastest.",
        ends=("predict_ms_low", "predict_ms_high"),
    ),
    Cost(
        "model_bytes",
        "Model size",
        "Size of the fitted model on disk.",
        _bytes,
        tick=_bytes,
        least="It is the smallest.",
    ),
)

COSTS = {cost.name: cost for cost in _ALL}
"""All costs by name, in the order of the leaderboard's columns."""

SHARED = {name: cost for name, cost in COSTS.items() if cost.shared}
DRAWN = {name: cost for name, cost in COSTS.items() if cost.tick}
"""Those that scores are drawn against."""


def cost_text(name: str, amount: float | None) -> str:
    """Write a cost by its name; of what is no cost, such as how many nodes a tree has, the count.

    Examples
    --------
    >>> cost_text("fit_cpu_seconds", 0.0123), cost_text("predict_ms_per_1000", 2345.0)
    ('12 ms', '2.3 s')
    >>> cost_text("model_bytes", 26_400), cost_text("nodes", 25450), cost_text("startup_cpu_seconds", None)
    ('26 kB', '25,450', '–')
    """
    if amount is None or not math.isfinite(amount):
        return UNKNOWN
    return COSTS[name].write(amount) if name in COSTS else count(round(amount))
