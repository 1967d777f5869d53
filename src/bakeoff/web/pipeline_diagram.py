"""The preparation as a diagram: lists that CSS draws as boxes and arrows, and that read well without it."""

from collections.abc import Iterator

import streamlit as st

from bakeoff.evaluation.notation import count
from bakeoff.html import Markup, Template
from bakeoff.preparation.pipeline_diagram import ColumnPath, PipelineDiagram
from bakeoff.text import _, counted, enumerated

MOST_NAMES = 5

_DIAGRAM = Template("""
{%- macro chain(boxes) %}<ol class="bakeoff-flow-chain">{% for box in boxes %}{{ box }}{% endfor %}</ol>{% endmacro %}
<div class="bakeoff-flow" role="group" aria-label="{{ _("What is done to the columns before the models see them") }}">
<ul class="bakeoff-flow-lanes">{% for boxes in lanes %}<li>{{ chain(boxes) }}</li>{% endfor %}</ul>
{{- chain(end) }}</div>
""")
_BOX = Template('<li class="{{ look }}">{{ words }}{% if small %}<small>{{ small }}</small>{% endif %}</li>')


def pipeline_diagram(flow: PipelineDiagram, *, pixels: bool = False) -> None:
    """Draw which columns, or `pixels`, go through which steps, and what comes out."""
    end = [_box(step) for step in flow.then]
    if flow.features is not None and (flow.then or len(flow.lanes) > 1):
        end.append(_features(flow.features))
    end.append(_box(_("Every contender"), _("the same for all, fitted on the training part only"), "bakeoff-flow-end"))
    st.html(_DIAGRAM(lanes=[list(_lane(lane, pixels)) for lane in flow.lanes], end=end))


def _lane(lane: ColumnPath, pixels: bool) -> Iterator[Markup]:
    names = enumerated(lane.columns[:MOST_NAMES])
    more = len(lane.columns) - MOST_NAMES
    if more > 0:
        names = _("{names} and {n} more", names=names, n=count(more))
    head = counted("{n:,} column", "{n:,} columns", len(lane.columns))
    if pixels:  # whose names say nothing
        head, names = _("{n} pixels", n=count(len(lane.columns))), ""
    yield _box(head, names, "bakeoff-flow-from")
    yield from (_box(step) for step in lane.steps)
    if lane.features is not None:
        yield _features(lane.features)


def _features(n: int) -> Markup:
    return _box(counted("{n:,} feature", "{n:,} features", n), "", "bakeoff-flow-count")


def _box(words: str, small: str = "", look: str = "bakeoff-flow-step") -> Markup:
    return _BOX(words=words, small=small, look=look)
