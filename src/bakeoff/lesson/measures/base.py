"""Record of a measure."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Literal, cast

from bakeoff.contenders import contender
from bakeoff.evaluation.metrics import metric_named
from bakeoff.lesson.chapter import chapters
from bakeoff.lesson.opened import Place
from bakeoff.lesson.units import TRUTH, Unit, of_metric
from bakeoff.refusals import unknown
from bakeoff.study.record import TUNED
from bakeoff.text import _, declare


@dataclass(frozen=True)
class Measure:
    """Something that a condition can be about.

    Attributes
    ----------
    name : str
        Its place, a dot and its own name, such as ``race.score``.
    label, help : str
        What a list calls it, and one sentence on what it is.
    read : callable
        ``read(run, of, against, metric)`` returns the number, or None where it is not known (yet).
    unit : Unit or None
        None: that of the metric that the condition names.
    said : str
        How a sentence says it, with places for what it is of; its label unless there are such.
    subjects : tuple of str
        What a condition has to name for it: ``of``, or ``of`` and ``against``.
    most : float
        The most that there can be, if that is less than its unit allows.
    part : {"", "validation", "test"}
        Part of the data on which it scores a model.
    opened : callable or None
        Of a measure on validation data: `read` on the test part, which is opened once, when the goal is reached.
    metrics : tuple of str
        Metrics that it can be in, or what it is on the test part; all, or the loss, if empty.
    """

    name: str
    label: str
    help: str
    read: Callable[[Any, str, str, str], float | None]
    unit: Unit | None = None
    said: str = ""
    subjects: tuple[Literal["of", "against"], ...] = field(default=())
    most: float = math.inf
    part: Literal["", "validation", "test"] = ""
    opened: Callable[[Any, str, str, str], float | None] | None = None
    metrics: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        declare(self, "label", "help", "said")

    @property
    def place(self) -> Place:
        """Place where it is measured: ``lab``, ``race``, ``judge`` or ``learn``."""
        return cast(Place, self.name.partition(".")[0])

    @property
    def takes_metric(self) -> bool:
        """True if a condition on it has to name a metric."""
        return self.unit is None

    @property
    def is_truth(self) -> bool:
        """True if its value is true or false, so that it has no limits."""
        return self.unit is TRUTH

    def unit_in(self, metric: str) -> Unit:
        """Return the unit that it has in a metric, if it takes one."""
        unit = of_metric(metric_named(metric)) if self.unit is None else self.unit
        return replace(unit, high=min(unit.high, self.most))

    def in_words(self, of: str, against: str, metric: str) -> str:
        """Return what is measured as a sentence says it."""
        if self.place == "learn":
            return _(level_goal(of))
        if not self.said:
            return _(self.label)
        named = {"of": subject(of), "against": subject(against)} if of else {}
        return _(self.said, **named, **({"metric": _(metric_named(metric).label)} if metric else {}))


def level_goal(level: str) -> str:
    """Return the goal of a level of Learn's chapters, as in `Chapter.levels`; raises SettingError for another."""
    goals = {name: goal for record in chapters().values() for name, goal in record.levels.items()}
    if level not in goals:
        raise unknown(level, goals, _("goal of a chapter"))
    return goals[level]


def subject(name: str) -> str:
    """Return what a contender, or a lane of a study, is called."""
    base = name.removesuffix(TUNED)
    if not base:
        return ""
    label = _(contender(base).label)
    return _("{label} (tuned)", label=label) if base != name else label


def known(value: float | None) -> float | None:
    """Return a number, or None where it is none."""
    return None if value is None or not math.isfinite(value) else float(value)
