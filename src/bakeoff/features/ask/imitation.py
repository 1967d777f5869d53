"""Decision trees that imitate a contender: how much of what it says a few questions say.

A tree learns the contender's probabilities, or numbers, on rows that the contender has not learnt from: the validation
rows, and rows drawn around the training rows (Liu, Wang and Matwin 2018). Held-out rows tell how often it answers
alike, and whether it is better than a tree that learns the labels themselves.
"""

import math
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

from bakeoff.contenders import contender
from bakeoff.contenders.grown import grown
from bakeoff.errors import SettingError
from bakeoff.evaluation.base import Estimate, Prediction
from bakeoff.evaluation.intervals import mean_of_units, mid_p, share_of_units
from bakeoff.evaluation.units import in_units
from bakeoff.features.ask.answers import Sheet
from bakeoff.features.ask.global_explanation import drawn_tree
from bakeoff.features.ask.subject import Subject
from bakeoff.features.ask.workings import ImitatingTree, Imitation, Tree, TreeQuestion
from bakeoff.matrix import Matrix, rows_as_made, stacked
from bakeoff.preparation.splits import take
from bakeoff.quoting import docstring
from bakeoff.race.predicting import answered, predict
from bakeoff.text import _

MOST_DEPTH = 12
DRAWN, MOST_DRAWN, MOST_TEXTS = 10, 20_000, 2000
"""Rows drawn for each training row, and at most in all; of texts, whose trees grow slowly, fewer."""
SWAPPED = 0.3
"""Chance that a drawn row has a value of another row, for each column.

On five data sets with a network and a forest, trees of depth 12 that learnt from such rows were more alike than from
training rows, by 0.3 to 6 points; trees of depth 3 were as alike, but for wine, where they were less by 1 to 5.
"""


def imitations(subject: Subject, name: str) -> tuple[Imitation, ...]:
    """Return how well trees of growing depth imitate a contender, up to the depth where they stop growing.

    Raises
    ------
    SettingError
        If it answers all held-out rows alike.
    """
    prepared, own = subject.prepared, _own(subject, name)
    if np.allclose(own.values, own.values[0], rtol=1e-9, atol=0):
        label = _(contender(name).label)
        raise SettingError(_("{label} answers all held-out rows alike, so there is nothing to imitate.", label=label))
    taught = _Teaching(subject, name)
    levels: list[Imitation] = []
    for depth in range(1, MOST_DEPTH + 1):
        tree, plain = taught.tree(depth), taught.plain(depth)
        if levels and tree.get_depth() < depth and plain.get_depth() < depth:
            break
        answers, others = taught.answers(tree), np.asarray(plain.predict(prepared.X_test))
        alike = _alike(answers, own.values, prepared.task)
        right, plainly_right = (_alike(said, prepared.y_test, prepared.task) for said in (answers, others))
        levels.append(
            Imitation(
                depth,
                int(tree.get_n_leaves()),
                _estimate(alike, subject),
                _estimate(right, subject),
                _estimate(plainly_right, subject),
                mean_of_units(right - plainly_right, in_units(prepared.units, right - plainly_right)),
            )
        )
    return tuple(levels)


def imitating_tree(subject: Subject, name: str, depth: int) -> ImitatingTree:
    """Return the tree of a depth that imitates a contender, and the Python function that answers as it does."""
    fitted = _Teaching(subject, name).tree(depth)
    classes = np.arange(len(subject.sheet.class_names)) if subject.prepared.task == "classification" else None
    learnt = grown(fitted.tree_, classes)
    tree = drawn_tree(subject, learnt, learnt.values)
    return ImitatingTree(tree, function_text(subject.sheet, tree))


class _Teaching:
    """Trees that learn from a contender, and trees that learn the labels."""

    def __init__(self, subject: Subject, name: str) -> None:
        self._prepared = subject.prepared
        self._seed = subject.spec.rules.seed
        self._X = unseen_rows(subject)
        said = predict(subject.models[name], self._X, subject.prepared)
        self._classes = subject.prepared.task == "classification"
        self._targets = said.values
        if self._classes:
            n = len(subject.prepared.class_names)
            self._targets = np.eye(n)[said.values] if said.probabilities is None else said.probabilities

    def tree(self, depth: int) -> DecisionTreeRegressor:
        """Return a tree that has learnt what the contender says."""
        return DecisionTreeRegressor(max_depth=depth, random_state=self._seed).fit(self._X, self._targets)

    def plain(self, depth: int) -> Any:
        """Return a tree of the same depth that has learnt the labels."""
        kind = DecisionTreeClassifier if self._classes else DecisionTreeRegressor
        return kind(max_depth=depth, random_state=self._seed).fit(self._prepared.X_train, self._prepared.y_train)

    def answers(self, tree: DecisionTreeRegressor) -> NDArray[Any]:
        """Return class codes or numbers for the held-out rows."""
        said = np.asarray(tree.predict(self._prepared.X_test))
        return answered(said, np.arange(said.shape[1]), self._prepared).values if self._classes else said


