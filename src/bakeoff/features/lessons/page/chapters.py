"""A chapter of Learn as a lesson: its task above the chapter, and its goal reported to the class."""

import streamlit as st

from bakeoff.errors import BakeoffError
from bakeoff.features.lessons.page.attempts import attempts_at
from bakeoff.features.lessons.page.bar import elsewhere, task_of
from bakeoff.features.lessons.page.items import remind
from bakeoff.features.lessons.page.room import back_to_class
from bakeoff.html import plain
from bakeoff.lesson.book import lesson_in
from bakeoff.lesson.certificate import PARAMETER as CERTIFIED
from bakeoff.lesson.lesson import Lesson
from bakeoff.lesson.moment import ChapterMoment
from bakeoff.lesson.opened import PARAMETER as LESSON
from bakeoff.lesson.run import LessonRun
from bakeoff.lesson.standing import standing
from bakeoff.text import _
from bakeoff.web.goals import answers, reached_goals
from bakeoff.web.parameters import CHAPTER
from bakeoff.web.routes import route


def chapter_lesson_on_top() -> None:
    """Show the lesson that the address of Learn holds, above its chapter, which is opened."""
    code = st.query_params.get(LESSON)
    if code is None:
        if CHAPTER not in st.query_params:
            remind(here=True)
        return
    try:
        lesson = lesson_in(code)
    except BakeoffError as error:
        st.warning(plain(str(error)), icon=":material/link_off:")
        return
    if lesson.place != "learn":
        elsewhere(code, lesson)
    else:
        st.query_params[CHAPTER] = lesson.start.chapter
        _asked(code, lesson)


def _asked(code: str, lesson: Lesson) -> None:
    attempts = attempts_at(code, lesson)
    attempts.at_step(1 + sum(name.startswith(f"{lesson.start.chapter}-") for name in answers()))
    level = lesson.goal.leading.of
    moment = ChapterMoment(lesson.start.chapter, level in reached_goals())
    if moment.reached and not attempts.certificate:
        run = LessonRun(f"chapter-{level}", moment, own=True, trained=True, moving=False)
        attempts.take(run, standing(lesson.goal, moment))
    with st.container(border=True, key="lesson-bar", gap="small"):
        task_of(lesson)
        with st.container(horizontal=True, gap="small", vertical_alignment="center", key="lesson-tools"):
            st.button(
                _("Leave the lesson"),
                icon=":material/close:",
                type="tertiary",
                key="lesson-leave",
                on_click=st.query_params.__delitem__,
                args=(LESSON,),
            )
            back_to_class(lesson)
            if attempts.certificate:
                route("certificate").link(_("Your certificate"), query={CERTIFIED: attempts.certificate})
