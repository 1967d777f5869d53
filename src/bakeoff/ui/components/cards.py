"""The row of contender cards: a picture of a `Run`, with a Stop button each."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from bakeoff.contenders import contender
from bakeoff.race import Lane, Run
from bakeoff.text import _
from bakeoff.ui.numbers import duration, score
from bakeoff.ui.pictures import marker

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


def _lane(lane: Lane) -> dict[str, Any]:
    info = contender(lane.name)
    figure, caption = _score(lane)
    return {
        "name": lane.name,
        "label": info.label,
        "colour": info.identity.colour,
        "marker": marker(info.identity),
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
        return score(best.validation_score), _("best validation")
    return score(best.train_score), _("best training")


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
