"""How often two contenders that are equally good are told apart by the paired test of each metric.

Both see the same row through noise of their own, so that they differ row by row and are equally good in the long run;
their answers can be swapped, which is what "equally good" means to a test on these rows.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from shared import size

from bakeoff.evaluation.base import Prediction
from bakeoff.evaluation.metrics import METRICS, metrics
from bakeoff.evaluation.significance import ALPHA, compare
from bakeoff.fields import Task

STUDIES = size(1000, 2)
Pair = tuple[NDArray[Any], Prediction, Prediction]


def _classes(
    n: int, shares: list[float], apart: float, *, gross: bool = False
) -> Callable[[np.random.Generator], Pair]:
    """Return a draw of two classifiers: `gross` noise is large and of one row in ten alone."""
    weights = np.array(shares)

    def draw(rng: np.random.Generator) -> Pair:
        codes = rng.choice(len(weights), n, p=weights)
        seen = np.log(weights) + apart * np.eye(len(weights))[codes] + rng.normal(size=(n, len(weights)))
        answers: list[Prediction] = []
        for _one in range(2):
            noise = rng.normal(size=seen.shape) * (4 * (rng.random((n, 1)) < 0.1) if gross else 1.0)
            odds = np.exp(seen + noise)
            answers.append(Prediction(odds.argmax(axis=1), odds / odds.sum(axis=1, keepdims=True)))
        first, second = answers
        return codes, first, second

    return draw


def _numbers(n: int, *, heavy: bool) -> Callable[[np.random.Generator], Pair]:
    """Return a draw of two regressors; `heavy` errors grow with a log-normal target."""

    def draw(rng: np.random.Generator) -> Pair:
        target = rng.normal(size=n)
        target = np.exp(target) if heavy else target
        spread = target if heavy else 1.0
        first, second = (Prediction(0.6 * target + 0.5 * spread * rng.normal(size=n)) for _one in range(2))
        return target, first, second

    return draw


CASES: dict[str, Callable[[np.random.Generator], Pair]] = {
    "two classes, 38 rows": _classes(38, [0.5, 0.5], 2.5),
    "two classes, easy, 143": _classes(143, [0.6, 0.4], 5.0),
    "two classes, gross errors, 143": _classes(143, [0.6, 0.4], 2.5, gross=True),
    "7 % are rare, 143": _classes(143, [0.93, 0.07], 2.5),
    "1.5 % are rare, 1,000": _classes(1000, [0.985, 0.015], 3.0),
    "three classes, 38": _classes(38, [1 / 3] * 3, 4.0),
    "ten classes, 450": _classes(450, [0.1] * 10, 5.0),
    "normal target, 50": _numbers(50, heavy=False),
    "log-normal target, 110": _numbers(110, heavy=True),
}


def pairs(studies: int = STUDIES) -> bool:
    """Print the rate of false decisions by case and metric; return whether none is above 5 % beyond chance."""
    most = ALPHA + 3 * (ALPHA * (1 - ALPHA) / studies) ** 0.5
    names = [one.name for one in METRICS]
    print(f"| case | {' | '.join(names)} |")
    print(f"| --- |{' --- |' * len(names)}")
    held = True
    for name, draw in CASES.items():
        rng = np.random.default_rng(0)
        task: Task = "regression" if "target" in name else "classification"
        false = dict.fromkeys((one.name for one in metrics(task)), 0)
        for _study in range(studies):
            target, first, second = draw(rng)
            n_classes = 0 if first.probabilities is None else first.probabilities.shape[1]
            for metric in metrics(task):
                (pair,) = compare(target, {"first": first, "second": second}, metric, n_classes)
                false[metric.name] += pair.decided
        held &= all(count / studies <= most for count in false.values())
        cells = [f"{100 * false[one] / studies:.1f}" if one in false else "" for one in names]
        print(f"| {name} | {' | '.join(cells)} |", flush=True)
    return held
