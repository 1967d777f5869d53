"""Chapter 3: one prediction, three classes, a confident mistake, and an outlier."""

from functools import partial

import streamlit as st

from bakeoff.features.learn.loss.page.one_prediction import a_number, a_probability, three_classes
from bakeoff.features.learn.loss.page.outlier import an_outlier
from bakeoff.features.learn.loss.page.training import a_network, a_unit
from bakeoff.features.learn.parts.steps import say
from bakeoff.lesson.chapter import Chapter


def show(chapter: Chapter) -> None:
    """Show the steps; each is drawn again by itself."""
    say(
        "A **loss** turns a prediction and what should have come out into one number: how bad it is. Training "
        "does not look at the number itself. It goes down its **slope**, so the slope decides what is learnt, "
        "and how fast."
    )
    for part in (
        a_number,
        a_probability,
        three_classes,
        partial(a_unit, chapter),
        a_network,
        partial(an_outlier, chapter),
    ):
        st.fragment(part)()
