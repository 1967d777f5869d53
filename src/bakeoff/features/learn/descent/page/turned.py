"""Fourth step: a rate for each weight is a rate for each axis, which a valley need not follow."""

import math
from collections.abc import Mapping

import streamlit as st

from bakeoff.features.learn.descent.page.figure import turned_alt, turned_bars
from bakeoff.features.learn.descent.page.race import VALLEY_MOMENTUM, best_of
from bakeoff.features.learn.descent.paths import STEPS, Way, arrivals
from bakeoff.features.learn.descent.rules import BY_NAME
from bakeoff.features.learn.descent.surfaces import valley
from bakeoff.features.learn.parts.choice import slider
from bakeoff.features.learn.parts.steps import explain, predict, say, seen, step
from bakeoff.text import _, counted, enumerated
from bakeoff.web.components.chart import chart

_CONDITION = 20


def turned() -> None:
    """Show the step."""
    with step(5, _("Turn the valley")) as (words, picture):
        with words:
            explain(
                "Adaptive optimisers keep a rate for each weight. In the valley of step 4 that is ideal: one "
                "weight goes along it, the other across. Now the same valley lies askew, the start is turned with "
                "it, and all keep their learning rates."
            )
            guess = predict(
                "descent-turned",
                _("Whose number of steps stays exactly as it was?"),
                {
                    "plain": _("SGD, momentum and Nesterov"),
                    "adaptive": _("Adagrad, RMSprop, Adam and AdamW"),
                    "all": _("Everybody’s: it is the same valley"),
                },
            )
        with picture:
            degrees = slider(_("Turned by, in degrees"), 5, 45, 45, 5, key="learn-descent-turned-degrees")
            before, after = _steps(0), _steps(degrees)
            alt = turned_alt(degrees, before, after)
            chart(turned_bars(before, after), alt=alt, key="learn-descent-turned-chart", height=400)
            st.caption(_("Plain bars: along the axes. Hatched: turned by {degrees}°.", degrees=degrees))
        with words:
            _tell(guess, degrees, before, after)


@st.cache_data(max_entries=20, show_spinner=False)
def _steps(degrees: int) -> Mapping[str, float]:
    """Return after how many steps each is there, with the best rates of the valley that is not turned."""
    surface = valley(_CONDITION, degrees)
    return dict(
        arrivals(surface, best_of("valley", VALLEY_MOMENTUM), Way(surface.start, STEPS, momentum=VALLEY_MOMENTUM))
    )


def _tell(guess: str, degrees: int, before: Mapping[str, float], after: Mapping[str, float]) -> None:
    same = [_(BY_NAME[name].label) for name in before if before[name] == after[name]]
    changed = [
        _("{label} from {before} to {after}", label=_(BY_NAME[name].label), before=told(before[name]), after=told(end))
        for name, end in after.items()
        if before[name] != end
    ]
    adam = {"before": told(before["adam"]), "after": told(after["adam"])}
    wrong = {
        "adaptive": _(
            "They divide by the slopes of each axis, and the valley follows none now: Adam from {before} to {after}.",
            **adam,
        ),
        "all": _("The valley is the same, but not its axes. Adam goes from {before} to {after}.", **adam),
    }
    seen(
        "Turned by {degrees}°, {same} need as many steps as before; {changed}.",
        guess,
        wrong,
        degrees=degrees,
        same=enumerated(same),
        changed=enumerated(changed),
    )
    say(
        "SGD and the two with momentum only add up slopes, and slopes turn with the valley. Their paths are the "
        "same, turned. To divide each weight’s step by its own slopes makes sense only along the axes. In a real "
        "network each weight is an axis, and some have far larger slopes than others. That is what adaptive "
        "rates are good for."
    )


def told(steps: float) -> str:
    """Say after how many steps one is there."""
    return counted("{n} step", "{n} steps", int(steps)) if math.isfinite(steps) else _("never within {n}", n=STEPS)
