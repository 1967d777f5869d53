"""Stored data of a visitor: place and duration by the settings in force, download and deletion."""

from collections.abc import Iterator

import streamlit as st

from bakeoff.datasets.upload import store
from bakeoff.errors import BakeoffError
from bakeoff.features.about.personal_archive import Archive
from bakeoff.html import plain
from bakeoff.service import personal_data
from bakeoff.service.engines import interactive_engine
from bakeoff.service.kernel import collected
from bakeoff.service.slots import PrivacyNote
from bakeoff.settings import ServerSettings
from bakeoff.text import _, listed
from bakeoff.web.data_views import forget
from bakeoff.web.language import COOKIE as LANGUAGE_COOKIE
from bakeoff.web.making import making
from bakeoff.web.visitor import COOKIE, KEPT_SECONDS, visitor
from bakeoff.web.way_back import SIGNED_IN

SIGNED_IN_DAYS = 30
"""For how long Streamlit has somebody signed in."""

_ASKED, _DONE, _PROBLEM = "privacy-asked", "privacy-done", "privacy-problem"


def privacy() -> None:
    """Show what is kept, how much of it is this visitor's, and what they can do with that."""
    st.header(_("Privacy"), anchor=False)
    settings = ServerSettings.read()
    known = _of_persons() if settings.require_login else _in_the_browser()
    st.markdown(
        _("Visitors sign in here. This is what is kept, by the settings that this server runs with.")
        if settings.require_login
        else _("Nobody needs an account here. This is what is kept, by the settings that this server runs with.")
    )
    st.markdown("\n".join((*known, *_on_the_server(), *_by_others())))
    st.subheader(_("What is kept of you"), anchor=False)
    if not visitor().lasting:
        st.caption(_("Kept for this page alone: your browser keeps no cookie, so it cannot be known again."))
    _told()
    try:
        amounts = personal_data.amounts(visitor().owner)
    except BakeoffError as error:
        st.error(plain(str(error)))
        return
    if amounts:
        st.markdown(_("This server keeps of you: {things}.", things=listed(amounts)))
        _take_home(visitor().owner)
    else:
        st.markdown(_("This server keeps nothing of you."))
    _delete()


def _in_the_browser() -> Iterator[str]:
    yield _(
        "- **In your browser**: a cookie, `{cookie}`, with a random number that identifies the browser. It ends "
        "{days} days after your latest visit, or when you delete it. The server keeps only a hash, which does not "
        "reveal the number. Another cookie, `{language}`, has the language that you have chosen.",
        cookie=COOKIE,
        language=LANGUAGE_COOKIE,
        days=KEPT_SECONDS // 86_400,
    )


def _of_persons() -> Iterator[str]:
    yield _(
        "- **In your browser**: cookies that begin with `{user}`, signed by this server. They hold what the provider "
        "says of you, such as your name and address. They end {days} days after you sign in, or when you sign out. "
        "Another cookie, `{language}`, has the language that you have chosen.",
        days=SIGNED_IN_DAYS,
        user=SIGNED_IN,
        language=LANGUAGE_COOKIE,
    )
    yield _(
        "- **Who you are**: what is yours is kept under a number. The server makes it, with its own key, from the "
        "provider and the provider’s name for you. Your name and address are not stored, and the number does not "
        "reveal them. The provider learns that you sign in here."
    )


def _on_the_server() -> list[str]:
    notes = collected(PrivacyNote, lambda note: [(note.order, note.text())])
    return [text for _order, text in sorted(notes) if text]


def _by_others() -> Iterator[str]:
    yield _(
        "- **By others**: nothing. Pages load everything from this server, and no statistics are sent anywhere. The "
        "server searches OpenML for you, without saying for whom."
    )


def _told() -> None:
    """Say what has just been deleted, or why it could not be."""
    if problem := st.session_state.pop(_PROBLEM, ""):
        st.error(plain(problem))
    if (deleted := st.session_state.pop(_DONE, None)) is None:
        return
    if deleted:
        st.success(_("Deleted for good: {things}.", things=listed(deleted)), icon=":material/delete_forever:")
    else:
        st.success(_("There was nothing of yours to be deleted."), icon=":material/delete_forever:")
    if ServerSettings.read().require_login:
        st.caption(_("You are still signed in. Other tabs of this server hold what they show until you close them."))
        return
    st.caption(
        _(
            "The cookie is still in your browser but has no meaning now. Other tabs of this server hold what they "
            "show until you close them."
        )
    )


def _take_home(owner: str) -> None:
    making(
        "home",
        owner,
        lambda: Archive(owner, interactive_engine()),
        make=_("Download everything"),
        save=_("Save the archive"),
        file_name="bakeoff.zip",
        help=_("One ZIP archive: races and studies as JSON, tables as CSV or Parquet, attempts and certificates."),
        current=lambda made: made.tables == frozenset(store.tables_of(owner)),
    )


def _delete() -> None:
    """Show the button that deletes everything, and once it was pressed the one that does."""
    if not st.session_state.get(_ASKED):
        st.button(_("Delete everything of mine"), icon=":material/delete_forever:", key="privacy-delete", on_click=_ask)
        return
    st.warning(
        _(
            "All of it is deleted for good. What runs is stopped. Links to your races, lessons and classes stop "
            "working. Classes that you alone teach end for everybody."
        ),
        icon=":material/warning:",
    )
    with st.container(horizontal=True, key="privacy-confirm"):
        st.button(_("Delete it for good"), type="primary", key="privacy-delete-now", on_click=_erase)
        st.button(_("Keep it"), key="privacy-keep", on_click=_keep)


def _ask() -> None:
    st.session_state[_ASKED] = True


def _keep() -> None:
    st.session_state.pop(_ASKED, None)


def _erase() -> None:
    try:
        deleted = personal_data.erase(visitor().owner)
    except BakeoffError as error:
        st.session_state[_PROBLEM] = str(error)
        return
    forget()
    st.session_state.clear()  # set-ups, drawings, answers
    st.session_state[_DONE] = deleted
