"""The page on which a training part is looked at, as a whole."""

from collections.abc import Callable
from functools import partial

import numpy as np
import streamlit as st

from bakeoff.errors import BakeoffError
from bakeoff.evaluation.notation import count
from bakeoff.features.explore import figures
from bakeoff.features.explore.dependence import MOST_CORRELATED, NEIGHBOURS, SEED, Dependence
from bakeoff.features.explore.look import MOST_PICTURED, MOST_TEXTS, ClassPictures, Exploration
from bakeoff.features.explore.maps import MOST_COMPONENTS
from bakeoff.features.explore.page.columns import balance, columns
from bakeoff.features.explore.page.draft import ExploreDraft, explore_draft, stop_exploring
from bakeoff.features.explore.page.working import under_way
from bakeoff.figures.titles import title_of
from bakeoff.html import Markup, plain
from bakeoff.preparation.pipeline_diagram import transformed
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _, told
from bakeoff.web.components.chart import chart
from bakeoff.web.draft import RaceDraft, race_draft
from bakeoff.web.link_notes import link_notes
from bakeoff.web.pictures import picture_links
from bakeoff.web.pipeline_diagram import pipeline_diagram
from bakeoff.web.routes import route
from bakeoff.web.tables import html_table, table_row
from bakeoff.web.tabs import tabs
from bakeoff.web.widgets import settings_widgets


def explore_page() -> None:
    """Show the training part of what is set up."""
    draft = race_draft()
    info = draft.spec.dataset.info
    st.header(plain(_("Explore {title}", title=info.title)), anchor=False)
    st.caption(plain(info.summary))
    link_notes(draft)
    if missing := info.missing():
        st.warning(plain(missing), icon=":material/cloud_off:")
    else:
        with st.container(key="board"):
            _explore(draft)
    draft.address.write(draft.query())  # so that a reload and a copied address find it again


def _explore(draft: RaceDraft) -> None:
    try:
        explored = explore_draft(draft.spec)
    except BakeoffError as error:
        st.error(plain(str(error)))
        return
    if explored.work.active:
        under_way(explored.work, stop=_("Stop looking"), key=explored.key("looking"))
    elif (look := explored.look) is not None:
        _views(draft, explored, look)
    else:
        st.error(plain(explored.work.problem))
        st.button(_("Look again"), icon=":material/refresh:", key=explored.key("again"), on_click=stop_exploring)


def _views(draft: RaceDraft, explored: ExploreDraft, look: Exploration) -> None:
    st.markdown(
        _(
            "This is the **training part**, {train} rows. The {others} rows of the validation and test parts are not "
            "looked at, so that nothing is chosen by them.",
            train=count(len(look.target)),
            others=count(look.n_validation + look.n_test),
        )
    )
    route("race").link(_("Race on this data"), query=draft.query())
    views: dict[str, Callable[[ExploreDraft, Exploration], None]] = {}
    if look.pictures:
        views[_("Pictures")] = pictures
    else:
        views[_("Columns")] = columns
        if look.dependence is not None and look.dependence.names:  # texts alone have none
            views[_("What goes with what")] = partial(relations, look.dependence)
        if len(look.columns) > 1:
            views[_("Two columns")] = two
    if look.terms:
        views[_("Words")] = terms
    views[_("Preparation")] = partial(_preparation, draft.spec)
    views[_("Maps")] = maps
    shown = tabs(list(views), key=explored.key("views"))
    for tab, show in zip(shown, views.values(), strict=True):
        if tab.open:
            with tab:
                show(explored, look)


def _preparation(spec: BakeoffSpec, explored: ExploreDraft, look: Exploration) -> None:
    whole = transformed(
        look.diagram, spec.rules, spec.transform, len(look.target), pictures=spec.dataset.info.kind == "image"
    )
    pipeline_diagram(whole, pixels=bool(look.pictures))


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


def pictures(explored: ExploreDraft, look: Exploration) -> None:
    """Show a row of pictures for each class."""
    balance(look)
    titles = (_("Class"), _("Mean of all"), _("Some of them"))
    table = html_table(_("Pictures of the training part."), titles, map(_row, look.pictures))
    st.html(Markup('<div class="bakeoff-pictures">{}</div>').format(table))
    hidden = len(look.sample.class_names) - MOST_PICTURED
    if hidden > 0:
        st.caption(_("The first {n} classes; {more} more are not shown.", n=MOST_PICTURED, more=count(hidden)))


def _row(class_pictures: ClassPictures) -> Markup:
    group = class_pictures.group
    mean = _image(
        picture_links(class_pictures.mean[np.newaxis])[0],
        _("The mean of {n} pictures of {group}", n=class_pictures.n, group=group),
    )
    some = Markup().join(
        _image(link, _("A picture of {group}", group=group) if place == 0 else "")
        for place, link in enumerate(picture_links(class_pictures.examples))
    )
    heading = Markup("{}<small>{}</small>").format(told(group), _("{n} pictures", n=count(class_pictures.n)))
    return table_row(heading, (mean, some))


def _image(link: str, alt: str) -> Markup:
    return Markup('<img class="bakeoff-picture" src="{}" alt="{}">').format(link, alt)


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
