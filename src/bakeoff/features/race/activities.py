"""Races that go on, as the server's administrator sees them."""

import functools
import sys
from collections.abc import Iterator

from bakeoff.datasets.upload import UPLOAD
from bakeoff.html import plain
from bakeoff.race.race import Race
from bakeoff.runs.races import races
from bakeoff.service.slots import Activities, Activity
from bakeoff.service.visitor import pseudonym
from bakeoff.text import _


def _going_on() -> Iterator[Activity]:
    for race, owner in races().going_on():
        yield _activity(race, pseudonym(owner))


def _activity(race: Race, who: str) -> Activity:
    lanes = [lane for lane in race.run.lanes.values() if lane.active]
    waits = (lane for lane in lanes if lane.status == "waiting" or lane.held)
    waiting = sorted(waits, key=lambda lane: lane.place or sys.maxsize)
    dataset = race.run.spec.dataset
    title = (
        _("**Race** on data of their own, of visitor `{who}`", who=who)
        if dataset.name == UPLOAD.name
        else _("**Race** on {data}, of visitor `{who}`", data=plain(dataset.info.title), who=who)
    )
    return Activity(
        race.id,
        title,
        functools.partial(_stop, race.id),
        training=len(lanes) - len(waiting),
        waiting=len(waiting),
        held=bool(waiting) and waiting[0].held,
        place=waiting[0].place if waiting else 0,
        wait_seconds=waiting[0].wait_seconds if waiting else None,
        longest_wait_seconds=max((lane.wait_seconds or 0.0 for lane in lanes), default=0.0),
    )


def _stop(id: str) -> None:
    if (race := races().get(id)) is not None:
        race.stop(why=_("Stopped by the server’s operator."))


ACTIVITIES = Activities(_going_on, lambda: races().forget_ended())
