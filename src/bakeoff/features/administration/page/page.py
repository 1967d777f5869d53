"""The administrator's page: who has what going on, memory and disk, and what can be done about it."""

import hmac
from collections.abc import Callable, Mapping

import streamlit as st

from bakeoff.errors import BakeoffError
from bakeoff.evaluation.notation import count
from bakeoff.features.administration.service import FOLDERS, activities, clear, disk, memory
from bakeoff.html import plain
from bakeoff.service.announcement import MOST_CHARACTERS, announce, announced, take_back
from bakeoff.service.engines import engine, interactive_engine
from bakeoff.service.health import trouble
from bakeoff.service.kernel import added, database
from bakeoff.service.slots import Activity, AdministrationSection
from bakeoff.settings import ServerSettings
from bakeoff.text import _, declared
from bakeoff.web.access import UNLOCKED, is_administrator
from bakeoff.web.contributions import draw
from bakeoff.web.streamlit_private import n_sessions
from bakeoff.web.waiting_text import held_back, waiting

LOOK_SECONDS = 3.0
_TOLD, _PROBLEM, _SENTENCE = "administration-told", "administration-problem", "administration-sentence"
_ON_DISK: Mapping[str, str] = {
    "models": declared("Trained models"),
    "uploads": declared("Tables of visitors"),
    "openml": declared("Fetched from OpenML"),
    "unpacked": declared("Unpacked data sets"),
    "": declared("Everything else"),
}


def administration_page() -> None:
    """Show the page to whoever may see it, and how to others."""
    st.header(_("Administration"), anchor=False)
    if not opened():
        return
    _news()
    _going_on()
    for section in added(AdministrationSection):
        draw(section.show, _do)
    _disk()
    _announcement()


def _news() -> None:
    """Say what has just been done, or why it could not be."""
    if problem := st.session_state.pop(_PROBLEM, ""):
        st.error(plain(problem))
    if told := st.session_state.pop(_TOLD, ""):
        st.success(plain(told), icon=":material/check:")


@st.fragment(run_every=LOOK_SECONDS)
def _going_on() -> None:
    """Show what goes on now, and look again and again."""
    if why := trouble(database(), engine(), interactive_engine()):
        st.warning(plain(why), icon=":material/warning:")
    going_on, taken = activities(), memory()
    with st.container(horizontal=True, key="administration-numbers"):
        st.metric(_("Open pages"), count(n_sessions()))
        st.metric(_("Going on"), count(sum(activity.training > 0 for activity in going_on)))
        st.metric(_("Waiting"), count(sum(activity.training == 0 for activity in going_on)))
        st.metric(
            _("Memory of all processes"),
            _megabytes(taken.used),
            help=_(
                "The machine has {total}; {free} are free.",
                total=_megabytes(taken.total),
                free=_megabytes(taken.free),
            ),
        )
    st.subheader(_("Running now, by visitor"), anchor=False)
    if not going_on:
        st.caption(_("Nobody has anything going on."))
    for activity in going_on:
        _row(activity)
    st.caption(
        _(
            "Six letters and digits stand for a visitor; they do not say who it is. A stopped race or study keeps "
            "its results so far, and says who stopped it. A lab sleeps, and goes on at its visitor’s click."
        )
    )


def _row(activity: Activity) -> None:
    with st.container(horizontal=True, vertical_alignment="center", border=True, key=f"activity-{activity.id}"):
        with st.container(gap=None):
            st.markdown(activity.markdown)
            st.caption(_state(activity))
        st.button(
            _("Stop"),
            icon=":material/stop:",
            key=f"stop-{activity.id}",
            on_click=_do,
            args=(activity.stop,),
        )


