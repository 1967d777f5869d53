"""Whether a specification curve names the choice that changes the winner, and names none where none does.

Contenders have a view of their own of the rows, drawn alike, so they are equal on average. Nearest neighbours need
scaled columns where one column of noise has a larger unit; a tree does not. `benchmarks/truth.py` runs this.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from shared import size
from sklearn.model_selection import RepeatedStratifiedKFold
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier
from truth_claims import NAMES, at_least, at_most

from bakeoff import BakeoffSpec
from bakeoff.study.plan import Plan
from bakeoff.study.preparations import parsed
from bakeoff.study.record import Fitted, Record, StudyFit, StudyLane
from bakeoff.study.specification import Side, specification

STUDIES = size(100, 1)
_FEATURES, _SHIFT, _UNIT, _GAPS = 10, 0.75, 1000.0, 0.1
_NOISE = 0.005
"""Error of a mean score over all studies: equals must not count as better by it."""
POINTS = tuple(f"scale={scale},gaps={gaps}" for scale in ("standard", "none") for gaps in ("fill", "mark"))


@dataclass(frozen=True)
class Curve:
    """A kind of study: contenders, how many of the last are trees, whose noise has a larger unit, and what is true."""

    title: str
    rows: int
    folds: int
    repeats: int
    contenders: int
    trees: int = 0
    large: int = 0
    bar: float = 0.0
    """Least share of studies that must name scaling; 0 if it changes nothing."""


CURVES = (
    Curve("scaling changes the winner", 1000, 5, 2, 2, trees=1, large=2, bar=0.9),
    Curve("scaling changes the winner", 1000, 5, 2, 4, trees=1, large=4, bar=0.9),
    Curve("scaling changes the winner", 400, 5, 5, 3, trees=1, large=3, bar=0.9),
    Curve("scaling changes the winner", 400, 5, 2, 4, trees=1, large=4, bar=0.5),
    Curve("equals in every preparation", 400, 5, 2, 2),
    Curve("equals in every preparation", 400, 5, 2, 4),
    Curve("equals in every preparation", 100, 10, 2, 2),
    Curve("equals, one worse if unscaled", 400, 5, 2, 2, large=1),
    Curve("equals, one worse if unscaled", 400, 5, 2, 4, large=1),
)


def preparations(studies: int = STUDIES) -> bool:
    """Print how often a choice is named, a leader, and the choice to take errs; return whether the bars hold."""
    titles = ("scaling named, %", "gaps named, %", "a sure leader, %", "best not in set, %", "loss exceeded, %")
    print(f"{'case':<60}", *(f"{title:>20}" for title in titles), sep="")
    holds = True
    for case in CURVES:
        records = list(_records(case, studies))
        truth = _truth(records)
        shares = np.array([_found(record, truth) for record in records], dtype=float).mean(axis=0)
        title = f"{case.title}, {case.rows} rows, {case.folds} x {case.repeats}, {case.contenders}"
        print(f"{title:<60}", *(f"{100 * share:>20.1f}" for share in shares), sep="", flush=True)
        holds &= at_least(shares[0], studies, case.bar) if case.bar else at_most(shares[0], studies)
        holds &= at_most(shares[1], studies) and (case.large > 0 or at_most(shares[2], studies))
        holds &= at_most(shares[3], studies) and at_most(shares[4], studies)
    return holds


def _truth(records: list[Record]) -> NDArray[np.float64]:
    """Return the mean score of each contender in each preparation over all studies."""
    frame = pd.concat([record.frame for record in records])
    return (
        frame.groupby(["lane", "point"], sort=False)["accuracy"]
        .mean()
        .unstack("point")
        .loc[[*records[0].lanes]]
        .to_numpy()
    )


def _found(record: Record, truth: NDArray[np.float64]) -> tuple[bool, ...]:
    curve = specification(record)
    if curve is None:
        raise ValueError("a study of one")
    named = {turn.choice for turn in curve.turns}
    own = [pair for pair in curve.pairs if curve.leader in (pair.first, pair.second)]
    means = {name: _mean(truth, list(record.lanes), side) for name, side in curve.sides.items()}
    best, taken = max(means.values()), curve.choice.taken("fit_cpu_seconds")
    return (
        "scale" in named,
        "gaps" in named,
        all(pair.winner == curve.leader for pair in own),
        max(means[name] for name in curve.choice.best) < best - _NOISE,
        best - means[taken] > curve.choice.losses[taken] + _NOISE,
    )


def _mean(truth: NDArray[np.float64], lanes: list[str], side: Side | str) -> float:
    if isinstance(side, str):
        return float(truth[lanes.index(side)].mean())
    lane, (choice, value) = side
    points = [place for place, point in enumerate(POINTS) if parsed(point)[choice] == value]
    return float(truth[lanes.index(lane), points].mean())


def _records(case: Curve, n: int) -> Iterator[Record]:
    rng = np.random.default_rng(0)
    lanes = {name: StudyLane(name, name, status="done") for name in NAMES[: case.contenders]}
    plan = Plan(question="preparations", folds=case.folds, repeats=case.repeats)
    spec, n_folds = BakeoffSpec(dataset="iris", contenders=list(lanes)), case.folds * case.repeats
    for _study in range(n):
        y = np.arange(case.rows) % 2
        X = rng.normal(size=(case.contenders, case.rows, _FEATURES + 1))
        X[:, y == 1, :_FEATURES] += _SHIFT
        X[: case.large, :, _FEATURES] *= _UNIT
        X[:, rng.random(case.rows) < _GAPS, 0] = np.nan
        splitter = RepeatedStratifiedKFold(
            n_splits=case.folds, n_repeats=case.repeats, random_state=int(rng.integers(2**31))
        )
        fitted = []
        for fold, (train, test) in enumerate(splitter.split(y, y)):
            for (point, words), (place, name) in itertools.product(enumerate(POINTS), enumerate(lanes)):
                tree = place >= case.contenders - case.trees
                model = DecisionTreeClassifier(max_depth=5, random_state=0) if tree else KNeighborsClassifier(15)
                made = _prepared(X[place], train, words)
                score = model.fit(made[train], y[train]).score(made[test], y[test])
                cell = StudyFit(fold, point, name)
                fitted.append(Fitted(cell, {"accuracy": float(score)}, len(train), len(test), 0.1, 0.1))
        yield Record("study", spec, plan, lanes, POINTS, {}, n_folds, case.folds, tuple(fitted))


def _prepared(X: NDArray[np.float64], train: NDArray[np.int64], words: str) -> NDArray[np.float64]:
    scale, gaps = (word.partition("=")[2] for word in words.split(","))
    made = np.where(np.isnan(X), np.nanmedian(X[train], axis=0), X)
    if gaps == "mark":
        made = np.column_stack([made, np.isnan(X[:, 0])])
    return made if scale == "none" else np.asarray(StandardScaler().fit(made[train]).transform(made))
