"""Chapter 6: a curve and its slope, the sums that come to it, and gradients through many of them."""

from functools import partial

import streamlit as st

from bakeoff.features.learn.activations.page.deep import many_layers
from bakeoff.features.learn.activations.page.one_layer import curves, dead_units, real_sums
from bakeoff.features.learn.parts.steps import say
from bakeoff.lesson.chapter import Chapter


def show(chapter: Chapter) -> None:
    """Show the steps; what belongs together is drawn again together."""
    say(
        "A unit adds up what comes in, z = Σ w x + b, and passes on **f(z)**. On the way back, the gradient is "
        "multiplied by **f′(z)**: where the curve is flat, hardly anything comes through."
    )
    for part in (curves, real_sums, dead_units, partial(many_layers, chapter)):
        st.fragment(part)()
