"""Useless columns: a rival that is spared them catches up."""

import numpy as np

from bakeoff.study.reasons.base import Altered, Duel, Reason, by_questions


def _refits(duel: Duel) -> tuple[str, ...]:
    misled = duel.rival == "decision_tree" or not by_questions(duel.rival)
    return (duel.rival,) if misled and duel.numbers else ()


def _alter(duel: Duel) -> Altered | None:
    n, kept = np.asarray(duel.prepared.X_train).shape[1], duel.useful
    if not 0 < len(kept) < n:
        return None
    answers = duel.answers(duel.rival, duel.with_columns(lambda part: np.asarray(part)[:, kept]))
    return Altered(rival=answers, words={"n": n - len(kept), "all": n})


REASON = Reason(
    "useless",
    "Useless columns",
    "{n} of {all} columns tell nothing. {leader} passes over them; they mislead {rival}.",
    "{rival} without these columns",
    10,
    _refits,
    _alter,
)
