"""Columns that say no more of the answer than shuffled copies of themselves."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import ExtraTreesClassifier, ExtraTreesRegressor

from bakeoff.checks.base import Check, DoesNotApply, SetUp, leave_out_button, leaving_out, listed
from bakeoff.checks.telling import as_numbers
from bakeoff.evaluation.base import Finding
from bakeoff.preparation.splits import take
from bakeoff.text import _

FEWEST_ROWS, MOST_ROWS, MOST_COLUMNS = 100, 1_000, 50
COPIES, TREES = 10, 10


def useless(numbers: NDArray[np.float64], y: NDArray[np.float64], *, classes: bool) -> NDArray[np.bool_]:
    """Return which columns a forest splits on less than on the best of ten shuffled copies of each.

    Every copy is in a forest of its own beside all columns, so that what counts only together with others counts here
    (Kursa and Rudnicki 2010). Of shape (n_columns,).
    """
    rng = np.random.default_rng(0)
    kind = ExtraTreesClassifier if classes else ExtraTreesRegressor
    own, best = np.zeros(numbers.shape[1]), np.zeros(numbers.shape[1])
    for seed in range(COPIES):
        forest = kind(TREES, min_samples_leaf=5, random_state=seed)
        used = forest.fit(np.hstack([numbers, rng.permuted(numbers, axis=0)]), y).feature_importances_
        own, best = own + used[: len(own)] / COPIES, np.maximum(best, used[len(own) :])
    return np.asarray(own <= best)  # both are 0 of a constant one


def find(set_up: SetUp) -> Iterator[Finding]:
    """Name them, unless it is all of them: then there is nothing to learn, which the baseline shows."""
    table = set_up.own_columns
    if set_up.telltales or set_up.means:
        raise DoesNotApply(_("A column gives the answer away, beside which all others look useless."))
    rows = np.random.default_rng(0).permutation(set_up.prepared.rows_train)[:MOST_ROWS]
    if len(rows) < FEWEST_ROWS or table.shape[1] > MOST_COLUMNS:
        raise DoesNotApply(_("That takes 100 training rows, and at most 50 columns."))
    numbers = np.column_stack([as_numbers(column) for _name, column in take(table, rows).items()])
    idle = useless(np.nan_to_num(numbers, nan=-1.0), set_up.data.y[rows], classes=set_up.data.task == "classification")
    names = [name for name, out in zip(set_up.data.as_named(tuple(map(str, table))), idle, strict=True) if out]
    if not names or len(names) == table.shape[1]:
        return
    yield Finding(
        "useless_columns",
        "note",
        _("Columns that say no more of {target} than when they are shuffled: {list}.",
          target=set_up.target, list=listed(names)),
        _("They take time, and contenders may find patterns in them that are chance."),
        _("Leave them out, and see whether the scores stay."),
        leaving_out(names, set_up.rules),
        leave_out_button(names),
    )  # fmt: skip


CHECK = Check("useless_columns", "Columns that say nothing of the answer", 12, SetUp, find)
