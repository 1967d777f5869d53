"""Registration of MLflow with the server: finished races go there if it is set up so."""

from bakeoff.features.tracking.tracking import tracked, tracker, tracking
from bakeoff.race.events import RaceEnded
from bakeoff.service.kernel import Feature


def _ended(event: RaceEnded) -> None:
    if tracked():
        tracker().hear(event)


FEATURE = Feature(order=65, on={RaceEnded: _ended}, background=tracking)
