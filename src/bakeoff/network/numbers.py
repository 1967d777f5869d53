"""Numbers that a browser sends, checked."""

import math


def number(value: object) -> float:
    """Return a finite number; raises ValueError."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError
    return float(value)


def index(value: object, count: int) -> int:
    """Return an index below `count`; raises ValueError."""
    place = number(value)
    if place != int(place) or not 0 <= place < count:
        raise ValueError
    return int(place)
