"""OpenML being searched, and a data set of it being fetched, for one visitor."""

from bakeoff.datasets.openml.catalogue import Match, path_of
from bakeoff.datasets.openml.settings import OpenmlSettings
from bakeoff.datasets.openml.table import too_much
from bakeoff.datasets.upload.limits import Bounds
from bakeoff.datasets.upload.settings import UploadLimits
from bakeoff.engine.base import Engine, Limits
from bakeoff.engine.waiting import Ends, Waiting
from bakeoff.intake.incoming import JOBS, Incoming
from bakeoff.intake.messages import CatalogueSearch, Wanted
from bakeoff.settings import ServerSettings
from bakeoff.text import _

SEARCH_SECONDS = 30


class Search(Waiting):
    """A search by name or number, which starts with this.

    Parameters
    ----------
    text : str
        What the visitor has typed.

    Raises
    ------
    BakeoffError
        If it can be neither name nor number, or the search cannot be started.
    """

    def __init__(self, text: str, engine: Engine) -> None:
        path_of(text)
        ends = Ends(
            stopped=_("The search was stopped."),
            memory=_died(),
            seconds=_("OpenML takes too long to answer. Try again later, or upload the table as a file."),
            died=_died(),
        )
        limits = Limits(SEARCH_SECONDS, ServerSettings.read().job_memory_bytes)
        super().__init__(
            engine, f"{JOBS}:search", CatalogueSearch(text, OpenmlSettings.read().openml_url), limits, ends
        )

    @property
    def matches(self) -> tuple[Match, ...]:
        """Matches, once the search has ended."""
        return self.result or ()


class Fetching(Incoming):
    """A data set of OpenML that is being fetched, or has been; starts with this.

    Parameters
    ----------
    match : Match
        Which.
    owner : str
        Hash of the visitor's secret.
    address : str
        Network address of the visitor; addresses take turns.

    Raises
    ------
    BakeoffError
        If it is too large, or cannot be started to be fetched.
    """

    def __init__(self, match: Match, owner: str, engine: Engine, address: str = "") -> None:
        bounds = Bounds.set_here()
        match.check(bounds)
        self.match = match
        server, memory = OpenmlSettings.read(), UploadLimits.read().reading_bytes
        ends = Ends(
            stopped=_("Fetching was stopped; nothing of the data set is kept."),
            memory=str(too_much()),
            seconds=_("Fetching the data set took too long; try again later, or choose a smaller one."),
            died=_died(),
        )
        limits = Limits(server.openml_seconds, memory)
        wanted = Wanted(match.id, owner, server.openml_url, bounds, server.openml_cache_mb, memory)
        super().__init__(engine, "fetch", wanted, limits, ends, address)

    @property
    def bytes(self) -> int:
        """Number of bytes received so far."""
        return self.said or 0


def _died() -> str:
    return _("The process that asks OpenML has died; try again.")
