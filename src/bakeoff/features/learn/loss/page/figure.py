"""Pictures of the chapter on losses."""

from collections.abc import Mapping, Sequence

import numpy as np
import plotly.graph_objects as go

from bakeoff.evaluation.notation import with_minus
from bakeoff.features.learn.loss.mistake import ENOUGH, RIGHT_BELOW, Training
from bakeoff.features.learn.loss.page.words import LOOKS, name_of
from bakeoff.features.learn.network import Floats, Loss
from bakeoff.features.learn.parts.traces import trace
from bakeoff.figures.style import CLASS_COLOURS, GREY, Spec, axis, figure, layout, percent_ticks
from bakeoff.text import _


def _line(loss: Loss, x: Sequence[float] | Floats, y: Sequence[float] | Floats, hover: str) -> Spec:
    look = LOOKS[loss]
    return trace(
        "lines",
        name_of(loss),
        list(x),
        list(y),
        line={"color": look.colour, "dash": look.dash, "width": 2.5},
        hovertemplate=hover,
    )


def _level(value: float) -> Spec:
    """Return a line across a picture that says what is to be reached."""
    return {
        "type": "line",
        "xref": "paper",
        "x0": 0,
        "x1": 1,
        "y0": value,
        "y1": value,
        "line": {"color": GREY, "dash": "dot", "width": 1},
    }


def of_classes(p: Floats, target: int) -> go.Figure:
    """Draw a row's probabilities beside what they should be, and under them the slopes by the logits."""
    names = [_("Class {n}", n=n) for n in range(1, len(p) + 1)]
    wanted = np.eye(len(p))[target]
    drawn = (
        (_("p, the softmax"), p, CLASS_COLOURS[0]),
        (_("y, what is right"), wanted, GREY),
        (_("Slope by the logit, p − y"), p - wanted, CLASS_COLOURS[1]),
    )
    data = [
        trace(
            "bar",
            name,
            names,
            heights.tolist(),
            marker={"color": colour},
            text=[with_minus(f"{height:.2f}") if height else "" for height in heights],
            textposition="outside",
            textangle=0,
            constraintext="none",
            cliponaxis=False,
            hovertemplate="%{x}: %{y:.4f}<extra></extra>",
        )
        for name, heights, colour in drawn
    ]
    up = axis(range=[-1.15, 1.15], zeroline=True)
    title = _("What the softmax says, what is right, and their difference")
    return figure({"data": data, "layout": layout(title, barmode="group", xaxis=axis(), yaxis=up)})


def unlearnt(answers: Mapping[Loss, Floats]) -> go.Figure:
    """Draw what a unit answers, step by step, with either loss."""
    hover = _("Step {step}: answer {answer}", step="%{x}", answer="%{y:.3f}")
    lines = [_line(loss, range(len(told)), told, hover) for loss, told in answers.items()]
    across = axis(_("Steps"), rangemode="tozero")
    up = axis(_("Answer; 0 is right"), range=[0, 1.02])
    title = _("The unit’s answer while it learns")
    shapes = [_level(RIGHT_BELOW)]
    return figure({"data": lines, "layout": layout(title, xaxis=across, yaxis=up, shapes=shapes)})


def taught(trainings: Mapping[Loss, Training]) -> go.Figure:
    """Draw which share of points a network has right, step by step, with either loss."""
    hover = _("Step {step}: {share} % right", step="%{x}", share="%{y:.1f}")
    lines = [
        _line(loss, range(len(training.right)), [100 * share for share in training.right], hover)
        for loss, training in trainings.items()
    ]
    across = axis(_("Steps with the right labels"))
    up = axis(_("Training points right"), range=[0, 103], **percent_ticks())
    title = _("The same start, either loss")
    shapes = [_level(100 * ENOUGH)]
    return figure({"data": lines, "layout": layout(title, xaxis=across, yaxis=up, shapes=shapes)})
