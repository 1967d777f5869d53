"""The page on which a training part is looked at, as a whole."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from bakeoff.errors import BakeoffError
from bakeoff.evaluation.notation import count
from bakeoff.features.explore.look import Exploration
from bakeoff.features.explore.page.columns import columns
from bakeoff.features.explore.page.draft import ExploreDraft, explore_draft, stop_exploring
from bakeoff.features.explore.page.maps import maps
from bakeoff.features.explore.page.pictures import pictures
from bakeoff.features.explore.page.relations import relations, two
from bakeoff.features.explore.page.terms import terms
from bakeoff.features.explore.page.working import under_way
from bakeoff.html import plain
from bakeoff.preparation.pipeline_diagram import transformed
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _
from bakeoff.web import routes
from bakeoff.web.draft import RaceDraft, race_draft
from bakeoff.web.link_notes import link_notes
from bakeoff.web.pipeline_diagram import pipeline_diagram
from bakeoff.web.tabs import tabs


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
    routes.RACE.link(_("Race on this data"), query=draft.query())
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
    whole = transformed(look.diagram, spec.rules, spec.transform, len(look.target))
    pipeline_diagram(whole, pixels=bool(look.pictures))
