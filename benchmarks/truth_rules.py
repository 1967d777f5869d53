"""Rules that tell two contenders apart: how often a planted box is found, and how often equals get a rule.

The search swaps the contenders at random and fits its tree anew. Two other ways are compared: a tree of half of the
rows whose leaves are tested on the other half (Holm), and a tree that also learns from rows drawn around the test rows,
of which is known only whether the two answer differently.
"""

import itertools
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats
from shared import size
from sklearn.ensemble import RandomForestClassifier
from sklearn.tree import DecisionTreeClassifier

from bakeoff.datasets import Dataset
from bakeoff.evaluation.significance import holm
from bakeoff.study.differences.columns import CodedColumn, Span, columns_of
from bakeoff.study.differences.search import BOTH, DEPTH, FIRST, SECOND, search

COLUMNS, DRAWN = 10, 4
RACES, EQUALS, SEED_RACES, NEW, MANY = size((20, 100, 40, 20_000, 10_000), (1, 1, 2, 2000, 1000))
Rows = NDArray[np.bool_]
Floats = NDArray[np.float64]
Outcomes = NDArray[np.int64]


@dataclass(frozen=True)
class Case:
    """A box of a share of the rows in two of ten columns, where the first contender is right so seldom."""

    title: str
    rows: int
    share: float
    right: float
    columns: int = 2
    group: int = 0

    def draw(self, rng: np.random.Generator, n: int) -> tuple[Floats, Outcomes]:
        """Return rows, uniform or, in groups, the same in all rows of one, and who is right."""
        groups = np.arange(n) // (self.group or 1)
        X = rng.random((groups[-1] + 1, COLUMNS))[groups]
        return X, self.outcomes(X, rng, groups)

    def outcomes(self, X: Floats, rng: np.random.Generator, groups: Outcomes | None = None) -> Outcomes:
        """Return who is right on each row: elsewhere both on nine in ten, a part of their errors in common."""
        of_row = np.arange(len(X)) if groups is None else groups
        hard, first, second = rng.random((3, of_row[-1] + 1))[:, of_row]
        here = np.where(self.box(X), self.right, 0.95)
        easy = hard > 0.05
        return np.where(easy & (first < here), FIRST, 0) + np.where(easy & (second < 0.95), SECOND, 0)

    def box(self, X: Floats) -> Rows:
        """Return which rows are in the box."""
        side = self.share ** (1 / self.columns)
        low = 0.0 if self.columns == 1 else 0.3
        inside: Rows = ((X[:, : self.columns] >= low) & (X[:, : self.columns] < low + side)).all(axis=1)
        return inside


CASES = (
    Case("equals, 150", 150, 0.0, 0.95),
    Case("equals, 400", 400, 0.0, 0.95),
    Case("equals, 1,000", 1000, 0.0, 0.95),
    Case("equals, 60 groups of 10", 600, 0.0, 0.95, group=10),
    Case("box of 20 %, never right, 150", 150, 0.2, 0.0),
    Case("box of 20 %, never right, 400", 400, 0.2, 0.0),
    Case("box of 20 %, never right, 1,000", 1000, 0.2, 0.0),
    Case("box of 10 %, never right, 400", 400, 0.1, 0.0),
    Case("box of 10 %, never right, 1,000", 1000, 0.1, 0.0),
    Case("box of 20 %, right on 40 %, 400", 400, 0.2, 0.4),
    Case("box of 20 %, right on 40 %, 1,000", 1000, 0.2, 0.4),
    Case("half of one column, right on 80 %, 400", 400, 0.5, 0.8, columns=1),
    Case("half of one column, right on 80 %, 1,000", 1000, 0.5, 0.8, columns=1),
)


def _data(X: Floats) -> Dataset:
    names = tuple(f"x{place}" for place in range(COLUMNS))
    return Dataset(pd.DataFrame(X, columns=names), np.zeros(len(X)), "regression", names)


def _overlap(found: list[Rows], box: Rows) -> float:
    return max((float((rows & box).sum() / (rows | box).sum()) for rows in found), default=0.0)


