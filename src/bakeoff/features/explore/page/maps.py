"""Maps of rows: principal components, and t-SNE on request."""

import numpy as np
import streamlit as st

from bakeoff.evaluation.notation import count
from bakeoff.features.explore import figures
from bakeoff.features.explore.look import Exploration
from bakeoff.features.explore.maps import MOST_COMPONENTS
from bakeoff.features.explore.page.draft import ExploreDraft
from bakeoff.features.explore.page.working import under_way
from bakeoff.figures.titles import title_of
from bakeoff.html import plain
from bakeoff.text import _
from bakeoff.web.components.chart import chart
from bakeoff.web.widgets import settings_widgets

FEWEST_ROWS = 5


def maps(explored: ExploreDraft, look: Exploration) -> None:
    """Show both."""
    components, sample = look.components, look.sample
    st.caption(
        _(
            "{n} rows of the training part, filled, encoded and scaled as for the models. Rows that are alike lie "
            "together.",
            n=count(len(sample.y)),
        )
    )
    left, right = st.columns(2, gap="large")
    with left, st.container(key="explore-pca"):
        st.subheader(_("Principal components (PCA)"), anchor=False)
        title = _("The first two keep {percent:.0f} % of the variance", percent=100 * components.kept[:2].sum())
        axes = (_("First component"), _("Second component"))
        chart(
            figures.row_map(sample, components.scores, axes, title),
            alt=_("{title}; rows coloured by {target}.", title=title, target=sample.target_name),
            key="explore-components",
            height=480,
        )
        figure = figures.kept_variance(components)
        chart(figure, alt=title_of(figure), key="explore-kept", height=260)
    with right, st.container(key="explore-tsne"):
        st.subheader(_("t-SNE"), anchor=False)
        if len(sample.y) < FEWEST_ROWS:
            st.caption(_("So few rows need no map."))
        else:
            _tsne(explored, look)


def _tsne(explored: ExploreDraft, look: Exploration) -> None:
    placing = explored.placing
    settings_widgets(explored, "", explored.settings, look.sample.task)
    if placing is not None and placing.active:
        under_way(placing, stop=_("Stop t-SNE"), key=explored.key("stop-tsne"))
        return
    st.button(
        _("Draw the map"),
        key=explored.key("place"),
        icon=":material/scatter_plot:",
        on_click=explored.place,
        args=(look.components.scores,),
        disabled=bool(explored.problems),
    )
    if placing is not None and placing.problem:
        st.info(plain(placing.problem))
    if placing is not None and placing.result is not None:
        placed = explored.placed
        title = _("Perplexity {perplexity}, seed {seed}", perplexity=placed.perplexity, seed=placed.seed)
        chart(
            figures.row_map(look.sample, np.asarray(placing.result), ("", ""), title),
            alt=_("A t-SNE map, {title}; rows coloured by {target}.", title=title, target=look.sample.target_name),
            key="explore-tsne-map",
            height=480,
        )
    st.caption(
        _(
            "By scikit-learn, from the first {n} principal components. It keeps neighbours together, and nothing else: "
            "the sizes of groups, and how far they lie apart, mean nothing.",
            n=min(MOST_COMPONENTS, look.components.scores.shape[1]),
        )
    )
