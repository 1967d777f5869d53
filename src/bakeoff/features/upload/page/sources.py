"""The left side: where data come from, and what this browser has brought already."""

from dataclasses import dataclass

import streamlit as st

from bakeoff.datasets.openml.catalogue import Match
from bakeoff.datasets.upload import store
from bakeoff.datasets.upload.formats import TABLE_ENDINGS
from bakeoff.datasets.upload.limits import Bounds
from bakeoff.datasets.upload.samples import samples
from bakeoff.datasets.upload.settings import UploadLimits
from bakeoff.errors import BakeoffError, DatasetError
from bakeoff.evaluation.notation import count, size
from bakeoff.features.upload.page.by_hand import begin
from bakeoff.features.upload.page.draft import Text, UploadDraft
from bakeoff.html import plain
from bakeoff.intake.openml import Search
from bakeoff.service.engines import interactive_engine
from bakeoff.service.events import TableDeleted
from bakeoff.service.kernel import publish
from bakeoff.settings import ServerSettings
from bakeoff.text import _, bare, enumerated
from bakeoff.web.components.uploader import uploader
from bakeoff.web.data_views import forget
from bakeoff.web.visitor import visitor
from bakeoff.web.waiting_text import so_far

_PASTED = "bring-pasted"


def sources(draft: UploadDraft) -> None:
    """Show the ways to bring data, samples, and the tables that are kept."""
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
    _tables(draft)


def _samples(draft: UploadDraft) -> None:
    st.subheader(_("Or try a sample"), anchor=False)
    for name, sample in samples().items():
        with st.container(key=f"sample-{name}"):
            st.button(_(sample.title), key=f"try-{name}", width="stretch", on_click=_take_sample, args=(draft, name))
            st.caption(_(sample.summary))


def _tables(draft: UploadDraft) -> None:
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
                    args=(draft, id),
                )
    st.caption(_kept_for(UploadLimits.read().upload_days))


def _kept_for(days: int) -> str:
    if not visitor().lasting:
        return _("Kept for this page alone: your browser keeps no cookie, so it cannot be known again.")
    if ServerSettings.read().require_login:
        return _("Kept for you alone, and deleted when unused for {days} days.", days=days)
    return _("Kept for this browser alone, and deleted when unused for {days} days.", days=days)


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


def _delete(draft: UploadDraft, id: str) -> None:
    store.delete(id, visitor().owner)
    forget()
    publish(TableDeleted())
    if draft.opened is None or store.find(draft.opened.id) is None:
        draft.close()
        draft.let_go()


POLL_SECONDS = 0.25
_ASKED = "openml-asked"
_EXAMPLE = "credit-g"
_MOST_LETTERS = 100


@dataclass
class Searching:
    """Search of one visitor.

    Attributes
    ----------
    search : Search or None
        While it runs.
    problem : str
        Reason why nothing was found.
    """

    search: Search | None = None
    matches: tuple[Match, ...] = ()
    problem: str = ""

    def begin(self, text: str) -> None:
        """Search for something, and no longer for anything else."""
        self.stop()
        self.matches, self.problem = (), ""
        try:
            self.search = Search(text, interactive_engine())
        except BakeoffError as error:
            self.problem = str(error)

    def take(self) -> None:
        """Take over what a search that has ended came to."""
        if self.search is not None and not self.search.active:
            self.matches, self.problem, self.search = self.search.matches, self.search.problem, None

    def stop(self) -> None:
        """Search no longer."""
        if self.search is not None:
            self.search.stop()
            self.search.wait(5)
            self.take()


def searching() -> Searching:
    """Return what this visitor has searched for."""
    search: Searching = st.session_state.setdefault("openml", Searching())
    return search


def openml(draft: UploadDraft) -> None:
    """Show the search, and what it has found."""
    theirs = searching()
    with st.form("openml-search", border=False):
        st.text_input(
            _("Name or number of a data set"),
            key=_ASKED,
            max_chars=_MOST_LETTERS,
            placeholder=_EXAMPLE,
            help=_("The exact name, or the number, that it has on [OpenML](https://www.openml.org), where it is sent."),
        )
        st.form_submit_button(_("Search OpenML"), key="openml-go", on_click=_begin)
    theirs.take()
    if theirs.search is not None:
        _progress(theirs)
    if theirs.problem:
        st.error(plain(theirs.problem))
    bounds = Bounds.set_here()
    for match in theirs.matches:
        _match(draft, match, bounds)


def _begin() -> None:
    searching().begin(str(st.session_state.get(_ASKED, "")))


@st.fragment(run_every=POLL_SECONDS)
def _progress(theirs: Searching) -> None:
    search = theirs.search
    if search is None or not search.active:
        st.rerun()
        return
    st.caption(so_far(_("Asking OpenML"), search))
    st.button(_("Stop searching"), key="openml-stop", icon=":material/stop:", on_click=theirs.stop)


def _match(draft: UploadDraft, match: Match, bounds: Bounds) -> None:
    title = _("{name}, version {version}", name=match.name, version=match.version)
    try:
        match.check(bounds)
        obstacle = ""
    except DatasetError as error:
        obstacle = str(error)
    with st.container(key=f"openml-{match.id}", gap="xxsmall"):
        st.markdown(f"**{plain(title)}**")
        st.caption(plain(_size(match)))
        if obstacle:
            st.caption(plain(obstacle))
        st.button(
            _("Import {name} ({id})", name=plain(match.name), id=match.id),
            key=f"openml-bring-{match.id}",
            width="stretch",
            disabled=bool(obstacle),
            on_click=draft.fetch,
            args=(match,),
        )


def _size(match: Match) -> str:
    """Say how large a data set is, as far as that is known."""
    parts = [_("OpenML {id}", id=match.id)]
    if match.rows is not None:
        parts.append(_("{n} rows", n=count(match.rows)))
    if match.columns is not None:
        parts.append(_("{n} columns", n=count(match.columns)))
    if match.classes:
        parts.append(_("{n} classes", n=count(match.classes)))
    parts.append(_("size unknown") if match.size is None else size(match.size))
    return enumerated(parts)
