"""Why a contender answers one row as it does: its own explanation, in the data's own units and rows."""

from collections import Counter
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import issparse
from sklearn.metrics.pairwise import euclidean_distances

from bakeoff.contenders.explanations import (
    Explains,
    FeatureSum,
    GrowingSum,
    GrownTree,
    InsideNetwork,
    KernelSum,
    NearestRows,
    TreePath,
    TreeVotes,
)
from bakeoff.contenders.log_target import LogTarget
from bakeoff.errors import SettingError
from bakeoff.features.ask.answers import Example, Neighbour, Row
from bakeoff.features.ask.subject import Subject
from bakeoff.features.ask.workings import (
    Growth,
    Inside,
    LinearTerms,
    Neighbours,
    Path,
    Reasons,
    Term,
    TreeQuestion,
    Vector,
    Vectors,
    Votes,
)
from bakeoff.matrix import dense
from bakeoff.race.predicting import answered
from bakeoff.text import _

NEAREST = 5


def explain_row(subject: Subject, row: Row, name: str) -> Reasons:
    """Return a contender's reasons; raises SettingError if it has none to show."""
    model, X = subject.models[name], subject.features([row])
    x = dense(X)[0]
    if isinstance(model, LogTarget):
        raise SettingError(_("It learnt the logarithm of the target, so no parts add up to its answer."))
    if not isinstance(model, Explains):
        raise SettingError(_("This contender has no reasons to show."))
    match model.explain(X):
        case TreePath(tree, nodes):
            steps = tuple(step(subject, tree, node, x) for node in nodes[:-1])
            return Path(steps, int(tree.rows[nodes[-1]]), nodes)
        case TreeVotes(answers):
            return _votes(subject, answers)
        case KernelSum() as explanation:
            return _vectors(subject, explanation)
        case FeatureSum() as explanation:
            return _terms(subject, explanation, x)
        case NearestRows() as explanation:
            return _neighbours(subject, explanation)
        case GrowingSum(sizes, answers, codes):
            classes = answered(answers, np.array(codes), subject.prepared).values.tolist() if codes else ()
            return Growth(sizes, answers, codes, tuple(classes))
        case InsideNetwork(activations, gradient):
            return _inside(subject, activations, gradient, x)


def step(subject: Subject, tree: GrownTree, node: int, x: NDArray[Any] | None = None) -> TreeQuestion:
    """Return what a tree asks at a node, in the feature's own unit, and what `x`, a preprocessed row, answers."""
    at, limit = int(tree.feature[node]), float(tree.threshold[node])
    scale, offset = subject.units[at]
    name = subject.prepared.feature_names_out[at]
    date = subject.date_parts.get(name)
    yes_no = name not in subject.prepared.data.feature_names and at in subject.yes_no and date is None
    yes_no = yes_no or 0 <= limit < subject.least_there[at]  # whether a word is there at all
    value = float("nan") if x is None else float(x[at])
    below = x is None or float(np.float32(value)) <= limit
    return TreeQuestion(name, value * scale + offset, _rounded_below(limit) * scale + offset, below, yes_no, date)


def _rounded_below(limit: float) -> float:
    """Return the largest number that is at most `limit` once it is rounded to single precision, as trees compare."""
    near = np.float32(limit)
    low = near if float(near) <= limit else np.nextafter(near, np.float32(-np.inf))
    return (float(low) + float(np.nextafter(low, np.float32(np.inf)))) / 2


def _votes(subject: Subject, answers: NDArray[Any]) -> Votes:
    if subject.prepared.task == "regression":
        return Votes({}, tuple(map(float, answers)))
    return Votes(dict(Counter(map(int, answers)).most_common()))


def _vectors(subject: Subject, kernel_sum: KernelSum) -> Vectors:
    parts = kernel_sum.weights * kernel_sum.alike
    first = _largest(parts)
    nearest = tuple(
        _vector(subject, int(kernel_sum.rows[code]), float(kernel_sum.alike[code]), float(parts[code]))
        for code in first
    )
    rest = float(parts.sum() - parts[first].sum())
    n_rest = int(np.count_nonzero(kernel_sum.weights)) - len(nearest)
    return Vectors(
        kernel_sum.contest, nearest, rest, n_rest, kernel_sum.intercept, float(parts.sum() + kernel_sum.intercept)
    )


def _largest(parts: NDArray[np.float64]) -> NDArray[np.intp]:
    """Return the places of the largest parts, whatever their sign; none that is 0."""
    first = np.argsort(-np.abs(parts), kind="stable")[:NEAREST]
    return np.asarray(first[parts[first] != 0])


def _vector(subject: Subject, place: int, alike: float, part: float) -> Vector:
    example, made = _training_row(subject, place)
    return Vector(example, made, alike, part)


def _training_row(subject: Subject, place: int) -> tuple[Example, bool]:
    """Return the row of the data that a preprocessed training row is, and whether it was made from that one."""
    prepared = subject.prepared
    n, number = len(prepared.rows_train), prepared.source(place)
    if number is None:
        distances = euclidean_distances(prepared.X_train[:n], prepared.X_train[[place]])[:, 0]
        distances[prepared.y_train[:n] != prepared.y_train[place]] = np.inf
        number = int(prepared.rows_train[distances.argmin()])
    return subject.known(number), place >= n


def _terms(subject: Subject, feature_sum: FeatureSum, x: NDArray[Any]) -> LinearTerms:
    parts, names = feature_sum.weights * x, subject.prepared.feature_names_out
    first = _largest(parts)
    largest = tuple(Term(names[place], float(parts[place])) for place in first)
    rest = float(parts.sum() - parts[first].sum())
    n_rest = int(np.count_nonzero(parts)) - len(largest)
    return LinearTerms(
        feature_sum.contest, largest, rest, n_rest, feature_sum.intercept, float(parts.sum() + feature_sum.intercept)
    )


def _neighbours(subject: Subject, nearest_rows: NearestRows) -> Neighbours:
    first = nearest_rows.rows[:NEAREST].tolist()
    rows = tuple(
        Neighbour(_training_row(subject, place)[0], float(distance))
        for place, distance in zip(first, nearest_rows.distances, strict=False)
    )
    return Neighbours(rows, tuple(map(float, nearest_rows.weights[: len(rows)])), len(nearest_rows.rows) - len(rows))


def _inside(subject: Subject, activations: tuple[NDArray[Any], ...], gradient: NDArray[Any], x: NDArray[Any]) -> Inside:
    layers = tuple(tuple(map(float, layer)) for layer in activations)
    if issparse(subject.prepared.X_train):
        there = np.flatnonzero(x)
        names = tuple(subject.prepared.feature_names_out[place] for place in there)
        return Inside(layers, tuple(map(float, (gradient * x)[there])), names, of_what_is_there=True)
    by_column, names = subject.inputs(np.asarray(gradient))
    return Inside(layers, tuple(map(float, by_column)), names)
