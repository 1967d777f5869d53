"""Rivals in one visitor's lab: their settings, and their fits to the points."""

from dataclasses import dataclass, field

from bakeoff.engine.base import Engine
from bakeoff.network.points import Points
from bakeoff.network.rival_jobs import Rivals
from bakeoff.network.rival_settings import default_rivals
from bakeoff.spec import BakeoffSpec


@dataclass(eq=False)
class RivalDraft:
    """Tree, SVM and forest beside one visitor's network.

    Attributes
    ----------
    spec : BakeoffSpec
        What they are set to: its contenders.
    fitted : Rivals or None
        Their fits, once somebody has looked.
    """

    spec: BakeoffSpec = field(default_factory=default_rivals)
    fitted: Rivals | None = None

    def on(self, points: Points, engine: Engine) -> Rivals:
        """Return the rivals on these points, fitting those anew that had other points or settings."""
        if self.fitted is None or self.fitted.points is not points:
            self.stop()
            self.fitted = Rivals(engine, points, self.spec.contenders)
        if self.fitted.settings != self.spec.contenders:
            self.fitted.change(self.spec.contenders)
        return self.fitted

    def stop(self) -> None:
        """End those that are still at work."""
        if self.fitted is not None:
            self.fitted.stop()
