"""Messages to waiting visitors: their place, and the likely time."""

from bakeoff.engine.waiting import Waiting
from bakeoff.evaluation.notation import duration, rough_time
from bakeoff.text import _


def so_far(what: str, work: Waiting) -> str:
    """Say for how long work has gone on that is called `what`; before its turn, that it waits for it."""
    if not work.place:
        return _("{what}, {time} so far", what=what, time=duration(work.seconds))
    if work.wait_seconds is None:
        return _("{what}: waiting, number {place}", what=what, place=work.place)
    time = _likely(work.wait_seconds)
    return _("{what}: waiting, number {place}, {time}", what=what, place=work.place, time=time)


def waiting(place: int, seconds: float | None) -> str:
    """Say that somebody waits, at which place of the queue (0: none yet) and for about how long (None: not known)."""
    if not place:
        return _("Waiting")
    if seconds is None:
        return _("Waiting, number {place}", place=place)
    return _("Waiting, number {place}, {time}", place=place, time=_likely(seconds))


def held_back(place: int, seconds: float | None) -> str:
    """Say that what has begun is held back while others have their turn."""
    if seconds is None:
        return _("Held back for others, number {place}", place=place)
    return _("Held back for others, number {place}, {time}", place=place, time=_likely(seconds))


def waiting_to_ask(place: int, seconds: float | None) -> str:
    """Say that contenders can be asked only once others have been."""
    ahead = max(0, place - 1)
    if seconds is None:
        return _("Waiting for a place; others are being asked first: {n}.", n=ahead)
    return _("Waiting for a place, {time}; others are being asked first: {n}.", time=_likely(seconds), n=ahead)


def _likely(seconds: float) -> str:
    return _("less than 1 s") if seconds < 1 else _("about {time}", time=rough_time(seconds))
