"""Results of a run in words: headlines and text alternatives."""

import re

from bakeoff.contenders import Step, contender
from bakeoff.evaluation.metrics import Metric, deciding
from bakeoff.evaluation.notation import score
from bakeoff.html import unbroken, unlinked
from bakeoff.race.snapshot import Lane, Run
from bakeoff.text import _, clauses, told


def plain(text: str) -> str:
    r"""Return a text, which may hold a visitor's words, so that Streamlit shows it as it is and not as Markdown.

    A unit stays on the line of its number; an address is no link.

    Examples
    --------
    >>> print(plain("see [here](x)"))
    see \[here\]\(x\)
    """
    return re.sub(r"([\\`*_{}\[\]()#+!|:$~<>])", r"\\\1", unlinked(unbroken(told(text))))


def headline(run: Run) -> str:
    """Say in one sentence how the race stands, or who won."""
    lanes = run.lanes.values()
    if run.active:
        ended = sum(not lane.active for lane in lanes)
        title = run.spec.dataset.info.title
        return _("Racing on {title}: {ended} of {total} have ended", title=title, ended=ended, total=len(lanes))
    if run.report.verdict is not None:
        return told(run.report.verdict.headline)
    if all(lane.status == "stopped" for lane in lanes):
        return _("The race was stopped before any contender came to its end.")
    return _("No contender came to its end; its card says why.")


def in_words(run: Run) -> str:
    """Describe the learning curves for those who can not see them."""
    metric = deciding("auto", run.spec.dataset.info.task)
    parts = [_scored(lane, lane.shown, metric) for lane in run.lanes.values() if lane.shown is not None]
    if not parts:
        return _("Learning curves, nothing to see yet.")
    return _("Learning curves. {list}.", list=clauses(parts))


def _scored(lane: Lane, shown: Step, metric: Metric) -> str:
    words = {"label": contender(lane.name).label, "score": score(shown.validation_score, metric)}
    if lane.outcome is None:
        return _("{label}: best validation score {score}", **words)
    return _("{label}: validation score {score}", **words)