def _difference(outcomes: Outcomes) -> Floats:
    return np.asarray((outcomes == FIRST).astype(np.float64) - (outcomes == SECOND))


def by_swaps(case: Case, rng: np.random.Generator) -> tuple[bool, float, float, list[bool]]:
    """Return whether there is a rule, its overlap among test rows and new rows, and which intervals hold."""
    X, outcomes = case.draw(rng, case.rows)
    new, answered = case.draw(np.random.default_rng(1), NEW)
    units = np.arange(case.rows) // case.group if case.group else None
    columns = columns_of(_data(X), np.arange(case.rows))
    result = search(np.stack([column.codes for column in columns], axis=1), outcomes, units)
    ours, theirs, holds = [], [], []
    for part in result.parts:
        inside = _inside(columns, part.spans, new)
        truth = _difference(answered)[inside].mean()
        holds.append(bool(part.difference.low <= truth <= part.difference.high))
        ours.append(part.rows)
        theirs.append(inside)
    return bool(ours), _overlap(ours, case.box(X)), _overlap(theirs, case.box(new)), holds


def _inside(columns: list[CodedColumn], spans: dict[int, Span], new: Floats) -> Rows:
    """Return which new rows a rule is about."""
    inside = np.ones(len(new), dtype=bool)
    for place, span in spans.items():
        codes = np.searchsorted([float(cut.replace("−", "-")) for cut in columns[place].cuts], new[:, place])
        inside &= (codes > span.above) & (codes <= span.up_to)
    return inside


def _of_seeds(rng: np.random.Generator, seed: int, learner: Callable[[int], Any]) -> list[bool]:
    """Return which rules' intervals hold, of two fits that differ by their seed alone."""
    tables = [rng.normal(size=(n, COLUMNS)) for n in (500, 400, NEW)]
    (X, y), (test, target), (new, truth) = (
        (table, table[:, 0] + table[:, 1] * table[:, 2] + 0.7 * rng.normal(size=len(table)) > 0) for table in tables
    )
    first, second = (learner(2 * seed + own).fit(X, y) for own in (0, 1))
    outcomes = FIRST * (first.predict(test) == target) + SECOND * (second.predict(test) == target)
    columns = columns_of(_data(test), np.arange(len(test)))
    difference = _difference(FIRST * (first.predict(new) == truth) + SECOND * (second.predict(new) == truth))
    parts = search(np.stack([column.codes for column in columns], axis=1), outcomes).parts
    truths = [float(difference[_inside(columns, part.spans, new)].mean()) for part in parts]
    return [part.difference.low <= true <= part.difference.high for part, true in zip(parts, truths, strict=True)]


def seeds_apart(races: int = SEED_RACES) -> float:
    """Print how often two fits of one learner get a rule; return how often its interval holds."""
    learners: dict[str, Callable[[int], Any]] = {
        "two forests of 30 trees": lambda seed: RandomForestClassifier(30, random_state=seed),
        "two trees of 3 columns a split": lambda seed: DecisionTreeClassifier(max_features=3, random_state=seed),
        "the same, of depth 3": lambda seed: DecisionTreeClassifier(max_depth=3, max_features=3, random_state=seed),
    }
    everything: list[bool] = []
    for title, learner in learners.items():
        holds = [_of_seeds(np.random.default_rng(seed), seed, learner) for seed in range(races)]
        everything += itertools.chain(*holds)
        print(f"{title:<44}{sum(map(bool, holds))} of {races} have a rule", flush=True)
    print(f"intervals that hold: {sum(everything)} of {len(everything)}")
    return _mean(everything)


def _leaves(tree: Any, X: Floats) -> Outcomes:
    return np.asarray(tree.apply(X.astype(np.float32)), dtype=np.int64)


