"""Parts the rows again and again, by scikit-learn's splitters.

May import: `datasets`, `evaluation.splits`, `judge.plan`.
"""

from typing import Any

import numpy as np
import pandas as pd
from sklearn.model_selection import (
    GroupKFold,
    LeaveOneOut,
    RepeatedKFold,
    RepeatedStratifiedKFold,
    ShuffleSplit,
    StratifiedGroupKFold,
    StratifiedShuffleSplit,
)

from bakeoff.datasets import Dataset
from bakeoff.errors import DatasetError
from bakeoff.evaluation.repeats import usable_rows
from bakeoff.evaluation.splits import Rows, split_seed
from bakeoff.judge.plan import Plan
from bakeoff.spec import BakeoffSpec, Rules
from bakeoff.text import _

MOST_LEFT_OUT = 500
"""With more rows, leaving out one at a time takes too long to watch."""


def folds(data: Dataset, rules: Rules, plan: Plan, title: str) -> list[tuple[Rows, Rows]]:
    """Return for each fold of each repeat the rows to train on and the rows to test on.

    An official test part stays out of it. The folds of the first repeats do not depend on how many follow.

    Raises
    ------
    DatasetError
        If the data set cannot be parted so; `title` names it.
    """
    usable = usable_rows(data, rules, title)
    rows = usable[usable < len(data.y) - data.official_test_rows]
    stratify = rules.stratify and data.task == "classification"
    y = data.y[rows]
    _check(plan, rows, y, stratify, data, title)
    groups = _groups(data, plan, rows, title) if plan.method == "k_fold" and plan.group else None
    parted: list[tuple[Rows, Rows]] = []
    for splitter in _splitters(plan, rules, stratify, groups is not None):
        parted += [(rows[rest], rows[test]) for rest, test in splitter.split(rows, y, groups)]
    return parted


def folds_per_repeat(spec: BakeoffSpec, plan: Plan) -> int:
    """Return how many folds one repeat has."""
    if plan.method == "leave_one_out":
        return int(getattr(spec.dataset.options, "rows", spec.dataset.info.rows))
    return plan.folds


def repeats(plan: Plan) -> int:
    """Return how many repeats there can be: leaving one out gives the same parts every time."""
    return 1 if plan.method == "leave_one_out" else plan.repeats


def _splitters(plan: Plan, rules: Rules, stratify: bool, grouped: bool) -> list[Any]:
    seed, k = split_seed(rules), plan.folds
    if plan.method == "leave_one_out":
        return [LeaveOneOut()]
    if plan.method == "shuffle":
        kind = StratifiedShuffleSplit if stratify else ShuffleSplit
        return [kind(k * plan.repeats, test_size=rules.test_share, random_state=seed)]
    if grouped:
        by_group = StratifiedGroupKFold if stratify else GroupKFold
        return [by_group(k, shuffle=True, random_state=seed + repeat) for repeat in range(plan.repeats)]
    repeated = RepeatedStratifiedKFold if stratify else RepeatedKFold
    return [repeated(n_splits=k, n_repeats=plan.repeats, random_state=seed)]


def _check(plan: Plan, rows: Rows, y: Any, stratify: bool, data: Dataset, title: str) -> None:
    if plan.method == "leave_one_out" and len(rows) > MOST_LEFT_OUT:
        raise DatasetError(
            _(
                "{title} has {rows} rows; leaving out one at a time is for up to {most}. Choose folds.",
                title=title,
                rows=len(rows),
                most=MOST_LEFT_OUT,
            )
        )
    if plan.method != "k_fold":
        return
    if plan.folds > len(rows):
        raise DatasetError(
            _("{title} has {rows} rows, fewer than {folds} folds.", title=title, rows=len(rows), folds=plan.folds)
        )
    if stratify:
        codes, counts = np.unique(y, return_counts=True)
        if counts.min() < plan.folds:
            raise DatasetError(
                _(
                    "{title}: class “{name}” has {n} rows, fewer than {folds} folds; make fewer folds, add rows of it "
                    "or switch “Stratify” off.",
                    title=title,
                    name=data.class_names[codes[counts.argmin()]],
                    n=int(counts.min()),
                    folds=plan.folds,
                )
            )


def _groups(data: Dataset, plan: Plan, rows: Rows, title: str) -> Any:
    names = list(data.feature_names)
    if plan.group not in names:
        raise DatasetError(
            _("{title} has no column “{column}” to keep rows together by.", title=title, column=plan.group)
        )
    column = data.X[plan.group] if isinstance(data.X, pd.DataFrame) else data.X[:, names.index(plan.group)]
    codes = pd.factorize(np.asarray(column)[rows])[0]
    n_groups = len(np.unique(codes))
    if n_groups < plan.folds:
        raise DatasetError(
            _(
                "{title}: the column “{column}” has {n} different values, fewer than {folds} folds.",
                title=title,
                column=plan.group,
                n=n_groups,
                folds=plan.folds,
            )
        )
    return codes
