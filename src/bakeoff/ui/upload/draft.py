"""What one visitor uploads: a file that is read, and then a table whose columns have roles."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import pandas as pd
import streamlit as st
from streamlit.typing import UploadedFile

from bakeoff.datasets.openml import Match
from bakeoff.datasets.upload import store
from bakeoff.datasets.upload.roles import ROLES, Role
from bakeoff.datasets.upload.store import About
from bakeoff.datasets.upload.understanding import Given
from bakeoff.datasets.upload.written import Former
from bakeoff.errors import BakeoffError
from bakeoff.ui.shared.findings import Mended
from bakeoff.ui.shared.server import engine
from bakeoff.ui.shared.streamlit_private import forget_file
from bakeoff.ui.shared.visitor import visitor
from bakeoff.upload import Fetching, Incoming, Reading, Writing

SHORT_SECONDS = 1.0
"""A small file is read within this time, and the page needs to say nothing of it."""


class FileSource(Protocol):
    """Where a file's bytes are: with the visitor's browser session, not kept by us."""

    @property
    def name(self) -> str:
        """The file's own name."""

    def getbuffer(self) -> memoryview:
        """Return its bytes."""


@dataclass(frozen=True)
class Text:
    """A text that was pasted, or a sample, as a source."""

    name: str
    content: bytes

    def getbuffer(self) -> memoryview:
        """Return its bytes."""
        return memoryview(self.content)


