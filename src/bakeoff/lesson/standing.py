"""Standing of a run toward a goal, condition by condition."""

from dataclasses import dataclass, replace
from typing import Self

from bakeoff.lesson.goal import Condition, Goal
from bakeoff.lesson.moment import Measured
from bakeoff.text import _


@dataclass(frozen=True)
class ConditionStanding:
    """Standing of a run toward one condition.

    Attributes
    ----------
    value : float or None
        Measured value; None until it is known.
    counts : bool
        False of a run that cannot reach the goal, whatever is measured.
    """

    condition: Condition
    value: float | None
    counts: bool = True

    @property
    def met(self) -> bool:
        """True if the value meets the condition."""
        return self.counts and self.condition.met(self.value)

    def in_words(self) -> str:
        """Return what was measured, and what is missing.

        Examples
        --------
        >>> accuracy = Condition(measure="race.score", of="svm", metric="accuracy", at_least=0.95)
        >>> print(ConditionStanding(accuracy, 0.931).in_words())
        93.1 %, 1.9 points to go
        >>> print(ConditionStanding(accuracy, 0.96).in_words(), "/", ConditionStanding(accuracy, None).in_words())
        96.0 %, reached / not known yet
        """
        if self.value is None:
            return _("not known yet")
        if self.condition.declared.is_truth:
            return _("decided so") if self.condition.met(self.value) else _("not decided so")
        value, (low, high) = self.condition.unit.write(self.value), self.condition.needed
        if not self.counts:
            return value
        if self.met:
            return _("{value}, reached", value=value)
        gap = self.condition.unit.apart(low - self.value if self.value < low else self.value - high)
        if self.value < low:
            return _("{value}, {gap} to go", value=value, gap=gap)
        if self.condition.unit.whole:
            return _("{value}, {gap} too many", value=value, gap=gap)
        return _("{value}, {gap} too much", value=value, gap=gap)


@dataclass(frozen=True)
class Standing:
    """Standing of a run toward a goal.

    Attributes
    ----------
    parts : tuple of ConditionStanding
        One for each condition, in order, all measured at the same moment.
    """

    reached: bool
    parts: tuple[ConditionStanding, ...]

    @property
    def leading(self) -> ConditionStanding:
        """The first condition's."""
        return self.parts[0]

    def uncounted(self) -> Self:
        """Return the standing of the same run if it does not count."""
        return replace(self, reached=False, parts=tuple(replace(part, counts=False) for part in self.parts))


def standing(goal: Goal, run: Measured | None) -> Standing:
    """Return where a run stands.

    Parameters
    ----------
    run : LabMoment, Report, Record or None
        What is known of the run at one moment; of the kind of the goal's place. None: there is none yet.
    """
    values = {condition: condition.read(run) for condition in goal.conditions}
    return Standing(goal.reached(values), tuple(map(ConditionStanding, values, values.values())))
