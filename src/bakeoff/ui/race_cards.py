"""The cards of a race: where each contender is, how far, what it has cost and how good it is so far."""

from bakeoff.contenders import contender
from bakeoff.evaluation.metrics import Metric, deciding
from bakeoff.evaluation.notation import duration, score
from bakeoff.race import Lane, Run
from bakeoff.text import _
from bakeoff.ui.components.cards import Card


def race_cards(run: Run) -> list[Card]:
    """Return a card per contender."""
    metric = deciding("auto", run.spec.dataset.info.task)
    return [_card(lane, metric) for lane in run.lanes.values()]


def _card(lane: Lane, metric: Metric) -> Card:
    info = contender(lane.name)
    figure, caption = _score(lane, metric)
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
    )


def _status(lane: Lane) -> str:
    match lane.status:
        case "waiting":
            return _("Waiting, number {place}", place=lane.place) if lane.place else _("Waiting")
        case "training":
            return _("Training")
        case "done":
            return _("Done")
        case "failed":
            return _("Failed")
        case "stopped":
            return _("Stopped")


def _score(lane: Lane, metric: Metric) -> tuple[str, str]:
    """Return the best score so far, and what it is."""
    best = lane.best
    if best is None:
        return "–", _("no score yet") if lane.active else _("no score")
    if best.validation_score is not None:
        return score(best.validation_score, metric), _("best validation")
    return score(best.train_score, metric), _("best training")


def _facts(lane: Lane) -> str:
    if lane.status == "waiting":
        return ""
    cpu = duration(lane.outcome.costs.fit_cpu_seconds if lane.outcome else lane.cpu_seconds)
    name = contender(lane.name).step_name
    if not lane.steps or not name:
        return _("{cpu} CPU", cpu=cpu)
    last = lane.steps[-1]
    if last.total is None or lane.status == "done":
        return _("{cpu} CPU, {name} {index}", cpu=cpu, name=name, index=last.index)
    return _("{cpu} CPU, {name} {index} of {total}", cpu=cpu, name=name, index=last.index, total=last.total)


def _forecast(lane: Lane) -> str:
    if lane.forecast is None or not lane.active:
        return ""
    return _(
        "This fit is expected to take about {time}. Fewer rows, under Rules, make it quicker.",
        time=duration(lane.forecast),
    )
