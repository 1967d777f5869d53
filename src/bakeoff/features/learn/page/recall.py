"""Questions that come back, on Learn's overview."""

from collections.abc import Callable
from datetime import UTC, datetime

import streamlit as st

from bakeoff.features.learn.recall import WAITS, Standing, due, question
from bakeoff.lesson.chapter import chapter
from bakeoff.text import _, counted
from bakeoff.web.goals import answers, keep_answer, reached_goals

_VISIT, _CHOSEN = "learn-recall-visit", "learn-recall-chosen"
_WIDTH = 860
"""Pixels, as of chapter 14: a line that is longer is hard to read."""


def recall(open_chapter: Callable[[str], None]) -> None:
    """Ask what is due on this visit; nothing is shown where nothing is."""
    if _VISIT not in st.session_state:
        st.session_state[_VISIT] = due(reached_goals(), answers(), datetime.now(UTC))
    visit: dict[str, Standing] = st.session_state[_VISIT]
    if not visit:
        return
    with st.container(key="learn-recall", width=_WIDTH):
        st.subheader(_("Do you still know?"), anchor=False)
        st.caption(_("Questions on chapters whose goal you have reached. Each comes back after 1, 7 and 30 days."))
        for name, standing in visit.items():
            with st.container(border=True, key=f"{name}-box"):
                _ask(name, standing, open_chapter)


def _ask(name: str, standing: Standing, open_chapter: Callable[[str], None]) -> None:
    """Ask one question; its first answer counts."""
    of, asked = question(name, standing.answers)
    chosen: dict[str, int] = st.session_state.setdefault(_CHOSEN, {})
    answer = st.pills(
        asked.sentence,
        list(range(4)),
        required=True,
        format_func=asked.options.__getitem__,
        key=f"learn-{name}",
        disabled=name in chosen,
        wrap=True,
        persist_state="session",
    )
    if name not in chosen:
        if answer is None:
            return
        chosen[name] = answer
        keep_answer(name, standing.answered(answer == asked.right, datetime.now(UTC)).code())
        st.rerun()
    right = chosen[name] == asked.right
    feedback = asked.feedback[chosen[name]]
    if right:
        st.markdown(_(":material/check_circle: **Right.** {answer}", answer=feedback))
    else:
        option = asked.options[asked.right]
        st.markdown(_(":material/cancel: **“{right}” is right.** {answer}", right=option.rstrip("."), answer=feedback))
    after = standing.answered(right, datetime.now(UTC)).right
    if after < len(WAITS):
        days = WAITS[after].days
        st.caption(counted("This question comes back in {n} day.", "This question comes back in {n} days.", days))
    if not right:
        record = chapter(of)
        st.button(
            _("{number}. {title}", number=record.number, title=record.title),
            icon=":material/arrow_forward:",
            type="tertiary",
            key=f"{name}-read",
            on_click=open_chapter,
            args=(of,),
        )
