"""Registration of MLflow: finished races go there if it is set up so."""

from bakeoff.features.tracking.privacy import note
from bakeoff.features.tracking.settings import TrackingSettings
from bakeoff.features.tracking.tracking import track, tracked, tracker, tracking
from bakeoff.race.events import RaceEnded, RaceReported
from bakeoff.service.kernel import Feature
from bakeoff.service.slots import PrivacyNote


def _ended(event: RaceEnded) -> None:
    if tracked():
        tracker().hear(event)


def _reported(event: RaceReported) -> None:
    if tracked():
        track(event.report)


FEATURE = Feature(
    order=65,
    settings=(TrackingSettings,),
    on={RaceEnded: _ended, RaceReported: _reported},
    background=tracking,
    adds=(PrivacyNote(100, note),),
)
