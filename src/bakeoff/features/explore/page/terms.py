"""The words that tell one class's texts from the others'."""

import streamlit as st

from bakeoff.evaluation.notation import count
from bakeoff.features.explore import figures
from bakeoff.features.explore.look import MOST_TEXTS, Exploration
from bakeoff.features.explore.page.draft import ExploreDraft
from bakeoff.figures.titles import title_of
from bakeoff.html import plain
from bakeoff.text import _
from bakeoff.web.components.chart import chart


def terms(explored: ExploreDraft, look: Exploration) -> None:
    """Show the terms of each class, for one column of texts."""
    names = list(look.terms)
    name = names[0]
    if len(names) > 1:
        name = st.selectbox(_("Column"), names, key=explored.key("text"))
    groups = look.terms[name]
    figure = figures.frequent_terms(groups, colours=look.sample.task == "classification")
    rows = (min(len(groups), figures.MOST_PANELS) + 1) // 2
    chart(figure, alt=title_of(figure), key="explore-terms", height=100 + 300 * max(1, rows), min_width=620)
    st.caption(
        plain(
            _(
                "Words and pairs of words in “{name}” whose odds are surely higher here, by the log odds ratio over "
                "its standard error. Only terms in at least one text in a hundred count; {n} texts at most are read.",
                name=name,
                n=count(MOST_TEXTS),
            )
        )
    )
