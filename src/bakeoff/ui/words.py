"""What a run comes to, in words: headlines and text alternatives."""

from bakeoff.contenders import contender
from bakeoff.evaluation.verdict import Verdict, verdict
from bakeoff.race import Report, Run
from bakeoff.text import _
from bakeoff.ui.numbers import score


def verdict_of(report: Report) -> Verdict | None:
    """Return who won, or None when no contender has come to its end."""
    finished = report.finished()
    if report.setting is None or not finished:
        return None
    predictions = {name: outcome.prediction for name, outcome in finished.items()}
    scores = {name: outcome.metrics for name, outcome in finished.items()}
    return verdict(report.setting.held_out.target, predictions, scores, report.setting.task)


def headline(run: Run) -> str:
    """Say in one sentence how the race stands, or who won."""
    lanes = run.lanes.values()
    if run.active:
        ended = sum(not lane.active for lane in lanes)
        return _("Racing on {title}: {ended} of {total} have ended", title=run.spec.dataset.info.title, ended=ended, total=len(lanes))
    found = verdict_of(run.report())
    if found is not None:
        return found.sentence
    if all(lane.status == "stopped" for lane in lanes):
        return _("The race was stopped before any contender came to its end.")
    return _("No contender came to its end; its card says why.")


def in_words(run: Run) -> str:
    """Describe the learning curves for those who can not see them."""
    parts = [
        _("{label}: best validation score {score}", label=contender(name).label, score=score(lane.best.validation_score))
        for name, lane in run.lanes.items()
        if lane.best is not None
    ]
    if not parts:
        return _("Learning curves, nothing to see yet.")
    return _("Learning curves. {list}.", list="; ".join(parts))
