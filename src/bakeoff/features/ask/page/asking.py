"""One visitor who asks: what they look at, and questions in their name."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from bakeoff.errors import BakeoffError
from bakeoff.features.ask.answers import Example, Row, Sheet
from bakeoff.features.ask.messages import Describe, Question, Show
from bakeoff.features.ask.session import AskSession
from bakeoff.html import plain
from bakeoff.text import _
from bakeoff.web.streamlit_private import run_around
from bakeoff.web.waiting_text import waiting_to_ask

PATIENCE_SECONDS = 3.0
"""Longest wait of the page for a quick answer: meanwhile nothing can be done on it."""
LOOK_SECONDS = 0.4


@dataclass(eq=False)
class AskDraft:
    """One visitor and one race.

    Attributes
    ----------
    asker : str
        Tells this visitor's questions from others'.
    place : int
        Held-out row that was started from.
    generation : int
        Grows when a row is taken anew; part of the widgets' keys.
    start : Row
        What the widgets start at; empty before the first.
    row : Row
        As it was changed, or drawn, last; empty before. The widgets begin at it when their tab is opened again.
    """

    session: AskSession
    asker: str = field(default_factory=lambda: secrets.token_hex(8))
    place: int = 0
    generation: int = 0
    start: Row = ()
    row: Row = ()

    def sheet(self) -> Sheet | None:
        """Return what can be asked, as `answer` does; the first time data and models are loaded for it."""
        with st.spinner(_("Loading the data and the trained models")):
            sheet: Sheet | None = self.answer(Describe())
        return sheet

    def ask(self, question: Question) -> Any | None:
        """Do as `answer`, and say on the page why there is none."""
        try:
            return self.answer(question)
        except BakeoffError as error:
            st.error(plain(str(error)))
            return None

    def answer(self, question: Question) -> Any | None:
        """Return the answer; None if it has not come in time, which the page then says until it comes, and runs again.

        Raises
        ------
        BakeoffError
            As `AskSession.ask`.
        """
        answer = self.session.ask(question, self.asker, PATIENCE_SECONDS)
        if answer is None:
            self.wait(question)
        return answer

    def wait(self, question: Question) -> None:
        """Say what an answer waits for; once it has come, have what is around run again."""

        def look() -> None:
            try:
                known = self.session.ask(question, self.asker) is not None
            except BakeoffError:
                known = True  # that there is none, and why
            if known:
                run_around()
            st.info(_waits_for(self.session, question), icon="spinner")

        st.fragment(look, run_every=LOOK_SECONDS)()

    def begin(self, row: Row, place: int) -> None:
        """Start the widgets anew from a held-out row; without its values, once these are known."""
        self.start = self.row = row
        self.place = place
        self.generation += 1


def _waits_for(session: AskSession, question: Question) -> str:
    if session.place:
        return waiting_to_ask(session.place, session.wait_seconds)
    if session.status != "running" or isinstance(question, Describe):
        return _("Loading the data and the trained models")
    if session.in_hand(question):
        return _("The contenders answer.")
    return _("The models are busy with other questions.")


def ask_draft(session: AskSession) -> AskDraft:
    """Return what this visitor asks of a race, begun anew with another race."""
    draft: AskDraft | None = st.session_state.get("asking")
    if draft is None or draft.session.race_id != session.race_id:
        draft = st.session_state["asking"] = AskDraft(session)
    draft.session = session
    return draft


def row_in_question(draft: AskDraft) -> Row:
    """Return the row that was drawn or changed last, else the held-out row that is begun from; empty if unknown yet."""
    if draft.row:
        return draft.row
    example: Example | None = draft.ask(Show(draft.place))
    return () if example is None else example.row


def when_known(draft: AskDraft, questions: list[Question], show: Callable[[list[Any | None]], None]) -> None:
    """Show what is known of slow answers, and look again until all have come; nothing else waits for them.

    Parameters
    ----------
    show : callable
        Given each answer, or None where it has not come.
    """

    def look(waiting: bool) -> None:
        answers: list[Any | None] = []
        troubles: list[str] = []
        for question in questions:
            try:
                answers.append(draft.session.ask(question, draft.asker))
            except BakeoffError as error:
                troubles.append(str(error))
        for trouble in dict.fromkeys(troubles):
            st.error(plain(trouble))
        if waiting and all(map(draft.session.knows, questions)):
            st.rerun()  # and look no more
        if not troubles:
            show(answers)

    pending = any(not draft.session.knows(question) for question in questions)
    st.fragment(look, run_every=LOOK_SECONDS if pending else None)(pending)
