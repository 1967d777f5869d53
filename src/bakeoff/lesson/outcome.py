"""Outcome that bets are scored against: the winner of a race or a study, or each contender's chance to be the best."""

import math
from collections import Counter
from collections.abc import Mapping
from statistics import NormalDist

from bakeoff.contenders import contender
from bakeoff.evaluation.best_of_all import Gap, chances_of_best
from bakeoff.evaluation.intervals import LEVEL
from bakeoff.lesson.lesson import Lesson
from bakeoff.lesson.moment import Measured
from bakeoff.race.report import Report
from bakeoff.study.findings import decisions, held
from bakeoff.study.record import Record, StudyLane

_QUESTIONS = ("which", "rows")
"""Questions of the judge that ask for the best contender of one data set."""
_WIDTH = 2 * NormalDist().inv_cdf((1 + LEVEL) / 2)
"""Width of an interval in standard errors."""


def rivals(lesson: Lesson) -> tuple[str, ...]:
    """Return the contenders that can be bet on, baselines left out; none if the lesson asks for no best one."""
    start = lesson.start
    in_race = lesson.place == "race" and not lesson.goal.validates  # else the test part, which decides, stays closed
    asks = in_race or (lesson.place == "judge" and start.plan.question in _QUESTIONS)
    names = tuple(name for name in start.spec.contenders if asks and not contender(name).baseline)
    return names if len(names) > 1 else ()


def outcome(run: Measured) -> Mapping[str, float] | None:
    """Return 1 for the contender that the verdict calls the best of all, else the chance of each of being that.

    A study's contender, as it is set and tuned, is one. None of a run that is not over, or compares no contenders.
    """
    gaps: list[Gap] = []
    winners: list[str | None] = []
    freedom = math.inf
    if isinstance(run, Report) and run.verdict is not None:
        over = all(result.status not in ("waiting", "training") for result in run.results.values())
        for pair in run.verdict.pairs if over else ():
            if {pair.first, pair.second} <= {*run.verdict.rivals}:
                gaps.append(Gap(pair.first, pair.second, pair.difference, (pair.high - pair.low) / _WIDTH))
                ahead = pair.first if pair.difference > 0 else pair.second
                winners.append(ahead if pair.decided and ahead in run.verdict.ranks else None)
    elif isinstance(run, Record) and not run.active and run.fitted and run.plan.question in _QUESTIONS:
        point = len(run.points) - 1
        worse = held(run, point=point)
        for decision in decisions(run, point=point):
            compared = decision.comparison
            gaps.append(Gap(decision.first, decision.second, compared.difference.value, compared.error))
            winners.append(None if decision.winner in worse else decision.winner)
            freedom = min(freedom, compared.n_folds - 1)
    if not gaps:
        return None
    lanes, wins = {*(gap.first for gap in gaps), *(gap.second for gap in gaps)}, Counter(winners)
    best = {lane: 1.0 for lane in lanes if wins[lane] == len(lanes) - 1}
    chances: dict[str, float] = {}
    for lane, chance in (best or chances_of_best(gaps, freedom)).items():
        name = StudyLane.of(lane).contender
        chances[name] = chances.get(name, 0.0) + chance
    return chances
