"""Stored data of a visitor: place and duration by the settings in force, download and deletion."""

from collections.abc import Iterator
from datetime import timedelta

import streamlit as st

from bakeoff.datasets.upload import store
from bakeoff.datasets.upload.store import MOST_TABLES
from bakeoff.errors import BakeoffError
from bakeoff.evaluation.notation import count
from bakeoff.features.about.personal_archive import Archive
from bakeoff.features.lessons.service import KEPT_AFTERWARDS, longest_days
from bakeoff.features.lti.service import KEPT as KEPT_LEARNERS
from bakeoff.html import plain
from bakeoff.records.history import KEPT_AFTER_DELETION
from bakeoff.records.service import history
from bakeoff.service import personal_data
from bakeoff.service.engines import interactive_engine
from bakeoff.service.retention import MINUTES_TO_FORGET
from bakeoff.settings import ServerSettings
from bakeoff.text import _, listed
from bakeoff.web.data_views import forget
from bakeoff.web.language import COOKIE as LANGUAGE_COOKIE
from bakeoff.web.making import making
from bakeoff.web.visitor import COOKIE, KEPT_SECONDS, LEARNER, visitor
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
    st.markdown("\n".join((*known, *_on_the_server(settings), *_by_others())))
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


def _on_the_server(settings: ServerSettings) -> Iterator[str]:
    yield _(
        "- **Races and studies**, with set-up, results, notes and tags: in the server’s database, until you delete "
        "them. What you delete in the history can be restored for {hours} hours and is then gone. Anyone with the "
        "link of one can look at it, unless it uses data that you uploaded.",
        hours=_hours(KEPT_AFTER_DELETION),
    )
    yield _(
        "- **Data that you upload**: as tables, with their original files, in the server’s data folder. The limit is "
        "{n}, and {megabytes} MB together. They stay until you delete them or have not used them for {days} days. "
        "Nobody else sees them.",
        n=MOST_TABLES,
        megabytes=count(settings.visitor_mb),
        days=settings.upload_days,
    )
    yield _(
        "- **Trained models and replays**: in the data folder, those of the latest races of all visitors, {megabytes} "
        "MB together. A replay has some validation images, or the places of some rows. With a table goes what was "
        "learnt from it.",
        megabytes=count(settings.models_mb),
    )
    if settings.store:
        yield _(
            "- **An object store** has these tables and models for all servers that share it. What you delete is gone "
            "from there at once, and from other servers’ data folders within {minutes} minutes.",
            minutes=count(MINUTES_TO_FORGET),
        )
    yield _(
        "- **Learn and lessons**: goals that you have reached, attempts, certificates, and your own lessons that are "
        "too long for a link. They stay in the database until you delete everything."
    )
    yield _(
        "- **Classes**: your nickname, attempts and best values, which all in the class see. The teacher sees your "
        "bets, data and settings of the best run, and without names the answers around chapters. All of it is in the "
        "database. The teacher chooses the end of a class, after at most {most} days. It is deleted {days} days later.",
        most=longest_days(),
        days=KEPT_AFTERWARDS.days,
    )
    if settings.lti:
        yield _(
            "- **From a learning platform**, such as Moodle: its id of you, which lessons of its course you have "
            "reached, and the score that it got, but no name and no address. The server deletes them {days} days after "
            "your latest launch. A cookie, `{cookie}`, holds you signed in until you close the browser.",
            cookie=LEARNER,
            days=KEPT_LEARNERS.days,
        )
    yield _(
        "- **What you are doing**: a lab, a set-up, questions to models, and your uploads and joined classes of the "
        "last hour. It is only in the server’s memory, until others need the space or the server restarts."
    )
    yield _(
        "- **The log**: what went wrong in the program. It names neither visitors nor their addresses, and a race "
        "only by a hash. The server’s operator decides how long it, and copies of disk and database, are kept. The "
        "operator also decides if a proxy before the server keeps its own log."
    )
    if settings.mlflow_tracking_uri:
        yield _(
            "- **MLflow**: finished races, with the title of their data, are also logged to a store of the server’s "
            "operator. What is deleted here stays there."
        )


def _by_others() -> Iterator[str]:
    yield _(
        "- **By others**: nothing. Pages load everything from this server, and no statistics are sent anywhere. The "
        "server searches OpenML for you, without saying for whom."
    )


def _hours(period: timedelta) -> int:
    return round(period.total_seconds() / 3600)


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
        lambda: Archive(history(), owner, interactive_engine()),
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
