"""Contenders tuned with equal budgets: the plan, about how long it takes, and what tuning has changed."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable

from bakeoff.checks.base import Searched
from bakeoff.checks.registry import look
from bakeoff.contenders import contender
from bakeoff.evaluation import notation
from bakeoff.evaluation.decision import Decision
from bakeoff.evaluation.rank_words import ordinal
from bakeoff.fields import Settings
from bakeoff.study.findings import standing
from bakeoff.study.plan import INNER_FOLDS, Plan
from bakeoff.study.record import TUNED, Record
from bakeoff.text import _, listed, sentences

TRIALS = 20
"""Trials of each contender that a button asks for."""
_OVERHEAD_SECONDS = 0.005
"""Time of a trial's fit besides the fit."""
_LEAST_MINUTES, _MOST_MINUTES = 5, 60


def tuned_plan(plan: Plan, fit_seconds: Iterable[float]) -> tuple[Plan, float]:
    """Return the plan that also tunes each contender, and about how many seconds of CPU time it takes.

    Parameters
    ----------
    fit_seconds : iterable of float
        CPU time of one fit of each contender.
    """
    folds = plan.folds * plan.repeats if plan.method != "leave_one_out" else plan.folds
    seconds = folds * sum(each + _OVERHEAD_SECONDS for each in fit_seconds) * (2 + INNER_FOLDS * TRIALS)
    minutes = min(_MOST_MINUTES, max(_LEAST_MINUTES, plan.minutes, math.ceil(2 * seconds / 60)))
    asked = {"question": "which", "trials": TRIALS, "until_decided": False, "minutes": minutes}
    return plan.parse(dict(plan) | asked), seconds


def tuning_label(seconds: float) -> str:
    """Return the label of a button that tunes each contender."""
    return _("{n} trials each, about {time}", n=TRIALS, time=notation.duration(seconds))


def tuning_help() -> str:
    """Say what that button does."""
    return _(
        "Tries {n} settings of each contender within each training part, and compares the best with the given "
        "ones. The time is that of one core.",
        n=TRIALS,
    )


def searched(record: Record) -> Searched:
    """Return the settings that tuning chose in a study, by contender and fold."""
    chosen: dict[str, list[Settings]] = defaultdict(list)
    for fitted in record.fitted:
        name = fitted.cell.lane.removesuffix(TUNED)
        if fitted.cell.lane.endswith(TUNED):
            given = record.spec.contenders[name]
            chosen[name].append(given.parse(dict(given) | dict(fitted.chosen)))
    return Searched(record.spec.dataset.info.task, chosen)


def tuning_sentences(record: Record, pairs: tuple[Decision, ...]) -> str:
    """Say what tuning cost, whose place it changed most and who is surely better by it; empty if nobody was tuned."""
    means = standing(record)["mean"].map(record.metric.gain)
    both = [name for name in record.spec.contenders if name in means and f"{name}{TUNED}" in means]
    if not both:
        return ""
    before = means[both].rank(ascending=False, method="min")
    after = means[[f"{name}{TUNED}" for name in both]].rank(ascending=False, method="min")
    rises = {name: int(before[name]) - int(after[f"{name}{TUNED}"]) for name in both}
    first = max(both, key=rises.__getitem__)
    better = [pair.winner for pair in pairs if pair.winner in {f"{name}{TUNED}" for name in both}
              and pair.loser == pair.winner.removesuffix(TUNED)]  # fmt: skip
    spent = sum({trial.cell: trial.cpu_seconds for trial in record.tried}.values())  # the last of a cell has it in all
    trials = Counter(trial.cell for trial in record.tried)
    words = {"n": record.plan.trials, "time": notation.duration(spent)}
    said = [
        _("Each was tuned with {n} trials a fold, in {time} of CPU time.", **words)
        if min(trials.values(), default=0) == record.plan.trials
        else _("Each was tuned with at most {n} trials a fold, in {time} of CPU time.", **words),
        ""
        if len(both) < 2
        else _("Tuning changes no contender’s place.")
        if not rises[first]
        else _(
            "By mean scores, tuning moves {label} from {before} to {after}.",
            label=_(contender(first).label),
            before=ordinal(int(before[first])),
            after=ordinal(int(after[f"{first}{TUNED}"])),
        ),
        _(
            "Surely better by it: {names}.",
            names=listed([_(contender(name.partition("+")[0]).label) for name in better]),
        )
        if better
        else _("No contender is surely better by it."),
        *(text for finding in look(searched(record)).findings for text in (finding.what, finding.reason, finding.mend)),
    ]
    return sentences(*said)
