"""What a study costs: 10 times 10 folds of tree and forest on breast cancer, beside scikit-learn's `cross_validate`.

Run `python benchmarks/judge.py`, or with a number of rounds other than five. Both sides take turns, use two processes
that are warm, fit the same pipelines on the same folds and must give the same scores to the last digit.
"""

import contextlib
import os
import statistics
import time

from bakeoff.engine.host import ENVIRONMENT

os.environ.update(ENVIRONMENT)  # one core for each fit, on either side

import joblib
import numpy as np
from shared import number_asked, run_script, size
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import RepeatedStratifiedKFold, cross_validate
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.tree import DecisionTreeClassifier

from bakeoff import BakeoffSpec
from bakeoff.engine.base import Engine
from bakeoff.race.engines import local_engine
from bakeoff.study.findings import scores
from bakeoff.study.plan import Plan
from bakeoff.study.study import Study

BAR = 1.15
PROCESSES = 2
FOLDS = REPEATS = size(10, 2)
SPEC = BakeoffSpec(
    dataset="breast_cancer", contenders=["decision_tree", "random_forest"], rules={"validation_share": 0}
)
RIVALS = {
    "decision_tree": DecisionTreeClassifier(random_state=0),
    "random_forest": RandomForestClassifier(random_state=0),
}

Round = tuple[float, dict[str, np.ndarray]]


def ours(engine: Engine) -> Round:
    began = time.perf_counter()
    study = Study(SPEC, Plan(folds=FOLDS, repeats=REPEATS, minutes=60), engine)
    study.wait()
    return time.perf_counter() - began, scores(study.record)


def theirs() -> Round:
    data = SPEC.dataset.info.load(SPEC.dataset.options)
    X, found = np.asarray(data.X, dtype=float), {}
    began = time.perf_counter()
    for name, model in RIVALS.items():
        cv = RepeatedStratifiedKFold(n_splits=FOLDS, n_repeats=REPEATS, random_state=0)
        pipeline = make_pipeline(StandardScaler(), model)
        found[name] = cross_validate(pipeline, X, data.y, cv=cv, scoring="accuracy", n_jobs=PROCESSES)["test_score"]
    return time.perf_counter() - began, found


def main() -> None:
    rounds = number_asked(size(5, 1))
    joblib.Parallel(n_jobs=PROCESSES)(
        joblib.delayed(RIVALS["decision_tree"].fit)([[0], [1]], [0, 1]) for _ in range(4)
    )  # its processes stay
    with contextlib.closing(local_engine(PROCESSES, names=RIVALS)) as engine:
        while not engine.ready:
            time.sleep(0.05)
        ratios = []
        for _ in range(rounds):
            (their_seconds, their_scores), (our_seconds, our_scores) = theirs(), ours(engine)
            if not all(np.array_equal(our_scores[name], their_scores[name]) for name in RIVALS):
                raise RuntimeError("not the same scores")
            ratios.append(our_seconds / their_seconds)
            print(f"cross_validate {their_seconds:6.2f} s   study {our_seconds:6.2f} s   ratio {ratios[-1]:.3f}")
    ratio = statistics.median(ratios)
    print(f"median ratio {ratio:.3f}, bar {BAR}: {'holds' if ratio <= BAR else 'FAILS'}")


if __name__ == "__main__":
    run_script(main, 2)
