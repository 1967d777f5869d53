"""How often the judge claims what is not so: simulations with real fits on fresh draws from one distribution.

Contenders are equal by construction: each has a view of its own of the rows, features that are drawn alike, or another
seed on the same ones. So on one data set they differ, and on average they do not. `benchmarks/truth.py` runs these.
"""

import itertools
import math
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats
from shared import size
from sklearn.model_selection import RepeatedStratifiedKFold
from sklearn.tree import DecisionTreeClassifier, ExtraTreeClassifier

from bakeoff import BakeoffSpec
from bakeoff.evaluation.decision import Decision, decide, leader_decided
from bakeoff.evaluation.metrics import deciding
from bakeoff.evaluation.sequential import FoldPlan
from bakeoff.study.crossings import crossings as told_crossings
from bakeoff.study.plan import Plan
from bakeoff.study.record import Fitted, Record, StudyFit, StudyLane

BAR = 0.05
ACCURACY = deciding("accuracy", "classification")
_SHARED_ACCURACY, _SHARED_SHIFT = 0.814, 1.5
_STUMP_FEATURES, _TELLING = 30, 3
NAMES = ("keras_mlp", "decision_tree", "svm", "random_forest", "torch_mlp")

Scores = NDArray[np.float64]
Fit = Callable[[NDArray[np.float64], NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]], Scores]


@dataclass(frozen=True)
class Case:
    """One kind of study: who fits, on how many rows, with how many folds, repeats and contenders."""

    kind: str
    rows: int
    folds: int
    repeats: int
    contenders: int
    shift: float = 0.8
    lead: float = 0.0
    """How much further apart the first contender's classes are."""

    @property
    def row(self) -> float:
        """What one test row is worth in a fold's score."""
        return self.folds / self.rows


CLAIMS = (
    Case("centroid", 60, 2, 5, 8),
    Case("centroid", 60, 2, 10, 2),
    Case("centroid", 60, 5, 10, 8),
    Case("centroid", 60, 10, 1, 4),
    Case("centroid", 60, 5, 2, 4, shift=2.2),
    Case("centroid", 400, 5, 2, 4),
    Case("centroid", 400, 3, 4, 3),
    Case("centroid", 400, 10, 4, 8),
    Case("centroid", 4000, 5, 4, 4),
    Case("tree", 150, 5, 2, 4),
    Case("tree", 400, 3, 4, 2),
    Case("tree", 400, 10, 1, 3),
    Case("seeds", 150, 5, 2, 4),
    Case("one seed", 150, 5, 2, 4),
)
CHOICES = tuple(
    Case("stump", rows, folds, repeats, contenders, shift=0.4)
    for rows, folds, repeats, contenders in (
        (300, 10, 10, 2),
        (150, 10, 5, 4),
        (100, 10, 10, 2),
        (100, 5, 10, 2),
        (300, 5, 2, 4),
        (100, 5, 2, 4),
    )
)
"""Trees of one question that choose among 30 features: folds of one table cannot show what another would choose."""
POWER = tuple(
    Case("centroid", rows, 5, repeats, contenders, lead=lead)
    for rows in (200, 1000)
    for repeats in (2, 10)
    for contenders in (2, 4)
    for lead in (0.13, 0.22)
)
SHARED = (
    (Case("shared", 1000, 5, 2, 4, lead=0.05), 0.45, 0.30),
    (Case("shared", 1000, 5, 2, 2, lead=0.05), 0.75, 0.60),
    (Case("shared", 5000, 5, 2, 2, lead=0.02), 0.65, 0.0),
    (Case("shared", 1000, 5, 10, 4, lead=0.05), 0.0, 0.0),
)
"""Contenders that share a feature and answer 81.4 % right, the first `lead` more; the least power with no rope and with
one point of it."""
UNTIL = (Case("shared", 1000, 5, 30, 4, lead=0.05), Case("shared", 1000, 5, 30, 2, lead=0.02))
UNTIL_DECIDED = 0.75
STUDIES, CHOICE_STUDIES, POWER_STUDIES, UNTIL_STUDIES, CROSSING_STUDIES = size(
    (200, 100, 100, 60, 120), (1, 1, 1, 1, 2)
)
TRUE_DRAWS = size(100, 10)


