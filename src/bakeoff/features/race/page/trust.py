"""The Trust tab: can probabilities be taken at their word, and intervals around numbers?"""

import math
from collections.abc import Sequence

import numpy as np
import streamlit as st

from bakeoff.contenders import contender
from bakeoff.evaluation.metrics import metric_named
from bakeoff.evaluation.notation import UNKNOWN, count, percent, quantity, with_interval
from bakeoff.evaluation.units import Codes, observations
from bakeoff.features.race.page.drawn import drawn
from bakeoff.figures.calibration import reliabilities
from bakeoff.figures.intervals import LEVELS
from bakeoff.figures.thresholds import WhatIf, threshold_frame
from bakeoff.preparation.split_keys import Units
from bakeoff.race.finished import FinishedRace
from bakeoff.text import _, sentences, told
from bakeoff.web.tables import contender_table


def trust(race: FinishedRace) -> None:
    """Show calibration, and what other thresholds would mean; for numbers how often intervals hold."""
    if not race.rivals:
        st.caption(_("The baseline alone has nothing to be trusted in."))
    elif race.is_classification:
        _calibration(race)
        if len(race.setting.class_names) == 2:
            decision_threshold(race)
    else:
        _intervals(race)


def _calibration(race: FinishedRace) -> None:
    drawn("calibration", race)
    st.caption(
        sentences(
            _(
                "On the dotted line probabilities can be taken at their word: of the rows given 80 %, 80 % come true. "
                "Large markers stand for many rows; bars are 95 % intervals, long where there were few."
            ),
            _observations(race, race.units(metric_named("brier"))),
        )
    )
    st.html(_words(race))


def _observations(race: FinishedRace, units: Codes | None) -> str:
    n = len(race.held_out.target)
    return observations(race.held_out.units, n, [n if units is None else int(units.max()) + 1])


def _words(race: FinishedRace) -> str:
    target, cells = race.held_out.target, {}
    for name, curve in reliabilities(race).items():
        prediction = race.rivals[name].prediction
        said, right = prediction.confidence.mean(), float(np.mean(prediction.values == target))
        cells[name] = (
            _("{number} %", number=percent(said)),
            _("{number} %", number=percent(right)),
            _("{number} points", number=f"{100 * curve.expected_error:.1f}"),
            _(
                "{number}, seldom above {most}",
                number=f"{100 * curve.by_chance:.1f}",
                most=f"{100 * curve.most_by_chance:.1f}",
            )
            if math.isfinite(curve.by_chance)
            else UNKNOWN,
            with_interval(race.outcomes[name].metrics["brier"], metric_named("brier")),
        )
    columns = (
        _("Sure, on average"),
        _("Right"),
        _("Expected calibration error"),
        _("By chance alone"),
        _("Brier score"),
    )
    caption = _(
        "A model surer than it is right is overconfident. Smaller errors and Brier scores are better. With few rows "
        "even perfect probabilities show some error."
    )
    return contender_table(caption, columns, cells)


def _intervals(race: FinishedRace) -> None:
    if all(rival.validation_errors is None for rival in race.rivals.values()):
        st.caption(
            _(
                "Intervals need errors on a validation part, and this race has none. Set “Validation part” under "
                "Rules above 0."
            )
        )
        return
    level = st.segmented_control(
        _("An interval is to hold for"),
        LEVELS,
        format_func=lambda level: _("{number} %", number=f"{100 * level:g}"),
        default=LEVELS[1],
        required=True,
        key="interval-level",
    )
    drawn("coverage", race, level)
    early = any(contender(name).goes_back(race.spec.contenders[name]) for name in race.rivals)
    said = sentences(
        _(
            "The ± comes from the errors on the validation part (split conformal prediction) and is checked on the "
            "test part. A bar that crosses the dotted line keeps its promise. The narrower the ±, the more useful."
        ),
        _("Early stopping has looked at the validation part, so there the interval may be a little short.")
        if early
        else "",
        _holds_for(race.held_out.validation_units),
        _observations(race, race.units(race.metric)),
    )
    st.caption(said)


def _holds_for(units: Units | None) -> str:
    """Say for what rows the interval is made, if those of the validation part are not independent."""
    if units is None:
        return ""
    if units.ordered:
        return _(
            "Each block of time in the validation part counts the same. It holds as long as later rows are similar."
        )
    return _(
        "It is made for rows of a new “{column}” group: each group of the validation part ({n}) counts the same.",
        column=units.column,
        n=len(np.unique(units.codes)),
    )


MOST = 1e6


def decision_threshold(race: FinishedRace) -> None:
    """Show the slider, and what confusion, ROC point and cost come to."""
    classes = race.setting.class_names
    st.subheader(_("What if the threshold were another?"), anchor=False)
    asked = _asked(classes)
    st.html(_confusion(race, asked, classes))
    left, right = st.columns(2)
    for cell, name in ((left, "threshold-roc"), (right, "threshold-cost")):
        with cell:
            drawn(name, race, asked)
    st.caption(
        _(
            "For exploring only. A threshold picked on these test rows would make the score look too good; pick it "
            "on other rows."
        )
    )


def _asked(classes: Sequence[str]) -> WhatIf:
    positive = st.segmented_control(
        _("Look for"),
        (1, 0),
        format_func=lambda code: told(classes[code]),
        default=1,
        required=True,
        key="what-if-class",
    )
    name = classes[positive]
    threshold = st.slider(
        _("Answer “{name}” from this probability on", name=name), 0.0, 1.0, 0.5, 0.01, key="what-if-threshold"
    )
    left, right = st.columns(2)
    false_alarm = left.number_input(
        _("Cost of a false alarm"),
        min_value=0.0,
        max_value=MOST,
        value=1.0,
        step=1.0,
        help=_("“{name}” is answered and wrong.", name=name),
        key="what-if-false-alarm",
    )
    miss = right.number_input(
        _("Cost of a miss"),
        min_value=0.0,
        max_value=MOST,
        value=1.0,
        step=1.0,
        help=_("It is “{name}”, and the other is answered.", name=name),
        key="what-if-miss",
    )
    return WhatIf(positive, threshold, false_alarm, miss)


def _confusion(race: FinishedRace, asked: WhatIf, classes: Sequence[str]) -> str:
    columns = (_("Found"), _("Missed"), _("False alarms"), _("Rightly left"), _("Cost"), _("Cheapest"))
    counted = ("true_positives", "false_negatives", "false_positives", "true_negatives")
    cells = {
        str(row["contender"]): (
            *(count(int(row[key])) for key in counted),
            quantity(row["cost"]),
            _("{cost}, from {from_} on", cost=quantity(row["cheapest_cost"]), from_=f"{row['cheapest']:.2f}"),
        )
        for row in threshold_frame(race, asked).to_dict("records")
    }
    words = {"name": classes[asked.positive], "threshold": f"{asked.threshold:.2f}"}
    return contender_table(_("Test rows if “{name}” is answered from {threshold} on", **words), columns, cells)
