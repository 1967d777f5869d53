"""Questions that come back, on Learn's overview."""

from collections.abc import Callable
from datetime import UTC, datetime

import streamlit as st

from bakeoff.features.learn.recall import EXERCISE, WAITS, Standing, due, question, standing
from bakeoff.lesson.chapter import chapter, closed_chapters
from bakeoff.text import _, counted
from bakeoff.web.goals import answers, keep_answer, reached_goals
from bakeoff.web.routes import route

_VISIT = "learn-recall-visit"
_WIDTH = 860
"""Pixels, as of chapter 14: a line that is longer is hard to read."""


def recall(open_chapter: Callable[[str], None]) -> None:
    """Ask what is due on this visit; nothing is shown where nothing is."""
    if _VISIT not in st.session_state:
        hidden = closed_chapters()  # a class has yet to ask about them
        reached = {name: when for name, when in reached_goals().items() if name not in hidden}
        st.session_state[_VISIT] = due(reached, answers(), datetime.now(UTC))
    visit: dict[str, Standing] = st.session_state[_VISIT]
    if not visit:
        return
    with st.container(key="learn-recall", width=_WIDTH):
        st.subheader(_("Do you still know?"), anchor=False)
        st.caption(_("Questions on chapters whose goal you have reached. Each comes back after 1, 7 and 30 days."))
        for name, begun in visit.items():
            with st.container(border=True, key=f"{name}-box"):
                _ask(name, begun, open_chapter)
        st.space("small")


def _ask(name: str, begun: Standing, open_chapter: Callable[[str], None]) -> None:
    """Ask one question; its first answer counts, and every option has its feedback."""
    of, asked = question(name, begun.answers)
    answer = st.pills(
        asked.sentence,
        list(range(4)),
        required=True,
        format_func=asked.options.__getitem__,
        key=f"learn-{name}",
        wrap=True,
        persist_state="session",
    )
    if answer is None:
        return
    right = answer == asked.right
    if standing(answers().get(name, begun.code())).answers == begun.answers:
        keep_answer(name, begun.answered(right, datetime.now(UTC)).code())
    if right:
        st.markdown(_(":material/check_circle: **Right.** {answer}", answer=asked.feedback[answer]))
    else:
        option = asked.options[asked.right].rstrip(".。")
        reply = asked.feedback[answer]
        st.markdown(_(":material/cancel: **“{right}” is right.** {answer}", right=option, answer=reply))
    with st.container(horizontal=True, vertical_alignment="center"):
        rights = standing(answers()[name]).right
        if rights < len(WAITS):
            days = WAITS[rights].days
            st.caption(
                counted("This question comes back in {n} day.", "This question comes back in {n} days.", days),
                width="content",
            )
        if not right:
            record = chapter(of)
            title = _("{number}. {title}", number=record.number, title=record.title)
            icon, args = ":material/arrow_forward:", (of,)
            st.button(title, icon=icon, type="tertiary", key=f"{name}-read", on_click=open_chapter, args=args)
        if (kind := name.rsplit("-", 1)[1]) != EXERCISE:
            route("concepts").link(_("Run the experiment"), query={"concept": kind})
