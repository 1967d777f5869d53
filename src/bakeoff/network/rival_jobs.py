"""Tree, SVM and forest on the points that the network learns from: a job each.

May import: `lab`'s others but the trainer, `engine`, `fields`, `text`.
"""

from collections.abc import Mapping

from bakeoff.engine.base import Engine, Limits
from bakeoff.engine.waiting import Ends, Waiting
from bakeoff.fields import Settings
from bakeoff.network.points import Points
from bakeoff.network.rivals import RIVALS, Drawn, Request
from bakeoff.text import _

WALL_SECONDS = 60.0
MEMORY_BYTES = 2**30


class Rivals:
    """The three others on the same points: a job each, and what has come of it.

    Parameters
    ----------
    settings : mapping of str to Settings
        The hyperparameters of each, by name.
    """

    def __init__(self, engine: Engine, points: Points, settings: Mapping[str, Settings]) -> None:
        self.points = points
        self._engine = engine
        self.settings = dict(settings)
        self._fits = {name: self._begin(name) for name in RIVALS}

    def _begin(self, name: str) -> Waiting:
        limits, ends = Limits(wall_seconds=WALL_SECONDS, memory_bytes=MEMORY_BYTES), Ends(_("Stopped."))
        request = Request(name, self.points, self.settings[name])
        return Waiting(self._engine, "bakeoff.network.rivals:draw", request, limits, ends)

    def change(self, settings: Mapping[str, Settings]) -> None:
        """Fit those anew that are to be set otherwise."""
        changed = [name for name in RIVALS if settings[name] != self.settings[name]]
        self.settings = dict(settings)
        for name in changed:
            self._fits[name].stop()
            self._fits[name] = self._begin(name)

    @property
    def active(self) -> bool:
        """True if at least one fit has not ended."""
        return any(fit.active for fit in self._fits.values())

    @property
    def drawn(self) -> Mapping[str, Drawn]:
        """Those that have come, by name."""
        return {name: fit.result for name, fit in self._fits.items() if fit.result is not None}

    @property
    def troubles(self) -> Mapping[str, str]:
        """Why the others will not come, one sentence each."""
        return {name: fit.problem for name, fit in self._fits.items() if fit.problem}

    def stop(self) -> None:
        """End those that are still at work."""
        for fit in self._fits.values():
            fit.stop()
