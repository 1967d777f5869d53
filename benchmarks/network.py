"""How today's default network does beside the former one: by the judge, on bundled data sets and generators.

Run ``python benchmarks/network.py``, or with names of data sets. Each study has 5 folds and 2 repeats. It prints the
table of ``docs/contenders.md``. All of it takes some minutes on two cores.
"""

import contextlib
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd
from shared import run_script, size, words_asked
from sklearn.datasets import (
    make_classification,
    make_friedman1,
    make_friedman2,
    make_friedman3,
    make_gaussian_quantiles,
    make_hastie_10_2,
    make_swiss_roll,
)

import bakeoff
from bakeoff import BakeoffSpec
from bakeoff.contenders.mlp import FORMER
from bakeoff.engine.base import Engine
from bakeoff.evaluation.decision import Decision, decide
from bakeoff.evaluation.metrics import Metric, metric_named
from bakeoff.race.engines import local_engine
from bakeoff.study.findings import fold_plan, means, row_worth, scores
from bakeoff.study.plan import Plan
from bakeoff.study.record import Record
from bakeoff.study.study import Study

DATASETS = (
    *("iris", "wine", "breast_cancer", "digits", "diabetes", "reviews", "contracts", "final_bills"),
    *("moons", "circles", "blobs", "xor", "gauss", "spiral", "plane", "gaussians"),
)
GENERATORS: Mapping[str, Callable[[], Any]] = {
    "hastie": lambda: make_hastie_10_2(2000, random_state=0),
    "five of twenty": lambda: make_classification(2000, 20, n_informative=5, random_state=0),
    "ten classes": lambda: make_classification(
        2000, 20, n_informative=10, n_classes=10, n_clusters_per_class=1, random_state=0
    ),
    "shells": lambda: make_gaussian_quantiles(n_samples=2000, n_features=10, n_classes=3, random_state=0),
    "friedman 1": lambda: make_friedman1(1000, noise=1.0, random_state=0),
    "friedman 2": lambda: make_friedman2(1000, noise=100.0, random_state=0),
    "friedman 3": lambda: make_friedman3(1000, noise=0.1, random_state=0),
    "swiss roll": lambda: make_swiss_roll(1000, noise=0.5, random_state=0),
}
"""Scikit-learn's generators, on which nothing was chosen."""
ALL = size([*DATASETS, *GENERATORS], ["iris", "friedman 1"])
PLAN = size(Plan(folds=5, repeats=2, minutes=60), Plan(folds=2, repeats=1))
NETWORK, FOREST = "keras_mlp", "random_forest"
CPU_BAR, BETTER_BAR = 4.0, 6
WORDS = {"first": "better", "second": "worse", "equivalent": "equal", "undecided": "undecided"}


def study(dataset: str, engine: Engine, **network: object) -> Record:
    """Return the folds of a network and the forest."""
    data: Any = dataset
    if dataset in GENERATORS:
        X, y = GENERATORS[dataset]()
        data = bakeoff.table(pd.DataFrame(X).add_prefix("x").assign(target=y), target="target", name=dataset)
    spec = BakeoffSpec(dataset=data, contenders={NETWORK: network, FOREST: {}})
    run = Study(spec, PLAN, engine)
    run.wait()
    return run.record


def compared(today: Record, former: Record, measure: Metric) -> Decision:
    """Decide between the two defaults as the judge decides between two contenders."""
    both = {"today": scores(today, measure)[NETWORK], "former": scores(former, measure)[NETWORK]}
    (pair,) = decide(both, measure, fold_plan(today), PLAN.rope, row=row_worth(today, measure))
    return pair


def cell(today: Record, former: Record, measure: Metric) -> tuple[str, str]:
    """Return both means and the decision, as the table has them."""
    before, now = (float(np.mean(scores(record, measure)[NETWORK])) for record in (former, today))
    outcome = compared(today, former, measure).outcome
    return f"{before:.3f} → {now:.3f}, {WORDS[outcome]}", outcome


def main() -> None:
    print("| data set | accuracy or R² | log loss | CPU seconds | of the forest's |\n| --- | --- | --- | --- | --- |")
    better: dict[str, int] = {"score": 0, "either": 0}
    worse, dearer = [], []
    with contextlib.closing(local_engine(names=BakeoffSpec().contenders)) as engine:
        for dataset in words_asked() or ALL:
            former, today = study(dataset, engine, **FORMER), study(dataset, engine)
            score, outcome = cell(today, former, today.metric)
            loss, of_loss = ("", "") if today.metric.name == "r2" else cell(today, former, metric_named("log_loss"))
            before, now = (means(record).set_index("lane")["fit_cpu_seconds"] for record in (former, today))
            share = now[NETWORK] / now[FOREST]
            seconds = f"{before[NETWORK]:.2f} → {now[NETWORK]:.2f}"
            print("|", dataset.replace("_", " "), "|", score, "|", loss, "|", seconds, f"| {share:.1f} × |", flush=True)
            better["score"] += outcome == "first"
            better["either"] += "first" in (outcome, of_loss)
            worse += [dataset] if "second" in (outcome, of_loss) else []
            dearer += [dataset] if share > CPU_BAR else []
    print(f"\nbetter by what decides: {better['score']}; by that or log loss: {better['either']}; bar {BETTER_BAR}")
    print(f"worse by either: {', '.join(worse) or 'none'}; above {CPU_BAR:g} times the forest: {len(dearer)}")


if __name__ == "__main__":
    run_script(main, 7)
