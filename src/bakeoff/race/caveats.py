"""What is wrong with a race that has ended, the gravest first: what a headline says before it says who won."""

from collections.abc import Collection, Iterable, Mapping

from bakeoff.checks import EndedRace, in_order, look
from bakeoff.contenders import Step, contender
from bakeoff.evaluation.base import Finding
from bakeoff.evaluation.metrics import deciding
from bakeoff.fields import Task
from bakeoff.race.outcome import Result


def caveats(
    results: Mapping[str, Result], found: Iterable[Finding], task: Task, muted: Collection[str] = ()
) -> tuple[Finding, ...]:
    """Return what is wrong with a race that has come to its end.

    Parameters
    ----------
    results : mapping of str to Result
        By contender.
    found : iterable of Finding
        What is wrong with its set-up.
    task : {"classification", "regression"}
    muted : collection of str
        Codes of checks that somebody has said do not matter.
    """
    return in_order([*found, *look(_ended(results, task), muted).findings])


def _ended(results: Mapping[str, Result], task: Task) -> EndedRace:
    metric = deciding("auto", task)
    return EndedRace(
        metric,
        {name: _of_one_seed(one.steps) for name, one in results.items() if one.status == "done"},
        {
            name: (one.steps, one.outcome.metrics[metric.name].value)
            for name, one in results.items()
            if one.outcome is not None and not contender(name).baseline and metric.name in one.outcome.metrics
        },
        failed=tuple(name for name, one in results.items() if one.status == "failed" and one.outcome is None),
        stopped=tuple(name for name, one in results.items() if one.status == "stopped" and one.outcome is None),
        unfinished=tuple(name for name, one in results.items() if one.status == "stopped" and one.outcome is not None),
    )


def _of_one_seed(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Return the steps of the last seed alone, each of which starts anew."""
    return tuple(one for one in steps if one.seed == steps[-1].seed)