def unseen_rows(subject: Subject) -> Matrix:
    """Return preprocessed rows that no contender has learnt from: validation rows, and rows drawn around the training.

    In a drawn row each raw value may be that of another training row.
    """
    prepared, rng = subject.prepared, np.random.default_rng(subject.spec.rules.seed)
    raw = take(subject.raw, prepared.rows_train)
    n = len(prepared.rows_train)
    most = MOST_TEXTS if subject.prepared.data.text_features else MOST_DRAWN
    own = rng.permutation(np.tile(np.arange(n), DRAWN))[:most]
    drawn = take(raw, own)
    for place in range(raw.shape[1]):
        source = np.where(rng.random(len(own)) < SWAPPED, rng.integers(n, size=len(own)), own)
        if isinstance(raw, pd.DataFrame):
            drawn.isetitem(place, raw.iloc[source, place].array)
        else:
            drawn[:, place] = raw[source, place]
    X = rows_as_made(prepared.pipeline.transform(drawn))
    return X if prepared.X_validation is None else stacked([X, prepared.X_validation])


def _own(subject: Subject, name: str) -> Prediction:
    return predict(subject.models[name], subject.prepared.X_test, subject.prepared)


def _alike(answers: NDArray[Any], others: NDArray[Any], task: str) -> NDArray[np.float64]:
    """Return each row's part in a share of equal answers, or in R²."""
    if task == "classification":
        return np.asarray(answers == others, dtype=np.float64)
    spread = float(np.var(others)) or math.nan
    return np.asarray(1 - np.square(answers - others) / spread, dtype=np.float64)


def _estimate(parts: NDArray[np.float64], subject: Subject) -> Estimate:
    codes = in_units(subject.prepared.units, parts)
    if subject.prepared.task == "regression":
        return mean_of_units(parts, codes)
    if codes is not None:
        return share_of_units(parts > 0, codes)
    return Estimate(float(parts.mean()), *mid_p(int(parts.sum()), len(parts)))


def _short(threshold: float) -> float:
    """Return a threshold in eight digits, or four decimals where these are more."""
    return round(float(threshold), max(4, 7 - math.floor(math.log10(abs(threshold) or 1))))


def function_text(sheet: Sheet, tree: Tree) -> str:
    """Return a Python function of a raw row that answers as a tree does; empty if it asks for more than raw values."""
    columns = {column.name: column for column in sheet.columns}
    options = {
        f"{column.name}_{option}": (column.name, option)  # as scikit-learn's encoder names it
        for column in sheet.columns
        for option in column.options
    }
    purpose = docstring(f"Answer “{sheet.target_name}” of a row, a dict of values by column.")
    lines = ["def answer(row):", f"    {purpose}"]
    gaps = {name: column.typical for name, column in columns.items() if column.gaps}
    if gaps:
        lines += [
            f"    typical = {gaps!r}",
            "    gaps = [name for name in typical if row[name] is None or row[name] != row[name]]",
            "    row = {**row, **{name: typical[name] for name in gaps}}",
        ]

    def condition(asked: TreeQuestion) -> str:
        if asked.feature in columns and columns[asked.feature].kind == "number" and not asked.yes_no:
            short, exact = _short(asked.threshold), asked.threshold
            return f"row[{str(asked.feature)!r}] {'<=' if short <= exact else '<'} {short!r}"
        name, option = options[asked.feature]
        return f"row[{str(name)!r}] != {option!r}"

    def body(node: int) -> list[str]:
        asked = tree.words[node]
        if asked is None:
            answer = tree.answers[node]
            value = str(sheet.class_names[int(answer)]) if tree.codes else answer
            return [f"return {value!r}"]
        yes, no = body(tree.left[node]), body(tree.right[node])
        return yes if yes == no else [f"if {condition(asked)}:", *(f"    {line}" for line in yes), *no]

    try:
        lines += [f"    {line}" for line in body(0)]
    except KeyError:
        return ""
    return "\n".join([*lines, ""])