def claims(studies: int = STUDIES) -> bool:
    """Print how often some contender is called better than another, though none is; return whether the bar holds."""
    print(f"{'better than an equal, % of studies':<50}{'at the end':>20}{'at the first claim':>22}")
    print(f"{'contender, rows, folds x repeats, how many':<50}{'textbook':>12}{'ours':>8}{'textbook':>14}{'ours':>8}")
    holds = True
    for case in CLAIMS:
        found = np.array([_claimed(case, scores) for scores in drawn_studies(case, studies)]).mean(axis=0)
        ends = found[[0, 2, 1, 3]]
        holds &= at_most(found[1], studies) and at_most(found[3], studies)
        title = f"{case.kind}, {case.rows}, {case.folds} x {case.repeats}, {case.contenders}"
        print(
            f"{title:<50}{100 * ends[0]:>12.1f}{100 * ends[2]:>8.1f}{100 * ends[1]:>14.1f}{100 * ends[3]:>8.1f}",
            flush=True,
        )
    choices()
    return power() & until_decided() & holds


def choices(studies: int = CHOICE_STUDIES) -> None:
    """Print how often trees of one question, which are equal over many tables, are told apart on one."""
    for case in CHOICES:
        found = np.array([_claimed(case, scores) for scores in drawn_studies(case, studies)]).mean(axis=0)
        ends = found[[0, 2, 1, 3]]
        title = f"{case.kind}, {case.rows}, {case.folds} x {case.repeats}, {case.contenders}"
        print(
            f"{title:<50}" + "".join(f"{100 * one:>{wide}.1f}" for one, wide in zip(ends, (12, 8, 14, 8), strict=True))
        )


def power(studies: int = POWER_STUDIES) -> bool:
    """Print how often a real difference is found; return whether that is often enough."""
    title = "real difference of the first, % of pairs decided"
    print(f"{title:<50}{'points':>8}{'textbook':>10}{'ours':>8}{'1 point does not matter':>26}")
    holds = True
    for case, least, least_beyond in (*((case, 0.0, 0.0) for case in POWER), *SHARED):
        found = np.array([_found(case, scores) for scores in drawn_studies(case, studies)]).mean(axis=0)
        holds &= at_least(found[2], studies, least) and at_least(found[3], studies, least_beyond)
        title = f"{case.kind}, {case.rows}, {case.folds} x {case.repeats}, {case.contenders}"
        shares = "".join(f"{100 * one:>{width}.0f}" for one, width in zip(found[1:], (10, 8, 26), strict=True))
        print(f"{title:<50}{100 * found[0]:>8.1f}{shares}", flush=True)
    return holds


def until_decided(studies: int = UNTIL_STUDIES) -> bool:
    """Print how soon a study ends that goes on until the leader is decided, with 30 repeats allowed."""
    print(f"{'until decided, 30 repeats of 5 allowed':<50}{'points':>8}{'decided, %':>12}{'repeats, median':>18}")
    holds = True
    for case in UNTIL:
        for rope in (0.0, 0.01):
            ends = np.array([_ends(case, scores, rope) for scores in drawn_studies(case, studies)])
            decided = float(np.mean(ends <= case.repeats))
            if not rope and case.contenders > 2:
                holds &= at_least(decided, studies, UNTIL_DECIDED)
            title = f"{case.kind}, {case.rows}, {case.contenders}, rope {rope:g}"
            print(f"{title:<50}{100 * _points(case):>8.1f}{100 * decided:>12.0f}{np.median(ends):>18.0f}", flush=True)
    return holds


def crossings(studies: int = CROSSING_STUDIES) -> bool:
    """Print how often an equal overtakes, and whether the interval of a real crossing holds it."""
    rng = np.random.default_rng(7)
    told = np.mean([bool(_crossed(_growing(rng, 300, [2] * 4, [0.8] * 4))) for _study in range(studies)])
    print(f"four equal contenders, 300 rows, 5 x 2: some pair overtakes in {100 * told:.1f} % of studies")
    true = _true_crossing(rng)
    found = [one for _study in range(studies) for one in _crossed(_growing(rng, _CROSSING_ROWS, *_CROSSING, repeats=4))]
    right = [one for one in found if one.before == NAMES[0]]
    held = np.mean([one.at.low <= true <= one.at.high for one in right]) if right else math.nan
    shares = 100 * np.array([len(right), len(found) - len(right)]) / studies
    print(
        f"a real crossing at {true:.0f} training rows, {_CROSSING_ROWS:,} rows, 5 x 4: told in {shares[0]:.0f} %, the "
        f"wrong way round in {shares[1]:.0f} %; 95 % interval holds it in {100 * held:.1f} % of these"
    )
    return at_most(float(told), studies) and len(right) > 20 and at_least(float(held), len(right))


# Fits


def drawn_studies(case: Case, n: int) -> Iterator[Scores]:
    """Yield the scores of studies, shape (n_contenders, n_folds)."""
    rng = np.random.default_rng(zlib.crc32(repr(case).encode()))
    for _study in range(n):
        y = np.arange(case.rows) % 2
        X = _drawn(case, rng, y)
        parts = RepeatedStratifiedKFold(
            n_splits=case.folds, n_repeats=case.repeats, random_state=int(rng.integers(2**31))
        )
        yield np.array([FITS[case.kind](X, y, train, test) for train, test in parts.split(y, y)]).T


