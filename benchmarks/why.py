"""Whether the reason that a race's data were made with is the one that is named, and none where there is none.

Run ``python benchmarks/why.py``, or with the names of some causes: ``python benchmarks/why.py axes noise``.
"""

import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from shared import run_script, size, words_asked

import bakeoff
from bakeoff.spec import BakeoffSpec
from bakeoff.study.reasons.explain import reasons

SEEDS = size(10, 1)
EQUALS = size(100, 1)
_AT_LEAST, _AT_MOST = 0.7, 0.05
PLANTED_ALONE = frozenset({"useless", "scale", "noise", "rare", "leak", "categories", "text"})
"""Causes that no other table has, but for `PRESENT`."""
PRESENT = {"leak": {"useless"}, "scale": {"useless"}, "categories": {"noise", "useless"}}
"""What the tables of a cause have besides it."""
CONTENDERS = ("keras_mlp", "decision_tree", "svm", "random_forest", "k_nearest", "dummy")

Made = tuple[pd.DataFrame, np.ndarray, dict[str, Any]]


def _boxes(X: np.ndarray) -> np.ndarray:
    """Return which rows lie in a box along three columns."""
    return ((X[:, 0] > 0.4) & (X[:, 1] > 0.3) & (X[:, 2] < 0.7)).astype(int)


def _axes(rng: np.random.Generator) -> Made:
    X = rng.random((2400, 3))
    return pd.DataFrame(X), _boxes(X), {}


def _slanted(rng: np.random.Generator) -> Made:
    X = rng.random((3000, 2))
    return pd.DataFrame(X), (np.floor(4 * X.sum(axis=1)) % 2).astype(int), {"rules": {"test_share": 0.5}}


def _curved(rng: np.random.Generator) -> Made:
    X = rng.normal(size=(1500, 2))
    more = {"contenders": {"linear": {}, "svm": {}}, "only": True}
    return pd.DataFrame(X), (np.hypot(X[:, 0], X[:, 1]) < 1.18).astype(int), more


def _additive(rng: np.random.Generator) -> Made:
    X = rng.normal(size=(1200, 10))
    return pd.DataFrame(X), (X @ rng.choice([-1, 1], 10) + rng.normal(0, 0.5, 1200) > 0).astype(int), {}


def _interactions(rng: np.random.Generator) -> Made:
    X = rng.choice([-1.0, 1.0], size=(2000, 4)) + rng.normal(0, 0.35, size=(2000, 4))
    return pd.DataFrame(X), (X.prod(axis=1) > 0).astype(int), {}


def _useless(rng: np.random.Generator) -> Made:
    y = rng.integers(0, 2, 1000)
    X = rng.normal(size=(1000, 28))
    X[:, 0] += 4 * y
    X[:, 1] += 2 * y
    return pd.DataFrame(X), y, {}


def _scale(rng: np.random.Generator) -> Made:
    X = rng.random((1200, 4))
    return pd.DataFrame(X * np.array([1, 0.1, 1, 5000])), _boxes(X), {"rules": {"scale": "none"}}


def _noise(rng: np.random.Generator) -> Made:
    y = rng.integers(0, 2, 1600)
    X = rng.normal(size=(1600, 2)) + 3.5 * y[:, None]
    return pd.DataFrame(X), np.where(rng.random(1600) < 0.25, 1 - y, y), {}


def _settings(rng: np.random.Generator) -> Made:
    y = (rng.random(1200) < 0.3).astype(int)
    X = rng.normal(size=(1200, 2)) + 2.6 * y[:, None]
    return pd.DataFrame(X), y, {"contenders": {"k_nearest": {"n_neighbors": 600}}}


def _rare(rng: np.random.Generator) -> Made:
    y = (rng.random(5000) < 0.05).astype(int)
    X = rng.normal(size=(5000, 3)) + 1.1 * y[:, None]
    settings = {"svm": {"class_weight": "balanced"}, "decision_tree": {"max_depth": 4}}
    return pd.DataFrame(X), y, {"rules": {"metric": "balanced_accuracy"}, "contenders": settings}


