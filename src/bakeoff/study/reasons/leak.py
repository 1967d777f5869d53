"""A column that tells the answer: without it the leader loses what it has ahead."""

from bakeoff.checks.telling import telltale_columns
from bakeoff.preparation.prepared import prepare
from bakeoff.preparation.splits import take
from bakeoff.study.reasons.base import Altered, Duel, Reason


def _refits(duel: Duel) -> tuple[str, ...]:
    return (duel.leader, duel.rival) if duel.race.spec.dataset.info.kind != "image" else ()


def _alter(duel: Duel) -> Altered | None:
    data = duel.prepared
    columns = telltale_columns(take(data.data.table, data.rows_train), data.y_train[: len(data.rows_train)], data.task)
    if not columns or len(columns) == len(data.data.table.columns):
        return None
    rules = duel.race.spec.rules
    spec = duel.race.spec.replace("rules.leave_out", (*rules.leave_out, *columns))
    without = prepare(spec)
    return Altered(
        duel.answers(duel.leader, without, spec=spec),
        duel.answers(duel.rival, without, spec=spec),
        {"column": columns[0]},
    )


REASON = Reason(
    "leak",
    "A column that tells the answer",
    "“{column}” tells the answer by itself. {leader} makes more of it than {rival}.",
    "Both without that column",
    0,
    _refits,
    _alter,
)
