"""What one visitor asks the judge: a plan in the session beside the race's set-up, kept in step with the address."""

from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from bakeoff.errors import BakeoffError, SettingError
from bakeoff.judge import Plan, Study
from bakeoff.link import read, write
from bakeoff.text import _
from bakeoff.ui.address import Address
from bakeoff.ui.draft import JUDGE, STUDY, Draft, draft
from bakeoff.ui.ownership import foreign, not_yours
from bakeoff.ui.server import studies


@dataclass
class JudgeDraft:
    """One visitor's question.

    Attributes
    ----------
    race : Draft
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
    address : Address
        Of the judge's page.
    """

    race: Draft
    plan: Plan = field(default_factory=Plan)
    generation: int = 0
    problems: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    study_id: str | None = None
    address: Address = field(default_factory=Address)

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

    @property
    def study(self) -> Study | None:
        """The study on show, if the server still knows it."""
        return studies().get(self.study_id)

    def start(self) -> None:
        """Start the study, unless one of this visitor's is still going on."""
        self.problems.pop("start", None)
        if self.problems or (self.study and self.study.active):
            return
        try:
            self.study_id = studies().start(self.race.spec, self.plan).id
        except BakeoffError as error:
            self.problems["start"] = str(error)

    def stop(self) -> None:
        """Stop the study on show."""
        if self.study:
            self.study.stop()

    def link(self) -> dict[str, str]:
        """Return the query parameters that restore set-up and question anywhere, starting nothing."""
        return self.race.link() | write(self.plan, f"{JUDGE}.")

    def query(self) -> dict[str, str]:
        """Return the page's own query parameters: those of the link, and the study on show."""
        return self.link() | ({STUDY: self.study_id} if self.study_id else {})


def judge_draft() -> JudgeDraft:
    """Return this visitor's question, read anew from the address when that was changed from outside."""
    race = draft()
    mine: JudgeDraft = st.session_state.setdefault("judge", JudgeDraft(race))
    if (query := mine.address.news()) is not None:
        _read(mine, query)
    return mine


def _read(mine: JudgeDraft, query: dict[str, str]) -> None:
    own = {path.removeprefix(f"{JUDGE}."): value for path, value in query.items() if path.startswith(f"{JUDGE}.")}
    plan, mine.notes = read(Plan(), own)
    if plan != mine.plan:
        mine.plan = plan
        mine.generation += 1
        mine.problems.clear()
    mine.study_id = query.get(STUDY)
    if mine.study is not None and foreign(mine.study.record.spec):
        mine.study_id = None
        mine.notes += (not_yours(),)
    elif mine.study_id and mine.study is None:
        mine.study_id = None
        mine.notes += (_("That study is no longer kept on this server; press Start to run it again."),)


def write_address(mine: JudgeDraft) -> None:
    """Put set-up, question and study into the page's address."""
    mine.address.write(mine.query())
    mine.race.address.note(mine.query())