def _leak(rng: np.random.Generator) -> Made:
    y = rng.integers(0, 2, 1600)
    X = rng.normal(size=(1600, 60))
    X[:, 3] = y + rng.normal(0, 0.1, 1600)
    return pd.DataFrame(X), y, {}


def _categories(rng: np.random.Generator) -> Made:
    town = rng.integers(0, 60, 2400)
    X = pd.DataFrame(rng.normal(size=(2400, 6))).assign(town=np.char.add("town ", town.astype(str)))
    kind = rng.choice([-1, 1], 60)[town]
    return X, (1.5 * kind + 0.3 * X[[0, 1]].sum(axis=1) + rng.normal(0, 0.5, 2400) > 0).to_numpy().astype(int), {}


def _text(rng: np.random.Generator) -> Made:
    y = rng.integers(0, 2, 1400)
    vocabulary = np.array(["".join(rng.choice(list("abdegiklmnoprstu"), 6)) for _word in range(2000)])
    texts = [" ".join([*rng.choice(vocabulary, 60), rng.choice(vocabulary[6 * label :][:6])]) for label in y]
    return pd.DataFrame({"review": texts}), y, {"rules": {"test_share": 0.5}}


def _equals(rng: np.random.Generator) -> Made:
    y = rng.integers(0, 2, 1000)
    return pd.DataFrame(rng.normal(size=(1000, 2)) + 3.3 * y[:, None]), y, {}


CAUSES: dict[str, Callable[[np.random.Generator], Made]] = {
    "axes": _axes,
    "slanted": _slanted,
    "curved": _curved,
    "additive": _additive,
    "interactions": _interactions,
    "useless": _useless,
    "scale": _scale,
    "noise": _noise,
    "settings": _settings,
    "rare": _rare,
    "leak": _leak,
    "categories": _categories,
    "text": _text,
}


def raced(made: Made, seed: int) -> Any:
    """Return the report of a race on a made table."""
    X, y, more = made
    frame = X.add_prefix("x").assign(answer=np.where(y > 0, "yes", "no"))
    names = more["contenders"] if more.get("only") else CONTENDERS
    settings = {name: more.get("contenders", {}).get(name, {}) for name in names}
    rules = {"seed": seed, **more.get("rules", {})}
    return bakeoff.run(BakeoffSpec(dataset=bakeoff.table(frame, target="answer"), contenders=settings, rules=rules))


def main() -> int:
    """Print by cause which reason stands first, in how many races, and what that costs; return how many bars miss."""
    missed = 0
    for cause in words_asked() or [*CAUSES, "equals"]:
        first: Counter[str] = Counter()
        spent, pairs, absent = [], Counter[str](), 0
        for seed in range(EQUALS if cause == "equals" else SEEDS):
            made = (CAUSES.get(cause) or _equals)(np.random.default_rng(seed))
            report = raced(made, seed)
            began = time.process_time()
            why = reasons(report, seconds=60)
            spent.append(time.process_time() - began)
            first[why.first.code if why.first else "none" if why.leader else "nobody won"] += 1
            pairs[f"{why.leader} > {why.rival}"] += 1
            named = {tried.code for tried in why.reasons if tried.outcome == "explains"}
            absent += bool(named & (PLANTED_ALONE - {cause, *PRESENT.get(cause, ())}))
        total = sum(first.values())
        wrong = total - first["none"] - first["nobody won"]
        held = wrong / total <= _AT_MOST if cause == "equals" else first[cause] / total >= _AT_LEAST
        missed += not held
        found = wrong if cause == "equals" else first[cause]
        print(f"{cause:<14}{found:>4} of {total}  {np.mean(spent):6.1f} s, absent ones {absent}", end="  ")
        print(dict(first), dict(pairs), flush=True)
    return missed


if __name__ == "__main__":
    run_script(main, 11)
