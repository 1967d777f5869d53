"""Why a contender answers one row as it does, each kind of model in its own way.

A model is known by what scikit-learn's estimators of its kind have: a ``tree_``, ``estimators_``, support vectors;
and a network by `MLPEstimator.look_inside`.

May import: `ask.answers`, `ask.subject`.
"""

import itertools
from collections import Counter
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics.pairwise import pairwise_kernels

from bakeoff.ask.answers import Inside, Path, Reasons, Row, Step, Vector, Vectors, Votes
from bakeoff.ask.subject import Subject
from bakeoff.errors import SettingError
from bakeoff.text import _

NEAREST = 5


def why(subject: Subject, row: Row, name: str) -> Reasons:
    """Return a contender's reasons; raises SettingError if it has none to show."""
    model, X = subject.models[name], subject.features([row])
    if hasattr(model, "tree_"):
        return _path(subject, model, X)
    if hasattr(model, "estimators_"):
        return _votes(model, X)
    if hasattr(model, "support_vectors_"):
        return _vectors(subject, model, X)
    if hasattr(model, "look_inside"):
        return _inside(subject, model, X)
    raise SettingError(_("This contender has no reasons to show."))


def step(subject: Subject, tree: Any, node: int, x: NDArray[Any] | None = None) -> Step:
    """Return what a tree asks at a node, in the feature's own unit, and what `x`, a preprocessed row, answers."""
    at, limit = int(tree.feature[node]), float(tree.threshold[node])
    scale, offset = subject.units[at]
    name = subject.prepared.feature_names_out[at]
    yes_no = name not in subject.prepared.data.feature_names and at in subject.yes_no
    value = float("nan") if x is None else float(x[at])
    below = x is None or bool(np.float32(value) <= limit)
    return Step(name, value * scale + offset, limit * scale + offset, below, yes_no)


def _path(subject: Subject, model: Any, X: NDArray[Any]) -> Path:
    *nodes, leaf = model.decision_path(X).indices.tolist()
    steps = tuple(step(subject, model.tree_, node, X[0]) for node in nodes)
    return Path(steps, int(model.tree_.n_node_samples[leaf]))


def _votes(model: Any, X: NDArray[Any]) -> Votes:
    said = [tree.predict(np.asarray(X, dtype=np.float32))[0] for tree in model.estimators_]
    if not hasattr(model, "classes_"):
        return Votes({}, tuple(map(float, said)))
    counts = Counter(int(model.classes_[int(place)]) for place in said)
    return Votes(dict(counts.most_common()))


def _vectors(subject: Subject, model: Any, X: NDArray[Any]) -> Vectors:
    options = {"gamma": model._gamma, "degree": model.degree, "coef0": model.coef0}
    alike = pairwise_kernels(X, model.support_vectors_, metric=model.kernel, filter_params=True, **options)[0]
    contest, weights, intercept = _contest(model, X)
    parts = weights * alike
    first = np.argsort(-np.abs(parts), kind="stable")[:NEAREST]
    first = first[parts[first] != 0]
    nearest = tuple(_vector(subject, int(model.support_[one]), float(alike[one]), float(parts[one])) for one in first)
    rest = float(parts.sum() - parts[first].sum())
    n_rest = int(np.count_nonzero(weights)) - len(nearest)
    return Vectors(contest, nearest, rest, n_rest, intercept, float(parts.sum() + intercept))


def _vector(subject: Subject, place: int, alike: float, part: float) -> Vector:
    prepared = subject.prepared
    n, number = len(prepared.rows_train), prepared.source(place)
    if number is None:
        distances = ((prepared.X_train[:n] - prepared.X_train[place]) ** 2).sum(axis=1)
        distances[prepared.y_train[:n] != prepared.y_train[place]] = np.inf
        number = int(prepared.rows_train[distances.argmin()])
    return Vector(subject.known(number), place >= n, alike, part)


def _contest(model: Any, X: NDArray[Any]) -> tuple[tuple[int, int] | None, NDArray[np.float64], float]:
    """Return the two classes that are up against each other, each vector's weight in that contest, and its intercept.

    One machine stands between each two classes; the one shown is that of the answer and of the next likely class.
    """
    if not hasattr(model, "classes_"):
        return None, model.dual_coef_[0], float(model.intercept_[0])
    given = model.predict_proba(X)[0]
    answer, other = np.argsort(-given, kind="stable")[:2].tolist()
    pair = tuple(sorted((answer, other)))
    codes = (int(model.classes_[answer]), int(model.classes_[other]))
    low, high = pair
    ends = np.cumsum(model.n_support_)
    parts = [slice(end - count, end) for end, count in zip(ends, model.n_support_, strict=True)]
    weights = np.zeros(len(model.support_vectors_))
    weights[parts[low]] = model._dual_coef_[high - 1, parts[low]]
    weights[parts[high]] = model._dual_coef_[low, parts[high]]
    intercept = float(model._intercept_[list(itertools.combinations(range(len(ends)), 2)).index((low, high))])
    sign = 1.0 if answer == low else -1.0
    return codes, sign * weights, sign * intercept


def _inside(subject: Subject, model: Any, X: NDArray[Any]) -> Inside:
    code = int(model.predict_proba(X)[0].argmax()) if hasattr(model, "classes_") else None
    hidden, gradient = model.look_inside(X, code)
    activations = tuple(tuple(map(float, layer)) for layer in hidden)
    gradient, names = subject.inputs(np.asarray(gradient))
    return Inside(activations, tuple(map(float, gradient)), names)
