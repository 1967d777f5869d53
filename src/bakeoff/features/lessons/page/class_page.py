"""A class: joined by its code, watched by all in it, and led by its teacher; which of these, the address says."""

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import streamlit as st

from bakeoff.errors import BakeoffError
from bakeoff.features.lessons.code import PARAMETER as LESSON
from bakeoff.features.lessons.lesson import Lesson
from bakeoff.features.lessons.page.class_board import show_board
from bakeoff.features.lessons.page.class_entrance import entrance, goal, join, room_for, task
from bakeoff.features.lessons.page.class_room import (
    TEACHER,
    attempted,
    join_address,
    known_secret,
    remember_secret,
    trouble,
)
from bakeoff.features.lessons.parts.open_lesson import lesson_in, page_of
from bakeoff.features.lessons.parts.qr import qr_source
from bakeoff.features.lessons.parts.room import ROOM
from bakeoff.features.lessons.rooms import Learner, Room
from bakeoff.features.lessons.service import rooms
from bakeoff.html import Template, plain
from bakeoff.spreadsheets import to_csv
from bakeoff.text import _
from bakeoff.web.components.copy_link import copy_link
from bakeoff.web.save import save_button
from bakeoff.web.visitor import network, visitor


def class_page() -> None:
    """Show what the address asks for: a room, a lesson to open one for, or how one comes to either."""
    st.html(Path(__file__).with_name("class.css"))
    asked = st.query_params.to_dict()
    try:
        if ROOM in asked:
            _room(asked[ROOM], asked.get(TEACHER))
        elif LESSON in asked:
            room_for(asked[LESSON])
        else:
            entrance()
    except BakeoffError as error:
        st.warning(plain(str(error)), icon=":material/link_off:")
        if asked:
            st.button(_("To the classroom’s door"), on_click=st.query_params.clear)


def _room(code: str, secret: str | None) -> None:
    """Show a room as whoever asks may see it: a teacher, a member, or somebody who may become one."""
    who = visitor().owner
    room = rooms().find(code, network())
    if secret is not None:  # it must not stand in an address that a class can see
        del st.query_params[TEACHER]
        rooms().admit(room, secret, who)
        remember_secret(room, secret)
    lesson = lesson_in(room.lesson)
    learner = rooms().member(room, who)
    if rooms().teaches(room, who):
        lead(room, lesson)
    elif learner is not None:
        learn(room, lesson, learner)
    else:
        join(room, lesson)


CALM_SECONDS = 5.0
"""Interval between two looks at the class; there may be 200 such pages."""
MOST_SHOWN = 10
"""Number of the best learners in the list."""


def learn(room: Room, lesson: Lesson, learner: Learner) -> None:
    """Show a room to one of its members."""
    st.header(plain(lesson.title), anchor=False)
    trouble()
    st.markdown(_("You are **{name}** in this class.", name=plain(learner.nickname)))
    task(lesson)
    with st.container(horizontal=True, vertical_alignment="center", key="class-on"):
        with st.container(key="class-go", width="content"):
            page_of(lesson).link(_("To the lesson"), icon=":material/play_arrow:", query={LESSON: room.lesson})
        st.button(
            _("Leave the class"),
            type="tertiary",
            on_click=attempted,
            args=(lambda: rooms().leave(room, visitor().owner),),
            help=_("Your line on the board is deleted."),
        )
    if not visitor().lasting:
        st.caption(_("Your browser keeps no cookies: keep this page open, or you have to join again."))
    st.fragment(_board, run_every=CALM_SECONDS)(room, lesson, learner)


def _board(room: Room, lesson: Lesson, learner: Learner) -> None:
    board = rooms().board(room.code)
    if board is None or all(other.number != learner.number for other in board.learners):
        if rooms().member(room, visitor().owner) is None:
            st.rerun()
        return
    if board.ended:
        st.info(_("This class has ended: the board stays as it is."))
    elif board.room.frozen:
        st.info(
            _("The board stands still until your teacher reveals it; what you reach counts."), icon=":material/ac_unit:"
        )
    show_board(board, lesson, own=learner.number, most=MOST_SHOWN)


TICK_SECONDS = 0.7
_JOIN = Template("""
<div class="bakeoff-class-join">
<p>{{ _("Join at") }}</p>
<p class="where">{{ host }}<wbr>{{ path }}</p>
<p class="code" aria-label="{{ spelt }}">{{ code }}</p>
<img src="{{ qr }}" alt="{{ _("QR code of the link") }}">
</div>
""")


def lead(room: Room, lesson: Lesson) -> None:
    """Show a room to a teacher, who may show it to all on a wall."""
    left, right = st.columns([4, 13], gap="medium")
    with left, st.container(key="class-side"):
        _how_to_join(room)
        _controls(room)
    with right, st.container(key="class-board"):
        st.header(plain(lesson.title), anchor=False)
        with st.container(key="class-goal"):
            goal(lesson)
        trouble()
        st.fragment(_class_board, run_every=TICK_SECONDS)(room, lesson, _state(room))


