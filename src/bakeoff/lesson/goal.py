"""Goal of a lesson: a closed grammar of declared records, none ever evaluated as code."""

import itertools
import math
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, model_validator

from bakeoff.contenders import contender
from bakeoff.errors import SettingError, reason
from bakeoff.evaluation.metrics import METRICS, metric_named
from bakeoff.fields import Settings
from bakeoff.lesson.measures import MEASURES
from bakeoff.lesson.measures.base import Measure, level_goal
from bakeoff.lesson.moment import Measured
from bakeoff.lesson.opened import Place
from bakeoff.lesson.units import Unit
from bakeoff.refusals import unknown
from bakeoff.study.record import TUNED
from bakeoff.text import _, clauses

MOST_CONDITIONS = 8


class Condition(Settings):
    """Condition on one measure.

    Raises SettingError, one sentence, for an unknown name, and for an impossible condition.

    Attributes
    ----------
    measure : str
        One of `bakeoff.lesson.measures.MEASURES`.
    of, against : str
        The contender and its rival, for measures that have them; names of lanes of a study, a level of a chapter.
    metric : str
        Metric of the measure, if it takes one.
    at_least, at_most : float or None
        Limits of the value; none for a measure that is true or false.

    Examples
    --------
    >>> print(Condition(measure="race.score", of="svm", metric="accuracy", at_least=0.95).in_words())
    Accuracy of Support vector machine: at least 95 %
    """

    measure: str = ""
    of: str = ""
    against: str = ""
    metric: str = ""
    at_least: float | None = None
    at_most: float | None = None

    @model_validator(mode="after")
    def _known(self) -> Self:
        if self.measure not in MEASURES:
            raise unknown(self.measure, MEASURES, _("measure"))
        self._check_named()
        self._check_limits()
        return self

    def _check_named(self) -> None:
        needed = {*self.declared.subjects, *(["metric"] if self.declared.takes_metric else [])}
        for name in ("of", "against", "metric"):
            if name in needed and not getattr(self, name):
                raise SettingError(_("A condition on {measure} has to say “{name}”.", measure=self.measure, name=name))
            if name not in needed and getattr(self, name):
                raise SettingError(_("A condition on {measure} has no “{name}”.", measure=self.measure, name=name))
        for name in (self.of, self.against):
            if name and self.declared.place == "learn":
                level_goal(name)
            elif name:
                contender(name.removesuffix(TUNED) if self.declared.place == "judge" else name)
        metrics = self.declared.metrics or tuple(metric.name for metric in METRICS)
        if self.metric and self.metric not in metrics:
            raise unknown(self.metric, metrics, _("metric"))

    def _check_limits(self) -> None:
        limited = self.at_least is not None or self.at_most is not None
        if self.declared.is_truth and limited:
            raise SettingError(_("“{condition}” is so or not: it takes no limits.", condition=self.in_words()))
        if not self.declared.is_truth and not limited:
            raise SettingError(_("A condition on {measure} needs “at_least” or “at_most”.", measure=self.measure))
        if self.of and self.of == self.against:
            raise SettingError(_("“{condition}” can never be reached; change it.", condition=self.in_words()))
        if not _possible([self]):
            raise SettingError(_("“{condition}” can never be reached; change it.", condition=self.in_words()))

    @property
    def declared(self) -> Measure:
        """The measure's record."""
        return MEASURES[self.measure]

    @property
    def unit(self) -> Unit:
        """Unit of the value."""
        return self.declared.unit_in(self.metric)

    @property
    def needed(self) -> tuple[float, float]:
        """The least and the most that it may come to, both ends included."""
        low = 1.0 if self.declared.is_truth else self.at_least
        return -math.inf if low is None else low, math.inf if self.at_most is None else self.at_most

    def met(self, value: float | None) -> bool:
        """Tell whether a value is what is wanted; one that is not known is not."""
        low, high = self.needed
        return value is not None and low <= value <= high

    def gain(self, value: float | None) -> float:
        """Return a number that is the greater the nearer a value is to what is wanted, to put attempts in order."""
        if value is None:
            return -math.inf
        return -value if self.needed[0] == -math.inf else value

    def read(self, run: Measured | None) -> float | None:
        """Return what is measured of a `LabMoment`, a `Report` or a `Record`; None as long as it is not known."""
        try:
            return None if run is None else self.declared.read(run, self.of, self.against, self.metric)
        except Exception as error:  # then it is not known, and the lesson's page stands
            reason(error, f"the measure {self.measure} failed")
            return None

    def opened(self, run: Measured) -> float | None:
        """Return what the test part says where the condition is about validation data; None for any other."""
        read = self.declared.opened
        return None if read is None else read(run, self.of, self.against, self.metric)

    @property
    def tested_as(self) -> str:
        """What a measure on validation data is called on the test part."""
        return _(metric_named(self.metric or self.declared.metrics[0]).label) if self.declared.metrics else _("Loss")

    def in_words(self) -> str:
        """Return it as a person reads it."""
        measured = self.declared.in_words(self.of, self.against, self.metric)
        if self.declared.is_truth:
            return measured
        low, high = ("" if end is None else self.unit.exactly(end) for end in (self.at_least, self.at_most))
        if low and high:
            return _("{measured}: {low} to {high}", measured=measured, low=low, high=high)
        if low:
            return _("{measured}: at least {low}", measured=measured, low=low)
        return _("{measured}: at most {high}", measured=measured, high=high)