@dataclass
class UploadDraft:
    """One visitor's work on the page.

    Attributes
    ----------
    source : FileSource or None
        What was read last, to be read again otherwise.
    given : Given
        How it is to be read.
    reading : Incoming or None
        While it is read, or fetched from OpenML, or taken over as it was written by hand.
    table : str
        The name of the table on show; empty if there is none.
    start : About or None
        The table as it was when its columns were first shown, or its target last changed.
    chosen : mapping of str to str
        Roles chosen since, by column.
    target, task : str
        What is to be predicted.
    problem : str
        Why the last thing did not work.
    unsaved : str
        Why what was written by hand could not be saved, which is told where it was written.
    generation : int
        Part of every widget's key that must start anew with another table.
    sheet : pd.DataFrame or None
        A new table that is being written, as it was at first.
    shown : int
        How often something was asked for that is shown on the right, a table or why there is none.
    uploads : int
        Part of the uploader's key, which starts anew when what it holds was deleted.
    rules : mapping of str to object
        Settings of a race on the table, by path, that mend what would spoil it.
    mended : tuple of (Mended, About)
        What was mended at the press of a button, the latest last, and the table as it was before.
    gathered : int
        How many classes there are when the rare ones are put together; 0: they are not.
    chosen_before : About or None
        The table whose choices go on to hold for the one that is being read, since it is the same file.
    """

    source: FileSource | None = None
    given: Given = field(default_factory=Given)
    reading: Incoming | None = None
    table: str = ""
    start: About | None = None
    chosen: Mapping[str, Role] = field(default_factory=dict)
    target: str = ""
    task: str = ""
    problem: str = ""
    unsaved: str = ""
    generation: int = 0
    sheet: pd.DataFrame | None = None
    shown: int = 0
    uploads: int = 0
    rules: Mapping[str, Any] = field(default_factory=dict)
    mended: tuple[tuple[Mended, About], ...] = ()
    gathered: int = 0
    chosen_before: About | None = None

    def read(self, source: FileSource, given: Given | None = None) -> None:
        """Start to read a file."""
        self.stop()
        self.source, self.given, self.problem, self.chosen_before = source, given or Given(), "", None
        self._start_reading(source)

    def read_again(self, **given: Any) -> None:
        """Read the same file otherwise; what was chosen of it goes on to hold, as far as it still can."""
        if self.source is None:
            return
        self.stop()
        self.given, self.problem = Given.parse(self.given.changed() | given), ""
        self.chosen_before = self.about if self.start is not None else None
        self._start_reading(self.source)

    def decide(self, key: str) -> None:
        """Take back what was decided when the file was read, or decide it once more."""
        undone = [other for other in self.given.undone if other != key]
        self.read_again(undone=tuple(undone if key in self.given.undone else (*undone, key)))

    def _start_reading(self, source: FileSource) -> None:
        try:
            self.reading = Reading(source.getbuffer(), source.name, visitor().owner, engine(), self.given)
        except BakeoffError as error:
            self.problem = str(error)
            self.shown += 1
            return
        if self.reading.wait(SHORT_SECONDS):
            self.take()

    def fetch(self, match: Match) -> None:
        """Start to fetch a data set of OpenML."""
        self.stop()
        self.problem = ""
        try:
            self.reading = Fetching(match, visitor().owner, engine())
        except BakeoffError as error:
            self.problem = str(error)

    def begin(self, sheet: pd.DataFrame) -> None:
        """Start to write a new table."""
        self.sheet, self.problem, self.unsaved = sheet, "", ""
        self.generation += 1

    def discard(self) -> None:
        """Write no new table."""
        self.sheet, self.unsaved = None, ""

    def write(self, cells: pd.DataFrame, title: str, former: Former | None = None) -> None:
        """Start to take over a table that was written by hand."""
        self.stop()
        self.problem = self.unsaved = ""
        try:
            self.reading = Writing(cells, title, visitor().owner, engine(), former)
        except BakeoffError as error:
            self.unsaved = str(error)
            return
        if self.reading.wait(SHORT_SECONDS):
            self.take()

    def take(self) -> None:
        """Take over what a reading that has ended came to."""
        if self.reading is None or self.reading.active:
            return
        self.shown += 1
        if isinstance(self.reading, Writing):
            self.unsaved = self.reading.problem
        else:
            self.problem = self.reading.problem
        if self.reading.table:
            if not isinstance(self.reading, Reading):
                self.source = None  # of another table, which cannot be read otherwise to mend this one
            self.open(self.reading.table)
            self._choose_as_before()
        self.reading = None

    def _choose_as_before(self) -> None:
        """Choose the target, and the roles that had been chosen, once more."""
        before, now = self.chosen_before, self.start
        self.chosen_before = None
        if before is None or now is None or before.target not in now.tasks:
            return
        self._begin(now.with_roles(before.target, now.tasks[before.target], {}))

    def stop(self) -> None:
        """Read no further."""
        if self.reading is not None:
            self.reading.stop()
            self.reading.wait(5)
            self.take()

    def open(self, table: str) -> None:
        """Show one of this visitor's tables."""
        about = store.find(table)
        if about is None or not store.belongs_to(table, visitor().owner):
            self.close()
            return
        self.table = table
        self._begin(about)

    def close(self) -> None:
        """Show no table."""
        self.table, self.start, self.chosen = "", None, {}
        self.generation += 1

    def let_go(self) -> None:
        """Give back the memory of the file that was read last."""
        if isinstance(self.source, UploadedFile):
            forget_file(self.source)
        self.source = None
        self.uploads += 1

    def _begin(self, about: About) -> None:
        self.start, self.chosen, self.sheet, self.unsaved = about, {}, None, ""
        self.target, self.task, self.gathered = about.target, about.task, about.gathered
        self.rules, self.mended = {}, ()
        self.generation += 1

    @property
    def about(self) -> About:
        """The table as its columns are now."""
        assert self.start is not None  # noqa: S101
        about = self.start.with_roles(self.target, self.task, self.chosen)
        return about.model_copy(update={"gathered": self.gathered})

    def choose_target(self, name: Any) -> None:
        """Have another column predicted, in the way that its values suggest."""
        if self.start is not None and name in self.start.tasks and name != self.target:
            self._begin(self.about.with_roles(name, self.start.tasks[name], {}))

    def choose_task(self, task: Any) -> None:
        """Predict classes, or numbers."""
        if task in ("classification", "regression"):
            self.task, self.gathered = task, 0

    def go_on(self, rules: Mapping[str, Any], mended: tuple[tuple[Mended, About], ...]) -> None:
        """Take over what was mended, or no longer is."""
        self.rules, self.mended = rules, mended
        self.generation += 1  # so that the table of columns shows what holds


def choose_roles(draft: UploadDraft, edited: Any, target: str, roles: Mapping[str, Role]) -> None:
    """Take over what was chosen in the table of columns; nonsense is left out.

    Parameters
    ----------
    draft : UploadDraft
    edited : mapping
        What the browser says: by row, the cells that differ from the start.
    target : str
        The word for the column to be predicted; what was chosen after it was chosen of another table.
    roles : mapping of str to Role
        By the words for them.
    """
    if draft.start is None:
        return
    draft.chosen = {}
    for name, word in _chosen_words(edited, [column.name for column in draft.start.columns]):
        if word == target:
            draft.choose_target(name)
            return
        if roles.get(word) in ROLES and name != draft.target:
            draft.chosen = {**draft.chosen, name: roles[word]}


def _chosen_words(edited: Any, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Give the columns whose cell for the role was changed, each with the word that it has now."""
    for row, cells in dict(edited).items():
        word = cells.get("role") if isinstance(cells, dict) else None
        if str(row).isdecimal() and int(row) < len(names) and isinstance(word, str):
            yield names[int(row)], word


def upload_draft() -> UploadDraft:
    """Return what this visitor uploads."""
    draft: UploadDraft = st.session_state.setdefault("upload", UploadDraft())
    return draft
