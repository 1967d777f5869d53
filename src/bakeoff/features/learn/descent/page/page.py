"""The chapter of gradient descent, step by step; each is drawn anew by itself."""

import streamlit as st

from bakeoff.features.learn.descent.page.limit import limit
from bakeoff.features.learn.descent.page.momentum import momentum
from bakeoff.features.learn.descent.page.noise import noise
from bakeoff.features.learn.descent.page.own_network import own_network
from bakeoff.features.learn.descent.page.race import race
from bakeoff.features.learn.descent.page.rate import rate
from bakeoff.features.learn.descent.page.turned import turned
from bakeoff.features.learn.parts.steps import say
from bakeoff.lesson.chapter import Chapter
from bakeoff.text import _
from bakeoff.web.goals import reached_goals

_SECOND = "learn-descent-second"


def show(chapter: Chapter) -> None:
    """Show the first half, one rate in one valley, then, once its goal is reached, the second."""
    say("**First half: one rate.** How long may a step be, and what decides it? It ends with the goal.")
    st.fragment(rate)()
    second = chapter.name in reached_goals() or st.session_state.get(_SECOND, False)
    st.fragment(limit)(chapter, with_momentum=second)
    say("**Second half: better steps.** Momentum, seven optimisers, noise, and the surface of a real network.")
    if second:
        for part in (momentum, race, turned, noise, own_network):
            st.fragment(part)()
    else:
        st.caption(_("It opens once the goal of the first half is reached."))
        st.button(_("Open the second half now"), key="learn-descent-open", on_click=_open)


def _open() -> None:
    st.session_state[_SECOND] = True
