"""Second step: momentum, and the plane of all rates and momenta."""

import math

import streamlit as st

from bakeoff.evaluation.notation import number
from bakeoff.features.learn.descent.page.descent import descent, start_of
from bakeoff.features.learn.descent.page.figure import phases, phases_alt
from bakeoff.features.learn.descent.page.knobs import condition_knob, nearest_alpha, rate_knob
from bakeoff.features.learn.descent.paths import Way
from bakeoff.features.learn.descent.quadratic import best, divergence_rate, factor
from bakeoff.features.learn.descent.rules import BY_NAME
from bakeoff.features.learn.descent.surfaces import valley
from bakeoff.features.learn.parts.choice import slider
from bakeoff.features.learn.parts.steps import predict, say, seen, step
from bakeoff.text import _, sentences
from bakeoff.web.components.chart import Clicked, chart

_STEPS = 100
_MAP = "learn-descent-momentum-map"
_ALPHA, _BETA = "learn-descent-momentum-alpha", "learn-descent-momentum-beta"
_RACERS = [BY_NAME[name] for name in ("sgd", "momentum")]


def momentum() -> None:
    """Show the step."""
    with step(3, _("Momentum: remember where you were going")) as (words, picture):
        with words:
            say("With **momentum** β a step also keeps a share of the step before it, as a heavy ball does:")
            st.latex(
                r"\boldsymbol{v} \leftarrow \beta \boldsymbol{v} - \alpha \nabla f(\boldsymbol{w}), \qquad "
                r"\boldsymbol{w} \leftarrow \boldsymbol{w} + \boldsymbol{v}"
            )
            guess = predict(
                "descent-momentum",
                _(
                    "Steps add up. With β = 0.9, can gradient descent use a larger learning rate than without "
                    "momentum, or only a smaller one?"
                ),
                {"larger": _("A larger one"), "same": _("The same"), "smaller": _("Only a smaller one")},
            )
        with picture:
            with st.container(horizontal=True):
                condition = condition_knob("learn-descent-momentum-condition")
                alpha = rate_knob(_ALPHA, 0.03)
                beta = slider(_("Momentum β"), 0.0, 0.99, 0.5, 0.01, key=_BETA)
            alt = phases_alt(condition, alpha, beta)
            chart(phases(condition, alpha, beta), alt=alt, key="learn-descent-phases", height=430, on_click=_choose)
        with words:
            _tell(guess, condition, alpha, beta)
    surface = valley(condition)
    rates = {"sgd": 2 / (1 + condition), "momentum": alpha}
    way = Way(start_of(_MAP, surface), _STEPS, momentum=beta)
    own = r"$2 / (\lambda_{\min} + \lambda_{\max})$"
    say("Plain descent at its own best rate, {rate}, and your momentum:", rate=own)
    descent(surface, _RACERS, rates, way, key=_MAP, ended=True)


def _choose(clicked: Clicked) -> None:
    """Take the rate and the momentum that were clicked."""
    if isinstance(clicked.x, str) or isinstance(clicked.y, str):
        return
    if clicked.x > 0 and 0 <= clicked.y < 1:
        st.session_state[_ALPHA] = nearest_alpha(clicked.x)
        st.session_state[_BETA] = round(clicked.y, 2)


def _tell(guess: str, condition: int, alpha: float, beta: float) -> None:
    curvatures = (1.0, float(condition))
    here, chosen = float(factor(alpha, beta, curvatures)), best(*curvatures)
    plain = (condition - 1) / (condition + 1)
    limit, heavy = divergence_rate(condition), divergence_rate(condition, 0.9)
    bound = r"$2 (1 + \beta) / \lambda_{\max}$"
    values = {"limit": number(limit), "heavy": number(heavy)}
    wrong = {
        "same": _("The limit grows with β: from {limit} to {heavy}. Steps across the valley cancel out.", **values),
        "smaller": _("Along the valley steps add up, but across it they point to and fro and cancel out."),
    }
    limits = _("Without momentum the limit is {limit}, with β = 0.9 it is {heavy}.", **values)
    seen(sentences(limits, _where(here)), guess, wrong)
    say("With momentum β, descent converges up to {bound}.", bound=bound)
    say(
        "The star is the best there is: α = {alpha}, β = {beta}, factor {factor}. Plain descent can do no better "
        "than {plain}. The gain grows with the condition number κ, as √κ takes its place.",
        alpha=number(chosen.rate),
        beta=number(chosen.momentum),
        factor=number(chosen.factor),
        plain=number(plain),
    )


def _where(here: float) -> str:
    told = number(here)
    if here >= 1:
        return _("Where you are, each step multiplies the distance by {factor}: it does not converge.", factor=told)
    if here < 1e-9:
        return _("Where you are, it is there after a few steps.")
    return _(
        "Here each step multiplies the distance by {factor} in the long run. A tenth is left after {n} steps.",
        factor=told,
        n=f"{math.ceil(math.log(0.1) / math.log(here)):,}",
    )
