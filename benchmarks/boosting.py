"""What following gradient boosting costs: a fit that is watched round by round, beside scikit-learn's own.

Run ``python benchmarks/boosting.py``, or with a number of rounds other than five. Both sides take turns on one core;
the least CPU time of each counts, of the followed one with all that goes on scores for the page.
"""

import os
import sys
import time
from typing import Any

from bakeoff.engine.host import ENVIRONMENT

os.environ.update(ENVIRONMENT)

import numpy as np
from shared import number_asked
from sklearn.datasets import load_digits, make_classification, make_regression
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

from bakeoff.contenders.boosting.estimator import BoostingClassifier, BoostingRegressor

BAR = 1.15
SETTINGS: dict[str, Any] = {"early_stopping": False, "random_state": 0}


class Listener:
    """Wants to know every step, and does nothing with it."""

    def setup(self, estimator: Any, context: Any) -> None:
        """Nothing to set up."""

    def teardown(self, estimator: Any, context: Any) -> None:
        """Nothing to tear down."""

    def on_fit_task_begin(self, estimator: Any, context: Any) -> None:
        """Nothing has happened yet."""

    def on_fit_task_end(self, estimator: Any, context: Any) -> bool:
        """Never ask to stop."""
        return False


def cases() -> dict[str, tuple[Any, Any, Any, Any]]:
    kinds = (HistGradientBoostingClassifier, BoostingClassifier)
    classes = make_classification(12_000, 40, n_informative=20, n_classes=3, random_state=0)
    numbers = make_regression(12_000, 40, n_informative=20, random_state=0)
    return {
        "digits": (*kinds, *load_digits(return_X_y=True)),
        "12,000 x 40, 3 classes": (*kinds, *classes),
        "12,000 x 40, numbers": (HistGradientBoostingRegressor, BoostingRegressor, *numbers),
    }


def seconds(model: Any, *rows: Any, **held: Any) -> float:
    begin = time.process_time()
    model.fit(*rows, **held)
    return time.process_time() - begin


def main(rounds: int) -> int:
    worst = 0.0
    for name, (plain, ours, X, y) in cases().items():
        theirs, followed = plain(**SETTINGS), ours(**SETTINGS).set_callbacks(Listener())
        held = {"X_val": X[::4], "y_val": y[::4]}
        rows, target = np.delete(X, np.s_[::4], 0), np.delete(y, np.s_[::4])
        pairs = [(seconds(theirs, rows, target), seconds(followed, rows, target, **held)) for _round in range(rounds)]
        least = [min(side) for side in zip(*pairs, strict=True)]
        same = np.array_equal(theirs.predict(X), followed.predict(X))
        worst = max(worst, least[1] / least[0])
        print(f"{name:24} plain {least[0]:.2f} s, followed {least[1] / least[0]:.3f} of it, same answers: {same}")
    print(f"worst {worst:.3f}, bar {BAR}")
    return int(worst > BAR)


if __name__ == "__main__":
    sys.exit(main(number_asked(5)))