def _how_to_join(room: Room) -> None:
    """Show the code, so large that it is read from the last row, and the address as a QR code."""
    address = join_address(room)
    parts = urlsplit(address)
    here_alone = parts.hostname in ("localhost", "127.0.0.1", "::1")
    st.html(
        _JOIN(
            host=parts.netloc,
            path=parts.path,
            code=room.code,
            spelt=" ".join(room.code),
            qr=qr_source(address),
        )
    )
    if here_alone:
        st.caption(
            _(
                "This address is good on this computer alone. For a class start the server with {variable}, and open "
                "the page by the computer’s name in your network.",
                variable="STREAMLIT_SERVER_ADDRESS=0.0.0.0",
            )
        )


def _controls(room: Room) -> None:
    """Show the teacher's controls."""
    who = visitor().owner
    frozen, nameless = _state(room)
    if frozen:
        _do(_("Reveal"), "reveal", lambda: rooms().reveal(room, who), icon=":material/celebration:", primary=True)
    else:
        _do(
            _("Freeze"),
            "freeze",
            lambda: rooms().freeze(room, who),
            icon=":material/ac_unit:",
            help=_("The board stands still; what is reached meanwhile counts, and is shown by “Reveal”."),
        )
    if nameless:
        _do(_("Show names"), "names", lambda: rooms().hide_names(room, False, who), icon=":material/visibility:")
    else:
        _do(_("Hide names"), "names", lambda: rooms().hide_names(room, True, who), icon=":material/visibility_off:")
    with st.popover(_("More"), icon=":material/more_horiz:", width="stretch", key="class-more", on_change="rerun"):
        _remove(room)
        server = rooms()
        save_button(
            _("Board as CSV"),
            lambda: to_csv(server.results(room, who), index=False),
            f"class-{room.code}.csv",
            key="class-csv",
            help=_("With everybody’s nickname, and how all stand now."),
        )
        page_of(lesson_in(room.lesson)).link(_("To the lesson"), query={LESSON: room.lesson})
        _teachers_link(room)


def _do(
    label: str, key: str, act: Callable[[], None], *, icon: str, help: str | None = None, primary: bool = False
) -> None:
    st.button(
        label,
        icon=icon,
        help=help,
        type="primary" if primary else "secondary",
        width="stretch",
        key=f"class-{key}",
        on_click=attempted,
        args=(act,),
    )


def _teachers_link(room: Room) -> None:
    """Give out the link that opens this view elsewhere, while it is known: it is stored nowhere."""
    st.markdown(_("**Teacher’s link**: leads this class from another computer, too. Show it to nobody."))
    if not visitor().lasting:
        st.caption(_("Your browser keeps no cookies: keep this link, for without it you cannot come back."))
    secret = known_secret(room)
    if secret is not None:
        copy_link({ROOM: room.code, TEACHER: secret}, key="class-teachers-link")
    else:
        _do(
            _("Make a new teacher’s link"),
            "secret",
            lambda: remember_secret(room, rooms().new_secret(room, visitor().owner)),
            icon=":material/key:",
            help=_("The one from before leads nowhere then."),
        )


def _remove(room: Room) -> None:
    """Offer to take somebody out; who is there is known since this was opened."""
    board = rooms().board(room.code)
    called = {} if board is None else {learner.number: board.called(learner) for learner in board.learners}
    number = st.selectbox(
        _("Remove a learner"),
        list(called),
        format_func=called.__getitem__,
        index=None,
        placeholder=_("Choose who goes"),
        help=_("Their line and what they have reached are deleted; the nickname is free again."),
        key="class-removed",
    )
    if number is not None:
        who = visitor().owner
        _do(_("Remove"), "remove", lambda: rooms().remove(room, number, who), icon=":material/person_remove:")


def _state(room: Room) -> tuple[bool, bool]:
    """Return whether the board is frozen, and whether it shows no names; both may be changed elsewhere."""
    board = rooms().board(room.code)
    now = room if board is None else board.room
    return now.frozen is not None, now.nameless


def _class_board(room: Room, lesson: Lesson, drawn: tuple[bool, bool]) -> None:
    if _state(room) != drawn:
        st.rerun()
    board = rooms().board(room.code)
    if board is None:
        st.warning(_("There is no class of this code any more."))
        return
    if board.ended:
        st.info(_("This class has ended: the board stays as it is."))
    elif board.room.frozen:
        st.info(_("Frozen: what is reached now is shown when you reveal it."), icon=":material/ac_unit:")
    show_board(board, lesson)
