"""Files that take a job to make: trained models, event files, project files; what is known of one while it is made."""

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bakeoff.datasets import object_store
from bakeoff.engine import Ends, Engine, Failed, Limits, Waiting
from bakeoff.errors import BakeoffError, HistoryError
from bakeoff.race import Report
from bakeoff.race.models import models_folder
from bakeoff.settings import ServerSettings
from bakeoff.text import SOURCE, _, language

WALL_SECONDS = 600

Kind = Literal["models", "curves", "project"]


@dataclass(frozen=True)
class PackingOrder:
    """What a job is to make.

    Attributes
    ----------
    kind : {"models", "curves", "project"}
    report : Report
    folder : Path
        Where the race's models are kept, and where the file goes.
    name : str
        Of the file.
    notes : str
        To go into a project file.
    language : str
        What its words are in.
    """

    kind: Kind
    report: Report
    folder: Path
    name: str
    notes: str = ""
    language: str = SOURCE

    @property
    def path(self) -> Path:
        """Where the file goes."""
        return self.folder / self.name


@dataclass(frozen=True)
class Packed:
    """This share is done, 0 to 1."""

    share: float


class Packing(Waiting):
    """The making of one file, in the language that is spoken here, which starts with this.

    The file lies with the race's models in the data home, and leaves with them.

    Parameters
    ----------
    kind : {"models", "curves", "project"}
    race_id : str
    report : Report
    engine : Engine
    notes : str
        To go into a project file.

    Attributes
    ----------
    notes, language : str
        What goes into it, and what its words are in.
    """

    def __init__(self, kind: Kind, race_id: str, report: Report, engine: Engine, notes: str = "") -> None:
        self.notes, self.language = notes, language()
        self._order = PackingOrder(
            kind, report, models_folder(race_id), f"{kind}-{secrets.token_urlsafe(8)}.zip", notes, self.language
        )
        memory = ServerSettings.read().job_memory_bytes
        ends = Ends(_("The making of the file was stopped."))
        try:
            super().__init__(engine, "bakeoff.export.packing_job:pack", self._order, Limits(WALL_SECONDS, memory), ends)
        except BakeoffError as error:
            self._hear(Failed(self._order.name, error))

    @property
    def share(self) -> float:
        """How much is done, 0 to 1."""
        return self.said.share if self.said else 0.0

    @property
    def note(self) -> str:
        """What there is to say of the file; empty for nothing."""
        return self.result or ""

    @property
    def ready(self) -> bool:
        """Whether the file is there."""
        return not self.active and not self.problem and self._is_kept()

    def _is_kept(self) -> bool:
        try:
            return object_store.bring(self._order.path).is_file()
        except OSError:
            return False

    def content(self) -> bytes:
        """Return the file; raises HistoryError if it has made room for others meanwhile."""
        try:
            return object_store.bring(self._order.path).read_bytes()
        except OSError:
            raise HistoryError(_("The file is no longer kept; make it again.")) from None
