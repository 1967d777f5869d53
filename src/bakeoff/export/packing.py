"""Files that take a job to make: trained models, event files, project files; what is known of one while it is made."""

import secrets
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from bakeoff.engine import Engine, Event, Failed, Finished, Job, Limits, Message, Queued, Started, Stopped
from bakeoff.errors import BakeoffError, HistoryError
from bakeoff.fields import from_environment
from bakeoff.race import Report
from bakeoff.race.models import models_folder
from bakeoff.text import _

WALL_SECONDS = 600

Kind = Literal["models", "curves", "project"]


@dataclass(frozen=True)
class Order:
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
    """

    kind: Kind
    report: Report
    folder: Path
    name: str
    notes: str = ""

    @property
    def path(self) -> Path:
        """Where the file goes."""
        return self.folder / self.name


@dataclass(frozen=True)
class Packed:
    """This share is done, 0 to 1."""

    share: float


class Packing:
    """The making of one file, which starts with this.

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
    notes : str
    place : int
        Place in the engine's queue, 1 being next; 0 when it does not wait.
    share : float
        How much is done, 0 to 1.
    trouble : str
        Why there is no file, in one sentence; empty otherwise.
    note : str
        What there is to say of the file; empty for nothing.
    """

    def __init__(self, kind: Kind, race_id: str, report: Report, engine: Engine, notes: str = "") -> None:
        ticket = secrets.token_urlsafe(8)
        self.notes = notes
        self.place, self.share = 0, 0.0
        self.trouble = self.note = ""
        self._order = Order(kind, report, models_folder(race_id), f"{kind}-{ticket}.zip", notes)
        self._ended = threading.Event()
        memory = from_environment("BAKEOFF_JOB_MEMORY_MB", 4096) * 2**20
        limits = Limits(wall_seconds=WALL_SECONDS, memory_bytes=memory)
        job = Job(f"{race_id}/{kind}/{ticket}", "bakeoff.export.packing_job:pack", self._order, limits)
        try:
            engine.submit(job, self._hear)
        except BakeoffError as error:
            self._end(str(error))

    @property
    def active(self) -> bool:
        """Whether the file is still being made."""
        return not self._ended.is_set()

    @property
    def ready(self) -> bool:
        """Whether the file is there."""
        return not self.active and not self.trouble and self._order.path.is_file()

    def content(self) -> bytes:
        """Return the file; raises HistoryError if it has made room for others meanwhile."""
        try:
            return self._order.path.read_bytes()
        except OSError:
            raise HistoryError(_("The file is no longer kept; make it again.")) from None

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until it has ended; return whether it has."""
        return self._ended.wait(timeout)

    def _hear(self, event: Event) -> None:
        match event:
            case Queued(place=place):
                self.place = place
            case Started():
                self.place = 0
            case Message(body=Packed(share=share)):
                self.share = share
            case Failed(error=error):
                self._end(str(error))
            case Stopped():
                self._end(_("The making of the file was stopped."))
            case Finished(result=note):
                self._end(note=note)

    def _end(self, trouble: str = "", note: str = "") -> None:
        self.trouble, self.note = trouble, note
        self._ended.set()
