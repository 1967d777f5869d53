"""How often a race among equals names a loser, and how often its intervals hold, where rows are not independent.

Rows of a group share features and answer but for noise; days of a series are alike by an autocorrelation of .9. There
is no signal. Four contenders learn from features of their own that are drawn alike, so none is better than another.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from shared import size
from truth_claims import at_most

from bakeoff.evaluation.base import Prediction
from bakeoff.evaluation.metrics import evaluate, metric_named, values
from bakeoff.evaluation.verdict import verdict
from bakeoff.preparation.split_keys import Units

STUDIES = size(400, 4)
COVERAGE = (0.92, 0.99)
METRICS = ("accuracy", "log_loss", "roc_auc")
CONTENDERS = ("decision_tree", "svm", "random_forest", "linear")
_FEATURES = 2
Values = NDArray[np.float64]


class Rows(NamedTuple):
    """Features of all contenders, answers, and the group or moment of each row."""

    X: Values
    y: NDArray[np.int64]
    codes: NDArray[np.int64]


def _groups(n_groups: int, n_rows: int) -> Callable[[np.random.Generator, int], Rows]:
    def draw(rng: np.random.Generator, times: int) -> Rows:
        codes = np.repeat(np.arange(n_groups * times), n_rows)
        own = rng.normal(size=(n_groups * times, len(CONTENDERS) * _FEATURES))
        X = own[codes] + 0.5 * rng.normal(size=(len(codes), own.shape[1]))
        return Rows(X, rng.integers(0, 2, n_groups * times)[codes], codes)

    return draw


def _days(n_days: int, alike: float) -> Callable[[np.random.Generator, int], Rows]:
    def draw(rng: np.random.Generator, times: int) -> Rows:
        noise = rng.normal(size=(n_days * times, len(CONTENDERS) * _FEATURES + 1))
        series = [noise[0] / np.sqrt(1 - alike**2)]
        for day in noise[1:]:
            series.append(alike * series[-1] + day)
        all_days = np.array(series)
        return Rows(all_days[:, 1:], (all_days[:, 0] > 0).astype(np.int64), np.arange(len(all_days)))

    return draw


CONTROL = "700 independent days"
"""No bar for losers: fitted models differ a little by log loss, and rows that are independent can tell."""
CASES: dict[str, tuple[bool, Callable[[np.random.Generator, int], Rows]]] = {
    "60 groups of 15 rows": (False, _groups(60, 15)),
    "50 groups of 20 rows": (False, _groups(50, 20)),
    "100 groups of 8 rows": (False, _groups(100, 8)),
    "700 days, autocorrelation .9": (True, _days(700, 0.9)),
    "2,000 days, autocorrelation .95": (True, _days(2000, 0.95)),
    CONTROL: (True, _days(700, 0.0)),
}


def _prediction(weights: Values, X: Values) -> Prediction:
    chance = 1 / (1 + np.exp(-2 * (np.column_stack([X, np.ones(len(X))]) @ weights)))
    return Prediction((chance > 0.5).astype(np.int64), np.column_stack([1 - chance, chance]))


def _fits(learnt: Rows) -> list[Values]:
    """Fit a line to the answers by least squares for each contender, on its own features."""
    ones = np.ones((len(learnt.y), 1))
    parts = np.split(learnt.X, len(CONTENDERS), axis=1)
    return [np.linalg.lstsq(np.hstack([part, ones]), 2.0 * learnt.y - 1, rcond=None)[0] for part in parts]


def _answers(fits: list[Values], X: Values) -> list[Prediction]:
    return [_prediction(*pair) for pair in zip(fits, np.split(X, len(CONTENDERS), axis=1), strict=True)]


class Rates(NamedTuple):
    """Shares of one case and metric: races with a loser, that tell nothing; intervals that hold, that are not there."""

    loser: float
    silent: float
    holds: float
    missing: float


def rates(
    *, ordered: bool, draw: Callable[[np.random.Generator, int], Rows], studies: int, by_row: bool = False
) -> dict[str, Rates]:
    """Simulate races of one case, and return the rates by metric; with `by_row` as if rows were independent."""
    counts = {metric: np.zeros(4) for metric in METRICS}
    rng, fresh = np.random.default_rng(0), draw(np.random.default_rng(1), 40)
    for _study in range(studies):
        study = draw(rng, 1)
        learnt = study.codes < 3 * (study.codes[-1] + 1) // 4
        fits = _fits(Rows(*(part[learnt] for part in study)))
        X, y, codes = (part[~learnt] for part in study)
        units = None if by_row else Units("patient", codes, ordered)
        answers = _answers(fits, X)
        truths = [values(fresh.y, one, "classification", 2) for one in _answers(fits, fresh.X)]
        estimates = [evaluate(y, one, "classification", 2, units=units) for one in answers]
        for metric, count in counts.items():
            came = verdict(y, dict(zip(CONTENDERS, answers, strict=True)), metric_named(metric), 2, units=units)
            shown = [(one[metric], true[metric]) for one, true in zip(estimates, truths, strict=True)]
            known = [one.low <= true <= one.high for one, true in shown if np.isfinite(one.low)]
            losing = any(pair.decided for pair in came.pairs)
            count += losing, all(np.isnan(pair.low) for pair in came.pairs), sum(known), len(known)
    return {
        metric: Rates(losers / studies, silent / studies, held / known, 1 - known / studies / len(CONTENDERS))
        for metric, (losers, silent, held, known) in counts.items()
    }


def groups(studies: int = STUDIES) -> bool:
    """Print the rates by case and metric; return whether each is within its bars."""
    print("| case | metric | a loser | interval holds | no interval | nothing told | by rows: loser | interval holds |")
    print("| --- |" + " --- |" * 7)
    fine = True
    for name, (ordered, draw) in CASES.items():
        now = rates(ordered=ordered, draw=draw, studies=studies)
        rows = rates(ordered=ordered, draw=draw, studies=studies // 4, by_row=True)
        for metric, found in now.items():
            fine &= name == CONTROL or at_most(found.loser, studies)
            fine &= COVERAGE[0] <= found.holds <= COVERAGE[1]
            cells = [found.loser, found.holds, found.missing, found.silent, rows[metric].loser, rows[metric].holds]
            print(f"| {name} | {metric} | {' | '.join(f'{100 * cell:.1f}' for cell in cells)} |", flush=True)
    return fine
