"""Question of one visitor to the judge: a plan in the session beside the race's settings, in step with the address."""

from dataclasses import dataclass, field
from typing import Any, NoReturn

import streamlit as st

from bakeoff.errors import BakeoffError, HistoryError, SettingError
from bakeoff.fields import read, write
from bakeoff.link import to_query
from bakeoff.records.entries import StoredRace
from bakeoff.records.service import history
from bakeoff.runs.races import check_time, races
from bakeoff.runs.studies import studies
from bakeoff.service.ownership import is_foreign
from bakeoff.study.plan import Plan
from bakeoff.study.record import Record
from bakeoff.study.study import Study
from bakeoff.text import _
from bakeoff.web.address import Address
from bakeoff.web.draft import RaceDraft, instead, race_draft, set_up_anew
from bakeoff.web.parameters import JUDGE, RUN, STUDY
from bakeoff.web.routes import route
from bakeoff.web.visitor import visitor

MORE_MINUTES = 5.0
"""Minutes by which a time limit is put off at once."""


@dataclass
class JudgeDraft:
    """One visitor's question.

    Attributes
    ----------
    race : RaceDraft
        Data, contenders and rules, shared with the race page.
    plan : Plan
        Always valid: a value that is not is told in `problems` and leaves it as it was.
    generation : int
        Part of every widget's key; grows when the plan is replaced as a whole.
    problems : dict of str to str
        One sentence per setting whose last value was refused.
    notes : tuple of str
        What the link said that was not taken.
    study_id : str or None
        The study on show.
    stored : Record or None
        The same, if only the history still has it.
    elsewhere : StoredRace or None
        The same as the history has it, if it goes on at another server.
    held : Study or None
        The study on show, which the server knows for as long as somebody holds on to it.
    address : Address
        Of the judge's page.
    """

    race: RaceDraft
    plan: Plan = field(default_factory=Plan)
    generation: int = 0
    problems: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    study_id: str | None = None
    stored: Record | None = None
    elsewhere: StoredRace | None = None
    held: Study | None = None
    address: Address = field(default_factory=lambda: Address("judge"))

    def key(self, path: str) -> str:
        """Return the widget key of the setting at `path`."""
        return f"judge.{path}@{self.generation}"

    def change(self, path: str, value: Any) -> None:
        """Set the setting called `path`, or keep the plan and tell why not."""
        self.problems.pop(path, None)
        try:
            self.plan = self.plan.replace(path, value)
        except SettingError as error:
            self.problems[path] = str(error)

    def ask(self, plan: Plan) -> None:
        """Start anew from another question."""
        self.plan = plan
        self.generation += 1
        self.problems.clear()

    @property
    def study(self) -> Study | None:
        """The study on show, if the server still knows it."""
        self.held = studies().get(self.study_id)
        return self.held

    def asks_another(self, record: Record) -> bool:
        """Tell whether the question on the left is no longer the one that a study answers."""
        return record.spec != self.race.spec or record.plan not in (self.plan, self.plan.settled())

    def start(self) -> None:
        """Start the study, unless one of this visitor's is still going on."""
        self.problems.pop("start", None)
        if self.problems or (self.study and self.study.active):
            return
        try:
            self.study_id = studies().start(self.race.spec, self.plan, visitor().owner).id
            self.stored = self.elsewhere = None
        except BakeoffError as error:
            self.problems["start"] = str(error)
        else:
            write_address(self)  # at once: a reload while the page is drawn finds the study

    def judge(self, plan: Plan) -> None:
        """Ask another question, and start."""
        self.ask(plan)
        self.start()

    def show(self, kept: StoredRace) -> None:
        """Show a study as the history has it; raises HistoryError if this Bakeoff cannot read it."""
        self.stored = kept.study()
        self.elsewhere = kept if kept.entry.status == "elsewhere" else None

    def stop(self) -> None:
        """Stop the study on show."""
        if self.study:
            self.study.stop(why=studies().said_of_stopper(self.study.id, visitor().owner))

    def extend(self) -> None:
        """Put the time limit of the study on show off, as far as the server allows."""
        self.problems.pop("start", None)
        if self.study:
            try:
                check_time(60 * (self.study.minutes + MORE_MINUTES))
                self.study.extend(MORE_MINUTES)
            except BakeoffError as error:
                self.problems["start"] = str(error)

    def link(self) -> dict[str, str]:
        """Return the query parameters that restore set-up and question anywhere, starting nothing."""
        return to_query(self.race.spec) | write(self.plan, f"{JUDGE}.")

    def query(self) -> dict[str, str]:
        """Return the page's own query parameters: those of the link, the study on show, and the race that it is about.

        Else the way on to that race, and why its contenders answer as they do, would be gone after a reload.
        """
        race = self.race.race
        shown = {RUN: race.id if race is not None and race.run.spec == self.race.spec else None, STUDY: self.study_id}
        return self.link() | {name: value for name, value in shown.items() if value}


def judge_draft() -> JudgeDraft:
    """Return this visitor's question, read anew from the address when that was changed from outside."""
    draft = _of_session(race_draft())
    if (query := draft.address.news()) is not None:
        _read(draft, query)
    return draft


def ask_again(record: Record) -> NoReturn:
    """Lead to the judge, set up and asked as a study was, with nothing started."""
    draft = _of_session(set_up_anew(record.spec))
    draft.ask(record.plan)
    draft.study_id = draft.stored = draft.elsewhere = None
    route("judge").open(draft.query())


def _of_session(race: RaceDraft) -> JudgeDraft:
    draft: JudgeDraft = st.session_state.setdefault("judge", JudgeDraft(race))
    return draft


def _read(draft: JudgeDraft, query: dict[str, str]) -> None:
    own = {path.removeprefix(f"{JUDGE}."): value for path, value in query.items() if path.startswith(f"{JUDGE}.")}
    plan, draft.notes = read(Plan(), own)
    if plan != draft.plan:
        draft.ask(plan)
    draft.study_id, draft.stored, draft.elsewhere = query.get(STUDY), None, None
    if draft.study_id and draft.study is None:
        _recall(draft, draft.study_id, bare=query.keys() <= {RUN, STUDY})
    record = draft.study.record if draft.study is not None else draft.stored
    if record is not None and is_foreign(record.spec, visitor().owner):
        draft.study_id = draft.stored = draft.elsewhere = None
        draft.notes += (races().why_withheld(record.id, visitor().owner),)
    elif record is not None and query.keys() <= {RUN, STUDY} and draft.asks_another(record):
        draft.race.replace(record.spec)
        draft.ask(record.plan)


def _recall(draft: JudgeDraft, id: str, *, bare: bool) -> None:
    """Show the study that the history has under this id, or say why there is none.

    Parameters
    ----------
    bare : bool
        True if the address has no set-up, so that the one on the left is of nothing that was asked for.
    """
    note = _("That study is no longer kept on this server; press Start judging to run it again.")
    if bare:
        note = instead(_("That study is no longer kept on this server."), draft.race.spec)
    try:
        kept = history().get(id)
        if kept is not None and kept.entry.question:
            draft.show(kept)
    except HistoryError as error:
        note = str(error)
    if draft.stored is None:
        draft.study_id = None
        draft.notes += (note,)


def write_address(draft: JudgeDraft) -> None:
    """Put set-up, question and study into the page's address, and the lesson."""
    draft.race.address.note(draft.address.write(draft.query()))
