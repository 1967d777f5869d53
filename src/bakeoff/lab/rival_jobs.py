"""Tree, SVM and forest on the points that the network learns from: a job each.

May import: `lab`'s others but the trainer, `engine`, `text`.
"""

from collections.abc import Mapping

from bakeoff.engine import Ends, Engine, Limits, Waiting
from bakeoff.lab.points import Points
from bakeoff.lab.rivals import RIVALS, Drawn, Request
from bakeoff.text import _

WALL_SECONDS = 60.0
MEMORY_BYTES = 2**30


class Rivals:
    """The three others on the same points: a job each, and what has come of it.

    Parameters
    ----------
    engine : Engine
    points : Points
    """

    def __init__(self, engine: Engine, points: Points) -> None:
        self.points = points
        limits, ends = Limits(wall_seconds=WALL_SECONDS, memory_bytes=MEMORY_BYTES), Ends(_("Stopped."))
        self._fits = {
            name: Waiting(engine, "bakeoff.lab.rivals:draw", Request(name, points), limits, ends) for name in RIVALS
        }

    @property
    def active(self) -> bool:
        """Whether one of them is still to come."""
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
