"""Goals that the visitor has reached in Learn, and predictions, stored like the history."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import streamlit as st

from bakeoff.errors import HistoryError
from bakeoff.html import plain
from bakeoff.records.goals import Predictions, ReachedGoals
from bakeoff.service.events import CHAPTER, GoalReached
from bakeoff.service.kernel import database, publish
from bakeoff.text import _, sentences
from bakeoff.web.visitor import visitor

_REACHED, _ANSWERS = "learn-reached", "learn-answers"


def reached_goals() -> Mapping[str, datetime]:
    """Return when this visitor reached each goal, by its name in `Chapter.levels`."""
    if _REACHED not in st.session_state:
        try:
            st.session_state[_REACHED] = dict(ReachedGoals(database()).reached(visitor().owner))
        except HistoryError:  # they can be reached all the same, in this session
            st.session_state[_REACHED] = {}
    kept: dict[str, datetime] = st.session_state[_REACHED]
    return kept


def keep_reached(level: str) -> bool:
    """Keep that this visitor has reached a goal, and publish it.

    Where the database fails, it is kept for this session, and the page says so. Return whether it is new.
    """
    new = level not in reached_goals()
    if new:
        now = datetime.now(UTC)
        st.session_state[_REACHED] |= {level: now}
        _stored(lambda: ReachedGoals(database()).reach(visitor().owner, level))
        publish(GoalReached(visitor().owner, f"{CHAPTER}{level}", now))
    return new


def answers() -> Mapping[str, str]:
    """Return the code of this visitor's latest answer to each question ``chapter-question``."""
    if _ANSWERS not in st.session_state:
        try:
            st.session_state[_ANSWERS] = Predictions(database()).answers(visitor().owner)
        except HistoryError:  # they can be given all the same, in this session
            st.session_state[_ANSWERS] = {}
    kept: dict[str, str] = st.session_state[_ANSWERS]
    return kept


def keep_answer(question: str, code: str) -> None:
    """Keep an answer of this visitor, as `keep_reached` does."""
    if answers().get(question) != code:
        st.session_state[_ANSWERS] = {**answers(), question: code}
        _stored(lambda: Predictions(database()).answer(visitor().owner, question, code))


def begin_again(chapter: str) -> None:
    """Forget this visitor's answers in one chapter, in its widgets too; a callback."""
    for question in [name for name in answers() if name.startswith(f"{chapter}-")]:
        st.session_state[f"learn-{question}"] = None
    st.session_state[_ANSWERS] = {name: code for name, code in answers().items() if not name.startswith(f"{chapter}-")}
    _stored(lambda: Predictions(database()).forget(visitor().owner, chapter))


def _stored(store: Callable[[], None]) -> None:
    try:
        store()
    except HistoryError as error:
        st.warning(plain(sentences(str(error), _("What you reach here is kept until you close the page."))))