def _state(activity: Activity) -> str:
    if not activity.training:
        tell = held_back if activity.held else waiting
        return tell(activity.place, activity.wait_seconds)
    if activity.memory_bytes is not None:
        return _("Open, with {megabytes} in memory", megabytes=_megabytes(activity.memory_bytes))
    if activity.waiting:
        return _("In training: {training}, waiting: {waiting}", training=activity.training, waiting=activity.waiting)
    return _("In training: {n}", n=activity.training)


def _disk() -> None:
    st.subheader(_("Disk"), anchor=False)
    taken = disk()
    sizes = {_(_ON_DISK[name]): taken.used[name] for name in (*FOLDERS, "")} | {_("Free on its disk"): taken.free}
    lines = [_cells(name, _megabytes(n_bytes)) for name, n_bytes in sizes.items()]
    st.markdown("\n".join((_cells(_("What"), _("On the disk")), "| --- | ---: |", *lines)))
    st.button(
        _("Clear up"),
        icon=":material/mop:",
        key="administration-clear",
        on_click=_do,
        args=(_clear,),
        help=_(
            "Forgets ended races and studies; the history still has them. Deletes expired tables, models, classes "
            "and deleted races. This also happens by itself. Ends classes that nobody has joined for an hour."
        ),
    )


def _cells(*texts: str) -> str:
    return f"| {' | '.join(texts)} |"


def _clear() -> str:
    forgotten, freed = clear()
    return _(
        "Cleared up: races and studies forgotten: {n}; freed on the disk: {megabytes}.",
        n=forgotten,
        megabytes=_megabytes(freed),
    )


def _announcement() -> None:
    st.subheader(_("Announcement"), anchor=False)
    st.text_input(
        _("A sentence that every page shows"),
        key=_SENTENCE,
        max_chars=MOST_CHARACTERS,
        placeholder=_("The server restarts at noon."),
    )
    with st.container(horizontal=True):
        st.button(
            _("Announce"), icon=":material/campaign:", key="administration-announce", on_click=_do, args=(_announce,)
        )
        if announced():
            st.button(_("Take it back"), key="administration-take-back", on_click=_do, args=(_take_back,))


def _announce() -> str:
    announce(str(st.session_state.get(_SENTENCE, "")))
    st.session_state[_SENTENCE] = ""
    return _("Every page says so from now on; one that is open, with the next thing that is done there.")


def _take_back() -> str:
    take_back()
    return _("Taken back.")


def _do(deed: Callable[[], str | None]) -> None:
    """Do something that an administrator alone may, and remember what is to be said of it."""
    if not is_administrator():
        return
    try:
        st.session_state[_TOLD] = deed() or ""
    except BakeoffError as error:
        st.session_state[_PROBLEM] = str(error)


def _megabytes(n_bytes: int) -> str:
    return _("{n} MB", n=count(round(n_bytes / 1_000_000)))


_GIVEN, _WRONG = "administration-token", "administration-wrong"


def opened() -> bool:
    """Tell whether whoever has this page open administers the server; show what they can do if they do not."""
    if is_administrator():
        return True
    settings = ServerSettings.read()
    if settings.require_login:
        st.markdown(_("You are not among those who may administer this server."))
    elif not settings.admin_token:
        st.markdown(_("This page is off. The server’s operator turns it on with BAKEOFF_ADMIN_TOKEN."))
    else:
        with st.form("administration-door", border=False):
            st.text_input(_("Token of this server’s operator"), type="password", key=_GIVEN, autocomplete="off")
            st.form_submit_button(_("Open"), on_click=_try)
        if problem := st.session_state.pop(_WRONG, ""):
            st.error(problem)
    return False


def _try() -> None:
    """Open the page with the right token; wrong ones are not counted, else anybody could keep the administrator out."""
    given, token = str(st.session_state.get(_GIVEN, "")), ServerSettings.read().admin_token
    if token and hmac.compare_digest(given.encode(), token.encode()):
        st.session_state[UNLOCKED] = token
    else:
        st.session_state[_WRONG] = _("That is not the token.")
    st.session_state[_GIVEN] = ""
