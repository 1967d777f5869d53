"""What is wrong with a race, the gravest first: what a headline has to say before it says who won."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from bakeoff.checks.training_checks import check_curves, check_gaps
from bakeoff.contenders import Step, contender
from bakeoff.evaluation.base import Finding
from bakeoff.evaluation.metrics import deciding
from bakeoff.evaluation.verdict_words import joined
from bakeoff.fields import Task
from bakeoff.text import _

if TYPE_CHECKING:
    from bakeoff.race.report import Result

GRAVITY = (
    "telltale",
    "answer_means",
    "telltale_pair",
    "repeated",
    "near",
    "group",
    "time",
    "failed",
    "stopped",
    "unfinished",
    "imbalance",
    "still_learning",
    "overfit",
)
"""Kinds of findings, the gravest first; what is not named comes last, warnings before notes."""


def caveats(results: Mapping[str, "Result"], found: Iterable[Finding], task: Task) -> tuple[Finding, ...]:
    """Return what is wrong with a race that has come to its end.

    Parameters
    ----------
    results : mapping of str to Result
        By contender.
    found : iterable of Finding
        What is wrong with its set-up.
    task : {"classification", "regression"}
    """
    steps = {name: _of_one_seed(result.steps) for name, result in results.items() if result.status == "done"}
    return in_order([*found, *_missing(results), *check_curves(steps), *_gaps(results, task)])


def in_order(found: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings with the gravest first."""
    return tuple(sorted(found, key=lambda one: (one.level != "warning", _place(one.code))))


def _place(code: str) -> int:
    return GRAVITY.index(code) if code in GRAVITY else len(GRAVITY)


def _of_one_seed(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Return the steps of the last seed alone, each of which starts anew."""
    return tuple(one for one in steps if one.seed == steps[-1].seed)


def _gaps(results: Mapping[str, "Result"], task: Task) -> tuple[Finding, ...]:
    """Compare what each was on its training rows with what it is on the test rows."""
    metric = deciding("auto", task)
    scored = {
        name: one.outcome.metrics[metric.name].value
        for name, one in results.items()
        if one.outcome is not None and not contender(name).baseline and metric.name in one.outcome.metrics
    }
    return check_gaps({name: results[name].steps for name in scored}, scored, metric)


def _missing(results: Mapping[str, "Result"]) -> Iterator[Finding]:
    """Name the contenders that did not get to the end, and are compared as they stand or not at all."""
    ends = {"failed": _failed, "stopped": _stopped}
    for status, say in ends.items():
        names = [name for name, one in results.items() if one.status == status and one.outcome is None]
        if names:
            yield say(names)
    unfinished = [name for name, one in results.items() if one.status == "stopped" and one.outcome is not None]
    if unfinished:
        yield _unfinished(unfinished)


def _failed(names: list[str]) -> Finding:
    said = (
        _("{label} failed and is not compared.", label=contender(names[0]).label)
        if len(names) == 1
        else _("{labels} failed and are not compared.", labels=joined(names))
    )
    return Finding(
        "failed",
        "warning",
        said,
        _("A race is won against those only that came to their end."),
        _("The card says why; mend that and race again."),
        headline=said,
    )


def _stopped(names: list[str]) -> Finding:
    said = (
        _("{label} was stopped and is not compared.", label=contender(names[0]).label)
        if len(names) == 1
        else _("{labels} were stopped and are not compared.", labels=joined(names))
    )
    return Finding(
        "stopped",
        "warning",
        said,
        _("Nothing is known of how good it would have become."),
        _("Race again and let it come to its end, or give it less to do."),
        headline=said,
    )


def _unfinished(names: list[str]) -> Finding:
    said = (
        _("{label} was stopped before its end and is compared as it stood.", label=contender(names[0]).label)
        if len(names) == 1
        else _("{labels} were stopped before their end and are compared as they stood.", labels=joined(names))
    )
    return Finding(
        "unfinished",
        "warning",
        said,
        _("With the rest of its training it might have become better."),
        _("Race again and let it come to its end, or allow more time."),
        headline=said,
    )
