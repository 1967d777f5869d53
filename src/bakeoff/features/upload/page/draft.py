"""Upload of one visitor: a file to be read, and then a table whose columns have roles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

import pandas as pd
import streamlit as st
from streamlit.typing import UploadedFile

from bakeoff.datasets.openml.catalogue import Match
from bakeoff.datasets.upload import store
from bakeoff.datasets.upload.roles import ROLES
from bakeoff.datasets.upload.store import About
from bakeoff.datasets.upload.understanding import Given
from bakeoff.datasets.upload.written import Former
from bakeoff.errors import BakeoffError
from bakeoff.features.upload.page.open_table import OpenTable
from bakeoff.intake.incoming import Incoming
from bakeoff.intake.openml import Fetching
from bakeoff.intake.reading import Reading
from bakeoff.intake.writing import Writing
from bakeoff.service.engines import interactive_engine
from bakeoff.service.ownership import may_see
from bakeoff.service.uploads import uploads
from bakeoff.web.streamlit_private import forget_file, session
from bakeoff.web.visitor import turn_owner, visitor

SHORT_SECONDS = 1.0
"""A small file is read within this time, and the page needs to say nothing of it."""


class FileSource(Protocol):
    """Source of a file's bytes, which stay with the visitor's browser session and are not stored by Bakeoff."""

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


@dataclass(frozen=True)
class KeptFile:
    """The file that a table was read from, which is kept with it."""

    name: str
    table: str

    def getbuffer(self) -> memoryview:
        """Return its bytes; raises DatasetError if the table was deleted."""
        return memoryview(store.file_of(self.table))


@dataclass
class UploadDraft:
    """One visitor's work on the page.

    Attributes
    ----------
    uploaded : FileSource or None
        File that was uploaded last.
    source : FileSource or None
        File of the table on show, to be read again otherwise.
    given : Given
        Settings that it was read with.
    reading : Incoming or None
        While it is read, or fetched from OpenML, or taken over as it was written by hand.
    opened : OpenTable or None
        The table on show.
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
    chosen_before : About or None
        The table whose target goes on to hold for the one that is being read, since it is the same file.
    """

    uploaded: FileSource | None = None
    source: FileSource | None = None
    given: Given = field(default_factory=Given)
    reading: Incoming | None = None
    opened: OpenTable | None = None
    problem: str = ""
    unsaved: str = ""
    generation: int = 0
    sheet: pd.DataFrame | None = None
    shown: int = 0
    uploads: int = 0
    chosen_before: About | None = None

    def read(self, source: FileSource, given: Given | None = None) -> None:
        """Start to read a file."""
        self.stop()
        self.uploaded, self.problem, self.chosen_before = source, "", None
        self._start_reading(source, given or Given(), counts=True)

    def read_again(self, **given: Any) -> None:
        """Read the same file otherwise; what was chosen of it goes on to hold, as far as it still can."""
        if self.source is None:
            return
        self.stop()
        self.problem, self.chosen_before = "", self.opened.about if self.opened else None
        self._start_reading(self.source, Given.parse(self.given.changed() | given))

    def decide(self, key: str) -> None:
        """Take back what was decided when the file was read, or decide it once more."""
        undone = [other for other in self.given.undone if other != key]
        self.read_again(undone=tuple(undone if key in self.given.undone else (*undone, key)))

    def _start_reading(self, source: FileSource, given: Given, *, counts: bool = False) -> None:
        try:
            if counts:
                uploads().take(visitor().owner)
            self._wait_for(
                Reading(source.getbuffer(), source.name, visitor().owner, interactive_engine(), given, turn_owner())
            )
        except BakeoffError as error:
            self.problem = str(error)
            self.shown += 1
            return
        self._take_if_short()

    def _wait_for(self, reading: Incoming) -> None:
        self.reading = reading
        uploads().expect(reading, session() or "")

    def _take_if_short(self) -> None:
        if self.reading is not None and self.reading.wait(SHORT_SECONDS):
            self.take()

    def fetch(self, match: Match) -> None:
        """Start to fetch a data set of OpenML."""
        self.stop()
        self.problem = ""
        try:
            uploads().take(visitor().owner)
            self._wait_for(Fetching(match, visitor().owner, interactive_engine(), turn_owner()))
        except BakeoffError as error:
            self.problem = str(error)

    def begin(self, sheet: pd.DataFrame) -> None:
        """Start to write a new table."""
        self.sheet, self.problem, self.unsaved = sheet, "", ""
        self.anew()

    def discard(self) -> None:
        """Write no new table."""
        self.sheet, self.unsaved = None, ""

    def write(self, cells: pd.DataFrame, title: str, former: Former | None = None) -> None:
        """Start to take over a table that was written by hand."""
        self.stop()
        self.problem = self.unsaved = ""
        try:
            uploads().take(visitor().owner)
            self._wait_for(Writing(cells, title, visitor().owner, interactive_engine(), former, turn_owner()))
        except BakeoffError as error:
            self.unsaved = str(error)
            return
        self._take_if_short()

    def take(self) -> None:
        """Take over what a reading that has ended came to."""
        if self.reading is None or self.reading.active:
            return
        self.shown += 1
        reading, self.reading = self.reading, None  # choosing a target may start another
        if isinstance(reading, Writing):
            self.unsaved = reading.problem
        else:
            self.problem = reading.problem
        if reading.table:
            self.open(reading.table)
            self._choose_as_before()

    def _choose_as_before(self) -> None:
        """Choose the former target column again, if it still exists."""
        before, self.chosen_before = self.chosen_before, None
        if before is not None:
            self._predict(before.target)

    def stop(self) -> None:
        """Read no further."""
        if self.reading is not None:
            self.reading.stop()
            self.reading.wait(5)
            self.take()

    def open(self, table: str) -> None:
        """Show one of this visitor's tables."""
        about = store.find(table)
        if about is None or not may_see(table, visitor().owner):
            self.close()
            return
        self.given = about.given or Given()
        self.source = None if about.given is None else KeptFile(f"{about.title}.file", table)
        self._show(OpenTable(table, about))

    def close(self) -> None:
        """Show no table."""
        self.opened = None
        self.anew()

    def let_go(self) -> None:
        """Give back the memory of the file that was read last."""
        if isinstance(self.uploaded, UploadedFile):
            forget_file(self.uploaded)
        self.source = self.uploaded = None
        self.uploads += 1

    def _show(self, opened: OpenTable) -> None:
        self.opened, self.sheet, self.unsaved = opened, None, ""
        self.anew()

    def choose_target(self, name: Any) -> None:
        """Change the target column, with the task that its values suggest."""
        if self.opened is not None and name != self.opened.target:
            self._predict(name)

    def _predict(self, name: Any) -> None:
        if self.opened is not None and name in self.opened.start.tasks:
            about = self.opened.about
            self._show(OpenTable(self.opened.id, about.with_roles(name, about.tasks[name], {})))
            if about.doubted(name):
                self.read_again(targets=(*self.given.targets, name))

    def anew(self) -> None:
        """Reset every widget to the present values, whatever was chosen in it before."""
        self.generation += 1


def choose_roles(draft: UploadDraft, edited: Any) -> None:
    """Take over what was chosen in the table of columns; nonsense is left out.

    Parameters
    ----------
    edited : mapping
        What the browser says: by row, the cells that differ from the start. What was chosen after the column to be
        predicted was chosen of another table.
    """
    opened = draft.opened
    if opened is None:
        return
    opened.chosen = {}
    for name, role in _chosen(edited, [column.name for column in opened.start.columns]):
        if role == "target":
            draft.choose_target(name)
            return
        if role in ROLES and name != opened.target:
            opened.chosen = {**opened.chosen, name: role}


def _chosen(edited: Any, names: Sequence[str]) -> Iterator[tuple[str, Any]]:
    """Give the columns whose cell for the role was changed, each with the one that it has now."""
    for row, cells in dict(edited).items():
        role = cells.get("role") if isinstance(cells, dict) else None
        if str(row).isdecimal() and int(row) < len(names) and isinstance(role, str):
            yield names[int(row)], role


def upload_draft() -> UploadDraft:
    """Return what this visitor uploads."""
    draft: UploadDraft = st.session_state.setdefault("upload", UploadDraft())
    return draft
