"""Settings that tuning chose at the edge of its search, beyond which may be better ones."""

import math
from collections.abc import Iterator, Sequence

from bakeoff.checks.base import Check, Searched
from bakeoff.contenders import contender
from bakeoff.evaluation.base import Finding
from bakeoff.fields import Knob, Settings, Task, knobs
from bakeoff.text import _, clauses

EDGE, MOST_INSIDE, FEWEST_FOLDS = 0.15, 0.25, 3
"""Outer share of the search; share of folds that may choose elsewhere."""


def find(searched: Searched) -> Iterator[Finding]:
    """Name each such setting, and where its search ends."""
    edges = [
        _("{contender}: {setting} {value}", contender=_(contender(name).label), setting=_(knob.label),
          value=knob.written(knob.search[side] if knob.search else None))
        for name, chosen in searched.chosen.items()
        for knob, side in _edges(chosen, searched.task)
    ]  # fmt: skip
    if edges:
        yield Finding(
            "edge_of_search",
            "note",
            _("Tuning chose values at the edge of its search: {list}.", list=clauses(edges)),
            _("Better ones may lie beyond it."),
            _("Set such a value beyond the edge by hand, and tune again: the settings as given are tried first."),
        )


def _edges(chosen: Sequence[Settings], task: Task) -> Iterator[tuple[Knob, int]]:
    """Yield the settings whose values lie at one end, 0 or -1, of a search that could go on there."""
    for knob in knobs(type(chosen[0])) if len(chosen) >= FEWEST_FOLDS else ():
        values = [getattr(each, knob.name) for each in chosen if knob.applies(each, task)]
        if knob.search is None or knob.kind not in ("int", "float") or len(values) < len(chosen):
            continue
        places = [_place(value, knob.log, *knob.search) for value in values if value is not None]
        for side, bound in ((0, knob.minimum), (-1, knob.maximum)):
            outer = [place <= EDGE if side == 0 else place >= 1 - EDGE for place in places]
            if knob.search[side] != bound and sum(outer) >= (1 - MOST_INSIDE) * len(chosen):
                yield knob, side


def _place(value: float, log: bool, low: float, high: float) -> float:
    """Return where a value lies in a search, from 0 to 1; outside of these where it was given beyond it."""
    if log:
        return math.log(max(value, low / 100) / low) / math.log(high / low)
    return (value - low) / (high - low)


CHECK = Check("edge_of_search", "Tuned settings at the edge of the search", 14, Searched, find)
