"""Columns that give the answer away: without them scores fall."""

from bakeoff.checks.base import listed
from bakeoff.preparation.prepared import prepare
from bakeoff.study.reasons.base import Altered, Duel, Reason, telling_columns


def _refits(duel: Duel) -> tuple[str, ...]:
    return (duel.leader, duel.rival) if telling_columns(duel.race) else ()


def _alter(duel: Duel) -> Altered:
    columns = telling_columns(duel.race)
    spec = duel.race.spec.replace("rules.leave_out", (*duel.race.spec.rules.leave_out, *columns))
    without = prepare(spec)
    return Altered(
        duel.answers(duel.leader, without, spec=spec),
        duel.answers(duel.rival, without, spec=spec),
        {"columns": listed(columns)},
    )


REASON = Reason(
    "leak",
    "Columns that give the answer away",
    "The answer stands in {columns}. Without that, {leader} scores {after}, not {before}; "
    "{rival} {rival_after}, not {rival_before}.",
    "Both trained anew without it",
    0,
    _refits,
    _alter,
    "score goes",
)