def _drawn(case: Case, rng: np.random.Generator, y: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the contenders' views of the rows, shape (n_rows, n_contenders, n_features)."""
    if case.kind == "stump":
        X = rng.normal(size=(case.rows, case.contenders, _STUMP_FEATURES))
        X[y == 1, :, :_TELLING] += case.shift
        return X
    X = rng.normal(size=(case.rows, case.contenders, 2))
    if case.kind == "shared":
        X[:, :, 0] = X[:, :1, 0]
        X[y == 1, :, 0] += _SHARED_SHIFT
        X[y == 1, 1:, 1] += _own_shift(_SHARED_ACCURACY)
        X[y == 1, 0, 1] += _own_shift(_SHARED_ACCURACY + case.lead)
        return X
    X[y == 1] += case.shift
    X[y == 1, 0] += case.lead
    return X


def _own_shift(accuracy: float) -> float:
    """Return how far apart the classes are in a contender's own feature, that it answers so many rows right."""
    return math.sqrt((2 * float(stats.norm.ppf(accuracy))) ** 2 - _SHARED_SHIFT**2)


def _centroid(
    X: NDArray[np.float64], y: NDArray[np.int64], train: NDArray[np.int64], test: NDArray[np.int64]
) -> Scores:
    """Score nearest centroids, each on its own view of shape (n_rows, n_features)."""
    means = np.stack([X[train][y[train] == code].mean(axis=0) for code in (0, 1)])
    distances = ((X[test][None] - means[:, None]) ** 2).sum(axis=-1)
    right: Scores = (distances.argmin(axis=0) == y[test][:, None]).mean(axis=0)
    return right


def _trees(X: NDArray[np.float64], y: NDArray[np.int64], train: NDArray[np.int64], test: NDArray[np.int64]) -> Scores:
    views = np.moveaxis(X, 1, 0)
    return np.array(
        [DecisionTreeClassifier(max_depth=3).fit(one[train], y[train]).score(one[test], y[test]) for one in views]
    )


def _seeds(X: NDArray[np.float64], y: NDArray[np.int64], train: NDArray[np.int64], test: NDArray[np.int64]) -> Scores:
    view = X.reshape(len(X), -1)[:, :4]
    return np.array(
        [
            ExtraTreeClassifier(random_state=seed).fit(view[train], y[train]).score(view[test], y[test])
            for seed in range(X.shape[1])
        ]
    )


def _one_seed(
    X: NDArray[np.float64], y: NDArray[np.int64], train: NDArray[np.int64], test: NDArray[np.int64]
) -> Scores:
    return np.repeat(_seeds(X[:, :2], y, train, test)[:1], X.shape[1])


def _stumps(X: NDArray[np.float64], y: NDArray[np.int64], train: NDArray[np.int64], test: NDArray[np.int64]) -> Scores:
    return np.array(
        [
            DecisionTreeClassifier(max_depth=1).fit(one[train], y[train]).score(one[test], y[test])
            for one in np.moveaxis(X, 1, 0)
        ]
    )


FITS: dict[str, Fit] = {
    "centroid": _centroid,
    "shared": _centroid,
    "stump": _stumps,
    "tree": _trees,
    "seeds": _seeds,
    "one seed": _one_seed,
}

# What is claimed


def _claimed(case: Case, scores: Scores) -> tuple[bool, bool, bool, bool]:
    """Return whether the textbook's rule and ours claim something at the end, and at any look before."""
    looks = range(case.folds, scores.shape[1] + 1, case.folds)
    textbook = [_textbook(scores[:, :n], case.folds).any() for n in looks]
    ours = [any(one.winner for one in decided(case, scores[:, :n])) for n in looks]
    return bool(textbook[-1]), ours[-1], any(textbook), any(ours)


def decided(
    case: Case, scores: Scores, rope: float = 0.0, until_decided: bool = False, plan: FoldPlan | None = None
) -> tuple[Decision, ...]:
    """Return what the judge decides; contenders are named by their places."""
    by_name = {str(place): row for place, row in enumerate(scores)}
    plan = plan or FoldPlan(1 / case.folds, case.folds, case.folds * case.repeats, until_decided)
    return decide(by_name, ACCURACY, plan, rope, row=case.row)


def _textbook(scores: Scores, folds: int, level: float = BAR) -> NDArray[np.bool_]:
    """Return for each pair whether the corrected resampled t-test rejects it: each alone, each time anew."""
    pairs = list(itertools.combinations(range(len(scores)), 2))
    gaps = np.array([scores[first] - scores[second] for first, second in pairs])
    n = gaps.shape[1]
    with np.errstate(divide="ignore", invalid="ignore"):
        t = gaps.mean(axis=1) / np.sqrt(gaps.var(axis=1, ddof=1) * (1 / n + 1 / (folds - 1)))
    rejected: NDArray[np.bool_] = 2 * special.stdtr(n - 1, -np.abs(np.nan_to_num(t, posinf=1e9, neginf=-1e9))) < level
    return rejected


def _found(case: Case, scores: Scores) -> tuple[float, float, float, float]:
    """Return the difference in points, and the shares of the first's pairs that rules decide at the end."""
    first = case.contenders - 1
    ours = [np.mean([one.outcome == "first" for one in decided(case, scores, rope)[:first]]) for rope in (0.0, 0.01)]
    return _points(case), float(_textbook(scores, case.folds)[:first].mean()), float(ours[0]), float(ours[1])


def _points(case: Case) -> float:
    """Return by how much the first answers better in the long run: of two features, half the distance of the means."""
    if case.kind == "shared":
        return case.lead
    near, far = case.shift * math.sqrt(2) / 2, (case.shift + case.lead) * math.sqrt(2) / 2
    return float(stats.norm.cdf(far) - stats.norm.cdf(near))


def _ends(case: Case, scores: Scores, rope: float) -> int:
    """Return after how many repeats the leader's pairs are decided; one more than there are if they are not."""
    for repeats in range(1, case.repeats + 1):
        known = scores[:, : repeats * case.folds]
        if leader_decided(decided(case, known, rope, until_decided=True), str(known.mean(axis=1).argmax())):
            return repeats
    return case.repeats + 1


# Learning curves

_POINTS = (0.1, 0.2, 0.4, 0.7, 1.0)
_CROSSING = ((2, 800), (1.55, 0.107))
"""Few strong features against many weak ones: the second needs more rows, and is better with many."""
_CROSSING_ROWS = 2000


def _growing(
    rng: np.random.Generator, rows: int, features: Sequence[int], shifts: Sequence[float], repeats: int = 2
) -> Record:
    """Return a study of how much data nearest centroids need, each with features of its own."""
    y = np.arange(rows) % 2
    views = [rng.normal(size=(rows, width)) + shift * y[:, None] for width, shift in zip(features, shifts, strict=True)]
    parts = RepeatedStratifiedKFold(n_splits=5, n_repeats=repeats, random_state=int(rng.integers(2**31)))
    fitted = []
    for fold, (train, test) in enumerate(parts.split(y, y)):
        order = rng.permutation(train)
        for point, share in enumerate(_POINTS):
            part = order[: round(share * len(train))]
            for name, view in zip(NAMES, views, strict=False):
                right = float(_centroid(view[:, None], y, part, test)[0])
                fitted.append(Fitted(StudyFit(fold, point, name), {"accuracy": right}, len(part), len(test), 0.1, 0.1))
    names = NAMES[: len(views)]
    spec, plan = BakeoffSpec(dataset="iris", contenders=list(names)), Plan(question="rows", folds=5, repeats=repeats)
    lanes = {name: StudyLane(name, name, status="done") for name in names}
    return Record("truth", spec, plan, lanes, _POINTS, {}, 5 * repeats, 5, tuple(fitted))


def _crossed(record: Record) -> tuple[Any, ...]:
    return told_crossings(record)


def _true_crossing(rng: np.random.Generator, draws: int = TRUE_DRAWS) -> float:
    """Return where the mean curves over many data sets cross, straight between points on a logarithmic scale."""
    frames = [
        _growing(rng, _CROSSING_ROWS, *_CROSSING, repeats=1).frame.groupby(["point", "lane"])["accuracy"].mean()
        for _ in range(draws)
    ]
    mean = sum(frames[1:], frames[0]) / draws
    gaps = np.array([mean[point, NAMES[1]] - mean[point, NAMES[0]] for point in range(len(_POINTS))])
    rows = np.log([round(share * 0.8 * _CROSSING_ROWS) for share in _POINTS])
    left = int(np.flatnonzero(gaps[:-1] * gaps[1:] < 0)[-1])
    return math.exp(rows[left] + gaps[left] / (gaps[left] - gaps[left + 1]) * (rows[left + 1] - rows[left]))


# Bars


def at_most(rate: float, n: int, bar: float = BAR) -> bool:
    """Return whether a rate of `n` studies does not say that the true one is above the bar, at 1 %."""
    return bool(stats.binomtest(round(rate * n), n, bar, alternative="greater").pvalue > 0.01)


def at_least(rate: float, n: int, bar: float = 0.92) -> bool:
    """Return whether a rate of `n` studies does not say that the true one is below the bar, at 1 %."""
    return bool(stats.binomtest(round(rate * n), n, bar, alternative="less").pvalue > 0.01)
