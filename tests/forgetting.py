"""Races, studies and the history that a test of pages has left."""

from bakeoff.features.history.service import history, recorder
from bakeoff.features.judge.service import studies
from bakeoff.features.race.service import races


def forget_races() -> None:
    """Have the next race or study stored where the settings then say."""
    for service in (studies, races, recorder, history):
        service.clear()
