"""Problems of a race that has ended, the most severe first: a headline names them before the winner."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from bakeoff.checks.base import EndedRace
from bakeoff.checks.registry import in_order, look
from bakeoff.contenders import Step, contender
from bakeoff.evaluation.base import Finding
from bakeoff.evaluation.metrics import basic_metric
from bakeoff.fields import Task
from bakeoff.race.outcome import Result


def caveats(
    results: Mapping[str, Result],
    findings: Iterable[Finding],
    task: Task,
    muted: Collection[str] = (),
    split: str = "random",
) -> tuple[Finding, ...]:
    """Return what is wrong with a race that has come to its end.

    Parameters
    ----------
    results : mapping of str to Result
        By contender.
    findings : iterable of Finding
        What is wrong with its set-up.
    task : {"classification", "regression"}
    muted : collection of str
        Codes of checks that somebody has said do not matter.
    split : {"random", "time", "group"}
        How test rows were held out.
    """
    return in_order([*_once_in_a_headline(findings), *look(_ended(results, task, split), muted).findings])


def _once_in_a_headline(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings of a set-up, of which the gravest alone is for the headline: each says that the result is void."""
    said = False
    for finding in in_order(findings):
        yield replace(finding, headline="") if said else finding
        said = said or bool(finding.headline)


def _ended(results: Mapping[str, Result], task: Task, split: str) -> EndedRace:
    metric = basic_metric(task)
    return EndedRace(
        metric,
        {name: _of_one_seed(result.steps) for name, result in results.items() if result.status == "done"},
        {
            name: (result.steps, result.outcome.metrics[metric.name].value)
            for name, result in results.items()
            if result.outcome is not None and not contender(name).baseline and metric.name in result.outcome.metrics
        },
        failed=tuple(name for name, result in results.items() if result.status == "failed" and result.outcome is None),
        stopped=tuple(
            name for name, result in results.items() if result.status == "stopped" and result.outcome is None
        ),
        unfinished=tuple(
            name for name, result in results.items() if result.status == "stopped" and result.outcome is not None
        ),
        split=split,
    )


def _of_one_seed(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Return the steps of the last seed alone, each of which starts anew."""
    return tuple(step for step in steps if step.seed == steps[-1].seed)