def by_halves(case: Case, rng: np.random.Generator) -> tuple[bool, float]:
    """Return whether a leaf of one half is clear on the other, and the overlap of such leaves with the box."""
    X, outcomes = case.draw(rng, case.rows)
    units = np.arange(case.rows) // (case.group or 1)
    half = (rng.permutation(units[-1] + 1) * 2 < units[-1] + 1)[units]
    least = max(10, case.rows // 100)
    tree = DecisionTreeClassifier(max_depth=DEPTH, min_samples_leaf=least, random_state=0).fit(X[half], outcomes[half])
    leaf = _leaves(tree.tree_, X)
    places, p_values = np.unique(leaf[half]), []
    for place in places:
        sums = np.bincount(
            units[~half & (leaf == place)], _difference(outcomes)[~half & (leaf == place)], units[-1] + 1
        )
        first, second = int((sums > 0).sum()), int((sums < 0).sum())
        p_values.append(stats.binomtest(first, first + second).pvalue if first + second else 1.0)
    clear = [place for place, p_value in zip(places, holm(p_values), strict=True) if p_value < 0.02]
    new, _answered = case.draw(np.random.default_rng(1), NEW)
    at, worse = _leaves(tree.tree_, new), [np.isin(_leaves(tree.tree_, new), clear)]
    return bool(clear), _overlap([*worse, *(at == place for place in clear)], case.box(new)) if clear else 0.0


def with_drawn(case: Case, rng: np.random.Generator) -> float:
    """Return the overlap of the best leaf if the tree learns where answers differ, also on drawn rows."""
    X, outcomes = case.draw(rng, case.rows)
    around = np.clip(np.repeat(X, DRAWN, axis=0) + rng.normal(0, 0.1, (DRAWN * case.rows, COLUMNS)), 0, 1)
    both = np.concatenate([X, around])
    differ = np.isin(np.concatenate([outcomes, case.outcomes(around, rng)]), (0, BOTH), invert=True)
    tree = DecisionTreeClassifier(max_depth=DEPTH, min_samples_leaf=max(10, case.rows // 100), random_state=0)
    tree.fit(both, differ)
    new, _answered = case.draw(np.random.default_rng(1), NEW)
    inside = tree.decision_path(new.astype(np.float32)).toarray().astype(bool)
    return _overlap(list(inside.T), case.box(new))


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if len(values) else np.nan


def _percent(share: float) -> str:
    return f"{'–' if np.isnan(share) else round(100 * share):>18}"


def _enough(overlaps: Sequence[float]) -> float:
    return _mean([overlap >= 0.9 for overlap in overlaps])


def rules() -> bool:
    """Print the rates; return whether they are within their bars."""
    titles = ("a rule", "test rows", "new rows", "intervals hold", "halves: a rule", "halves: new rows", "drawn")
    print(f"{'':<44}" + "".join(f"{title:>18}" for title in titles))
    fine = True
    for case in CASES:
        races = RACES if case.share else EQUALS
        swaps = [by_swaps(case, np.random.default_rng(seed)) for seed in range(races)]
        halves = [by_halves(case, np.random.default_rng(seed)) for seed in range(races)]
        drawn = [with_drawn(case, np.random.default_rng(seed)) for seed in range(RACES)] if case.share else []
        holds = [held for each in swaps for held in each[3]]
        claimed, ours, theirs = (
            _mean([each[0] for each in swaps]),
            [each[1] for each in swaps],
            [each[2] for each in swaps],
        )
        cells = [claimed, _enough(ours), _enough(theirs), _mean(holds), _mean([each[0] for each in halves])]
        cells += [_enough([each[1] for each in halves]), _enough(drawn)]
        fine &= claimed <= 0.05 if not case.share else not holds or _mean(holds) >= 0.92
        fine &= case.title != "box of 20 %, never right, 400" or _enough(ours) >= 0.9
        print(f"{case.title:<44}" + "".join(_percent(cell) for cell in cells), flush=True)
    fine &= seeds_apart() >= 0.92
    began = time.process_time()
    by_swaps(Case("many rows", MANY, 0.2, 0.0), np.random.default_rng(0))
    seconds = time.process_time() - began
    print(f"{MANY:,} rows, {COLUMNS} columns: {seconds:.1f} s")
    print("percent of races; of overlaps (intersection over union): those of .9 and more")
    return fine and seconds < 5
