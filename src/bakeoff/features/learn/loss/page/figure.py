"""Pictures of the chapter on losses."""

from collections.abc import Mapping, Sequence

import numpy as np
import plotly.graph_objects as go
from scipy.special import expit, logit

from bakeoff.evaluation.notation import with_minus
from bakeoff.features.learn.loss.mistake import ENOUGH, RIGHT_BELOW, Training
from bakeoff.features.learn.loss.page.words import LOOKS, name_of
from bakeoff.features.learn.network import Floats, Loss
from bakeoff.features.learn.parts.traces import trace
from bakeoff.figures.style import CLASS_COLOURS, GREY, Spec, axis, figure, layout, percent_ticks
from bakeoff.text import _, clauses

_MOMENTS = 100


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


def rolling(answers: Mapping[Loss, Floats]) -> Spec:
    """Draw each loss over the unit's sum, and a ball on it that rolls down as the unit learns, which is played."""
    z = np.linspace(-4, max(4.0, float(logit(max(path[0] for path in answers.values()))) + 0.5), 161)
    height = {"mse": lambda p: p**2, "cross_entropy": lambda p: -np.log(1 - p)}
    hover = _("z = {z}: loss {loss}", z="%{x:.2f}", loss="%{y:.3f}")
    lines = [_line(loss, z, height[loss](expit(z)), hover) for loss in answers]
    moments = np.unique(np.linspace(0, max(map(len, answers.values())) - 1, _MOMENTS).round().astype(int))
    frames: list[Spec] = []
    for moment in moments.tolist():
        now = {loss: float(path[min(moment, len(path) - 1)]) for loss, path in answers.items()}
        balls = [{"x": [float(logit(p))], "y": [float(height[loss](p))]} for loss, p in now.items()]
        values = clauses([_("{label} {answer}", label=name_of(loss), answer=f"{p:.3f}") for loss, p in now.items()])
        frames.append(
            {"data": [*({} for _line in lines), *balls], "title": _("Step {n}. Answer: {list}", n=moment, list=values)}
        )
    balls = [
        trace("markers", "", **ball, marker={"size": 15, "color": LOOKS[loss].colour}, showlegend=False)
        for loss, ball in zip(answers, frames[0]["data"][len(lines) :], strict=True)
    ]
    across, up = axis(_("Sum z; the answer is σ(z)")), axis(_("Loss"), range=[-0.2, 5])
    shapes = [
        {"type": "line", "yref": "paper", "y0": 0, "y1": 1, "line": {"color": GREY, "dash": "dot", "width": 1}}
        | dict.fromkeys(("x0", "x1"), float(logit(RIGHT_BELOW)))
    ]
    drawn = layout("", xaxis=across, yaxis=up, shapes=shapes)
    return {"data": [*lines, *balls], "layout": drawn, "frames": frames, "pace": 80}


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
