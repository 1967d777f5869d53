"""Course of a race in one sentence: who led until when."""

import math
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from bakeoff.contenders import contender
from bakeoff.evaluation.metrics import basic_metric
from bakeoff.evaluation.notation import duration
from bakeoff.race.snapshot import Run
from bakeoff.race.stage import SHORTEST_SECONDS, RaceMoment
from bakeoff.text import _, sentences

FEWEST_ROWS = 2
"""A lead by so many rows or fewer is not worth a sentence."""


class Lead(NamedTuple):
    """A stretch of a race with one contender in the lead, or with several level at the top.

    Attributes
    ----------
    name : str
        The contender; empty where the best are level.
    since : float
        CPU seconds.
    margin : float
        Greatest lead over the second in this stretch; infinite while nobody else has a score.
    """

    name: str
    since: float
    margin: float


def course(run: Run) -> str:
    """Return who led until when, by the scores that the replay displays; empty where that hangs on a row or two."""
    stretches = leads({name: lane.moments for name, lane in run.lanes.items() if not contender(name).baseline})
    alone: list[Lead] = []
    for lead in stretches:
        if lead.name and alone and alone[-1].name == lead.name:
            alone[-1] = alone[-1]._replace(margin=max(alone[-1].margin, lead.margin))
        elif lead.name:
            alone.append(lead)
    rows = run.setting.n_validation or run.setting.n_train if run.setting else math.inf
    level = bool(stretches) and not stretches[-1].name
    named = alone if len(alone) + level <= 3 else alone[-1:]
    if not alone or min(lead.margin for lead in named) < (FEWEST_ROWS + 0.5) / rows:
        return ""
    said = _by_score(run, _by_number(alone, stretches[-1].since if level else None))
    since = named[0].since if len(named) < len(alone) else 0.0
    between = any(not lead.name and lead.since >= since for lead in stretches[:-1])
    return sentences(said, _("At times the best were level.") if between else "")


def _by_score(run: Run, words: str) -> str:
    metric = _(basic_metric(run.spec.dataset.info.task).noun)
    if run.spec.rules.validation_share:
        return _("By validation {metric}, {course}.", metric=metric, course=words)
    return _("By training {metric}, {course}.", metric=metric, course=words)


def _by_number(alone: Sequence[Lead], level_since: float | None) -> str:
    names, times = [_(contender(lead.name).label) for lead in alone], [duration(lead.since) for lead in alone]
    changes, last, time = len(alone) - 1, names[-1], times[-1]
    if level_since is not None:
        names, times = [*names, _("a tie")], [*times, duration(level_since)]
    words = {f"name_{place}": name for place, name in enumerate(names)}
    words |= {f"time_{place}": time for place, time in enumerate(times)}
    if len(names) == 1:
        return _("{name_0} led all the way", **words)
    if len(names) == 2:
        return _("{name_0} led until {time_1}, then {name_1}", **words)
    if len(names) == 3:
        return _("{name_0} led until {time_1}, {name_1} until {time_2}, then {name_2}", **words)
    if level_since is not None:
        return _("the lead changed {n} times; from {time} on the best were level", n=changes, time=times[-1])
    return _("the lead changed {n} times; {name} led from {time} on", n=changes, name=last, time=time)


def leads(moments: Mapping[str, Sequence[RaceMoment]]) -> list[Lead]:
    """Return who led from when on, as the replay has it at each moment; empty where fewer than two have a score.

    Parameters
    ----------
    moments : mapping of str to sequence of RaceMoment
        By contender.
    """
    scored = [
        (max(moment.cpu_seconds, SHORTEST_SECONDS), name, moment.score)
        for name, of_one in moments.items()
        for moment in of_one
        if moment.score is not None
    ]
    latest: dict[str, float] = {}
    stretches: list[Lead] = []
    for since, changed in groupby(sorted(scored, key=lambda each: each[0]), key=lambda each: each[0]):
        latest |= {name: score for _since, name, score in changed}
        first, second = [*sorted(latest.items(), key=lambda each: -each[1]), ("", -math.inf)][:2]
        lead = Lead(first[0] if first[1] > second[1] else "", since, first[1] - second[1])
        if stretches and stretches[-1].name == lead.name:
            stretches[-1] = stretches[-1]._replace(margin=max(stretches[-1].margin, lead.margin))
        else:
            stretches.append(lead)
    return stretches if len(latest) > 1 else []
