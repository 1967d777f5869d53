"""Outcome that bets are scored against: the winner of a race or a study, or each contender's chance to be the best."""

import math
from collections import Counter
from collections.abc import Mapping

from scipy import stats

from bakeoff.contenders import contender
from bakeoff.evaluation.best_of_all import Gap, chances_of_best
from bakeoff.evaluation.intervals import LEVEL
from bakeoff.features.judge.findings import deciding_point, decisions, held, pairs_over_datasets
from bakeoff.features.judge.record import Record, StudyLane
from bakeoff.features.lessons.lesson import Lesson
from bakeoff.features.lessons.moment import Measured
from bakeoff.race.report import Report

_WITHOUT_WINNER = ("setting", "fair")
"""Questions of the judge that ask for no best contender."""
_Compared = list[tuple[Gap, str]]
"""Pairs, each with its winner; empty where that is undecided."""


def rivals(lesson: Lesson) -> tuple[str, ...]:
    """Return the contenders that can be bet on, baselines left out; none if the lesson asks for no best one."""
    start = lesson.start
    if lesson.place not in ("race", "judge") or start.plan.question in _WITHOUT_WINNER:
        return ()
    names = tuple(name for name in start.spec.contenders if not contender(name).baseline)
    return names if len(names) > 1 else ()


def outcome(run: Measured) -> Mapping[str, float] | None:
    """Return 1 for the contender that the verdict calls the best of all, else the chance of each of being that.

    A study's contender, as it is set and tuned, is one. None of a run that is not over, or compares no contenders.
    """
    match run:
        case Report():
            compared, freedom = _of_race(run), math.inf
        case Record() if run.fitted and not run.active and run.plan.question not in _WITHOUT_WINNER:
            compared, freedom = _of_study(run)
        case _:
            return None
    if not compared:
        return None
    lanes = {name for gap, _winner in compared for name in (gap.first, gap.second)}
    wins = Counter(winner for _gap, winner in compared)
    best = {lane: 1.0 for lane in lanes if wins[lane] == len(lanes) - 1}
    chances: dict[str, float] = {}
    for lane, chance in (best or chances_of_best([gap for gap, _winner in compared], freedom)).items():
        name = StudyLane.of(lane).contender
        chances[name] = chances.get(name, 0.0) + chance
    return chances


def _of_race(report: Report) -> _Compared:
    verdict = report.verdict
    if verdict is None or any(result.status in ("waiting", "training") for result in report.results.values()):
        return []
    compared: _Compared = []
    for pair in verdict.pairs:
        if {pair.first, pair.second} <= {*verdict.rivals}:
            gap = Gap(pair.first, pair.second, pair.difference, _error(pair.low, pair.high))
            ahead = pair.first if pair.difference > 0 else pair.second
            compared.append((gap, ahead if pair.decided and ahead in verdict.ranks else ""))
    return compared


def _of_study(record: Record) -> tuple[_Compared, float]:
    """Return what is compared, and the degrees of freedom."""
    compared: _Compared = []
    if record.plan.question == "datasets":
        n = min((each.n_datasets for each in pairs_over_datasets(record)), default=2)
        for each in pairs_over_datasets(record):
            lead = each.difference
            gap = Gap(each.first, each.second, lead.value, _error(lead.low, lead.high, n - 1))
            compared.append((gap, each.winner or ""))
        return compared, n - 1
    point = deciding_point(record)
    pairs, worse = decisions(record, point=point), held(record, point=point)
    for pair in pairs:
        gap = Gap(pair.first, pair.second, pair.comparison.difference.value, pair.comparison.error)
        compared.append((gap, "" if pair.winner is None or pair.winner in worse else pair.winner))
    return compared, min((pair.comparison.n_folds for pair in pairs), default=2) - 1


def _error(low: float, high: float, freedom: float = math.inf) -> float:
    """Return the standard error of a difference with this interval."""
    return (high - low) / 2 / float(stats.t.ppf((1 + LEVEL) / 2, freedom))
