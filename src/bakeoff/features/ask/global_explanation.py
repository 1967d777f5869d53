"""Global explanations of a contender, measured by scikit-learn's inspection tools, the same for all."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.inspection import partial_dependence
from sklearn.pipeline import Pipeline

from bakeoff.contenders.explanations import AveragesTrees, Coefficients, Draws, FirstLayer, GrownTree
from bakeoff.errors import SettingError
from bakeoff.evaluation.intervals import mean_of_units
from bakeoff.evaluation.units import in_units
from bakeoff.features.ask.answers import Dependent, Importances, RawFeature, Row
from bakeoff.features.ask.local_explanation import step
from bakeoff.features.ask.subject import Subject
from bakeoff.features.ask.workings import LearntWeights, Tree
from bakeoff.preparation.splits import Rows, take
from bakeoff.race.predicting import answered
from bakeoff.text import _

REPEATS = 10
MOST_ROWS = 200
MOST_FEATURES = 100
MOST_WEIGHTS = 500
GRID = 20
DEPENDENT = ("number", "category")


def pipeline(subject: Subject, name: str) -> Pipeline:
    """Return preprocessing and contender as one, which takes raw rows."""
    return Pipeline([("prepare", subject.prepared.pipeline), ("model", subject.models[name])])


def rows(subject: Subject) -> tuple[Any, NDArray[Any]]:
    """Return raw held-out rows, a part of them if they are many, and their target.

    Missing numbers and categories are filled as the preprocessing fills them, and whole numbers are numbers like
    others: scikit-learn takes its grid of values from what stands there.
    """
    test = subject.prepared.rows_test[_places(subject)]
    raw = take(subject.raw, test)
    if isinstance(raw, pd.DataFrame):
        raw = subject.frame([_filled(row, subject.sheet.columns) for row in subject.rows(test)])
    return raw, subject.prepared.data.y[test]


def _places(subject: Subject) -> NDArray[np.int64]:
    """Return the places of the held-out rows that are used: evenly over all, so that no group is left out."""
    n = len(subject.prepared.rows_test)
    return np.linspace(0, n - 1, min(n, MOST_ROWS)).astype(np.int64)


def _filled(row: Row, columns: Sequence[RawFeature]) -> Row:
    pairs = zip(row, columns, strict=True)
    return tuple(column.typical if value is None and column.kind != "date" else value for value, column in pairs)


def importance(subject: Subject, name: str) -> Importances:
    """Return permutation importance (L. Breiman: Random forests. Machine Learning 45, 2001) on held-out rows.

    A row counts twice in the interval: with its own answer, and with the answer of the row that got its value.
    Groups and blocks do so as wholes. Which rows swap values makes no difference to that.
    """
    _refuse_many(subject)
    raw, target = rows(subject)
    n, whole, units = len(target), pipeline(subject, name), subject.prepared.units
    units = units and replace(units, codes=units.codes[_places(subject)])
    classes = subject.prepared.task == "classification"

    def gains(answers: NDArray[Any]) -> NDArray[np.float64]:
        return np.asarray(answers == target if classes else -np.square(answers - target), dtype=np.float64)

    spread = np.ones(n) if classes else np.square(target - target.mean())
    unit = float(spread.mean()) or 1.0
    own, orders = gains(whole.predict(raw)), _orders(n, subject.spec.rules.seed)
    falls, n_units = [], []
    for place in range(len(subject.sheet.columns)):
        lost = own - gains(whole.predict(_shuffled(raw, place, orders)).reshape(REPEATS, n))
        lent = np.take_along_axis(lost, np.argsort(orders, axis=1), axis=1)
        values = (lost.mean(axis=0) + lent.mean(axis=0) - lost.mean() * spread / unit) / unit
        codes = in_units(units, values)
        falls.append(mean_of_units(values, codes))
        n_units.append(n if codes is None else int(codes.max()) + 1)
    return Importances(tuple(falls), n, tuple(n_units), units)


def _orders(n: int, seed: int) -> Rows:
    """Return the row whose value each row gets, by shuffle: those of scikit-learn's `permutation_importance`."""
    shuffles = np.random.RandomState(np.random.RandomState(seed).randint(np.iinfo(np.int32).max + 1))
    places, order, orders = np.arange(n), np.arange(n), []
    for _repeat in range(REPEATS):
        shuffles.shuffle(places)
        order = order[places]
        orders.append(order)
    return np.array(orders)


