"""The judge's page as a whole."""

import streamlit as st

from bakeoff.features.history.parts.stored import goes_on_elsewhere
from bakeoff.features.judge.page.board import board, finished
from bakeoff.features.judge.page.draft import judge_draft, write_address
from bakeoff.features.judge.page.lesson_run import lesson_run
from bakeoff.features.judge.page.setup import question_setup
from bakeoff.features.lessons.parts.bar import lesson_goal, lesson_on_top
from bakeoff.features.race.service import races
from bakeoff.html import plain
from bakeoff.text import _
from bakeoff.web.link_notes import link_notes


def judge_page() -> None:
    """Show the question on the left and what is known of the answer on the right."""
    draft = judge_draft()
    active = draft.study is not None and draft.study.active
    lesson_goal(lesson_on_top(draft.address), draft.address, lesson_run(draft))
    left, right = st.columns([5, 11], gap="large")
    with left:
        question_setup(draft)
    with right:
        with st.container():  # of its own: one note more must not make the browser build the board anew
            link_notes(draft.race)
            for note in draft.notes:
                st.warning(plain(note), icon=":material/link_off:")
            if draft.elsewhere is not None:
                goes_on_elsewhere(draft.elsewhere, draft.show)
            if trouble := races().recorder.trouble(draft.study_id):
                st.warning(plain(trouble), icon=":material/history_off:")
        with st.container(key="board"):  # also before any study: on a phone it stands above the question
            if draft.study is not None:
                board(draft, active)
            elif draft.stored is not None:
                finished(draft.stored, draft.asks_another(draft.stored))
            else:
                _welcome()
    write_address(draft)


def _welcome() -> None:
    st.header(_("Is the difference real?"), anchor=False)
    st.markdown(
        _(
            "One race on one split is an anecdote. The judge fits the same contenders repeatedly on other parts of "
            "the rows. It says **how likely** one is better, **how much data** each needs and **which setting** is "
            "best. It also says whether that **holds on other data**. Press **Start judging**."
        )
    )
