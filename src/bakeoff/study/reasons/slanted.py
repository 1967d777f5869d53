"""Slanted and curved borders: one that asks about single columns catches up if it may also ask about mixtures."""

import numpy as np
from scipy.stats import ortho_group

from bakeoff.matrix import Matrix
from bakeoff.study.reasons.base import Altered, Duel, Reason, by_questions

_COLUMNS = 24
"""Mixtures that are added, about."""


def _refits(duel: Duel) -> tuple[str, ...]:
    cuts = by_questions(duel.rival) and not by_questions(duel.leader)
    return (duel.rival,) * 3 if cuts and duel.numbers else ()  # so many columns take about three times as long


def _alter(duel: Duel) -> Altered:
    n = np.asarray(duel.prepared.X_train).shape[1]
    rng = np.random.RandomState(duel.race.spec.rules.seed)  # SciPy's random matrices know no Generator of its own state
    turned = np.column_stack(
        [np.eye(n), *(ortho_group.rvs(n, random_state=rng) for _turn in range(max(1, _COLUMNS // n)))]
    )

    def mixed(part: Matrix) -> Matrix:
        return np.asarray(part) @ turned

    return Altered(rival=duel.answers(duel.rival, duel.with_columns(mixed)))


REASON = Reason(
    "slanted",
    "Slanted or curved borders",
    "Borders are slanted or curved. {leader} follows them; {rival} cuts along single columns.",
    "{rival} with slanted cuts",
    50,
    _refits,
    _alter,
)
