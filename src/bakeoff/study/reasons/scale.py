"""Columns of different units: a rival that needs them scaled catches up."""

from bakeoff.contenders import contender
from bakeoff.preparation.prepared import prepare
from bakeoff.rules import Rules
from bakeoff.study.reasons.base import Altered, Duel, Reason


def _refits(duel: Duel) -> tuple[str, ...]:
    unscaled = duel.race.spec.rules.scale == "none" and contender(duel.rival).needs_scaling
    return (duel.rival,) if unscaled else ()


def _alter(duel: Duel) -> Altered:
    spec = duel.race.spec.replace("rules.scale", Rules().scale)
    return Altered(rival=duel.answers(duel.rival, prepare(spec), spec=spec))


REASON = Reason(
    "scale",
    "Columns of different units",
    "Columns have different units. {leader} does not mind; in {rival} wide ones drown the others.",
    "{rival} on scaled columns",
    5,
    _refits,
    _alter,
)
