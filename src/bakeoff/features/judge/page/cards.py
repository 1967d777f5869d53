"""The cards of a study: how many folds each contender has done, and its mean score."""

import math

from bakeoff.contenders import contender
from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.notation import duration, interval, score
from bakeoff.features.judge.findings import standing
from bakeoff.features.judge.record import Record, StudyLane
from bakeoff.text import _, counted
from bakeoff.web.components.cards import Card
from bakeoff.web.waiting_text import waiting

_LOOKS = {"fitting": "training"}


def study_cards(record: Record, *, here: bool = True) -> list[Card]:
    """Return a card per lane; each can be stopped while it is fitted, if that goes on here."""
    rows = {str(name): row for name, row in standing(record).iterrows()}
    wanted = record.most_folds * len(record.points)
    done = record.frame["lane"].value_counts().to_dict()
    return [
        _card(record, lane, rows.get(lane.name), int(done.get(lane.name, 0)), wanted, here=here)
        for lane in record.lanes.values()
    ]


def _card(record: Record, lane: StudyLane, mean: object, done: int, wanted: int, *, here: bool) -> Card:
    metric = record.metric
    score_text, caption, facts = "–", _("no score yet") if lane.active else _("no score"), ""
    if mean is not None:
        row = dict(mean)  # type: ignore[call-overload]
        score_text = score(row["mean"], metric)
        ends = interval(Estimate(row["mean"], row["low"], row["high"]), metric)
        caption = _mean_of(record, round(row["n_folds"]), "" if math.isnan(row["low"]) else ends)
        facts = _(
            "{cpu} CPU a fit, {done} of {wanted} fits", cpu=duration(row["fit_cpu_seconds"]), done=done, wanted=wanted
        )
    return Card(
        name=lane.name,
        label=lane.label,
        contender=contender(lane.contender),
        status=_LOOKS.get(lane.status, lane.status),
        status_text=_status(lane, record),
        active=lane.active and here,
        progress=1.0 if lane.status == "done" else done / wanted if wanted else 0.0,
        score=score_text,
        caption=caption,
        facts=facts,
        message=lane.message,
    )


def _mean_of(record: Record, folds: int, interval: str) -> str:
    """Say what a score is the mean of."""
    if record.plan.question == "datasets":
        return _("mean of {n} data sets, {folds} folds each", n=len(record.points), folds=folds)
    if not interval:
        return counted("mean of {n} fold", "mean of {n} folds", folds)
    return _("{interval}, mean of {n} folds", interval=interval, n=folds)


def _status(lane: StudyLane, record: Record) -> str:
    return {
        "waiting": waiting(record.place, record.wait_seconds),
        "fitting": _("Fitting"),
        "done": _("Done"),
        "failed": _("Failed"),
        "stopped": _("Stopped"),
    }[lane.status]
