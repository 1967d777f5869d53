"""All that is shown of a training part, worked out once."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bakeoff.datasets import Dataset
from bakeoff.evaluation.notation import quantity
from bakeoff.features.explore.columns import ColumnSummary, kind_of, look_at_column
from bakeoff.features.explore.dependence import Dependence, dependence
from bakeoff.features.explore.maps import Components, components
from bakeoff.features.explore.terms import Terms, frequent_terms
from bakeoff.matrix import rows_as_made
from bakeoff.preparation.columns import features, fit_pipeline
from bakeoff.preparation.pipeline_diagram import PipelineDiagram, diagram_of
from bakeoff.preparation.prepared import check
from bakeoff.preparation.projection import some
from bakeoff.preparation.split_keys import learnt_from
from bakeoff.preparation.splits import Rows, split, split_seed, take
from bakeoff.rules import Rules
from bakeoff.text import _

SAMPLE = 1500
"""So many rows, drawn by the split's seed, are enough for what takes long or would be too much to draw."""
MOST_TEXTS = 20_000
MOST_COLUMNS = 60
MOST_GROUPS = 10
"""More classes than this can not be told apart in a column's small histogram."""
EXAMPLES = 8
MOST_PICTURED = 20


@dataclass(frozen=True)
class ClassPictures:
    """Pictures of one class.

    Attributes
    ----------
    group : str
        The class.
    n : int
        Rows of it in the training part.
    mean : ndarray of shape (height, width)
        The mean of all of them.
    examples : ndarray of shape (n_examples, height, width)
        Some of them.
    """

    group: str
    n: int
    mean: NDArray[np.float64]
    examples: NDArray[Any]


@dataclass(frozen=True)
class Exploration:
    """Exploration of a training set.

    Attributes
    ----------
    sample : Dataset
        Some of its rows, all columns that are displayed; none of images.
    target : ndarray of shape (n_train,)
        Target of all its rows.
    n_validation, n_test : int
        Number of rows that are not looked at.
    n_columns : int
        Number of columns; the first 60 are displayed.
    columns : tuple of ColumnSummary
        Of all rows; empty for images.
    dependence : Dependence or None
        Of the sample; None for images, whose pixels say little each.
    components : Components
        Of the sample, as the models see it.
    pictures : tuple of ClassPictures
        Of all rows; empty unless they are images.
    terms : mapping of str to tuple of Terms
        By column of running text, of at most 20,000 rows.
    diagram : PipelineDiagram
        Preprocessing of the columns before the models see them.
    """

    sample: Dataset
    target: NDArray[Any]
    n_validation: int
    n_test: int
    n_columns: int
    columns: tuple[ColumnSummary, ...]
    dependence: Dependence | None
    components: Components
    pictures: tuple[ClassPictures, ...]
    terms: dict[str, tuple[Terms, ...]]
    diagram: PipelineDiagram


def look(data: Dataset, rules: Rules, title: str, tell: Callable[[str], None]) -> Exploration:
    """Look at the training part that a race by these rules would have.

    Parameters
    ----------
    title : str
        The data set's name in messages.
    tell : callable
        Called with what is being done, each time that changes.

    Raises
    ------
    DatasetError
        If it cannot be split, or has values that no model can use: one sentence.
    """
    check(data, title)
    train, validation, test = split(data, rules, title)
    data = learnt_from(data, rules, title)
    X = features(data)
    own = _part(data, X, train)
    rows = train[some(len(train), SAMPLE, split_seed(rules))]
    sample = _part(data, X, rows)
    tell(_("Counting"))
    columns = () if data.image_shape else _columns(own)
    pictures = _pictures(own) if data.image_shape else ()
    tell(_("Measuring how columns go together"))
    together = None if data.image_shape else dependence(sample)
    tell(_("Reading texts"))
    terms = _terms(own, rules)
    tell(_("Preparing the rows as the models see them"))
    pipeline = fit_pipeline(data, take(X, train), rules)
    prepared = rows_as_made(pipeline.transform(take(X, rows)))
    tell(_("Finding principal components"))
    return Exploration(
        sample=replace(sample, X=np.zeros((len(rows), 0))) if data.image_shape else sample,
        target=own.y,
        n_validation=len(validation),
        n_test=len(test),
        n_columns=len(data.feature_names),
        columns=columns,
        dependence=together,
        components=components(prepared),
        pictures=pictures,
        terms=terms,
        diagram=diagram_of(pipeline, data.feature_names, prepared.shape[1]),
    )


def _part(data: Dataset, X: Any, rows: Rows) -> Dataset:
    """Return some rows of a data set, of a table the columns that are shown."""
    if isinstance(X, pd.DataFrame):
        X = X[list(X.columns[:MOST_COLUMNS])]
        data = replace(data, feature_names=data.as_named(X.columns))
    return replace(data, X=take(X, rows), y=take(data.y, rows), official_test_rows=0)


def _columns(data: Dataset) -> tuple[ColumnSummary, ...]:
    table = data.table
    grouped = data.task == "classification" and len(data.class_names) <= MOST_GROUPS
    n_groups = len(data.class_names) if grouped else 1
    groups = data.y.astype(np.int64) if grouped else np.zeros(len(data.y), dtype=np.int64)
    kinds = {name: kind_of(name, table[name], data.text_features) for name in data.as_named(table.columns)}
    return tuple(look_at_column(name, table[name], kind, groups, n_groups) for name, kind in kinds.items())


def _pictures(data: Dataset) -> tuple[ClassPictures, ...]:
    pictures, classes = data.pictures, []
    for code, name in enumerate(data.class_names[:MOST_PICTURED]):
        rows = np.flatnonzero(data.y == code)
        if len(rows):
            own = pictures[rows]
            classes.append(ClassPictures(name, len(rows), own.mean(axis=0), own[:EXAMPLES].copy()))
    return tuple(classes)


def _terms(data: Dataset, rules: Rules) -> dict[str, tuple[Terms, ...]]:
    """Return the terms by column; of a number to be predicted, of the rows above its median and of the others."""
    shown = [name for name in data.text_features if name in data.X]
    if not shown:
        return {}
    rows = some(len(data.y), MOST_TEXTS, split_seed(rules))
    y: NDArray[Any] = data.y[rows]
    names = data.class_names
    if data.task == "regression":
        median = float(np.median(y))
        y, middle = (y > median).astype(np.int64), quantity(median)
        names = (_("at most {middle}", middle=middle), _("more than {middle}", middle=middle))
    return {
        name: frequent_terms([str(text) for text in take(data.X, rows)[name].fillna("")], y, names) for name in shown
    }
