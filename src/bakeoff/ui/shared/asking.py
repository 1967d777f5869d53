"""One visitor who asks: what they look at, and questions in their name."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from bakeoff.ask.answers import Example, Row
from bakeoff.ask.messages import Question, Show
from bakeoff.ask.session import AskSession
from bakeoff.errors import BakeoffError
from bakeoff.text import _
from bakeoff.ui.shared.headline import plain

PATIENCE_SECONDS = 10.0
"""How long the page waits for what is quick unless the job is busy with something else."""
LOOK_SECONDS = 0.4


@dataclass(eq=False)
class AskDraft:
    """One visitor and one race.

    Attributes
    ----------
    session : AskSession
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

    def ask(self, question: Question, patience: float = PATIENCE_SECONDS) -> Any | None:
        """Return the answer; None if it has not come in time, or there is none, which the page then says."""
        try:
            answer = self.session.ask(question, self.asker, patience)
        except BakeoffError as error:
            st.error(plain(str(error)))
            return None
        if answer is None and patience:
            st.info(_("The models are busy with another question; this one is next."))
        return answer

    def begin(self, row: Row, place: int) -> None:
        """Start the widgets anew from a row."""
        self.start = self.row = row
        self.place = place
        self.generation += 1


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
    draft : AskDraft
    questions : list of Question
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
