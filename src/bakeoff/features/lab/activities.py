"""Labs that run, as the server's administrator sees them."""

import functools
from collections.abc import Iterator

from bakeoff.features.lab.service import labs
from bakeoff.service.slots import Activities, Activity
from bakeoff.service.visitor import pseudonym
from bakeoff.text import _


def _going_on() -> Iterator[Activity]:
    for lab, owner in labs().going_on():
        waits = lab.state.status == "starting"
        yield Activity(
            lab.id,
            _("**Network lab** of visitor `{who}`", who=pseudonym(owner)),
            functools.partial(_sleep, lab.id),
            training=0 if waits else 1,
            waiting=1 if waits else 0,
            place=lab.state.place,
            memory_bytes=lab.state.memory_bytes,
        )


def _sleep(id: str) -> None:
    if (lab := labs().get(id)) is not None:
        lab.sleep()


ACTIVITIES = Activities(_going_on)
