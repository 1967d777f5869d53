"""First step: what the learning rate does, along a valley and across it."""

import streamlit as st

from bakeoff.evaluation.notation import number
from bakeoff.features.learn.descent.page.descent import descent, start_of
from bakeoff.features.learn.descent.page.figure import two_runs
from bakeoff.features.learn.descent.page.knobs import condition_knob, rate_knob
from bakeoff.features.learn.descent.paths import Way, path
from bakeoff.features.learn.descent.quadratic import divergence_rate
from bakeoff.features.learn.descent.rules import BY_NAME
from bakeoff.features.learn.descent.surfaces import Surface, valley
from bakeoff.features.learn.parts.steps import explain, predict, say, seen, step
from bakeoff.text import _
from bakeoff.web.components.chart import chart

_STEPS, _PLAYED = 60, 20
_MAP = "learn-descent-rate-map"
_SGD = BY_NAME["sgd"]


def rate() -> None:
    """Show the step."""
    with step(1, _("How long may a step be?")) as (words, picture):
        with words:
            explain(
                "Gradient descent knows one thing: how steep it is where it stands. It takes a step against the "
                "slope, and looks again:"
            )
            st.latex(r"\boldsymbol{w} \leftarrow \boldsymbol{w} - \alpha \, \nabla f(\boldsymbol{w})")
            say(
                "The **learning rate** α says how long a step is. Take a valley, {valley}, whose curvature is "
                "{smallest} along it and {largest} across it. The ratio of the two curvatures is its **condition "
                "number**.",
                valley=r"$f(\boldsymbol{w}) = \frac{1}{2} \boldsymbol{w}^\top \boldsymbol{H} \boldsymbol{w}$",
                smallest=r"$\lambda_{\min} = 1$",
                largest=r"$\lambda_{\max}$",
            )
            guess = predict(
                "descent-rate",
                _("The rate is raised little by little. Where will descent go wrong first?"),
                {
                    "along": _("Along the valley, where it is flat"),
                    "across": _("Across the valley, where it is steep"),
                    "both": _("In both directions at the same rate"),
                },
            )
        with picture:
            with st.container(horizontal=True):
                surface = valley(condition_knob("learn-descent-rate-condition"))
                alpha = rate_knob("learn-descent-rate-alpha", 0.06)
            way = Way(start_of(_MAP, surface), _STEPS)
            alt = _("Two runs, step by step: along the valley and across it.")
            chart(two_runs(surface.condition, alpha, _PLAYED), alt=alt, key="learn-descent-two-runs", height=280)
            descent(surface, [_SGD], {_SGD.name: alpha}, way, key=_MAP, ended=True)
        with words:
            _tell(guess, surface, alpha, way)


def _tell(guess: str, surface: Surface, alpha: float, way: Way) -> None:
    steep, limit = surface.condition, divergence_rate(surface.condition)
    places = path(_SGD, surface, alpha, way)
    before, after = (float(surface.height(place)) for place in (places[0], places[-1]))
    wrong = {
        "along": _(
            "Along the valley a step is short: there each one only multiplies by {along}.", along=number(1 - alpha)
        ),
        "both": _(
            "The curvatures differ {n}-fold, and so do the rates at which a direction diverges.", n=surface.condition
        ),
    }
    seen(
        "At α = {alpha} each step multiplies the distance along the valley by {flat} = {along}, and across it by "
        "{steep} = {across}. In {steps} steps the loss went from {before} to {after}.",
        guess,
        wrong,
        flat=r"$1 - \alpha\lambda_{\min}$",
        steep=r"$1 - \alpha\lambda_{\max}$",
        alpha=number(alpha),
        along=number(1 - alpha),
        across=number(1 - alpha * steep),
        before=number(before),
        after=number(after),
        steps=way.steps,
    )
    say(
        "Beyond {bound} = 2 / {steep} = **{limit}** the factor across is below −1 and descent diverges. The flat "
        "direction must use a rate that the steep one allows. So a large condition number makes descent slow.",
        bound=r"$\alpha = 2 / \lambda_{\max}$",
        steep=number(steep),
        limit=number(limit),
    )
