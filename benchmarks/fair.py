"""How often the judge finds a planted handicap, and how often it claims one in a fair race.

Run ``python benchmarks/fair.py [first seed] [planted] [fair]``. Every race has a setting that is not at its default: a
planted one costs its contender much, a fair one costs nothing by what is known of the data or the model. Bakeoff has no
setting that broadcasts a target. With a learning rate of 1e-7 the network is no better than the mean, as with such a
target.
"""

import contextlib
import time
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from shared import number_asked, run_script, size, words_asked
from sklearn.datasets import make_friedman1

import bakeoff
from bakeoff import BakeoffSpec, Plan
from bakeoff.engine.base import Engine
from bakeoff.race.engines import local_engine
from bakeoff.spec import DatasetChoice
from bakeoff.study.fairness import cost_sentence, handicaps
from bakeoff.study.findings import against_themselves
from bakeoff.study.study import judge

Arrays = tuple[NDArray[Any], NDArray[Any]]
PLAN = size(Plan(question="fair", minutes=30), Plan(question="fair", folds=2, repeats=1))
BAR = 19
LETTERS, SHAPES, NOTES = 26, 40, 16


def ringnorm(rng: np.random.Generator, rows: int = 2000) -> Arrays:
    """Draw two classes of 20 normal features: a wide one around 0, and a narrow one beside it (Breiman 1996)."""
    y = rng.integers(0, 2, rows)
    X = rng.normal(size=(rows, 20))
    return np.where(y[:, None] == 0, 2 * X, X + 2 / np.sqrt(20)), y


def twonorm(rng: np.random.Generator, rows: int = 2000) -> Arrays:
    """Draw two normal classes of one covariance, which a plane separates best (Breiman 1996)."""
    y = rng.integers(0, 2, rows)
    return rng.normal(size=(rows, 20)) + (4 * y[:, None] - 2) / np.sqrt(20), y


def letters(rng: np.random.Generator, rows: int = 6000) -> Arrays:
    """Draw 26 classes of 16 whole numbers from 0 to 15; each class comes in several shapes."""
    shapes = rng.uniform(3, 12, size=(LETTERS, SHAPES, NOTES))
    y = rng.integers(0, LETTERS, rows)
    X = shapes[y, rng.integers(0, SHAPES, rows)] + rng.normal(size=(rows, NOTES))
    return np.clip(np.rint(X), 0, 15), y


def friedman(rng: np.random.Generator) -> Arrays:
    """Draw Friedman's first problem."""
    X, y = make_friedman1(600, noise=1.0, random_state=int(rng.integers(2**31)))
    return X, y


DRAWN: Mapping[str, Callable[[np.random.Generator], Arrays]] = {
    "ringnorm": ringnorm,
    "twonorm": twonorm,
    "letters": letters,
    "friedman": friedman,
}
PLANTED = (
    ("depth capped", "letters", "random_forest.max_depth", 12),
    ("linear kernel", "ringnorm", "svm.kernel", "linear"),
    ("target broadcast", "friedman", "keras_mlp.learning_rate", 1e-7),
    ("numbers not scaled", "wine", "rules.scale", "none"),
    ("too few steps", "spiral", "keras_mlp.epochs", 3),
)
FAIR = (
    ("iris", "decision_tree.max_depth", 10),
    ("wine", "decision_tree.max_leaf_nodes", 100),
    ("breast_cancer", "decision_tree.min_samples_split", 3),
    ("wine", "random_forest.n_estimators", 150),
    ("breast_cancer", "random_forest.n_estimators", 80),
    ("digits", "random_forest.n_estimators", 120),
    ("twonorm", "random_forest.max_features", "sqrt"),
    ("diabetes", "random_forest.min_samples_leaf", 5),
    ("twonorm", "svm.kernel", "linear"),
    ("digits", "svm.C", 2.0),
    ("breast_cancer", "svm.tol", 0.002),
    ("wine", "svm.gamma", "auto"),
    ("moons", "svm.gamma", "auto"),
    ("breast_cancer", "linear.C", 0.5),
    ("wine", "linear.C", 2.0),
    ("diabetes", "linear.alpha", 2.0),
    ("iris", "k_nearest.n_neighbors", 7),
    ("breast_cancer", "k_nearest.weights", "distance"),
    ("breast_cancer", "boosting.max_bins", 128),
    ("diabetes", "boosting.learning_rate", 0.05),
)
SCALED_BY = "svm"
"""Contender of the race whose numbers are not scaled."""


def race(data: str, path: str, value: object, seed: int) -> BakeoffSpec:
    """Return a race of one contender with this setting, and the baseline."""
    name = path.partition(".")[0]
    racing = [SCALED_BY if name == "rules" else name, "dummy"]
    spec = BakeoffSpec(dataset=_table(data, seed), contenders=racing, rules={"seed": seed})
    return spec.replace(path, value)


def _table(data: str, seed: int) -> DatasetChoice | str:
    if data not in DRAWN:
        return data
    X, y = DRAWN[data](np.random.default_rng(seed))
    frame = pd.DataFrame(X, columns=[f"x{column}" for column in range(X.shape[1])])
    target = y if y.dtype.kind == "f" else [f"class {code}" for code in y]
    return bakeoff.table(frame.assign(answer=target), target="answer", name=f"{data} {seed}")


def main() -> None:
    words = words_asked() or ["planted", "fair"]
    seed = number_asked(0)
    with contextlib.closing(local_engine(names=size(None, ("svm", "decision_tree", "dummy")))) as engine:
        if "planted" in words:
            planted(engine, seed)
        if "fair" in words:
            fair(engine, seed)


def planted(engine: Engine, seed: int) -> None:
    found = 0
    for title, data, path, value in size(PLANTED, PLANTED[1:2]):
        begin = time.perf_counter()
        record = judge(race(data, path, value, seed), PLAN, engine)
        told = bool(handicaps(record))
        found += told
        said = cost_sentence(record, against_themselves(record)[0])
        print(
            f"{title:<19} {'found' if told else 'MISSED':<7} {time.perf_counter() - begin:4.0f} s  {said}", flush=True
        )
    _bar(f"handicaps found: {found} of {len(PLANTED)}", found == len(PLANTED))


def fair(engine: Engine, seed: int) -> None:
    quiet = 0
    for data, path, value in size(FAIR, FAIR[:1]):
        record = judge(race(data, path, value, seed), PLAN, engine)
        claimed = bool(handicaps(record))
        quiet += not claimed
        (pair,) = against_themselves(record)
        gain = pair.difference
        said = f"{gain.value:+.4f} ({gain.low:+.4f} to {gain.high:+.4f})"
        print(f"{data:<14} {f'{path}={value}':<34} {'CLAIMED' if claimed else 'none':<8} {said}", flush=True)
    _bar(f"fair races without a claim: {quiet} of {len(FAIR)}; the bar is {BAR}", quiet >= BAR)


def _bar(words: str, held: bool) -> None:
    print(f"{words}: {'holds' if held else 'DOES NOT HOLD'}\n")


if __name__ == "__main__":
    run_script(main, 4)
