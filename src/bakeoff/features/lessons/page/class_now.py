"""Where each learner of a class stands now, for its teacher."""

from collections.abc import Sequence
from operator import itemgetter

import streamlit as st

from bakeoff.evaluation.notation import rough_time
from bakeoff.features.lessons.room import LessonProgress, Room
from bakeoff.features.lessons.service import rooms
from bakeoff.lesson.lesson import Lesson
from bakeoff.text import _, clauses, counted
from bakeoff.web.folds import fold
from bakeoff.web.tables import html_table, table_row
from bakeoff.web.visitor import visitor

SECONDS = 5.0
"""Interval between two looks."""


def where_now(room: Room, lessons: Sequence[Lesson]) -> None:
    """Show, folded, which lesson each learner has open, how far they are in it, and since when nothing has changed."""
    box = fold(_("Where each learner stands now"), key="class-now")
    if box.open:
        with box:
            st.fragment(_table, run_every=SECONDS)(room, lessons)


def _table(room: Room, lessons: Sequence[Lesson]) -> None:
    board, rows = rooms().results(room, visitor().owner), []
    for learner in board.learners:
        opened = [(at.seen, place) for place, at in enumerate(learner.progress) if at.seen]
        seen, place = max(opened, default=(learner.joined, 0))
        title, how = (lessons[place].title, _stands(lessons[place], learner.progress[place])) if opened else ("–", "–")
        ago = _("{time} ago", time=rough_time((board.at - seen).total_seconds()))
        rows.append((seen, table_row(board.called(learner), [title, how, ago])))
    heads = [_("Learner"), _("Lesson open now"), _("How far"), _("Latest news")]
    st.html(
        html_table(
            _("Who has been quiet longest comes first"), heads, [row for _seen, row in sorted(rows, key=itemgetter(0))]
        )
    )


def _stands(lesson: Lesson, at: LessonProgress) -> str:
    if at.reached:
        return _("reached")
    if lesson.place == "learn":
        return _("step {n}", n=max(at.step, 1))
    best = "" if at.value is None else _("best {value}", value=lesson.goal.leading.unit.write(at.value))
    return clauses([counted("{n} attempt", "{n} attempts", at.attempts), *([best] if best else [])])
