"""Borders that follow the columns: a tree's questions lose what they have ahead once the columns are rotated."""

import numpy as np
from scipy.stats import ortho_group

from bakeoff.study.reasons.base import Altered, Duel, Reason, by_questions


def _refits(duel: Duel) -> tuple[str, ...]:
    cuts = by_questions(duel.leader) and not by_questions(duel.rival)
    return (duel.leader,) if cuts and duel.numbers else ()


def _alter(duel: Duel) -> Altered | None:
    kept = duel.useful  # useless columns would be mixed into the others
    if len(kept) < 2:
        return None
    turned = np.eye(np.asarray(duel.prepared.X_train).shape[1])
    turned[np.ix_(kept, kept)] = ortho_group.rvs(len(kept), random_state=duel.race.spec.rules.seed)
    return Altered(leader=duel.answers(duel.leader, duel.with_columns(lambda part: np.asarray(part) @ turned)))


REASON = Reason(
    "axes",
    "Borders along the columns",
    "Borders follow the columns. {leader} cuts along them; {rival} has to draw them.",
    "{leader} on rotated columns",
    60,
    _refits,
    _alter,
)
