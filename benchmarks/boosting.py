"""What following gradient boosting costs: a fit that is watched round by round, beside the library's own.

Run ``python benchmarks/boosting.py``, or with a number of rounds other than five. Both sides take turns on one core;
the least CPU time of each counts, of the followed one with all that goes on scores for the page.
"""

import os
import time
from typing import Any

from bakeoff.engine.host import ENVIRONMENT

os.environ.update(ENVIRONMENT)

import numpy as np
from lightgbm import LGBMClassifier, LGBMRegressor
from shared import number_asked, run_script, size
from sklearn.datasets import load_digits, make_classification, make_regression
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor
from xgboost import XGBClassifier, XGBRegressor

from bakeoff.contenders.boosting.estimator import BoostingClassifier, BoostingRegressor
from bakeoff.contenders.lightgbm.estimator import LightGBMClassifier, LightGBMRegressor
from bakeoff.contenders.xgboost.estimator import XGBoostClassifier, XGBoostRegressor

ROWS, MORE_ROWS = size((12_000, 20_000), (300, 300))
BARS = {"boosting": 1.15, "lightgbm": 1.10, "xgboost": 1.10}
OURS: dict[str, dict[str, Any]] = {
    "boosting": {"early_stopping": False, "random_state": 0},
    "lightgbm": {"random_state": 0},
    "xgboost": {"random_state": 0},
}
THEIRS: dict[str, dict[str, Any]] = {
    "boosting": OURS["boosting"],
    "lightgbm": {"random_state": 0, "n_jobs": 1, "deterministic": True, "force_row_wise": True, "verbosity": -1},
    "xgboost": {"random_state": 0, "n_jobs": 1},
}


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


def cases() -> dict[str, tuple[str, Any, Any, Any, Any]]:
    """Return library, its estimator, ours, and rows and target, by title."""
    kinds = ("boosting", HistGradientBoostingClassifier, BoostingClassifier)
    classes = make_classification(ROWS, 40, n_informative=20, n_classes=3, random_state=0)
    numbers = make_regression(ROWS, 40, n_informative=20, random_state=0)
    two = make_classification(MORE_ROWS, 20, n_informative=10, random_state=0)
    many = make_regression(MORE_ROWS, 20, n_informative=10, noise=10.0, random_state=0)
    return {
        "digits": (*kinds, *(part[:ROWS] for part in load_digits(return_X_y=True))),
        "12,000 x 40, 3 classes": (*kinds, *classes),
        "12,000 x 40, numbers": ("boosting", HistGradientBoostingRegressor, BoostingRegressor, *numbers),
        "20,000 x 20, LightGBM, 2 classes": ("lightgbm", LGBMClassifier, LightGBMClassifier, *two),
        "20,000 x 20, LightGBM, numbers": ("lightgbm", LGBMRegressor, LightGBMRegressor, *many),
        "20,000 x 20, XGBoost, 2 classes": ("xgboost", XGBClassifier, XGBoostClassifier, *two),
        "20,000 x 20, XGBoost, numbers": ("xgboost", XGBRegressor, XGBoostRegressor, *many),
    }


def seconds(model: Any, *rows: Any, **held: Any) -> float:
    begin = time.process_time()
    model.fit(*rows, **held)
    return time.process_time() - begin


def main() -> int:
    rounds = number_asked(size(5, 1))
    failed = False
    for name, (library, plain, ours, X, y) in cases().items():
        theirs, followed = plain(**THEIRS[library]), ours(**OURS[library]).set_callbacks(Listener())
        held = {"X_val": X[::4], "y_val": y[::4]}
        rows, target = np.delete(X, np.s_[::4], 0), np.delete(y, np.s_[::4])
        pairs = [(seconds(theirs, rows, target), seconds(followed, rows, target, **held)) for _round in range(rounds)]
        least = [min(side) for side in zip(*pairs, strict=True)]
        if not np.array_equal(theirs.predict(X), followed.predict(X)):
            raise RuntimeError(f"{name}: not the same answers")
        ratio = least[1] / least[0]
        failed |= ratio > BARS[library]
        print(f"{name:33} plain {least[0]:.2f} s, followed {ratio:.3f} of it, bar {BARS[library]}")
    return int(failed)


if __name__ == "__main__":
    run_script(main, 7)
