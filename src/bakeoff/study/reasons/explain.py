"""Why the leader of a race leads: every reason is tried, and ranked by what it explains of the gap."""

import functools
import importlib
import math
import pkgutil
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy import stats

from bakeoff.contenders import contender
from bakeoff.errors import BakeoffError, SettingError, reason
from bakeoff.evaluation import notation
from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.intervals import LEVEL
from bakeoff.evaluation.significance import ALPHA
from bakeoff.race.finished import FinishedRace
from bakeoff.race.notebook import Column, result, table
from bakeoff.race.report import Report
from bakeoff.study.reasons.base import Altered, Duel, Reason
from bakeoff.text import _, sentences

SECONDS = 5.0
"""CPU time of the experiments that run by themselves."""
_OVERHEAD = 0.15
"""CPU time of an experiment besides its fits, about."""
_LEAST = 1 / 3
"""Share of the gap that a reason must explain."""
_NEARLY = 0.9
"""Share of the most that is explained from which reasons explain about as much."""

Outcome = Literal["explains", "does not", "not tried"]


@dataclass(frozen=True)
class Tried:
    """One reason, and what its experiment showed.

    Attributes
    ----------
    code, title : str
        Of the `Reason`.
    outcome : {"explains", "does not", "not tried"}
    explained : Estimate
        Part of the gap that goes away, in units of the metric, with its 95 % interval; NaN of one that was not tried.
    sentence : str
        The reason in words; empty unless it explains.
    test : str
        What the experiment changed, and what that did; empty of one that was not tried.
    seconds : float
        CPU time that the experiment takes, about; of one that was made, what it took.
    change : str
        What the experiment changed; empty of one that was not tried.
    scores : tuple of float
        Of leader and rival in the experiment; NaN of one that was not tried.
    """

    code: str
    title: str
    outcome: Outcome
    explained: Estimate
    sentence: str = ""
    test: str = ""
    seconds: float = 0.0
    change: str = ""
    scores: tuple[float, float] = (math.nan, math.nan)


@dataclass(frozen=True)
class Explanation:
    """Why the leader of a race leads.

    Attributes
    ----------
    leader, rival : str
        The first of the leaders, and the best contender that it beats; both empty if nobody beats another.
    gap : float
        By how much, in units of the metric.
    reasons : tuple of Tried
        Those that explain, the one to name first; then those that do not; then those that were not tried.
    """

    leader: str = ""
    rival: str = ""
    gap: float = math.nan
    reasons: tuple[Tried, ...] = ()

    @property
    def first(self) -> Tried | None:
        """The reason to name, if any explains."""
        return self.reasons[0] if self.reasons and self.reasons[0].outcome == "explains" else None

    @property
    def text(self) -> str:
        """The explanation in words."""
        if not self.leader:
            return _("Nobody beats another, so there is no reason to give.")
        if all(each.outcome == "not tried" for each in self.reasons):
            return _("No reason has been tried yet.")
        if self.first is None:
            names = {"leader": _(contender(self.leader).label), "rival": _(contender(self.rival).label)}
            return _("Nothing that was tried explains why {leader} beats {rival}.", **names)
        return sentences(self.first.sentence, self.first.test)

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        words = {"explains": _("explains it"), "does not": _("does not explain it"), "not tried": _("not tried")}
        columns: list[Column] = [
            (_("Reason"), [each.title for each in self.reasons]),
            (_("Experiment"), [words[each.outcome] for each in self.reasons]),
        ]
        return result(self.text, [], [table(columns)] if self.reasons else [])


@functools.cache
def records() -> tuple[Reason, ...]:
    """Return all reasons, in order."""
    package = sys.modules[__package__]
    modules = [importlib.import_module(f"{__package__}.{each.name}") for each in pkgutil.iter_modules(package.__path__)]
    reasons = [module.REASON for module in modules if hasattr(module, "REASON")]
    return tuple(sorted(reasons, key=lambda each: each.order))


def reasons(report: Report, seconds: float = SECONDS) -> Explanation:
    """Return why the leader of a race beats the best contender behind it, as far as experiments of `seconds` tell.

    Each experiment takes a property of the data, or of the rival, away, and trains anew. What it explains is the part
    of the lead on the test rows that goes away with it. It is named if that is at least a third of the gap, and more
    than 0 with an error of 5 % over all reasons that apply (Bonferroni), units of rows being drawn at random.
    Of those that explain nearly as much as the most, properties of the data come before settings.

    Parameters
    ----------
    report : Report
        Of a race in this process; one that was read from JSON knows no rows.
    seconds : float
        CPU time for all of them, about; the cheapest come first.

    Returns
    -------
    Explanation
        Without a leader if nobody beats another.

    Raises
    ------
    SettingError
        If the report was read from JSON, or a metric of your own decides.
    DatasetError
        If the data can no longer be read.
    """
    race = report.finished_race
    if race is None or race.own is not None:
        raise SettingError(
            _("Reasons need a race’s rows and one of Bakeoff’s metrics. Run it again, without your own metric.")
        )
    *_earlier, last = explain(race, seconds)
    return last


