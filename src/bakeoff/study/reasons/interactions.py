"""Columns that tell only together: a rival that is given their products catches up."""

import numpy as np
from sklearn.preprocessing import PolynomialFeatures

from bakeoff.matrix import Matrix
from bakeoff.study.reasons.base import Altered, Duel, Reason

_MOST = 12
"""Columns up to which all pairs are multiplied."""


def _refits(duel: Duel) -> tuple[str, ...]:
    few = duel.numbers and np.asarray(duel.prepared.X_train).shape[1] <= _MOST
    return (duel.rival,) * 2 if few else ()  # with more columns it takes about twice as long


def _alter(duel: Duel) -> Altered:
    pairs = PolynomialFeatures(interaction_only=True, include_bias=False).fit(duel.prepared.X_train)

    def multiplied(part: Matrix) -> Matrix:
        return np.asarray(pairs.transform(part))

    return Altered(rival=duel.answers(duel.rival, duel.with_columns(multiplied)))


REASON = Reason(
    "interactions",
    "Columns that tell only together",
    "Columns tell the answer only together. {leader} combines them; {rival} hardly does.",
    "{rival} given the products of every two columns",
    25,
    _refits,
    _alter,
)
