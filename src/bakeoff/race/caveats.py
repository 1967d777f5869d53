"""Problems of a race that has ended, the most severe first: a headline names them before the winner."""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from bakeoff.checks.base import EndedRace
from bakeoff.checks.registry import in_order, look
from bakeoff.contenders import Step, contender
from bakeoff.evaluation.base import Finding
from bakeoff.evaluation.metrics import basic_metric
from bakeoff.evaluation.standings import Standings
from bakeoff.race.outcome import Result, Setting
from bakeoff.spec import BakeoffSpec


def caveats(ended: EndedRace, findings: Iterable[Finding] = (), muted: Collection[str] = ()) -> tuple[Finding, ...]:
    """Return what is wrong with a race that has come to its end.

    Parameters
    ----------
    findings : iterable of Finding
        What is wrong with its set-up.
    muted : collection of str
        Codes of checks that somebody has said do not matter.
    """
    return in_order([*_once_in_a_headline(findings), *look(ended, muted).findings])


def _once_in_a_headline(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings of a set-up, of which the gravest alone is for the headline: each says that the result is void."""
    said = False
    for finding in in_order(findings):
        yield replace(finding, headline="") if said else finding
        said = said or bool(finding.headline)


def ended_race(results: Mapping[str, Result], setting: Setting, spec: BakeoffSpec, standings: Standings) -> EndedRace:
    """Return a race that has come to its end as checks look at it."""
    metric = basic_metric(setting.task)
    scored = {name: result.outcome for name, result in results.items() if result.outcome is not None}
    lost = {name: result.status for name, result in results.items() if result.outcome is None}
    return EndedRace(
        metric,
        {name: _of_one_seed(result.steps) for name, result in results.items() if result.status == "done"},
        {
            name: (results[name].steps, outcome.metrics[metric.name].value)
            for name, outcome in scored.items()
            if not contender(name).baseline and metric.name in outcome.metrics
        },
        failed=tuple(name for name, status in lost.items() if status == "failed"),
        stopped=tuple(name for name, status in lost.items() if status == "stopped"),
        unfinished=tuple(name for name in scored if results[name].status == "stopped"),
        split=spec.rules.split,
        validated={
            name: float(np.mean(own))
            for name in scored
            if not contender(name).baseline and (own := [*_validated(name, results[name].steps, spec)])
        },
        n_validation=setting.n_validation,
        n_test=setting.n_test,
        standings=standings,
        cpu_seconds={name: outcome.costs.fit_cpu_seconds for name, outcome in scored.items()},
        changed=frozenset(name for name, settings in spec.contenders.items() if settings.changed()),
    )


def _validated(name: str, steps: Sequence[Step], spec: BakeoffSpec) -> Iterator[float]:
    """Yield the validation score of each seed's model: of its last step, or of the one that it went back to."""
    goes_back = contender(name).goes_back(spec.contenders[name])
    for seed in {step.seed for step in steps}:
        own = [step for step in steps if step.seed == seed and step.validation_score is not None]
        if goes_back:
            own.sort(key=lambda step: -math.inf if step.validation_loss is None else -step.validation_loss)
        if own:
            yield float(own[-1].validation_score or 0.0)


def _of_one_seed(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """Return the steps of the last seed alone, each of which starts anew."""
    return tuple(step for step in steps if step.seed == steps[-1].seed)
