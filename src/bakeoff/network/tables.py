"""The tables whose columns the lab can show: data sets, and what a visitor has brought."""

import functools
from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bakeoff.datasets import Dataset, DatasetInfo, dataset, table_source
from bakeoff.errors import DatasetError
from bakeoff.text import _


def table_info(table: str) -> DatasetInfo:
    """Return the record of a table.

    Parameters
    ----------
    table : str
        Name of a data set, or the id of a table that was brought; one that is not kept is as one of an unknown size.

    Raises
    ------
    SettingError
        If there is no such data set; the nearest name is suggested.
    """
    source = table_source(table)
    return dataset(table) if source is None else source.info(table)


def numeric_columns(table: str) -> tuple[str, ...]:
    """Return the names of a table's numeric columns, other than the one to be predicted.

    Raises
    ------
    DatasetError
        If it cannot be loaded, or is no longer kept.
    """
    source = table_source(table)
    return tuple(_numbers(_loaded(table))) if source is None else source.numeric_columns(table)


def load_columns(table: str, names: Sequence[str]) -> tuple[NDArray[np.float64], Dataset]:
    """Return some numeric columns of a table.

    Returns
    -------
    values : ndarray of shape (n_rows, n_names)
        NaN where a value is missing.
    loaded : Dataset
        With the target; of a table that was brought, with those columns alone.

    Raises
    ------
    DatasetError
        If it cannot be loaded, or is no longer kept.
    """
    source = table_source(table)
    loaded = _loaded(table) if source is None else source.load(table, names)
    numbers = _numbers(loaded)
    return np.column_stack([numbers[name] for name in names]), loaded


@functools.lru_cache(maxsize=2)
def _loaded(table: str) -> Dataset:
    info = dataset(table)
    if info.missing():
        raise DatasetError(info.missing())
    if not info.present():
        raise DatasetError(_("{title} has not been downloaded yet; race it once, then open it here.", title=info.title))
    return info.load(info.options())


def _numbers(loaded: Dataset) -> dict[str, NDArray[np.float64]]:
    """Return the numeric columns by name."""
    if isinstance(loaded.X, pd.DataFrame):
        kept = [name for name in loaded.X if pd.api.types.is_numeric_dtype(loaded.X[name].dtype)]
        named = zip(loaded.as_named(map(str, kept)), kept, strict=True)
        return {name: loaded.X[column].to_numpy(np.float64, na_value=np.nan) for name, column in named}
    return {name: loaded.X[:, i].astype(np.float64) for i, name in enumerate(loaded.feature_names)}
