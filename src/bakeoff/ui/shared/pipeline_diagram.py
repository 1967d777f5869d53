"""The preparation as a diagram: lists that CSS draws as boxes and arrows, and that read well without it."""

import html
from collections.abc import Iterable, Iterator

import streamlit as st

from bakeoff.evaluation.notation import count
from bakeoff.preparation.pipeline_diagram import Flow, Lane
from bakeoff.text import _

MOST_NAMES = 5


def flow_diagram(flow: Flow, *, pixels: bool = False) -> None:
    """Draw which columns, or `pixels`, go through which steps, and what comes out."""
    lanes = "".join(f"<li>{_chain(_lane(lane, pixels))}</li>" for lane in flow.lanes)
    end = [_box(step) for step in flow.then]
    if flow.features is not None and (flow.then or len(flow.lanes) > 1):
        end.append(_features(flow.features))
    end.append(_box(_("Every contender"), _("the same for all, fitted on the training part only"), "bakeoff-flow-end"))
    label = html.escape(_("What is done to the columns before the models see them"))
    st.html(
        f'<div class="bakeoff-flow" role="group" aria-label="{label}">'
        f'<ul class="bakeoff-flow-lanes">{lanes}</ul>{_chain(end)}</div>'
    )


def _lane(lane: Lane, pixels: bool) -> Iterator[str]:
    names = ", ".join(lane.columns[:MOST_NAMES])
    more = len(lane.columns) - MOST_NAMES
    if more > 0:
        names = _("{names} and {n} more", names=names, n=count(more))
    head = _("1 column") if len(lane.columns) == 1 else _("{n} columns", n=count(len(lane.columns)))
    if pixels:  # whose names say nothing
        head, names = _("{n} pixels", n=count(len(lane.columns))), ""
    yield _box(head, names, "bakeoff-flow-from")
    yield from (_box(step) for step in lane.steps)
    if lane.features is not None:
        yield _features(lane.features)


def _features(n: int) -> str:
    return _box(_("1 feature") if n == 1 else _("{n} features", n=count(n)), "", "bakeoff-flow-count")


def _box(words: str, small: str = "", look: str = "bakeoff-flow-step") -> str:
    more = f"<small>{html.escape(small)}</small>" if small else ""
    return f'<li class="{look}">{html.escape(words)}{more}</li>'


def _chain(boxes: Iterable[str]) -> str:
    return f'<ol class="bakeoff-flow-chain">{"".join(boxes)}</ol>'
