"""Rows that belong together though no column says so: the nearest row tells more if it stands near in the file."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import stats
from sklearn.neighbors import NearestNeighbors

from bakeoff.checks.base import Check, DoesNotApply, SetUp
from bakeoff.checks.telling import as_numbers
from bakeoff.checks.time import dated
from bakeoff.contenders.scores import some_rows
from bakeoff.evaluation.base import Finding
from bakeoff.evaluation.notation import percent
from bakeoff.text import _

FEWEST_ROWS, MOST_ROWS, MOST_COLUMNS = 60, 2_000, 50
WINDOWS = (3, 10, 30)
"""Rows before and after each, without which its nearest row is looked for again."""
NEAREST = 80
LEAST_GAIN, LEAST_T = 0.05, 3.5
FEWEST_STRIDE, CANDIDATES = 5, 5
SORTED = 0.5
"""Share of steps up less steps down, from which on the answers are sorted, at least within parts of the table."""

Table = NDArray[np.float64]


@dataclass(frozen=True)
class Belonging:
    """Rows by whose place in the file the nearest row tells more of a row.

    Attributes
    ----------
    place : int
        Rows before and after, or how many rows apart they stand.
    stride : bool
        Whether it is the latter, multiples included.
    off, off_without : float
        How far off the nearest row is, with these rows and without: share of errors, or mean distance of ranks.
    """

    place: int
    stride: bool
    off: float
    off_without: float


def find(set_up: SetUp) -> Iterator[Finding]:
    """Say how much less the nearest row tells of each once the rows that may belong to it are left out."""
    set_up.split_by_chance()
    data, classes = set_up.data, set_up.data.task == "classification"
    if set_up.spec.dataset.info.kind == "plane":
        raise DoesNotApply(_("The rows are drawn one by one."))
    if set_up.group is not None or dated(data, set_up.telltales) is not None:
        raise DoesNotApply(_("A column says which rows belong together."))
    table = set_up.own_columns.select_dtypes(["number", "bool"])
    rows = np.sort(np.concatenate([set_up.learnt, set_up.prepared.rows_test]))[:MOST_ROWS]
    rows = rows[~table.iloc[rows].duplicated().to_numpy()]  # another check tells of copies
    target = data.y[rows] if classes else stats.rankdata(data.y[rows]) / len(rows)
    steps = np.diff(target)[np.diff(target) != 0]
    if len(rows) < FEWEST_ROWS or not table.shape[1] or (not classes and abs(np.sign(steps).mean()) > SORTED):
        raise DoesNotApply(_("That takes numbers, and {n} rows that are not sorted by the answer.", n=FEWEST_ROWS))
    columns = [as_numbers(table.iloc[rows, place]) for place in some_rows(table.shape[1], MOST_COLUMNS)]
    numbers = np.nan_to_num(stats.zscore(np.nan_to_num(np.column_stack(columns), nan=-1.0)))
    together = belonging(neighbours(numbers), target, classes=classes)
    if together is None:
        return
    where = (
        _("Rows that stand {n} rows apart belong together", n=together.place)
        if together.stride
        else _("Rows up to {n} rows from one another belong together", n=together.place)
    )
    how = (
        _("the nearest row is right on {all} %, and without those on {without} %",
          all=percent(1 - together.off), without=percent(1 - together.off_without))
        if classes
        else _("without those the nearest row is {times} times as far off",
               times=f"{together.off_without / max(together.off, 1e-9):.1f}")
    )  # fmt: skip
    yield Finding(
        "hidden_groups",
        "warning",
        _("{where}: {how}.", where=where, how=how),
        _("A contender that remembers is right on rows beside those it has learnt from, and may not be on new ones."),
        _("Add a column that says which rows belong together and split by group, or by time if they come in order."),
    )


def neighbours(numbers: Table) -> NDArray[np.int64]:
    """Return the places of each row's nearest other rows, the nearest first: shape (n_rows, up to 80)."""
    k = min(NEAREST, len(numbers) - 1)
    places = NearestNeighbors(n_neighbors=k + 1).fit(numbers).kneighbors(numbers, return_distance=False)
    own = places == np.arange(len(numbers))[:, None]
    own[~own.any(axis=1), -1] = True  # one of many equal rows may not be its own neighbour
    return np.asarray(places[~own].reshape(len(numbers), k))


def belonging(nearest: NDArray[np.int64], target: Table, *, classes: bool) -> Belonging | None:
    """Return the places in the file whose rows tell most of a row; None if none tell clearly.

    What is left out for comparison are as many rows around another row with the same answer, so that a table that is
    sorted by its answer, or in which rows are few, is not taken for one with groups.
    """
    n = len(nearest)
    order = np.lexsort((np.random.default_rng(0).random(n), target))
    other = order[(np.argsort(order) + np.where(np.arange(n) % 2, 1, -1) * 5) % n]
    away = np.abs(nearest[:, 0] - np.arange(n))
    strides = np.bincount(away)[FEWEST_STRIDE : n // 3].argsort()[::-1][:CANDIDATES] + FEWEST_STRIDE
    clear = []
    for place, stride in [*((window, False) for window in WINDOWS), *((int(each), True) for each in strides)]:
        if 6 * place > n and not stride:
            continue
        off, without = (_off(nearest, target, around, place, stride, classes) for around in (other, np.arange(n)))
        gains = without - off
        long = place if stride else 2 * place
        blocks = gains[: n - n % long].reshape(-1, long).mean(axis=0 if stride else 1)
        t = blocks.mean() / (blocks.std(ddof=1) / np.sqrt(len(blocks)) + 1e-9) if len(blocks) > 2 else 0.0
        gain = float(gains.mean() if classes else gains.mean() / (2 * max(without.mean(), 1e-9)))
        if gain >= LEAST_GAIN and t >= LEAST_T:
            clear.append((gain, Belonging(place, stride, float(off.mean()), float(without.mean()))))
    return max(clear, key=lambda each: each[0])[1] if clear else None


def _off(
    nearest: NDArray[np.int64], target: Table, around: NDArray[np.int64], place: int, stride: bool, classes: bool
) -> Table:
    """Return how far off the nearest row's answer is, of those that do not stand by some row."""
    away = np.abs(nearest - around[:, None])
    left = away % place != 0 if stride else away > place
    first = np.where(left.any(axis=1), left.argmax(axis=1), nearest.shape[1] - 1)
    off = np.abs(target[np.take_along_axis(nearest, first[:, None], axis=1)[:, 0]] - target)
    return np.asarray(off > 0 if classes else off, dtype=np.float64)


CHECK = Check("hidden_groups", "Rows beside one another that belong together", 125, SetUp, find)
