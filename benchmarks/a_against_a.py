"""How often two equal contenders are told apart: the same forest with other seeds, on the same folds.

Run ``python benchmarks/a_against_a.py``, or with the number of races. Each race splits the rows anew.
"""

from collections import Counter

import numpy as np
from shared import number_asked, run_script, size
from sklearn.model_selection import RepeatedStratifiedKFold

from bakeoff.contenders import contender
from bakeoff.datasets import Dataset, dataset
from bakeoff.evaluation.decision import decide
from bakeoff.evaluation.metrics import deciding
from bakeoff.evaluation.sequential import FoldPlan

RACES, FOLDS, REPEATS, TREES = size(200, 2), 5, 2, 10
BAR = 0.05


def scores(data: Dataset, race: int, seed: int) -> list[float]:
    """Return the forest's accuracy on each fold of a race."""
    forest = contender("random_forest")
    settings = forest.hyperparameters.parse({"n_estimators": TREES})
    splitter = RepeatedStratifiedKFold(n_splits=FOLDS, n_repeats=REPEATS, random_state=race)
    X, y = np.asarray(data.X), data.y
    return [
        float(
            np.mean(forest.build(settings, "classification", seed).fit(X[train], y[train]).predict(X[test]) == y[test])
        )
        for train, test in splitter.split(X, y)
    ]


def main() -> None:
    races = number_asked(RACES)
    metric = deciding("auto", "classification")
    print(f"{'data, rope':<24}{'better':>8}{'equivalent':>12}{'undecided':>11}  holds")
    for name in ("wine", "breast_cancer"):
        info = dataset(name)
        data = info.load(info.options())
        pairs = [{str(side): scores(data, race, 2 * race + side) for side in (0, 1)} for race in range(races)]
        for rope in (0.0, 0.01):
            found = [
                decide(pair, metric, FoldPlan(1 / FOLDS, FOLDS, FOLDS * REPEATS), rope, row=FOLDS / len(data.y))[
                    0
                ].outcome
                for pair in pairs
            ]
            counts = Counter("better" if one in ("first", "second") else one for one in found)
            holds = "yes" if counts["better"] <= BAR * races else "NO"
            told = f"{counts['better']:>8}{counts['equivalent']:>12}{counts['undecided']:>11}"
            print(f"{f'{name}, {rope:g}':<24}{told}  {holds}", flush=True)


if __name__ == "__main__":
    run_script(main, 5)
