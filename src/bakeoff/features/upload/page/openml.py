"""OpenML, searched: what there is under a name or number, how large it is, and a button to bring it."""

from dataclasses import dataclass

import streamlit as st

from bakeoff.datasets.openml.catalogue import Match
from bakeoff.datasets.upload.limits import Bounds
from bakeoff.errors import BakeoffError, DatasetError
from bakeoff.evaluation.notation import count, size
from bakeoff.features.upload.openml import Search
from bakeoff.features.upload.page.draft import UploadDraft
from bakeoff.html import plain
from bakeoff.service.engines import interactive_engine
from bakeoff.text import _, enumerated
from bakeoff.web.waiting_text import so_far

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
    matches : tuple of Match
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