def _shuffled(raw: Any, place: int, orders: Rows) -> Any:
    """Return all rows once for each shuffle, with one column in its order."""
    everywhere = take(raw, np.tile(np.arange(orders.shape[1]), len(orders)))
    other = take(raw, orders.ravel())
    if isinstance(raw, pd.DataFrame):
        everywhere.isetitem(place, other.iloc[:, place].array)
    else:
        everywhere[:, place] = other[:, place]
    return everywhere


def dependence(subject: Subject, place: int, name: str) -> Dependent:
    """Return partial dependence (J. H. Friedman, 2001) with the single rows' curves, on held-out rows."""
    _refuse_many(subject)
    raw, _target = rows(subject)
    column = subject.sheet.columns[place]
    if column.kind not in DEPENDENT:
        raise SettingError(_("The answers’ dependence on dates and texts cannot be drawn."))
    averaged = partial_dependence(
        pipeline(subject, name),
        raw,
        [place],
        categorical_features=[place] if column.kind == "category" else None,
        grid_resolution=GRID,
        kind="both",
    )
    values = tuple(value.item() if isinstance(value, np.generic) else value for value in averaged["grid_values"][0])
    return Dependent(values, np.asarray(averaged["average"]), np.asarray(averaged["individual"]))


def structure(subject: Subject, name: str) -> Tree | LearntWeights:
    """Return how a contender is made; raises SettingError if that cannot be drawn."""
    model = subject.models[name]
    if not isinstance(model, Draws):
        raise SettingError(_("How this contender is made cannot be drawn."))
    match model.drawing():
        case GrownTree() as grown:
            trees = model.trees() if isinstance(model, AveragesTrees) else None
            return drawn_tree(subject, grown, (trees or (grown,))[0].values)
        case FirstLayer(kernel):
            return _weights(subject, kernel)
        case Coefficients(kernel, codes):
            return replace(_weights(subject, kernel), codes=codes)


def _weights(subject: Subject, kernel: NDArray[Any]) -> LearntWeights:
    by_column, names = subject.inputs(kernel)
    if subject.sheet.image_shape is None and len(names) > MOST_WEIGHTS:  # more than can be drawn stays here
        strongest = np.sort(np.argsort(-np.abs(by_column).sum(axis=1), kind="stable")[:MOST_WEIGHTS])
        by_column, names = by_column[strongest], tuple(names[place] for place in strongest)
    if subject.sheet.image_shape and len(by_column) != len(subject.sheet.columns):
        raise SettingError(_("What the first layer looks for among products of components cannot be drawn."))
    return LearntWeights(by_column, names)


def drawn_tree(subject: Subject, grown: GrownTree, chances: NDArray[np.float64] | None = None) -> Tree:
    """Return a fitted tree with its questions in words.

    Where answers are those of least expected cost, they are made of `chances`, the probabilities at each node.
    """
    left, answers = grown.left.tolist(), grown.answers
    if chances is not None and subject.prepared.answer_costs is not None:
        answers = answered(chances, np.array(grown.codes), subject.prepared).values
    return Tree(
        left=tuple(left),
        right=tuple(grown.right.tolist()),
        words=tuple(step(subject, grown, node) if follows >= 0 else None for node, follows in enumerate(left)),
        answers=tuple(map(float, answers)),
        rows=tuple(grown.rows.tolist()),
        values=grown.values,
        codes=grown.codes,
    )


def _refuse_many(subject: Subject) -> None:
    n = len(subject.sheet.columns)
    if n > MOST_FEATURES:
        raise SettingError(
            _(
                "Each feature would be shuffled in turn, and {n} are too many; up to {most} can be.",
                n=n,
                most=MOST_FEATURES,
            )
        )
