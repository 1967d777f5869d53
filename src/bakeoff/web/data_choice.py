"""The data that a race or a study is about: which they are, what of them can be set, and the ways to others."""

import streamlit as st

from bakeoff.datasets import DatasetInfo
from bakeoff.evaluation.notation import count
from bakeoff.fields import knobs
from bakeoff.html import Template
from bakeoff.race.slots import DataLink
from bakeoff.service.kernel import added
from bakeoff.text import _
from bakeoff.web.contributions import draw
from bakeoff.web.draft import RaceDraft
from bakeoff.web.folds import fold
from bakeoff.web.pictures import dataset_picture
from bakeoff.web.routes import route
from bakeoff.web.widgets import settings_widgets

_CARD = Template('<div class="bakeoff-data">{{ picture }}<p><b>{{ title }}</b><span>{{ shape }}</span></p></div>')


def data_choice(draft: RaceDraft) -> None:
    """Show which data set it is, and what of it can be set."""
    info = draft.spec.dataset.info
    st.subheader(_("Data"), anchor=False)
    with st.container(key="data-choice", border=True):
        picture = "" if info.described else dataset_picture(info.name)  # what a visitor brought has none of its own
        st.html(_CARD(picture=picture, title=info.title, shape=shape(info)))
        route("data").link(_("Change data"))
        route("explore").link(_("Explore this data"), query=draft.query())
        if info.described:  # its options are a table's name, which nobody can choose by hand
            route("bring").link(_("Columns and roles"), icon=":material/table_edit:")
        for link in added(DataLink):
            draw(link.show, draft.spec)
        if not info.described and knobs(info.options):
            box = fold(_("Settings of the data"), key="data-settings")
            if box.open:
                with box:
                    settings_widgets(draft, "dataset", draft.spec.dataset.options, info.task)


def shape(info: DatasetInfo) -> str:
    """Say how big a data set is, in one line."""
    rows, features = count(info.rows), count(info.features)
    if info.kind == "text":
        return _("{rows} texts, {classes} classes", rows=rows, classes=info.classes)
    if info.classes:
        return _(
            "{rows} rows, {features} features, {classes} classes", rows=rows, features=features, classes=info.classes
        )
    return _("{rows} rows, {features} features, predicting a number", rows=rows, features=features)
