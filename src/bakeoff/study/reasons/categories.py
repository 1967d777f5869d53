"""Categories of which there are many: a rival that is given each one's mean answer catches up."""

from dataclasses import replace

import numpy as np
import pandas as pd
from sklearn.model_selection import KFold
from sklearn.preprocessing import StandardScaler, TargetEncoder

from bakeoff.matrix import Matrix
from bakeoff.preparation.columns import by_kind
from bakeoff.preparation.prepared import prepare
from bakeoff.preparation.splits import Rows
from bakeoff.study.reasons.base import Altered, Duel, Reason

_MANY = 10


def _columns(duel: Duel) -> dict[str, int]:
    """Return how many categories each column has in the training part, of those that have many."""
    data = duel.prepared
    if not isinstance(data.data.X, pd.DataFrame) or len(data.X_train) != len(data.rows_train):
        return {}
    train = data.data.X.iloc[data.rows_train]
    kinds = by_kind(train.drop(columns=list(duel.race.spec.rules.leave_out), errors="ignore"), data.data.text_features)
    sizes = {name: int(train[name].nunique()) for name in kinds["categories"]}
    return {name: n for name, n in sizes.items() if n >= _MANY}


def _refits(duel: Duel) -> tuple[str, ...]:
    return (duel.rival,) if isinstance(duel.prepared.X_train, np.ndarray) and _columns(duel) else ()


def _alter(duel: Duel) -> Altered:
    data, many, rules = duel.prepared, _columns(duel), duel.race.spec.rules
    table = data.data.table
    encoder, scaler = TargetEncoder(cv=KFold(5, shuffle=True, random_state=rules.seed)), StandardScaler()

    def categories(rows: Rows) -> pd.DataFrame:
        return table.iloc[rows][list(many)].astype(object)

    train = scaler.fit_transform(encoder.fit_transform(categories(data.rows_train), data.y_train))
    test = scaler.transform(encoder.transform(categories(data.rows_test)))
    rest: tuple[Matrix, ...] = (np.empty((len(train), 0)), np.empty((len(test), 0)))
    left_out = {*rules.leave_out, *many}
    if set(data.data.X) - left_out:
        without = prepare(duel.race.spec.replace("rules.leave_out", (*rules.leave_out, *many)))
        rest = without.X_train, without.X_test
    given = replace(
        data,
        X_train=np.column_stack([rest[0], train]),
        X_test=np.column_stack([rest[1], test]),
        X_validation=None,
        y_validation=None,
    )
    column = max(many, key=lambda name: many[name])
    return Altered(rival=duel.answers(duel.rival, given), words={"column": column, "n": many[column]})


REASON = Reason(
    "categories",
    "Many categories",
    "“{column}” has {n} categories. {leader} weighs each; {rival} sees few rows of each.",
    "{rival} given each category’s mean answer",
    8,
    _refits,
    _alter,
)
