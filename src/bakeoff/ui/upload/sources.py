"""The left side: where data come from, and what this browser has brought already."""

from collections.abc import Callable

import streamlit as st

from bakeoff.datasets.upload import store
from bakeoff.datasets.upload.formats import TABLE_ENDINGS
from bakeoff.datasets.upload.limits import Bounds
from bakeoff.datasets.upload.samples import samples
from bakeoff.evaluation.notation import count
from bakeoff.race.models import make_room
from bakeoff.settings import ServerSettings
from bakeoff.text import _
from bakeoff.ui.components import uploader
from bakeoff.ui.shared.data_views import forget
from bakeoff.ui.shared.headline import plain
from bakeoff.ui.shared.server import labs
from bakeoff.ui.shared.visitor import visitor
from bakeoff.ui.upload.by_hand import begin
from bakeoff.ui.upload.draft import Bringing, Text
from bakeoff.ui.upload.openml import openml

_PASTED = "bring-pasted"


def sources(mine: Bringing, on_delete: Callable[[], None]) -> None:
    """Show the ways to bring data, samples, and the tables that are kept.

    Parameters
    ----------
    mine : Bringing
    on_delete : callable
        Is called when a table has been deleted, so that nothing of it outlasts it elsewhere in the session.
    """
    bounds = Bounds.set_here()
    uploader(
        _("A file from your computer"),
        [*TABLE_ENDINGS, "zip"],
        key=_uploader(mine),
        max_upload_size=bounds.megabytes,
        on_change=_take_file,
        args=(mine,),
        help=_(
            "CSV, TSV, Parquet, Excel, OpenDocument or JSON lines, or a zip archive with a folder of pictures for each "
            "class: up to {megabytes} MB, {rows} rows and {columns} columns.",
            megabytes=bounds.megabytes,
            rows=count(bounds.rows),
            columns=count(bounds.columns),
        ),
    )
    with st.expander(_("Paste from a spreadsheet"), key="bring-paste"):
        st.text_area(_("Cells, with the names of the columns in the first row"), key=_PASTED, height=150)
        st.button(_("Read what I pasted"), key="bring-read-pasted", on_click=_take_pasted, args=(mine,))
    with st.expander(_("From OpenML"), key="bring-openml"):
        openml(mine)
    with st.expander(_("Type a table in"), key="bring-type"):
        begin(mine)
    _samples(mine)
    _tables(mine, on_delete)


def _samples(mine: Bringing) -> None:
    st.subheader(_("Or try a sample"), anchor=False)
    for name, one in samples().items():
        with st.container(key=f"sample-{one.title}"):
            st.button(one.title, key=f"try-{name}", width="stretch", on_click=_take_sample, args=(mine, name))
            st.caption(one.summary)


def _tables(mine: Bringing, on_delete: Callable[[], None]) -> None:
    kept = store.tables_of(visitor().owner)
    if not kept:
        return
    st.subheader(_("Your tables"), anchor=False)
    for id, about in kept.items():
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"kept-{id}"):
            st.button(plain(about.title), key=f"open-{id}", width="stretch", on_click=mine.open, args=(id,))
            st.button(
                _("Delete {title}", title=plain(about.title)),
                key=f"delete-{id}",
                icon=":material/delete:",
                type="tertiary",
                on_click=_delete,
                args=(mine, id, on_delete),
            )
    lasting = (
        _(
            "Kept for this browser alone, and deleted when unused for {days} days.",
            days=ServerSettings.read().upload_days,
        )
        if visitor().lasting
        else _("Kept for this page alone: your browser keeps no cookie, so it cannot be known again.")
    )
    st.caption(lasting)


def _uploader(mine: Bringing) -> str:
    return f"bring-file@{mine.uploads}"


def _take_file(mine: Bringing) -> None:
    file = st.session_state.get(_uploader(mine))
    if file is not None:
        mine.read(file)
    elif not isinstance(mine.source, Text):
        mine.source = None  # taken away again


def _take_pasted(mine: Bringing) -> None:
    text = str(st.session_state.get(_PASTED, ""))
    mine.read(Text(_("Pasted table"), text.encode("utf-8", "replace")))


def _take_sample(mine: Bringing, name: str) -> None:
    one = samples()[name]
    mine.read(Text(one.name, one.make()))


def _delete(mine: Bringing, id: str, on_delete: Callable[[], None]) -> None:
    store.delete(id, visitor().owner)
    make_room()  # also of the models that have learnt from it
    forget()
    labs().forget_deleted()
    on_delete()
    if store.find(mine.table) is None:
        mine.close()
        mine.let_go()
