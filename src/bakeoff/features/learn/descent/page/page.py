"""The chapter of gradient descent, step by step; each is drawn anew by itself."""

import streamlit as st

from bakeoff.features.learn.descent.page.limit import limit
from bakeoff.features.learn.descent.page.momentum import momentum
from bakeoff.features.learn.descent.page.noise import noise
from bakeoff.features.learn.descent.page.own_network import own_network
from bakeoff.features.learn.descent.page.race import race
from bakeoff.features.learn.descent.page.rate import rate
from bakeoff.features.learn.descent.page.turned import turned
from bakeoff.lesson.chapter import Chapter


def show(chapter: Chapter) -> None:
    """Show the chapter."""
    for part in (rate, momentum, race, turned, noise, own_network):
        st.fragment(part)()
    st.fragment(limit)(chapter)
