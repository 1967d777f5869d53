"""One visitor's file being read."""

from bakeoff.datasets.upload import handover
from bakeoff.datasets.upload.limits import Bounds
from bakeoff.datasets.upload.settings import UploadLimits
from bakeoff.datasets.upload.understanding import Given
from bakeoff.engine.base import Engine, Event, Limits
from bakeoff.engine.waiting import Ends, JobState
from bakeoff.errors import BakeoffError
from bakeoff.intake.incoming import Incoming
from bakeoff.intake.messages import File, unreadable
from bakeoff.text import _


class Reading(Incoming):
    """A file that is being read by a job, or has been.

    Parameters
    ----------
    content : bytes-like
        The file.
    name : str
        What the visitor calls it.
    owner : str
        Hash of the visitor's secret.
    given : Given, optional
        How to read it, as far as the visitor has said.
    address : str
        Network address of the visitor; addresses take turns.

    Raises
    ------
    BakeoffError
        If it is too large, or cannot be put down to be read; nothing was started then.
    """

    def __init__(
        self,
        content: bytes | memoryview,
        name: str,
        owner: str,
        engine: Engine,
        given: Given | None = None,
        address: str = "",
    ) -> None:
        bounds = Bounds.set_here()
        bounds.check_file(len(content))
        allowed = UploadLimits.read()
        limits = Limits(allowed.upload_seconds, allowed.reading_bytes)
        ends = Ends(
            stopped=_("Reading was stopped; nothing of the file is kept."),
            memory=_("Reading the file took more memory than there is for one; take fewer rows."),
            seconds=_("Reading the file took too long; take fewer rows, or save a spreadsheet as CSV or Parquet."),
            died=str(unreadable()),
        )
        self._path = handover.put_down(content)
        try:
            file = File(self._path, name, owner, given or Given(), bounds, allowed.reading_bytes)
            super().__init__(engine, "read", file, limits, ends, address)
        except BakeoffError:
            handover.discard(self._path)
            raise

    def _react(self, before: JobState, event: Event) -> None:
        if not self.active:
            handover.discard(self._path)
