"""The left side: where data come from, and what this browser has brought already."""

from collections.abc import Callable

import streamlit as st

from bakeoff.datasets.upload import store
from bakeoff.datasets.upload.formats import TABLE_ENDINGS
from bakeoff.datasets.upload.limits import Bounds
from bakeoff.datasets.upload.samples import samples
from bakeoff.evaluation.notation import count
from bakeoff.features.upload.page.by_hand import begin
from bakeoff.features.upload.page.draft import Text, UploadDraft
from bakeoff.features.upload.page.openml import openml
from bakeoff.html import plain
from bakeoff.service.kernel import features
from bakeoff.settings import ServerSettings
from bakeoff.text import _, bare
from bakeoff.web.components.uploader import uploader
from bakeoff.web.data_views import forget
from bakeoff.web.visitor import visitor

_PASTED = "bring-pasted"


def sources(draft: UploadDraft, on_delete: Callable[[], None]) -> None:
    """Show the ways to bring data, samples, and the tables that are kept.

    Parameters
    ----------
    draft : UploadDraft
    on_delete : callable
        Is called when a table has been deleted, so that nothing of it outlasts it elsewhere in the session.
    """
    bounds = Bounds.set_here()
    uploader(
        _("A file from your computer"),
        [*TABLE_ENDINGS, "zip"],
        key=_uploader(draft),
        max_upload_size=bounds.megabytes,
        on_change=_take_file,
        args=(draft,),
        help=_(
            "CSV, TSV, Parquet, Excel, OpenDocument or JSON lines, or a zip archive with a folder of pictures for "
            "each class. Up to {megabytes} MB, {rows} rows and {columns} columns.",
            megabytes=bounds.megabytes,
            rows=count(bounds.rows),
            columns=count(bounds.columns),
        ),
    )
    with st.expander(_("Paste from a spreadsheet"), key="bring-paste"):
        st.text_area(_("Cells, with the names of the columns in the first row"), key=_PASTED, height=150)
        st.button(_("Read what I pasted"), key="bring-read-pasted", on_click=_take_pasted, args=(draft,))
    with st.expander(_("From OpenML"), key="bring-openml"):
        openml(draft)
    with st.expander(_("Type a table in"), key="bring-type"):
        begin(draft)
    _samples(draft)
    _tables(draft, on_delete)


def _samples(draft: UploadDraft) -> None:
    st.subheader(_("Or try a sample"), anchor=False)
    for name, sample in samples().items():
        with st.container(key=f"sample-{name}"):
            st.button(_(sample.title), key=f"try-{name}", width="stretch", on_click=_take_sample, args=(draft, name))
            st.caption(_(sample.summary))


def _tables(draft: UploadDraft, on_delete: Callable[[], None]) -> None:
    kept = store.tables_of(visitor().owner)
    if not kept:
        return
    st.subheader(_("Your tables"), anchor=False)
    for id, about in kept.items():
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"kept-{id}"):
            st.button(plain(about.title), key=f"open-{id}", width="stretch", on_click=_open, args=(draft, id))
            with st.popover(
                _("Delete {title}", title=plain(about.title)),
                icon=":material/delete:",
                type="tertiary",
                key=f"asked-{id}",
            ):
                st.markdown(_("It is gone for good then; races on it stay in the history, but cannot be run again."))
                st.button(
                    _("Delete it"),
                    key=f"delete-{id}",
                    icon=":material/delete:",
                    on_click=_delete,
                    args=(draft, id, on_delete),
                )
    st.caption(_kept_for(ServerSettings.read()))


def _kept_for(settings: ServerSettings) -> str:
    if not visitor().lasting:
        return _("Kept for this page alone: your browser keeps no cookie, so it cannot be known again.")
    if settings.require_login:
        return _("Kept for you alone, and deleted when unused for {days} days.", days=settings.upload_days)
    return _("Kept for this browser alone, and deleted when unused for {days} days.", days=settings.upload_days)


def _uploader(draft: UploadDraft) -> str:
    return f"bring-file@{draft.uploads}"


def _take_file(draft: UploadDraft) -> None:
    file = st.session_state.get(_uploader(draft))
    if file is not None:
        draft.read(file)
    else:
        draft.uploaded = None  # taken away again


def _take_pasted(draft: UploadDraft) -> None:
    text = str(st.session_state.get(_PASTED, ""))
    draft.read(Text(bare(_("Pasted table")), text.encode("utf-8", "replace")))


def _take_sample(draft: UploadDraft, name: str) -> None:
    sample = samples()[name]
    draft.read(Text(bare(_(sample.title)), sample.make()))


def _open(draft: UploadDraft, id: str) -> None:
    draft.open(id)
    draft.shown += 1  # on a phone it stands above what was pressed, or far below


def _delete(draft: UploadDraft, id: str, on_delete: Callable[[], None]) -> None:
    store.delete(id, visitor().owner)
    forget()
    for feature in features():
        if feature.table_deleted:
            feature.table_deleted()
    on_delete()
    if draft.opened is None or store.find(draft.opened.id) is None:
        draft.close()
        draft.let_go()
