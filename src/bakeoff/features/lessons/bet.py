"""Bets on who wins: a chance for each contender, scored by the Brier score against what came true."""

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import fmean
from typing import NamedTuple, Self

from bakeoff.errors import SettingError
from bakeoff.features.lessons.room import LessonProgress
from bakeoff.text import _

_BIN = 20
"""Width of the calibration's bins, in percent."""


@dataclass(frozen=True)
class Bet:
    """Chances by contender, in percent, and the share of each in what came true; empty until that is known."""

    chances: Mapping[str, int]
    outcome: Mapping[str, float] = field(default_factory=dict)

    @classmethod
    def of(cls, progress: LessonProgress) -> Self | None:
        """Return the bet of a learner's progress; None without one."""
        return cls(json.loads(progress.bet), json.loads(progress.outcome or "{}")) if progress.bet else None

    @property
    def score(self) -> float:
        """Expected Brier score, from 0, the best, to 2; NaN until the outcome is known."""
        return brier({name: chance / 100 for name, chance in self.chances.items()}, self.outcome)

    @property
    def even_score(self) -> float:
        """Brier score of even chances."""
        return brier(dict.fromkeys(self.chances, 1 / len(self.chances)), self.outcome)


class Calibration(NamedTuple):
    """Chances of about one size: their number, their mean in percent, and how many percent of them came true."""

    n: int
    given: float
    true: float


def brier(chances: Mapping[str, float], outcome: Mapping[str, float]) -> float:
    """Return the expected Brier score of chances, the winner being drawn from the outcome; NaN without one."""
    names = {*chances, *outcome}
    scores = [
        share * sum((chances.get(name, 0.0) - (name == winner)) ** 2 for name in names)
        for winner, share in outcome.items()
    ]
    return math.fsum(scores) if scores else math.nan


def even(names: Sequence[str]) -> dict[str, int]:
    """Return even chances in whole percent, the first ones larger where 100 has a rest."""
    each, more = divmod(100, len(names))
    return {name: each + (place < more) for place, name in enumerate(names)}


def checked(chances: Mapping[str, object], names: Sequence[str]) -> dict[str, int]:
    """Return a bet on these contenders; raises SettingError, one sentence, if it is none."""
    if chances.keys() != {*names}:
        raise SettingError(_("A bet has a chance for each contender of the lesson, and for no other."))
    whole = {name: chance for name in names if type(chance := chances[name]) is int and 0 <= chance <= 100}
    if len(whole) < len(names):
        raise SettingError(_("Each chance must be a whole number from 0 to 100."))
    if sum(whole.values()) != 100:
        raise SettingError(_("The chances add up to {n} %; change one so that it is 100 %.", n=sum(whole.values())))
    return whole


def calibration(bets: Iterable[Bet]) -> list[Calibration]:
    """Return how often chances of each size came true, small ones first; each chance of a settled bet counts once."""
    bins: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
    for bet in bets:
        for name, chance in bet.chances.items() if bet.outcome else ():
            bins[min(chance, 99) // _BIN].append((chance, 100 * bet.outcome.get(name, 0.0)))
    each = (zip(*bins[place], strict=True) for place in sorted(bins))
    return [Calibration(len(given), fmean(given), fmean(true)) for given, true in each]
