"""Few rows: with half of them the rival is further behind, so that more would bring it closer."""

import numpy as np

from bakeoff.study.reasons.base import Altered, Duel, Reason


def _refits(duel: Duel) -> tuple[str, ...]:
    return (duel.leader, duel.rival) if len(duel.prepared.y_train) >= 2 * 20 else ()


def _alter(duel: Duel) -> Altered | None:
    data = duel.prepared
    groups = np.unique(data.groups)
    rng = np.random.default_rng(duel.race.spec.rules.seed)
    half = np.flatnonzero(np.isin(data.groups, rng.permutation(groups)[: len(groups) // 2]))
    if data.task == "classification" and len(np.unique(data.y_train[half])) < len(np.unique(data.y_train)):
        return None
    fewer = duel.with_rows(half)
    return Altered(duel.answers(duel.leader, fewer), duel.answers(duel.rival, fewer))


REASON = Reason(
    "few_rows",
    "Few rows",
    "There are few rows to learn from. {leader} gets on with few; {rival} needs more.",
    "Both with half the rows",
    70,
    _refits,
    _alter,
    effect="gap grows",
)
