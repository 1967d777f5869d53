"""A curved border or line: a linear rival that is given curves catches up."""

import numpy as np
from sklearn.kernel_approximation import Nystroem

from bakeoff.matrix import Matrix
from bakeoff.study.reasons.base import Altered, Duel, Reason

_CURVES = 100


def _refits(duel: Duel) -> tuple[str, ...]:
    return (duel.rival,) if duel.rival == "linear" and duel.numbers else ()


def _alter(duel: Duel) -> Altered:
    X, seed = np.asarray(duel.prepared.X_train), duel.race.spec.rules.seed
    curves = Nystroem(gamma=1 / X.shape[1], n_components=min(_CURVES, len(X)), random_state=seed).fit(X)

    def bent(part: Matrix) -> Matrix:
        return np.column_stack([part, curves.transform(part)])

    return Altered(rival=duel.answers(duel.rival, duel.with_columns(bent)))


REASON = Reason(
    "curved",
    "A curved border",
    "The border is curved. {leader} bends with it; {rival} draws a straight line.",
    "{rival} given curves to add up",
    40,
    _refits,
    _alter,
)
