"""The chapter of gradient descent, step by step; each is drawn anew by itself."""

import streamlit as st

from bakeoff.learn.chapter import Chapter
from bakeoff.ui.learn.descent.limit import limit
from bakeoff.ui.learn.descent.momentum import momentum
from bakeoff.ui.learn.descent.noise import noise
from bakeoff.ui.learn.descent.own_network import own_network
from bakeoff.ui.learn.descent.race import race
from bakeoff.ui.learn.descent.rate import rate
from bakeoff.ui.learn.descent.turned import turned


def show(chapter: Chapter) -> None:
    """Show the chapter."""
    for part in (rate, momentum, race, turned, noise, own_network):
        st.fragment(part)()
    st.fragment(limit)(chapter)
