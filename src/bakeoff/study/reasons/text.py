"""Texts in which few words tell the answer: a rival that reads only those catches up."""

import numpy as np
from sklearn.feature_selection import chi2, f_regression

from bakeoff.study.reasons.base import Altered, Duel, Reason

_WORDS = 20


def _refits(duel: Duel) -> tuple[str, ...]:
    data = duel.prepared
    return (duel.rival,) if data.texts is not None and data.X_train.shape[1] - data.texts > 2 * _WORDS else ()


def _alter(duel: Duel) -> Altered:
    data, first = duel.prepared, duel.prepared.texts
    words = data.X_train[:, first:]
    strength, _p = (chi2 if data.task == "classification" else f_regression)(words, data.y_train)
    best = np.argsort(-np.nan_to_num(strength))[:_WORDS]
    kept = np.r_[: first or 0, np.sort(best) + (first or 0)]
    answers = duel.answers(duel.rival, duel.with_columns(lambda part: part[:, kept]))
    return Altered(rival=answers, words={"few": _WORDS, "n": words.shape[1]})


REASON = Reason(
    "text",
    "Few words that tell",
    "{few} of {n} words tell the answer. {leader} finds them; {rival} loses them among the others.",
    "{rival} with these words alone",
    9,
    _refits,
    _alter,
)
