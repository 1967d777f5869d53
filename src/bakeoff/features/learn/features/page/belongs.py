"""Artificial intelligence, machine learning and deep learning: each is a part of the one before."""

import streamlit as st

from bakeoff.features.learn.parts.choice import came_as
from bakeoff.features.learn.parts.steps import predict, seen, step, table
from bakeoff.text import _, sentences


@st.fragment
def belongs() -> None:
    """Show which programs belong to which of the three."""
    with step(5, _("A part of artificial intelligence")) as (words, picture):
        with words:
            st.markdown(
                _(
                    "**Artificial intelligence** is the widest of three words: programs for tasks that seem to need a "
                    "mind. **Machine learning** is the part that learns its rules from examples. **Deep learning** is "
                    "the part of machine learning that learns its features as well."
                )
            )
            names = [_("Artificial intelligence"), _("Machine learning"), _("Deep learning")]
            given = predict(
                "features-guess-belongs",
                _("A chess program tries moves by rules that people wrote. What is the narrowest word for it?"),
                dict(zip(("ai", "machine", "deep"), names, strict=True)),
            )
            if given is None:
                return
            seen(
                sentences(
                    came_as(given == "ai"),
                    _(
                        "It is artificial intelligence without learning. Line and tree learn from examples; the deep "
                        "network also learns its features. Nerve cells gave the idea of a network, but it is no model "
                        "of the brain."
                    ),
                )
            )
        programs = (
            _("Chess program with written rules"),
            _("Straight line, tree, support vector machine, forest"),
            _("Network with several hidden layers"),
        )
        yes, no = _("Yes"), _("No")
        with picture:
            rows = [[name, *(yes if place <= row else no for place in range(3))] for row, name in enumerate(programs)]
            table([_("Program"), *names], rows)
