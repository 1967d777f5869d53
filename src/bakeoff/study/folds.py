"""Parts the rows again and again: by scikit-learn's splitters, or one stretch of time after another."""

import math
from itertools import pairwise
from typing import Any

import numpy as np
from sklearn.model_selection import (
    GroupKFold,
    GroupShuffleSplit,
    LeaveOneOut,
    RepeatedKFold,
    RepeatedStratifiedKFold,
    ShuffleSplit,
    StratifiedGroupKFold,
    StratifiedShuffleSplit,
)

from bakeoff.datasets import Dataset
from bakeoff.errors import DatasetError
from bakeoff.preparation.repeated_rows import usable_rows
from bakeoff.preparation.split_keys import Times, groups_of, times_of
from bakeoff.preparation.splits import Rows, split, split_seed
from bakeoff.rules import Rules
from bakeoff.spec import BakeoffSpec
from bakeoff.study.plan import Plan
from bakeoff.text import _

MOST_LEFT_OUT = 500
"""With more rows, leaving out one at a time takes too long to watch."""


def folds(data: Dataset, rules: Rules, plan: Plan, title: str) -> list[tuple[Rows, Rows]]:
    """Return for each fold of each repeat the rows to train on and the rows to test on.

    An official test part stays out of it, and any other test part of the race too if the plan says so. The folds of the
    first repeats do not depend on how many follow. Where the rows are split by time, they are cut into one stretch
    more than there are folds, and each fold tests on a stretch and trains on all before it; there is one repeat.

    Parameters
    ----------
    rules : Rules
        As `Plan.judged` returns them.
    title : str
        Of the data set, for messages.

    Raises
    ------
    DatasetError
        If the data set cannot be parted so.
    """
    rows = _pool(data, rules, plan, title)
    times, groups = times_of(data, rules, title), groups_of(data, rules, title)
    if times is not None:
        return [(rows[rest], rows[test]) for rest, test in _stretches(times[rows], plan.folds, title)]
    stratify = rules.stratify and data.task == "classification"
    y = data.y[rows]
    _check(plan, rows, y, stratify, data, title)
    if groups is not None:
        groups = _enough_groups(groups[rows], rules, plan, title)
    parted: list[tuple[Rows, Rows]] = []
    for splitter in _splitters(plan, rules, stratify, groups is not None):
        parted += [(rows[rest], rows[test]) for rest, test in splitter.split(rows, y, groups)]
    return parted


def folds_per_repeat(spec: BakeoffSpec, plan: Plan) -> int:
    """Return how many folds one repeat has."""
    if plan.method == "leave_one_out":
        rows = spec.dataset.info.rows
        return rows - math.ceil(spec.rules.test_share * rows) if plan.learning_part else rows
    return plan.folds


def repeats(spec: BakeoffSpec, plan: Plan) -> int:
    """Return how many repeats there can be: leaving one out, or going through time, gives the same parts every time."""
    return 1 if plan.method == "leave_one_out" or spec.rules.split == "time" else plan.repeats


def _pool(data: Dataset, rules: Rules, plan: Plan, title: str) -> Rows:
    """Return the rows that may be looked at, in order."""
    if plan.learning_part:
        whole = rules.parse(dict(rules) | {"rows": None, "validation_share": 0.0})
        return np.sort(split(data, whole, title)[0])
    usable = usable_rows(data, rules, title)
    return usable[usable < len(data.y) - data.official_test_rows]


def _stretches(times: Times, n_folds: int, title: str) -> list[tuple[Rows, Rows]]:
    """Cut rows into stretches of time of about as many rows, those of one moment together; test on all but the first.

    As scikit-learn's TimeSeriesSplit, which knows no rows of one moment.
    """
    order = np.argsort(times, kind="stable")
    wanted = np.linspace(0, len(order), n_folds + 2)[1:-1]
    starts = np.flatnonzero(np.diff(times[order], prepend=-np.inf) > 0)
    places = np.unique([starts[np.abs(starts - moment).argmin()] for moment in wanted])
    if len(places) < n_folds or places[0] == 0:
        raise DatasetError(
            _(
                "{title}: the rows have too few different moments for {folds} stretches of time to test on; make fewer "
                "folds.",
                title=title,
                folds=n_folds,
            )
        )
    return [(np.sort(order[:here]), np.sort(order[here:end])) for here, end in pairwise([*places, len(order)])]


def _splitters(plan: Plan, rules: Rules, stratify: bool, grouped: bool) -> list[Any]:
    seed, k = split_seed(rules), plan.folds
    if plan.method == "leave_one_out":
        return [LeaveOneOut()]
    if plan.method == "shuffle":
        kind = GroupShuffleSplit if grouped else StratifiedShuffleSplit if stratify else ShuffleSplit
        return [kind(k * plan.repeats, test_size=rules.test_share, random_state=seed)]
    if grouped:
        by_group = StratifiedGroupKFold if stratify else GroupKFold
        return [by_group(k, shuffle=True, random_state=_own_seed(seed, repeat)) for repeat in range(plan.repeats)]
    repeated = RepeatedStratifiedKFold if stratify else RepeatedKFold
    return [repeated(n_splits=k, n_repeats=plan.repeats, random_state=seed)]


def _own_seed(seed: int, repeat: int) -> int:
    """Return a seed for a repeat that no repeat of a neighbouring seed has, as ``seed + repeat`` would."""
    return int(np.random.SeedSequence((seed, repeat)).generate_state(1)[0])


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
                    "{title}: class “{name}” has {n} rows, fewer than {folds} folds. Make fewer folds, add rows of "
                    "it or switch “Stratify” off.",
                    title=title,
                    name=data.class_names[codes[counts.argmin()]],
                    n=int(counts.min()),
                    folds=plan.folds,
                )
            )


def _enough_groups(groups: Rows, rules: Rules, plan: Plan, title: str) -> Rows:
    n_groups = len(np.unique(groups))
    if plan.method == "k_fold" and n_groups < plan.folds:
        raise DatasetError(
            _(
                "{title}: the column “{column}” has {n} different values, fewer than {folds} folds.",
                title=title,
                column=rules.split_by,
                n=n_groups,
                folds=plan.folds,
            )
        )
    return groups
