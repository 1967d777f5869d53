"""Fifth step: the noise of mini-batches, and learning rates that fall."""

from collections.abc import Mapping

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from bakeoff.evaluation.notation import number
from bakeoff.features.learn.descent.page.figure import noise_alt, noise_curves
from bakeoff.features.learn.descent.page.knobs import rate_knob
from bakeoff.features.learn.descent.paths import Way, mean_heights
from bakeoff.features.learn.descent.quadratic import noise_floor
from bakeoff.features.learn.descent.rules import BY_NAME
from bakeoff.features.learn.descent.schedules import SCHEDULES
from bakeoff.features.learn.descent.surfaces import valley
from bakeoff.features.learn.parts.choice import slider
from bakeoff.features.learn.parts.steps import explain, predict, say, seen, step
from bakeoff.text import _
from bakeoff.web.components.chart import chart

_CONDITION = 20
_STEPS = 400
_RUNS = 200
_LAST = 100
_MOST = 0.09


def noise() -> None:
    """Show the step."""
    with step(6, _("Noise, and rates that fall")) as (words, picture):
        with words:
            explain(
                "A network’s gradient is taken from a **mini-batch**, not from all rows. It is right on average "
                "and off by chance every time. Plain descent in the valley of step 1, with the same rate at "
                "every step:"
            )
            guess = predict(
                "descent-noise",
                _("Where does descent end?"),
                {
                    "there": _("In the minimum, only later"),
                    "around": _("Around the minimum, at a distance that depends on the rate"),
                    "away": _("It drifts away"),
                },
            )
        with picture:
            with st.container(horizontal=True):
                alpha = rate_knob("learn-descent-noise-alpha", 0.05, _MOST)
                size = slider(_("Noise of the gradient"), 0.0, 3.0, 1.0, 0.1, key="learn-descent-noise-size")
            curves = _curves(alpha, size)
            floor = noise_floor(alpha, size, (1, _CONDITION))
            alt = noise_alt(curves, floor)
            chart(noise_curves(curves, floor), alt=alt, key="learn-descent-noise-chart", height=430)
        with words:
            _tell(guess, alpha, curves, floor)


@st.cache_data(max_entries=50, show_spinner=False)
def _curves(alpha: float, size: float) -> Mapping[str, NDArray[np.float64]]:
    """Return for each schedule the mean loss of many runs, step by step."""
    surface = valley(_CONDITION)
    return {
        schedule: mean_heights(BY_NAME["sgd"], surface, alpha, Way(surface.start, _STEPS, schedule, size), _RUNS)
        for schedule in SCHEDULES
    }


def _tell(guess: str, alpha: float, curves: Mapping[str, NDArray[np.float64]], floor: float) -> None:
    stays, falls = float(curves["constant"][-_LAST:].mean()), float(curves["cosine"][-1])
    wrong = {
        "there": _("Each step adds an error as it takes one away: the loss stays at {stays}.", stays=number(stays)),
        "away": _("The slope leads back from everywhere: it stays at a loss of {stays}.", stays=number(stays)),
    }
    seen(
        "Mean of {runs} runs: with a constant α = {alpha}, the loss over the last {last} steps averages {stays} "
        "(formula: {floor}). With the cosine schedule it ends at {falls}.",
        guess,
        wrong,
        runs=_RUNS,
        alpha=number(alpha),
        last=_LAST,
        stays=number(stays),
        floor=number(floor),
        falls=number(falls),
    )
    say("It settles where noise and descent balance, at a loss of")
    st.latex(r"\sum_i \frac{\alpha \sigma^2}{2 (2 - \alpha \lambda_i)},")
    say(
        "so half the rate leaves less than half of it. Large steps at first and small ones at the end have both: "
        "that is what a **schedule** is for."
    )
