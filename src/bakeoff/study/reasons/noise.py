"""Wrong or doubtful labels: a rival that learns without them catches up."""

import numpy as np
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.model_selection import cross_val_predict

from bakeoff.study.reasons.base import Altered, Duel, Reason

_FOLDS, _TREES = 5, 100
_MOST_CELLS = 200_000
"""Numbers in the training part up to which that takes about two seconds."""
_LEAST = 0.02
"""Share of doubtful labels below which there is nothing to leave out."""


def _refits(duel: Duel) -> tuple[str, ...]:
    X = duel.prepared.X_train
    few = isinstance(X, np.ndarray) and X.size <= _MOST_CELLS
    return (duel.rival,) if few and duel.prepared.task == "classification" else ()


def _alter(duel: Duel) -> Altered | None:
    data = duel.prepared
    X, y = np.asarray(data.X_train).reshape(len(data.y_train), -1), data.y_train
    codes, places = np.unique(y, return_inverse=True)
    if np.bincount(places).min() < _FOLDS:
        return None
    forest = ExtraTreesClassifier(_TREES, min_samples_leaf=5, random_state=duel.race.spec.rules.seed)
    chances = cross_val_predict(forest, X, y, cv=_FOLDS, method="predict_proba")
    doubtful = chances.argmax(axis=1) != places
    if not _LEAST < doubtful.mean() < 1 - 1 / len(codes):
        return None
    answers = duel.answers(duel.rival, duel.with_rows(np.flatnonzero(~doubtful)))
    return Altered(rival=answers, words={"percent": round(100 * float(doubtful.mean()))})


REASON = Reason(
    "noise",
    "Wrong or doubtful labels",
    "{percent} % of the labels go against their surroundings. {rival} learns them by heart; {leader} does not.",
    "{rival} trained without these rows",
    15,
    _refits,
    _alter,
)
