"""What to do after a race that is too close to call: how often each way on names the better contender, and its cost.

Two contenders share one feature, as in `truth_claims`. Their training is random: they are the centroids of a bootstrap
sample. Races that one seed decides are left out.
"""

import itertools
import time
import zlib

import numpy as np
from numpy.typing import NDArray
from shared import size
from sklearn.model_selection import RepeatedStratifiedKFold, train_test_split
from truth_claims import _SHARED_ACCURACY, _SHARED_SHIFT, ACCURACY, _own_shift, at_most

from bakeoff.evaluation.base import Prediction
from bakeoff.evaluation.decision import decide
from bakeoff.evaluation.over_seeds import compare_over_seeds
from bakeoff.evaluation.sequential import FoldPlan

SEEDS, FOLDS, REPEATS, TEST, LEADS = 10, 5, 10, 0.25, (0.0, 0.02, 0.05)
LEARNERS = {"of all rows": (1.0, 150), "of few rows": (0.15, 100), "of very few": (0.02, 60)}
LEARNERS = size(LEARNERS, {"of very few": (0.02, 1)})
"""Share of the rows in a bootstrap sample, so that seeds spread scores by some 0.5, 0.9 and 2 points, and the races."""
WAYS = ("10 seeds", "5 x 2", "5 x 10", "until decided", "until, 1 point", "seeds and until")
Floats = NDArray[np.float64]
Codes = NDArray[np.int64]
Named = tuple[int, int]


def _centroid(X: Floats, y: Codes, test: Floats, rng: np.random.Generator, share: float) -> Codes:
    """Answer by the nearest centroids of a bootstrap sample."""
    size = max(2, round(share * len(y) / 2))
    rows = np.concatenate([rng.choice(np.flatnonzero(y == code), size) for code in (0, 1)])
    means = np.stack([X[rows][y[rows] == code].mean(axis=0) for code in (0, 1)])
    answered: Codes = ((test[None] - means[:, None]) ** 2).sum(axis=-1).argmin(axis=0)
    return answered


class Study:
    """One draw of the rows, the fits of both contenders on it, and their CPU time."""

    def __init__(self, share: float, rows: int, lead: float, rng: np.random.Generator) -> None:
        self._share, self._rng, self.y, self.seconds, self.fits = share, rng, np.arange(rows) % 2, 0.0, 0
        self._X = rng.normal(size=(2, rows, 2))
        self._X[1, :, 0] = self._X[0, :, 0]
        self._X[:, self.y == 1, 0] += _SHARED_SHIFT
        for place, accuracy in enumerate((_SHARED_ACCURACY + lead, _SHARED_ACCURACY)):
            self._X[place, self.y == 1, 1] += _own_shift(accuracy)

    def answers(self, place: int, train: Codes, test: Codes) -> Codes:
        """Return what a contender answers for test rows, trained with a seed of its own."""
        began, X = time.process_time(), self._X[place]
        answered = _centroid(X[train], self.y[train], X[test], self._rng, self._share)
        self.seconds, self.fits = self.seconds + time.process_time() - began, self.fits + 1
        return answered

    def fold_scores(self) -> Floats:
        """Return scores of shape (2, n_folds)."""
        seed = int(self._rng.integers(2**31))
        parts = RepeatedStratifiedKFold(n_splits=FOLDS, n_repeats=REPEATS, random_state=seed).split(self.y, self.y)
        right = [[np.mean(self.answers(place, *part) == self.y[part[1]]) for place in (0, 1)] for part in parts]
        return np.array(right).T


def ways() -> bool:
    """Print the table; return whether every way names one of two equals seldom enough."""
    print(f"{'too close to call with one seed':<34}{'lead':>6}" + "".join(f"{way:>17}" for way in WAYS))
    holds = True
    for (kind, (share, races)), lead, rows in itertools.product(LEARNERS.items(), LEADS, (300, 1000)):
        rng = np.random.default_rng(zlib.crc32(repr((kind, lead, rows)).encode()))
        found, gaps, costs = zip(*(_went_on(share, rows, lead, rng) for _race in range(races)), strict=True)
        named, fits = np.moveaxis(np.array(found), 2, 0)
        right, wrong = (named > 0).mean(axis=0), (named < 0).mean(axis=0)
        holds &= lead > 0 or all(at_most(float(rate), races) for rate in (right + wrong)[:-1])
        cells = zip(100 * right, 100 * wrong, fits.mean(axis=0), strict=True)
        title = f"{kind}, {rows:,}, {1000 * np.mean(costs):.2f} ms a fit"
        print(f"{title:<34}{100 * np.mean(gaps):>6.1f}" + "".join(f"{a:>7.0f}{b:>5.0f}{c:>5.0f}" for a, b, c in cells))
    print("each: % of races in which the better one is named, % in which the worse one is, fits of each contender")
    return holds


def _went_on(share: float, rows: int, lead: float, rng: np.random.Generator) -> tuple[list[Named], float, float]:
    """Draw races until one is too close to call; return who each way names and its fits, the lead, a fit's seconds."""
    while True:
        study = Study(share, rows, lead, rng)
        y, seed = study.y, int(rng.integers(2**31))
        train, test = train_test_split(np.arange(rows), test_size=TEST, stratify=y, random_state=seed)
        first = [[Prediction(study.answers(place, train, test))] for place in (0, 1)]
        if not _raced(y[test], first):
            break
    more = [
        [*own, *(Prediction(study.answers(place, train, test)) for _seed in range(SEEDS - 1))]
        for place, own in enumerate(first)
    ]
    seeds, scores = (_raced(y[test], more), SEEDS), study.fold_scores()
    until, beyond = (_until_decided(scores, rows, rope) for rope in (0.0, 0.01))
    fixed = [(_judged(scores, rows, 0.0, n, n), n * FOLDS) for n in (2, REPEATS)]
    both = seeds[0] or until[0], seeds[1] + until[1]
    return [seeds, *fixed, until, beyond, both], float(np.subtract(*scores.mean(axis=1))), study.seconds / study.fits


def _raced(target: Codes, models: list[list[Prediction]]) -> int:
    pair = compare_over_seeds(target, {"first": models[0], "second": models[1]}, ACCURACY, 2)[0]
    return int(np.sign(pair.difference)) if pair.decided else 0


def _judged(scores: Floats, rows: int, rope: float, repeats: int, planned: int, until: bool = False) -> int:
    """Return whom the judge names after so many of the planned repeats."""
    plan = FoldPlan(1 / FOLDS, FOLDS, FOLDS * planned, until)
    by_name = {"first": scores[0, : FOLDS * repeats], "second": scores[1, : FOLDS * repeats]}
    outcome = decide(by_name, ACCURACY, plan, rope, row=FOLDS / rows)[0].outcome
    return {"first": 1, "second": -1, "equivalent": 2, "undecided": 0}[outcome]


def _until_decided(scores: Floats, rows: int, rope: float) -> Named:
    """Return whom the judge names that goes on until decided, and after how many folds it ends."""
    for repeats in range(1, REPEATS + 1):
        if winner := _judged(scores, rows, rope, repeats, REPEATS, until=True):
            return winner if winner < 2 else 0, FOLDS * repeats
    return 0, FOLDS * REPEATS
