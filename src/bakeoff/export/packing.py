"""Files that a job makes, since they grow with what visitors upload; and how far the making of one is."""

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bakeoff.datasets import object_store
from bakeoff.engine.base import Engine, Failed, Limits
from bakeoff.engine.waiting import FEW_AT_ONCE, Ends, Waiting
from bakeoff.errors import BakeoffError, HistoryError
from bakeoff.export.rows import RaceRows
from bakeoff.race.models import models_folder
from bakeoff.race.report import Report
from bakeoff.settings import ServerSettings
from bakeoff.text import SOURCE, _, language

WALL_SECONDS = 600


@dataclass(frozen=True)
class PackingOrder:
    """Order for a job that makes a file.

    Attributes
    ----------
    format : str
        Name of one of `formats.FORMATS` that a job makes.
    folder : Path
        Folder of the race's models, and of the new file.
    name : str
        Of the file.
    notes : str
        For a project file.
    language : str
        Of its texts.
    rows : RaceRows or None
        For a format that needs them.
    """

    format: str
    report: Report
    folder: Path
    name: str
    notes: str = ""
    language: str = SOURCE
    rows: RaceRows | None = None

    @property
    def path(self) -> Path:
        """Path of the new file."""
        return self.folder / self.name


@dataclass(frozen=True)
class Packed:
    """This share is done, 0 to 1."""

    share: float


class MadeFile(Waiting):
    """The making of one file in the data home, which starts with this.

    Parameters
    ----------
    target : str
        Function that makes the file and returns a note on it, as ``module:function``.
    order : object
        Its payload.
    path : Path
        Where the file goes.
    owner : str
        For whom it is made; owners take turns.
    """

    def __init__(self, engine: Engine, target: str, order: Any, path: Path, owner: str) -> None:
        self._path = path
        ends = Ends(_("The making of the file was stopped."))
        limits = Limits(WALL_SECONDS, ServerSettings.read().job_memory_bytes)
        try:
            super().__init__(engine, target, order, limits, ends, FEW_AT_ONCE, owner)
        except BakeoffError as error:
            self._hear(Failed(path.name, error))

    @property
    def share(self) -> float:
        """Share that is done, 0 to 1."""
        return self.said.share if self.said else 0.0

    @property
    def note(self) -> str:
        """Note about the file; empty for none."""
        return self.result or ""

    @property
    def ready(self) -> bool:
        """True if the file is there."""
        return not self.active and not self.problem and self._is_kept()

    def _is_kept(self) -> bool:
        try:
            return object_store.bring(self._path).is_file()
        except OSError:
            return False

    def content(self) -> bytes:
        """Return the file; raises HistoryError if it has made room for others meanwhile."""
        try:
            return object_store.bring(self._path).read_bytes()
        except OSError:
            raise HistoryError(_("The file is no longer kept; make it again.")) from None


class Packing(MadeFile):
    """The making of one file of a race, in the language that is spoken here.

    The file lies with the race's models in the data home, and leaves with them.

    Parameters
    ----------
    format : str
        Name of one of `formats.FORMATS` that a job makes.
    notes : str
        To go into a project file.
    rows : RaceRows or None
        For a format that needs them.
    owner : str
        For whom it is made; owners take turns.

    Attributes
    ----------
    notes, language : str
        What goes into it, and what its words are in.
    """

    def __init__(
        self,
        format: str,
        race_id: str,
        report: Report,
        engine: Engine,
        notes: str = "",
        owner: str = "",
        rows: RaceRows | None = None,
    ) -> None:
        self.notes, self.language = notes, language()
        name = f"{format}-{secrets.token_urlsafe(8)}.zip"
        order = PackingOrder(format, report, models_folder(race_id), name, notes, self.language, rows)
        super().__init__(engine, "bakeoff.export.formats:pack", order, order.path, owner)


def put(path: Path, content: bytes) -> None:
    """Put a file where it is to be; raises HistoryError if it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".part")
        unfinished.write_bytes(content)
        object_store.give(unfinished.replace(path))
    except OSError as error:
        raise HistoryError(_("The file could not be written: {reason}.", reason=error.strerror)) from error
