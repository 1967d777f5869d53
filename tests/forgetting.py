"""Races, studies and the history that a test of pages has left."""

from bakeoff.records.service import history, recorder
from bakeoff.runs.races import races
from bakeoff.runs.studies import studies


def forget_races() -> None:
    """Have the next race or study stored where the settings then say."""
    for service in (studies, races, recorder, history):
        service.clear()
