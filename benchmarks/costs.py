"""What a contender's training clock counts, against scikit-learn's own fit, turn by turn on one core.

Run ``python benchmarks/costs.py``; it takes under a minute. Bars: the forest, which is grown in parts to be watched,
1.05x; all others, whose scores and probabilities are counted by themselves, 1.10x, or 0.1 ms.
A race runs each contender in a new process, where a first fit takes longer; ``race`` are its milliseconds.
"""

import statistics
import time
import warnings
from collections.abc import Callable
from typing import Any

from shared import run_script, size
from sklearn.datasets import load_breast_cancer, load_digits, load_iris
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
from sklearn.tree import DecisionTreeClassifier

from bakeoff import BakeoffSpec, run
from bakeoff.contenders.decision_tree.estimator import TreeClassifier
from bakeoff.contenders.k_nearest.estimator import NearestClassifier
from bakeoff.contenders.linear.estimator import LinearClassifier
from bakeoff.contenders.random_forest.estimator import ForestClassifier
from bakeoff.contenders.svm.estimator import SVMClassifier

NAMES = {
    "Random forest": "random_forest",
    "Decision tree": "decision_tree",
    "Linear": "linear",
    "k-NN": "k_nearest",
    "SVM": "svm",
}
PAIRS: dict[str, tuple[Callable[[], Any], Callable[[], Any], int]] = {
    "Random forest": (
        lambda: ForestClassifier(n_jobs=1, random_state=0),
        lambda: RandomForestClassifier(n_jobs=1, random_state=0),
        15,
    ),
    "Decision tree": (
        lambda: TreeClassifier(random_state=0),
        lambda: DecisionTreeClassifier(random_state=0),
        100,
    ),
    "Linear": (lambda: LinearClassifier(random_state=0), lambda: LogisticRegression(random_state=0), 40),
    "k-NN": (lambda: NearestClassifier(), lambda: KNeighborsClassifier(), 100),
    "SVM": (lambda: SVMClassifier(random_state=0), lambda: SVC(cache_size=500, break_ties=True), 40),
}

LOADS = size((load_iris, load_breast_cancer, load_digits), (load_iris,))


class Onlooker:
    """A callback that takes note of nothing, but is there: so that scores are reported."""

    def setup(self, estimator: Any, context: Any) -> None:
        """Nothing to set up."""

    def teardown(self, estimator: Any, context: Any) -> None:
        """Nothing to tear down."""

    def on_fit_task_begin(self, estimator: Any, context: Any, **about: Any) -> None:
        """Take no note."""

    def on_fit_task_end(self, estimator: Any, context: Any, *, metadata: Any = None, **about: Any) -> bool:
        """Never ask to stop."""
        return False


def theirs(kind: Callable[[], Any], X: Any, y: Any) -> float:
    """Return the CPU seconds of scikit-learn's own fit."""
    model = kind()
    start = time.process_time()
    model.fit(X, y)
    return time.process_time() - start


def raced(name: str) -> dict[str, float]:
    """Return the milliseconds of training that a race tells, by contender."""
    report = run(BakeoffSpec(dataset=name, contenders={one: {} for one in NAMES.values()}))
    return {one: 1000 * outcome.costs.fit_cpu_seconds for one, outcome in report.finished().items()}


def main() -> None:
    """Print a line for each contender and data set."""
    warnings.simplefilter("ignore")
    print(f"{'contender':15}{'data':15}{'theirs, ms':>11}{'ratio':>8}{'calibration':>13}{'scoring':>9}{'race':>8}")
    races = {load: raced(load.__name__.removeprefix("load_")) for load in LOADS}
    for label, (our_kind, their_kind, rounds) in PAIRS.items():
        for load in LOADS:
            X, y = load(return_X_y=True)
            X = StandardScaler().fit_transform(X)
            pairs, apart = [], []
            for _round in range(size(rounds, 1)):
                plain = theirs(their_kind, X, y)
                ours = our_kind().set_callbacks(Onlooker()).fit(X, y, X_val=X, y_val=y)
                pairs.append((plain, ours.fit_cpu_seconds_))
                apart.append((ours.calibration_cpu_seconds_, ours.scoring_cpu_seconds_))
            plain, ratio = (statistics.median(part) for part in ([p for p, _o in pairs], [o / p for p, o in pairs]))
            calibration, scoring = (1000 * statistics.median(part) for part in zip(*apart, strict=True))
            name = load.__name__.removeprefix("load_")
            line = f"{label:15}{name:15}{1000 * plain:11.2f}{ratio:8.3f}{calibration:13.2f}{scoring:9.2f}"
            print(f"{line}{races[load][NAMES[label]]:8.2f}")


if __name__ == "__main__":
    run_script(main, 6)
