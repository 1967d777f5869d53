"""Controls of a class's teacher."""

import functools
from collections.abc import Callable, Sequence
from datetime import datetime, time

import streamlit as st

from bakeoff.features.lessons.measure import measure, measured
from bakeoff.features.lessons.page.class_room import (
    TEACHER,
    attempted,
    day_of,
    join_address,
    known_secret,
    remember_secret,
    zone,
)
from bakeoff.features.lessons.page.room import ROOM
from bakeoff.features.lessons.page.sheet import sheet
from bakeoff.features.lessons.room import Ranking, Room
from bakeoff.features.lessons.service import rooms
from bakeoff.features.lessons.tables import MOST_MESSAGE
from bakeoff.html import plain
from bakeoff.lesson.chapter import chapters
from bakeoff.lesson.lesson import Lesson
from bakeoff.lesson.opened import PARAMETER as LESSON
from bakeoff.lesson.outcome import rivals
from bakeoff.spreadsheets import to_csv
from bakeoff.text import _
from bakeoff.web.components.copy_link import copy_link
from bakeoff.web.routes import route
from bakeoff.web.save import save_button
from bakeoff.web.visitor import visitor


def controls(room: Room, lessons: Sequence[Lesson]) -> None:
    """Show the teacher's controls."""
    who = visitor().owner
    frozen, nameless, bets, ranking, ended = state_of(room)
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
        _order(room, ranking)
        st.session_state["class-message"] = room.message  # another teacher may have changed it
        st.text_input(
            _("Message to all learners"),
            max_chars=MOST_MESSAGE,
            key="class-message",
            help=_("One line, shown on top of their class page and lessons. Empty it to take it back."),
            on_change=attempted,
            args=(lambda: rooms().tell(room, st.session_state["class-message"], who),),
        )
        if any(map(rivals, lessons)):
            st.session_state["class-bets"] = bets  # another teacher may have changed it
            st.toggle(
                _("Learners bet on who wins"),
                key="class-bets",
                help=_("Before they start, they say with what chance each contender wins. The Brier score rates it."),
                on_change=attempted,
                args=(lambda: rooms().let_bet(room, not bets, who),),
            )
        if any(lesson.place == "learn" for lesson in lessons):
            _measures(room)
        _remove(room)
        server, address = rooms(), join_address(room)
        save_button(
            _("Board as CSV"),
            lambda: to_csv(server.results(room, who).frame(lessons), index=False),
            f"class-{room.code}.csv",
            key="class-csv",
            help=_("A line for each learner and lesson: goal, nickname, time, value, data and settings."),
        )
        save_button(
            _("Sheet to print"),
            lambda: sheet(room, lessons, address),
            f"class-{room.code}.html",
            key="class-sheet",
            help=_("Tasks and goals, with the class code and its QR code."),
        )
        for lesson, each in zip(lessons, room.lessons, strict=True):
            label = plain(lesson.title) if room.is_course else _("To the lesson")
            route(lesson.place).link(label, query={LESSON: each.link})
        for place, (lesson, each) in enumerate(zip(lessons, room.lessons, strict=True)):
            due = functools.partial(_set_due, room, place)
            st.date_input(
                _("“{title}” is due", title=lesson.title),
                each.due and day_of(each.due),
                key=f"class-due-{place}",
                on_change=attempted,
                args=(due,),
            )
        _teachers_link(room)
        if not ended:
            _end(room)


def _set_due(room: Room, place: int) -> None:
    """Have a lesson be due at the end of the chosen day, where the teacher is."""
    day = st.session_state[f"class-due-{place}"]
    rooms().set_due(room, place, day and datetime.combine(day, time.max, zone()), visitor().owner)


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


def _order(room: Room, ranking: Ranking) -> None:
    orders: dict[Ranking, str] = {"first": _("Who reached it first"), "attempts": _("Fewest attempts")}
    if not room.is_course:
        orders["value"] = _("Best value")
    chosen = st.selectbox(
        _("Order of the board"),
        list(orders),
        index=list(orders).index(ranking) if ranking in orders else 0,
        format_func=orders.__getitem__,
        key="class-ranking",
    )
    if chosen != ranking:
        who = visitor().owner
        attempted(lambda: rooms().rank(room, chosen, who))
        st.rerun()


def _measures(room: Room) -> None:
    """Offer to ask questions around chapters and, with two such chapters, to have each half begin with another."""
    who = visitor().owner
    help = _("Learners get short questions before each chapter, after it and once more later, and can skip them.")
    st.session_state["class-measures"] = room.measures  # another teacher may have changed it
    change = (lambda: rooms().measure(room, not room.measures, who),)
    st.toggle(_("Measure what the chapters teach"), help=help, key="class-measures", on_change=attempted, args=change)
    parts = measured(room) if room.measures else ()
    if len(parts) > 1:
        st.session_state["class-halves"] = room.halves
        first, second = (_(chapters()[part.chapter].title) for part in parts[:2])
        help = _(
            "Drawn on joining: half begins with “{first}”, half with “{second}”. The other chapter stays closed "
            "meanwhile, so that each half is compared with one that has not had the chapter.",
            first=first,
            second=second,
        )
        change = (lambda: measure().halve(room, not room.halves, who),)
        st.toggle(_("Compare two halves"), help=help, key="class-halves", on_change=attempted, args=change)


def _end(room: Room) -> None:
    who = visitor().owner
    sure = st.checkbox(
        _("End the class now"), help=_("Nobody can join any more, and nothing counts."), key="class-sure"
    )
    if sure:
        _do(_("End it"), "end", lambda: rooms().end(room, who), icon=":material/stop_circle:")


def state_of(room: Room) -> tuple[bool, bool, bool, Ranking, bool]:
    """Return if the board is frozen, if it hides names, if learners bet, its order, and if the class has ended."""
    board = rooms().board(room.code)
    now = room if board is None else board.room
    return now.frozen is not None, now.nameless, now.bets, now.ranking, rooms().has_ended(now)
