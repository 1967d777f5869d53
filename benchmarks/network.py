"""How today's default network does beside the former one: by the judge, on bundled data sets and generators.

Run ``python benchmarks/network.py``, or with names of data sets. Each study has 5 folds and 2 repeats. It prints the
table of ``docs/contenders.md``. All of it takes some minutes on two cores.
"""

import contextlib
import sys

import numpy as np

from bakeoff import BakeoffSpec
from bakeoff.contenders.mlp import FORMER
from bakeoff.engine.base import Engine
from bakeoff.evaluation.decision import Decision, decide
from bakeoff.evaluation.metrics import Metric, metric_named
from bakeoff.features.judge.findings import fold_plan, means, row_worth, scores
from bakeoff.features.judge.plan import Plan
from bakeoff.features.judge.record import Record
from bakeoff.features.judge.study import Study
from bakeoff.race.engines import local_engine

DATASETS = (
    *("iris", "wine", "breast_cancer", "digits", "diabetes", "reviews", "contracts", "final_bills"),
    *("moons", "circles", "blobs", "xor", "gauss", "spiral", "plane", "gaussians"),
)
PLAN = Plan(folds=5, repeats=2, minutes=60)
NETWORK, FOREST = "keras_mlp", "random_forest"
CPU_BAR, BETTER_BAR = 4.0, 6
WORDS = {"first": "better", "second": "worse", "equivalent": "equal", "undecided": "undecided"}


def study(dataset: str, engine: Engine, **network: object) -> Record:
    """Return the folds of a network and the forest."""
    spec = BakeoffSpec(dataset=dataset, contenders={NETWORK: network, FOREST: {}})
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


def main(datasets: list[str]) -> None:
    print("| data set | accuracy or R² | log loss | CPU seconds | of the forest's |\n| --- | --- | --- | --- | --- |")
    better: dict[str, int] = {"score": 0, "either": 0}
    worse, dearer = [], []
    with contextlib.closing(local_engine(names=BakeoffSpec().contenders)) as engine:
        for dataset in datasets:
            former, today = study(dataset, engine, **FORMER), study(dataset, engine)
            score, outcome = cell(today, former, today.metric)
            loss, of_loss = ("", "") if today.metric.name == "r2" else cell(today, former, metric_named("log_loss"))
            before, now = (means(record).set_index("lane")["fit_cpu_seconds"] for record in (former, today))
            share = now[NETWORK] / now[FOREST]
            print(
                f"| `{dataset}` | {score} | {loss} | {before[NETWORK]:.2f} → {now[NETWORK]:.2f} | {share:.1f} × |",
                flush=True,
            )
            better["score"] += outcome == "first"
            better["either"] += "first" in (outcome, of_loss)
            worse += [dataset] if "second" in (outcome, of_loss) else []
            dearer += [dataset] if share > CPU_BAR else []
    print(f"\nbetter by what decides: {better['score']}; by that or log loss: {better['either']}; bar {BETTER_BAR}")
    print(f"worse by either: {', '.join(worse) or 'none'}; above {CPU_BAR:g} times the forest: {len(dearer)}")


if __name__ == "__main__":
    main(sys.argv[1:] or list(DATASETS))
