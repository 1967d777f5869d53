"""Results of a run in words: headlines and text alternatives."""

from bakeoff.contenders import Step, contender
from bakeoff.evaluation.metrics import Metric, basic_metric
from bakeoff.evaluation.notation import score
from bakeoff.race.snapshot import Lane, Run
from bakeoff.text import _, clauses, told


def headline(run: Run) -> str:
    """Say in one sentence how the race stands, or who won."""
    lanes = run.lanes.values()
    if run.active:
        ended = sum(not lane.active for lane in lanes)
        title = run.spec.dataset.info.title
        return _("Racing on {title}: {ended} of {total} have ended", title=title, ended=ended, total=len(lanes))
    if run.report.verdict is not None:
        return told(run.report.verdict.sentence)
    if all(lane.status == "stopped" for lane in lanes):
        return _("The race was stopped before any contender came to its end.")
    return _("No contender came to its end; its card says why.")


def in_words(run: Run) -> str:
    """Describe the learning curves for those who can not see them."""
    metric = basic_metric(run.spec.dataset.info.task)
    parts = [_scored(lane, lane.shown, metric) for lane in run.lanes.values() if lane.shown is not None]
    if not parts:
        return _("Learning curves, nothing to see yet.")
    return _("Learning curves. {list}.", list=clauses(parts))


def _scored(lane: Lane, shown: Step, metric: Metric) -> str:
    words = {"label": contender(lane.name).label, "score": score(shown.validation_score, metric)}
    if lane.outcome is None:
        return _("{label}: best validation score {score}", **words)
    return _("{label}: validation score {score}", **words)
