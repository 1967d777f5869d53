"""Relations of columns: with the target, with each other, and plots of any two."""

import streamlit as st

from bakeoff.evaluation.notation import count
from bakeoff.features.explore import figures
from bakeoff.features.explore.dependence import MOST_CORRELATED, NEIGHBOURS, SEED, Dependence
from bakeoff.features.explore.look import Exploration
from bakeoff.features.explore.page.draft import ExploreDraft
from bakeoff.figures.titles import title_of
from bakeoff.text import _, told
from bakeoff.web.components.chart import chart


def relations(dependence: Dependence, explored: ExploreDraft, look: Exploration) -> None:
    """Show mutual information with the target, and correlations."""
    sample = look.sample
    left, right = st.columns(2, gap="large")
    with left:
        figure = figures.mutual_information(dependence, sample.target_name)
        height = 120 + 24 * min(len(dependence.names), figures.MOST_BARS)
        chart(figure, alt=title_of(figure), key="explore-information", height=max(240, height))
        st.caption(
            _(
                "Mutual information: how much a column says about “{target}”, whatever the shape of the relation; 0 "
                "is nothing. Estimated by scikit-learn from the {k} nearest neighbours among {n} rows, seed {seed}. "
                "Each column counts by itself, so two that matter only together can seem not to.",
                target=sample.target_name,
                k=NEIGHBOURS,
                n=count(len(sample.y)),
                seed=SEED,
            )
        )
    with right:
        if len(dependence.correlated) > 1:
            figure = figures.correlations(dependence)
            chart(figure, alt=title_of(figure), key="explore-correlations", height=560, min_width=560)
            st.caption(
                _(
                    "Pearson’s r of columns of numbers in the same {n} rows: how close two are to a straight line.",
                    n=count(len(sample.y)),
                )
            )
            if len(dependence.correlated) >= MOST_CORRELATED:
                st.caption(
                    _(
                        "Of the columns of numbers, the {n} that say most about “{target}”.",
                        n=MOST_CORRELATED,
                        target=sample.target_name,
                    )
                )
        else:
            st.caption(_("There are no two columns of numbers to correlate."))


def two(explored: ExploreDraft, look: Exploration) -> None:
    """Show rows by two columns of the visitor's choice."""
    sample = look.sample
    names = list(sample.feature_names)
    dependence = look.dependence
    first = list(figures.mutual_information_frame(dependence)["column"][:2]) if dependence is not None else []
    start = [*first, *[name for name in names if name not in first]]
    across, up = st.columns(2)
    x, y = (
        cell.selectbox(title, names, index=names.index(start[at]), format_func=told, key=explored.key(key))
        for cell, title, at, key in ((across, _("Across"), 0, "x"), (up, _("Up"), min(1, len(names) - 1), "y"))
    )
    figure = figures.two_columns(sample, x, y)
    chart(
        figure,
        alt=_("Rows by {x} and {y}, coloured by {target}.", x=x, y=y, target=sample.target_name),
        key="explore-two",
        height=520,
    )
    st.caption(
        _(
            "{n} rows of the training part. Rows with the same category are moved apart a little, to be seen.",
            n=count(len(sample.y)),
        )
    )