def _parts(value: Any) -> Any:
    """Read conditions, and goals of conditions alone, before anything goes deeper."""
    if not isinstance(value, list | tuple):
        raise SettingError(_("What a goal is made of must be given as a list."))
    return tuple(map(_part, value))


def _part(value: Any) -> "Condition | Goal":
    if isinstance(value, Condition | Goal):
        return value
    if not isinstance(value, Mapping):
        raise SettingError(_("Each part of a goal must be a condition, or a goal of conditions alone."))
    if not value.keys() & Goal.model_fields.keys():
        return Condition.parse(value, _("The condition"))
    within = [parts for name in Goal.model_fields if isinstance(parts := value.get(name), list | tuple)]
    if any(isinstance(part, Mapping) and part.keys() & Goal.model_fields.keys() for part in itertools.chain(*within)):
        raise _too_deep()
    return Goal.parse(value, _("The goal"))


def _too_deep() -> SettingError:
    return SettingError(_("A goal within a goal is made of conditions alone; take out what is deeper."))


class Goal(Settings):
    """All of some conditions, or any of them; some may be goals of conditions alone.

    Examples
    --------
    >>> goal = Goal.parse({"all_of": [{"measure": "lab.test_loss", "at_most": 0.05},
    ...                               {"measure": "lab.epochs", "at_most": 300}]})
    >>> print(goal.in_words())
    Test loss: at most 0.05; Epochs: at most 300
    """

    all_of: Annotated[tuple["Condition | Goal", ...], BeforeValidator(_parts)] = ()
    any_of: Annotated[tuple["Condition | Goal", ...], BeforeValidator(_parts)] = ()

    @model_validator(mode="after")
    def _well_formed(self) -> Self:
        if bool(self.all_of) == bool(self.any_of):
            raise SettingError(_("A goal has conditions in either “all_of” or “any_of”."))
        if any(isinstance(inner, Goal) for part in self.parts if isinstance(part, Goal) for inner in part.parts):
            raise _too_deep()
        if sum(1 for _each in _conditions(self)) > MOST_CONDITIONS:
            raise SettingError(_("A goal has at most {n} conditions.", n=MOST_CONDITIONS))
        if len({condition.declared.place for condition in self.conditions}) > 1:
            raise SettingError(
                _("A goal is about the lab, a race or a study, and all of its conditions are about the same.")
            )
        if {"validation", "test"} <= {condition.declared.part for condition in self.conditions}:
            raise SettingError(
                _("A goal on validation scores keeps the test part closed; leave out what is measured on it.")
            )
        if not _possible([part for part in self.all_of if isinstance(part, Condition)]):
            raise SettingError(_("“{goal}” can never be reached at once; change it.", goal=self.in_words()))
        return self

    @property
    def parts(self) -> tuple["Condition | Goal", ...]:
        """Conditions and goals that it consists of."""
        return self.all_of or self.any_of

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Every condition of it once, in order."""
        return tuple(dict.fromkeys(_conditions(self)))

    @property
    def leading(self) -> Condition:
        """The first condition, by whose value attempts are put in order."""
        return self.conditions[0]

    @property
    def validates(self) -> bool:
        """True if it is about validation data, so that the test part stays closed until it is reached."""
        return any(condition.declared.part == "validation" for condition in self.conditions)

    @property
    def place(self) -> Place:
        """Place of its measures: ``lab``, ``race``, ``judge`` or ``learn``."""
        return self.leading.declared.place

    def reached(self, values: Mapping[Condition, float | None]) -> bool:
        """Tell whether it is reached with these values of its conditions, all of one moment."""
        met = [part.reached(values) if isinstance(part, Goal) else part.met(values.get(part)) for part in self.parts]
        return all(met) if self.all_of else any(met)

    def in_words(self) -> str:
        """Return it as a person reads it."""
        said = [
            _("({goal})", goal=part.in_words()) if isinstance(part, Goal) else part.in_words() for part in self.parts
        ]
        if self.all_of or len(said) == 1:
            return clauses(said)
        return _("any of: {conditions}", conditions=clauses(said))


def _conditions(goal: Goal) -> Iterator[Condition]:
    for part in goal.parts:
        if isinstance(part, Goal):
            yield from _conditions(part)
        else:
            yield part


def _possible(together: list[Condition]) -> bool:
    """Tell whether conditions that have to be met at once can be, as far as limits tell, and who beats whom."""
    beaten = {(each.of, each.against) for each in together if each.declared.is_truth}
    if any((loser, winner) in beaten for winner, loser in beaten):
        return False
    ends: dict[tuple[str, ...], tuple[float, float]] = {}
    for each in together:
        about = (each.measure, each.of, each.against, each.metric)
        low, high = ends.get(about, (each.unit.low, each.unit.high))
        ends[about] = max(low, each.needed[0]), min(high, each.needed[1])
        if each.unit.whole and ends[about][0] > -math.inf:
            ends[about] = math.ceil(ends[about][0]), ends[about][1]
    return all(low <= high for low, high in ends.values())
