"""An answer that is a sum of the columns' parts: a rival that is given the sum catches up."""

import numpy as np
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.model_selection import cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from bakeoff.matrix import Matrix
from bakeoff.study.reasons.base import Altered, Duel, Reason, by_questions

_FOLDS = 5


def _refits(duel: Duel) -> tuple[str, ...]:
    return (duel.rival,) if _weighs(duel.leader) and not _weighs(duel.rival) and duel.numbers else ()


def _weighs(name: str) -> bool:
    """Tell whether a contender weighs columns and adds them up."""
    return not by_questions(name) and name != "k_nearest"


def _alter(duel: Duel) -> Altered:
    data = duel.prepared
    X, y = np.asarray(data.X_train), data.y_train
    classes = data.task == "classification"
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=500) if classes else Ridge())
    way = "decision_function" if classes else "predict"
    held_out = cross_val_predict(model, X, y, cv=_FOLDS, method=way)
    model.fit(X, y)

    def with_sum(part: Matrix) -> Matrix:
        return np.column_stack([part, getattr(model, way)(part)])

    return Altered(rival=duel.answers(duel.rival, duel.with_columns(with_sum, train=np.column_stack([X, held_out]))))


REASON = Reason(
    "additive",
    "An answer that is a sum",
    "Each column adds its part to the answer. {leader} adds them up; {rival} needs many steps for it.",
    "{rival} given a weighted sum of the columns",
    30,
    _refits,
    _alter,
)
