"""The row of contender cards: a picture of a `Run`, with a Stop button each."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from bakeoff.contenders import Identity, contender
from bakeoff.race import Lane, Run
from bakeoff.text import _
from bakeoff.ui.numbers import duration, score

# The markers of Plotly's charts, drawn in a box of 16 by 16.
_MARKERS = {
    "circle": "M8 2a6 6 0 1 0 .01 0z",
    "square": "M2.5 2.5h11v11h-11z",
    "diamond": "M8 1l7 7-7 7-7-7z",
    "triangle-up": "M8 1.5L15 14H1z",
    "hexagon": "M8 1l6.1 3.5v7L8 15l-6.1-3.5v-7z",
    "line": "M1 6.5h5v3H1zM10 6.5h5v3h-5z",
}
_HERE = Path(__file__)
_CARDS = st.components.v2.component(
    "bakeoff_cards",
    html="""
<section class="cards"></section>
""",
    css=_HERE.with_suffix(".css").read_text(encoding="utf-8"),
    js=_HERE.with_suffix(".js").read_text(encoding="utf-8"),
)


def cards(run: Run, *, key: str, on_stop: Callable[[str], None]) -> None:
    """Show a card per contender.

    Parameters
    ----------
    run : Run
    key : str
        Name that stays the same from run to run of the script.
    on_stop : callable
        Called with a contender's name when its Stop is pressed; the name is one of the run's.
    """

    def stopped() -> None:
        name = st.session_state[key].stop
        if name in run.lanes:  # what a browser sends is checked here
            on_stop(name)

    data = {"run": run.id, "lanes": [_lane(lane) for lane in run.lanes.values()]}
    _CARDS(key=key, data=data, on_stop_change=stopped)


def marker_svg(identity: Identity) -> str:
    """Return a contender's marker in its colour as a small picture; decoration, so hidden from screen readers."""
    path = _MARKERS.get(identity.marker, _MARKERS["line"])
    return (
        f'<svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" fill="{identity.colour}" '
        f'style="display:block"><path d="{path}"/></svg>'
    )


def _lane(lane: Lane) -> dict[str, Any]:
    info = contender(lane.name)
    figure, caption = _score(lane)
    return {
        "name": lane.name,
        "label": info.label,
        "colour": info.identity.colour,
        "marker": marker_svg(info.identity),
        "status": lane.status,
        "statusText": _status(lane),
        "active": lane.active,
        "progress": lane.progress,
        "progressLabel": _("Progress of {label}", label=info.label),
        "score": figure,
        "scoreCaption": caption,
        "facts": _facts(lane),
        "message": lane.message or _forecast(lane),
        "stop": _("Stop"),
        "stopLabel": _("Stop {label}", label=info.label),
    }


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


def _score(lane: Lane) -> tuple[str, str]:
    """Return the best score so far, and what it is."""
    best = lane.best
    if best is None:
        return "–", _("no score yet") if lane.active else _("no score")
    if best.validation_score is not None:
        return score(best.validation_score), _("best validation score")
    return score(best.train_score), _("best training score")


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
    return _("This fit is expected to take about {time}. Fewer rows, under Rules, make it quicker.", time=duration(lane.forecast))
