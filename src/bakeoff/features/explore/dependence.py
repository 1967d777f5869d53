"""Dependence of columns on each other and on the target."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.feature_selection import mutual_info_classif, mutual_info_regression

from bakeoff.datasets import Dataset
from bakeoff.features.explore.columns import as_numbers, kind_of

NEIGHBOURS = 3
SEED = 0
MOST_CORRELATED = 24
"""A larger table of correlations cannot be read; the columns that say most about the target are taken."""


@dataclass(frozen=True)
class Dependence:
    """Mutual information with the target, and correlations.

    Attributes
    ----------
    names : tuple of str
        Columns, all but texts.
    information : ndarray of shape (n_names,)
        Mutual information of each with the target, in nats.
    correlated : tuple of str
        Columns of numbers, for a number to be predicted the target last.
    correlations : ndarray of shape (n_correlated, n_correlated)
        Pearson's r, of the rows that have both values; NaN for a column that is the same everywhere.
    """

    names: tuple[str, ...]
    information: NDArray[np.float64]
    correlated: tuple[str, ...]
    correlations: NDArray[np.float64]


def dependence(data: Dataset) -> Dependence:
    """Measure how the columns of a table go together, and with the target.

    Mutual information is scikit-learn's estimate from nearest neighbours (Kraskov, Stögbauer and Grassberger 2004;
    Ross 2014), with missing numbers at the median and missing categories as one of their own.
    """
    X = data.table
    kinds = {name: kind_of(name, X[name], data.text_features) for name in data.as_named(X.columns)}
    names = tuple(name for name in kinds if kinds[name] != "text")
    columns = {name: as_numbers(X[name], kinds[name]) for name in names}
    discrete = np.array([kinds[name] == "category" for name in names], dtype=bool)
    information = np.zeros(0)
    if names:
        filled = np.column_stack([_filled(columns[name], kinds[name] == "category") for name in names])
        measure = mutual_info_classif if data.task == "classification" else mutual_info_regression
        neighbours = min(NEIGHBOURS, len(data.y) - 1)
        information = measure(filled, data.y, discrete_features=discrete, n_neighbors=neighbours, random_state=SEED)
    informed = dict(zip(names, information, strict=True))
    numbers = [name for name in names if kinds[name] == "number"]
    numbers = sorted(sorted(numbers, key=lambda name: -informed[name])[:MOST_CORRELATED], key=names.index)
    table = pd.DataFrame({place: columns[name] for place, name in enumerate(numbers)})
    if data.task == "regression":
        table[len(numbers)] = data.y
        numbers.append(data.target_name)
    return Dependence(names, np.asarray(information, dtype=np.float64), tuple(numbers), _correlations(table))


def _filled(values: NDArray[np.float64], category: bool) -> NDArray[np.float64]:
    known = ~np.isnan(values)
    instead = -1.0 if category or not known.any() else float(np.median(values[known]))
    return np.where(known, values, instead)


def _correlations(table: pd.DataFrame) -> NDArray[np.float64]:
    return table.corr().to_numpy() if len(table.columns) else np.zeros((0, 0))
