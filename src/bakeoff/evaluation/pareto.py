"""Which contenders nobody should want: another is at least as good in everything and better in something."""

from collections.abc import Mapping

import numpy as np
import pandas as pd


def dominated(values: pd.DataFrame, greater_is_better: Mapping[str, bool]) -> "pd.Series[bool]":
    """Return whether each contender is dominated; the others are the Pareto front.

    Parameters
    ----------
    values : DataFrame of shape (n_contenders, n_columns)
        Scores and costs, a row per contender. One with a missing value neither dominates nor is dominated.
    greater_is_better : mapping of str to bool
        By column; only these columns count.

    Examples
    --------
    >>> values = pd.DataFrame({"score": [0.9, 0.9, 0.8], "seconds": [1.0, 5.0, 0.1]}, index=["svm", "mlp", "tree"])
    >>> dominated(values, {"score": True, "seconds": False}).to_dict()
    {'svm': False, 'mlp': True, 'tree': False}
    """
    signs = np.array([1.0 if up else -1.0 for up in greater_is_better.values()])
    gains = values[list(greater_is_better)].to_numpy(dtype=float) * signs
    other, one = gains[:, None, :], gains[None, :, :]
    beaten = ((other >= one).all(axis=2) & (other > one).any(axis=2)).any(axis=0)
    return pd.Series(beaten, index=values.index)