def explain(race: FinishedRace, seconds: float = SECONDS) -> Iterator[Explanation]:
    """Yield what is explained so far after each experiment, as `reasons` does.

    Raises
    ------
    DatasetError
        If the data can no longer be read.
    """
    duel = Duel.of(race)
    if duel is None:
        yield Explanation()
        return
    beaten = race.verdict.beats(duel.leader, duel.rival)
    applying = [each for each in records() if each.refits(duel) and (beaten or each.effect == "score goes")]
    asked = sorted(((_seconds(duel, each), each) for each in applying), key=lambda pair: pair[0])
    alpha = ALPHA / max(1, len(asked))
    tried: list[Tried] = []
    left = {each.code: _untried(each, expected) for expected, each in asked}

    def so_far() -> Explanation:
        return Explanation(duel.leader, duel.rival, duel.gap, (*_ranked(tried, duel.gap), *left.values()))

    yield so_far()
    for expected, each in asked:
        if expected > seconds:
            continue
        began = time.process_time()
        altered = _altered(each, duel)
        took = time.process_time() - began
        seconds -= took
        del left[each.code]
        if altered is not None:
            tried.append(_judged(duel, each, altered, took, alpha))
        yield so_far()


def _altered(each: Reason, duel: Duel) -> Altered | None:
    try:
        return each.alter(duel)
    except (BakeoffError, ValueError) as error:  # one experiment that fails costs its own line alone
        reason(error, f"the reason {each.code} cannot be tried")
        return None


def _seconds(duel: Duel, each: Reason) -> float:
    spent = {name: outcome.costs for name, outcome in duel.race.outcomes.items()}
    return _OVERHEAD + sum(
        spent[name].fit_cpu_seconds + (spent[name].startup_cpu_seconds or 0.0) for name in each.refits(duel)
    )


def _untried(each: Reason, seconds: float) -> Tried:
    nothing = Estimate(math.nan, math.nan, math.nan)
    return Tried(each.code, _(each.title), "not tried", nothing, seconds=seconds)


def _judged(duel: Duel, each: Reason, altered: Altered, seconds: float, alpha: float) -> Tried:
    if each.effect == "score goes":
        pair = ((duel.leader, altered.leader), (duel.rival, altered.rival))
        gone = np.mean([duel.part(name) - duel.part(name, answers) for name, answers in pair], axis=0)
    else:
        gone = (duel.leads() - duel.leads(altered.leader, altered.rival)) * (-1 if each.effect == "gap grows" else 1)
    mean, error = float(gone.mean()), float(gone.std(ddof=1)) / math.sqrt(len(gone))
    half = float(stats.norm.ppf((1 + LEVEL) / 2)) * error
    explained = Estimate(mean, mean - half, mean + half)
    sure = mean - float(stats.norm.ppf(1 - alpha / 2)) * error > 0
    holds = sure and mean >= _LEAST * duel.gap
    scores = duel.score(duel.leader, altered.leader), duel.score(duel.rival, altered.rival)
    values = {
        "before": duel.score(duel.leader),
        "after": scores[0],
        "rival_before": duel.score(duel.rival),
        "rival_after": scores[1],
    }
    written = {name: notation.score(value, duel.metric) for name, value in values.items()}
    words = {**duel.labels, **altered.words, **written}
    amounts = {
        "change": _(each.change, **words),
        "points": notation.difference(mean, duel.metric),
        "gap": notation.difference(duel.gap, duel.metric),
        "interval": notation.difference_interval(explained, duel.metric),
    }
    if each.effect == "score goes":
        test = _("{change}: the mean score of both gets worse by {points} ({interval}).", **amounts)
    elif each.effect == "gap grows":
        test = _("{change}: the gap of {gap} grows by {points} ({interval}).", **amounts)
    elif mean >= duel.gap:
        test = _("{change}: the gap of {gap} goes away.", **amounts)
    else:
        test = _("{change}: {points} of the gap go away ({interval}).", **amounts)
    sentence = _(each.sentence, **words) if holds else ""
    return Tried(
        each.code,
        _(each.title),
        "explains" if holds else "does not",
        explained,
        sentence,
        test,
        seconds,
        amounts["change"],
        scores,
    )


def _ranked(tried: list[Tried], gap: float) -> list[Tried]:
    """Rank by what is explained of the gap; of those that explain about as much the order of `records` decides.

    What makes all scores void comes first, and what makes the gap go away before what makes it grow.
    """
    effects = {each.code: each.effect for each in records()}
    codes = list(effects)
    holding = [each for each in tried if each.outcome == "explains"]
    void = [each for each in holding if effects[each.code] == "score goes"]
    going = [each for each in holding if effects[each.code] == "gap goes"]
    most = max((min(each.explained.value, gap) for each in going), default=0.0)
    close = [each for each in going if min(each.explained.value, gap) >= _NEARLY * most]
    rest = sorted((each for each in holding if each not in (*void, *close)), key=lambda each: -each.explained.value)
    others = sorted((each for each in tried if each not in holding), key=lambda each: -each.explained.value)
    return [*void, *sorted(close, key=lambda each: codes.index(each.code)), *rest, *others]
