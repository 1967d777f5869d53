"""Rows of a live race: progress, cost and score so far of each contender."""

from collections.abc import Mapping
from typing import Any

from bakeoff.contenders import Step, contender
from bakeoff.evaluation.metrics import Metric, basic_metric
from bakeoff.evaluation.notation import UNKNOWN, count, duration, rough_time, score
from bakeoff.race.snapshot import Lane, Run
from bakeoff.text import _, counted
from bakeoff.web.components.cards import Card
from bakeoff.web.waiting_text import held_back, waiting


def race_cards(run: Run) -> list[Card]:
    """Return a card per contender."""
    return [_card(lane, run) for lane in run.lanes.values()]


def _card(lane: Lane, run: Run) -> Card:
    info = contender(lane.name)
    figure, caption = _so_far(lane, basic_metric(run.spec.dataset.info.task))
    return Card(
        name=lane.name,
        label=info.label,
        contender=info,
        status=lane.status,
        status_text=_status(lane),
        active=lane.active,
        progress=lane.progress,
        score=figure,
        caption=caption,
        facts=_facts(lane),
        message=lane.message or _forecast(lane),
        stop=_("Stop now") if lane.ending else _("Stop"),
    )


def _status(lane: Lane) -> str:
    match lane.status:
        case "waiting":
            return waiting(lane.place, lane.wait_seconds)
        case "training" if lane.ending:
            return _("Scoring") if lane.ending == "scoring" else _("Stopping")
        case "training" if lane.held:
            return held_back(lane.place, lane.wait_seconds)
        case "training":
            return _("In training")
        case "done":
            return _("Done")
        case "failed":
            return _("Failed")
        case "stopped":
            return _("Unfinished") if lane.outcome else _("Stopped")


def _so_far(lane: Lane, metric: Metric) -> tuple[str, str]:
    """Return the score so far, and its name."""
    shown = lane.shown
    if shown is None:
        to_come = lane.active or lane.outcome is not None
        return UNKNOWN, _("no score yet") if to_come else _("no score")
    validated = shown.validation_score is not None
    value = score(shown.validation_score if validated else shown.train_score, metric)
    noun = _(metric.noun)
    if lane.active:
        on_validation = _("best validation {metric} so far", metric=noun)
        return value, on_validation if validated else _("best training {metric} so far", metric=noun)
    if lane.outcome is None:
        on_validation = _("best validation {metric}", metric=noun)
        return value, on_validation if validated else _("best training {metric}", metric=noun)
    return value, _("validation {metric}", metric=noun) if validated else _("training {metric}", metric=noun)


def _facts(lane: Lane) -> str:
    if lane.status == "waiting" or not (lane.steps or lane.outcome or lane.cpu_seconds):
        return ""
    info = contender(lane.name)
    if not lane.steps or not info.step_name:
        return _cpu(lane)
    last = lane.steps[-1]
    words = {"cpu": _cpu(lane), "step": info.step(last.index), "total": count(last.total or 0)}
    if lane.seeds > 1:
        return _over_seeds(lane, last, words)
    if last.total is None or lane.status == "done":
        return _("{cpu}, {step}", **words)
    return _("{cpu}, {step} of {total}", **words)


def _over_seeds(lane: Lane, last: Step, words: Mapping[str, Any]) -> str:
    """Return which seed it is at; at the end how many it has been scored with."""
    if lane.outcome is not None:
        n_seeds = len(lane.outcome.seeds)
        return counted("{cpu}, one seed", "{cpu}, each of {n} seeds", n_seeds, **words)
    seeds = {"seed": last.seed + 1, "seeds": lane.seeds}
    if last.total is None:
        return _("{cpu}, seed {seed} of {seeds}, {step}", **words, **seeds)
    return _("{cpu}, seed {seed} of {seeds}, {step} of {total}", **words, **seeds)


def _cpu(lane: Lane) -> str:
    """Return what training took, or has by now; before its first step, what the whole process has taken."""
    if lane.outcome is not None:
        return _("{cpu} CPU to train", cpu=duration(lane.outcome.costs.fit_cpu_seconds))
    if not lane.steps:
        return _("{cpu} CPU, its start included", cpu=duration(lane.cpu_seconds))
    cpu = duration(lane.steps[-1].cpu_seconds)
    return _("{cpu} CPU to train so far", cpu=cpu) if lane.active else _("{cpu} CPU to train", cpu=cpu)


def _forecast(lane: Lane) -> str:
    if lane.forecast is None or not lane.active:
        return ""
    return _(
        "This fit is expected to take about {time}. Fewer rows, under Rules, make it quicker.",
        time=rough_time(lane.forecast),
    )
