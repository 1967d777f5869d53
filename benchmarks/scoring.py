"""What scoring and comparing six contenders on 10,000 rows costs, beside scipy and scikit-learn on the same rows.

Run ``python benchmarks/scoring.py [rounds]``. Bars: the test of all 15 pairs, a tenth of what scipy's permutation test
with as many swaps takes for a single pair; a contender's eight scores with their intervals, 12 times scikit-learn's
eight functions, which give no interval. CPU seconds; both sides take turns.
"""

import statistics
import time
from collections.abc import Callable
from functools import partial

import numpy as np
from scipy import stats
from shared import number_asked, run_script, size
from sklearn import metrics as sk

from bakeoff.evaluation.base import Prediction
from bakeoff.evaluation.metrics import evaluate, metric_named, metrics
from bakeoff.evaluation.significance import compare
from bakeoff.evaluation.swaps import SUBSETS

ROWS, CLASSES, CONTENDERS, ROUNDS = size((10_000, 3, 6, 3), (300, 3, 6, 1))
PAIRS_BAR, SCORES_BAR = 0.1, 12.0
_BATCH = 200
"""Swaps that scipy makes at a time: all at once take a gigabyte."""


def answers(rng: np.random.Generator) -> tuple[np.ndarray, dict[str, Prediction]]:
    """Return a target, and contenders that know the truth about equally well."""
    target = rng.integers(0, CLASSES, ROWS)
    seen = 2.5 * np.eye(CLASSES)[target] + rng.normal(size=(ROWS, CLASSES))
    found = {}
    for number in range(CONTENDERS):
        odds = np.exp(seen + rng.normal(scale=0.8, size=seen.shape))
        found[str(number)] = Prediction(odds.argmax(axis=1), odds / odds.sum(axis=1, keepdims=True))
    return target, found


def scipys_pair(first: np.ndarray, second: np.ndarray) -> float:
    """Return the p-value of scipy's paired permutation test on what each row contributes to two scores."""

    def apart(one: np.ndarray, other: np.ndarray, axis: int) -> np.ndarray:
        return np.asarray((one - other).mean(axis=axis))

    found = stats.permutation_test(
        (first, second), apart, permutation_type="samples", vectorized=True, n_resamples=SUBSETS, batch=_BATCH, rng=0
    )
    return float(found.pvalue)


def scikit_learns_scores(target: np.ndarray, answer: Prediction) -> list[float]:
    """Return the eight scores as scikit-learn's own functions have them."""
    values, known = answer.values, answer.probabilities
    right = np.eye(CLASSES)[target]
    return [
        sk.accuracy_score(target, values),
        sk.balanced_accuracy_score(target, values),
        sk.f1_score(target, values, average="macro"),
        sk.matthews_corrcoef(target, values),
        sk.roc_auc_score(target, known, multi_class="ovr"),
        sk.average_precision_score(right, known, average="macro"),
        sk.log_loss(target, known),
        sk.brier_score_loss(target, known),
    ]


def spent(work: Callable[[], object]) -> float:
    """Return the CPU seconds of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def row(what: str, ours: list[float], theirs: list[float], bar: float) -> bool:
    """Print medians of both sides and of their ratio; return whether that is within its bar."""
    ratio = statistics.median(one / other for one, other in zip(ours, theirs, strict=True))
    held = ratio <= bar
    told = f"{statistics.median(ours):>9.3f}{statistics.median(theirs):>9.3f}{ratio:>8.2f}{bar:>6g}"
    print(f"{what:<34}{told}  {'yes' if held else 'NO'}", flush=True)
    return held


def main() -> int:
    """Print a line for each metric's test, and one for a contender's scores; return whether a bar is missed."""
    rounds = number_asked(ROUNDS)
    target, contenders = answers(np.random.default_rng(0))
    pair = [np.asarray(metric_named("brier").influence(target, contenders[name], CLASSES)) for name in ("0", "1")]
    scipys = [spent(lambda: scipys_pair(*pair)) for _round in range(rounds)]
    compare(target, contenders, metric_named("brier"), CLASSES)  # the first draws the swaps, which are then kept
    print(f"{'CPU seconds, 10,000 rows':<34}{'ours':>9}{'theirs':>9}{'ratio':>8}{'bar':>6}  holds")
    held = []
    for metric in metrics("classification"):
        compared = partial(compare, target, contenders, metric, CLASSES)
        ours = [spent(compared) for _round in range(rounds)]
        held.append(row(f"15 pairs by {metric.name}", ours, scipys, PAIRS_BAR))
    one = contenders["0"]
    ours, theirs = [], []
    for _round in range(rounds):
        ours.append(spent(lambda: evaluate(target, one, "classification", CLASSES)))
        theirs.append(spent(lambda: scikit_learns_scores(target, one)))
    held.append(row("8 scores with their intervals", ours, theirs, SCORES_BAR))
    return int(not all(held))


if __name__ == "__main__":
    run_script(main, 10)
