"""Course of a race in one sentence: who led until when."""

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise

from bakeoff.contenders import contender
from bakeoff.evaluation.notation import duration
from bakeoff.race.snapshot import Run
from bakeoff.race.stage import SHORTEST_SECONDS, RaceMoment
from bakeoff.text import _

SHORTEST_LEAD = 0.04
"""A lead that is shorter than this share of the logarithmic clock counts for the one before it."""

Lead = tuple[str, float]
"""A contender, and the CPU seconds from which it led."""


def course(run: Run) -> str:
    """Return who led until when, by the scores that the replay displays; empty where fewer than two have any."""
    moments = {name: lane.moments for name, lane in run.lanes.items() if not contender(name).baseline}
    led = leads(moments)
    if not led:
        return ""
    names = {f"name_{place}": _(contender(name).label) for place, (name, _since) in enumerate(led)}
    times = {f"time_{place}": duration(since) for place, (_name, since) in enumerate(led)}
    words = _by_number(len(led), names | times)
    if run.spec.rules.validation_share:
        return _("By validation score, {course}.", course=words)
    return _("By training score, {course}.", course=words)


def _by_number(n: int, words: Mapping[str, str]) -> str:
    if n == 1:
        return _("{name_0} led all the way", **words)
    if n == 2:
        return _("{name_0} led until {time_1}, then {name_1}", **words)
    if n == 3:
        return _("{name_0} led until {time_1}, {name_1} until {time_2}, then {name_2}", **words)
    name, since = words[f"name_{n - 1}"], words[f"time_{n - 1}"]
    return _("the lead changed {n} times; {name} led from {time} to the end", n=n - 1, name=name, time=since)


def leads(moments: Mapping[str, Sequence[RaceMoment]]) -> list[Lead]:
    """Return who led from when on; who comes level does not lead.

    Leads of less than a 25th of the logarithmic clock are left out, but for the last.

    Parameters
    ----------
    moments : mapping of str to sequence of RaceMoment
        By contender; those without a score are skipped.
    """
    scored = [
        (max(moment.cpu_seconds, SHORTEST_SECONDS), name, moment.score)
        for name, of_one in moments.items()
        for moment in of_one
        if moment.score is not None
    ]
    if len({name for _when, name, _score in scored}) < 2:
        return []
    latest: dict[str, float] = {}
    changes: list[Lead] = []
    for when, name, score in sorted(scored):
        latest[name] = score
        holder = changes[-1][0] if changes else name
        best = max(latest, key=latest.__getitem__)
        if not changes or latest[best] > latest[holder]:
            changes.append((best, when))
    return _long(changes, max(when for when, *_rest in scored))


def _long(changes: Sequence[Lead], end: float) -> list[Lead]:
    """Return the leads without the short ones, each from when the one before it ends."""
    shortest = SHORTEST_LEAD * math.log(end / changes[0][1])
    until = [since for _name, since in changes[1:]] + [end]
    lasting = [
        lead
        for lead, ends in zip(changes, until, strict=True)
        if lead is changes[-1] or math.log(ends / lead[1]) >= shortest
    ]
    first, *rest = lasting
    return [first, *(after for before, after in pairwise([first, *rest]) if after[0] != before[0])]
