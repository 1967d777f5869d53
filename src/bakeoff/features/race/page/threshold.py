"""The threshold slider: for two classes, what answering "yes" earlier or later would mean."""

from collections.abc import Sequence

import streamlit as st

from bakeoff.evaluation.notation import count
from bakeoff.features.race.page.drawn import drawn
from bakeoff.figures.thresholds import WhatIf, threshold_frame
from bakeoff.race.finished import FinishedRace
from bakeoff.text import _, told
from bakeoff.web.tables import contender_table

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
            f"{row['cost']:.6g}",
            _("{cost}, from {from_} on", cost=f"{row['cheapest_cost']:.6g}", from_=f"{row['cheapest']:.2f}"),
        )
        for row in threshold_frame(race, asked).to_dict("records")
    }
    words = {"name": classes[asked.positive], "threshold": f"{asked.threshold:.2f}"}
    return contender_table(_("Test rows if “{name}” is answered from {threshold} on", **words), columns, cells)
