"""Third step: seven optimisers down the same surface from the same start."""

import math
from collections.abc import Mapping

import numpy as np
import streamlit as st

from bakeoff.evaluation.notation import UNKNOWN, number
from bakeoff.features.learn.descent.page.descent import descent, start_of
from bakeoff.features.learn.descent.page.figure import schedules
from bakeoff.features.learn.descent.page.knobs import rate_knob
from bakeoff.features.learn.descent.paths import STEPS, Way, arrivals, best_rates, median_arrivals, starts
from bakeoff.features.learn.descent.rules import BY_NAME, MOMENTUM, RULES
from bakeoff.features.learn.descent.surfaces import Surface, surface
from bakeoff.features.learn.parts.choice import menu, segments, slider
from bakeoff.features.learn.parts.steps import explain, predict, say, seen, step, table
from bakeoff.text import _, counted, enumerated, sentences

_CONDITION = 20
VALLEY_MOMENTUM = 0.5
"""Momentum β that the valley's race begins with."""
_NOISE = 0.03
"""Size of the noise, as a share of the slope at the surface's own start."""


def race() -> None:
    """Show the step."""
    with step(4, _("Seven down the same slope")) as (words, picture):
        with words:
            explain(
                "The other five have ideas of their own. **Nesterov** looks where the ball will be before it "
                "brakes. **Adagrad**, **RMSprop** and **Adam** divide each weight’s step by the size of its own "
                "past slopes. So each weight gets its own rate. **AdamW** also shrinks all weights a little at "
                "every step."
            )
            guess = predict(
                "descent-race",
                _(
                    "A valley of condition number 20, each with its best learning rate, momentum β = 0.5. From 20 "
                    "starts: which one has the lowest median of steps?"
                ),
                {rule.name: _(rule.label) for rule in RULES},
            )
        with picture:
            shape, rates, way, key = _setting()
    if descent(shape, RULES, rates, way, key=key):
        _tell(guess, shape, rates, way)
    else:
        st.caption(_("Run them to the end to see which is first."))


def _setting() -> tuple[Surface, Mapping[str, float], Way, str]:
    names = {"valley": _("Valley"), "rosenbrock": "Rosenbrock", "saddle": _("Saddle"), "beale": "Beale"}
    name = segments(_("Surface"), names, "valley", key="learn-descent-race-surface")
    shape = surface(name or "valley", _CONDITION)
    own, common = "own", "common"
    how = {own: _("Each its best"), common: _("One for all")}
    chosen = segments(
        _("Learning rates"),
        how,
        own,
        key="learn-descent-race-rates",
        help=_("The best of {n} rates: it has the lowest median of steps over 20 starts.", n=19),
    )
    beta = slider(
        _("Momentum β"),
        0.0,
        0.95,
        VALLEY_MOMENTUM if shape.name == "valley" else MOMENTUM,
        0.05,
        key=f"learn-descent-race-beta-{shape.name}",
        help=_("Of SGD + momentum and of Nesterov; the others have none to set."),
    )
    rates = best_of(shape.name, beta) if chosen != common else _same()
    schedule = menu(_("Schedule"), schedules(), key="learn-descent-race-schedule")
    noisy = st.toggle(
        _("Noise of mini-batches"),
        key="learn-descent-race-noise",
        persist_state="session",
        help=_("Adds an error to every gradient, the same for all, as large as {share} % of the first slope.", share=3),
    )
    key = f"learn-descent-race-{shape.name}"
    noise = noise_of(shape) if noisy else 0.0
    return shape, rates, Way(start_of(key, shape), STEPS, schedule, noise, beta), key


def _same() -> Mapping[str, float]:
    return dict.fromkeys(BY_NAME, rate_knob("learn-descent-race-alpha", 0.01))


def noise_of(shape: Surface) -> float:
    """Return how large the noise is on a surface, to the digits that the browser is told."""
    slope = float(np.hypot(*shape.slope(np.array(shape.start))))
    return float(f"{_NOISE * slope:.3g}")


@st.cache_data(max_entries=32, show_spinner=False)
def best_of(name: str, momentum: float) -> Mapping[str, float]:
    """Return the best rate of each on a surface."""
    return dict(best_rates(surface(name, _CONDITION), momentum))


def _tell(guess: str, shape: Surface, rates: Mapping[str, float], way: Way) -> None:
    there, medians = arrivals(shape, rates, way), median_arrivals(shape, rates, way)
    soonest = min(medians.values())
    first = [name for name in medians if medians[name] == soonest]
    labels = enumerated([_(BY_NAME[name].label) for name in first])
    miss = _(
        "{label} needs {n}, {first} {least}.",
        label=_(BY_NAME[guess].label),
        n=_steps(medians[guess]),
        first=labels,
        least=_steps(soonest),
    )
    seen(standings(there), guess, {} if guess in first else {guess: miss})
    rows = [
        [_(rule.label), number(rates[rule.name]), _steps(there[rule.name]), _steps(medians[rule.name])]
        for rule in RULES
    ]
    table([_("Optimiser"), _("Learning rate α"), _("Steps from here"), _("Median of {n}", n=len(starts(shape)))], rows)
    say(
        "One start can suit a rate by luck. So each rate is chosen by the median over 20 starts: the ring’s first "
        "place and 19 around it. Momentum β is {beta} here. The axes of this valley suit Adagrad; step 5 turns "
        "the valley. AdamW’s path all but lies on Adam’s, so it is dashed.",
        beta=number(way.momentum),
    )


def _steps(steps: float) -> str:
    return f"{steps:g}" if math.isfinite(steps) else UNKNOWN


def standings(there: Mapping[str, float]) -> str:
    """Say who arrived after how many steps, and who did not."""
    order = sorted((name for name in there if math.isfinite(there[name])), key=there.__getitem__)
    left = [_(BY_NAME[name].label) for name in there if name not in order]
    if not order:
        return _("From here nobody reaches the circle and stays in it within {steps} steps.", steps=STEPS)
    reached = [
        counted("{label} after {n} step", "{label} after {n} steps", int(there[name]), label=_(BY_NAME[name].label))
        for name in order
    ]
    arrived = _("Stays in the circle: {list}.", list=enumerated(reached))
    return sentences(arrived, _("Not there: {list}.", list=enumerated(left))) if left else arrived
