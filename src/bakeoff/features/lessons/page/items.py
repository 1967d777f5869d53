"""Two questions before a chapter and two after it, for learners in a class that measures what chapters teach."""

import contextlib
from collections.abc import Sequence
from typing import Literal

import streamlit as st

from bakeoff.errors import HistoryError
from bakeoff.features.lessons.service import rooms
from bakeoff.lesson.chapter import Chapter
from bakeoff.lesson.items import Item, item_pair
from bakeoff.lesson.lesson import chapter_lesson
from bakeoff.text import _
from bakeoff.web.components.into_sight import into_sight
from bakeoff.web.goals import reached_goals
from bakeoff.web.visitor import visitor

Due = Literal["now", "later", ""]


def ask_items(chapter: Chapter) -> Due:
    """Ask the questions that are due, as `ChapterQuestions`."""
    with contextlib.suppress(HistoryError):  # the chapter goes on without its class
        for level in chapter.levels:
            key = chapter_lesson(level).key
            for code in rooms().joined(key, visitor().owner):
                board = rooms().board(code)
                if board is not None and board.room.measures:
                    return _ask(chapter, code, key, [lesson.key for lesson in board.room.lessons].index(key), level)
    return ""


def _ask(chapter: Chapter, code: str, key: str, position: int, level: str) -> Due:
    learner, reached = rooms().member(code, visitor().owner), level in reached_goals()
    if learner is None:
        return ""
    at = learner.progress[position]
    before, after = (item_pair(chapter.name, code, learner.number, after=after) for after in (False, True))
    waits = at.answers_before is None
    if at.answers_after is not None:
        _told(chapter, [*before, *after], f"{at.answers_before}{at.answers_after}")
    elif waits != reached and "-" not in (at.answers_before or ""):
        answers = _asked(chapter, after if reached else before, int(reached))
        if answers:
            rooms().answer(code, key, "after" if reached else "before", answers, visitor().owner)
            st.rerun()
        return "now" if waits else ""
    elif not reached and "-" not in (at.answers_before or ""):
        return "later"
    return ""


def _asked(chapter: Chapter, items: Sequence[Item], time: int) -> str:
    """Show two questions; return which of the answers just given are right, as `LessonProgress` has them."""
    with st.form(f"learn-items-{chapter.name}-{time}"):
        into_sight(f"{chapter.name} {time}", key="learn-in-sight-items")
        st.markdown(_("**Two questions after this chapter**") if time else _("**Two questions before this chapter**"))
        picked = [
            column.radio(item.sentence, item.options, index=None, key=f"learn-item-{chapter.name}-{time}-{place}")
            for place, (item, column) in enumerate(zip(items, st.columns(2, gap="large"), strict=True))
        ]
        st.caption(_("Your class measures what the chapter teaches. Your teacher sees all answers without names."))
        with st.container(horizontal=True):
            submitted = st.form_submit_button(_("Send the answers"), type="primary")
            skipped = st.form_submit_button(_("Skip the questions"), type="tertiary")
        if submitted and None in picked:
            st.warning(_("Answer both questions, or skip them."))
        elif submitted:
            return "".join("1" if answer == item.right else "0" for answer, item in zip(picked, items, strict=True))
    return "--" if skipped else ""


def _told(chapter: Chapter, items: Sequence[Item], answers: str) -> None:
    """Show which answers were right, if none was skipped."""
    if "-" in answers:
        return
    n, m = answers[:2].count("1"), answers[2:].count("1")
    said = _("Your answers: {n} of 2 right before the chapter, {m} of 2 after it", n=n, m=m)
    with st.expander(said, key=f"learn-items-{chapter.name}"):
        for item, answer in zip(items, answers, strict=True):
            icon = ":material/check:" if answer == "1" else ":material/close:"
            st.markdown(
                _("{icon} {question} Right: **{answer}**", icon=icon, question=item.sentence, answer=item.right)
            )
