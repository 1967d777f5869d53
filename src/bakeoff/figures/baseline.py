"""A baseline far from all contenders: an axis as long as that would draw them on one another.

The axis ends where they do, and the baseline is named at the end that it is beyond.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bakeoff.contenders import contender
from bakeoff.evaluation.metrics import Metric
from bakeoff.evaluation.notation import score
from bakeoff.figures.score_axis import drawn, score_range
from bakeoff.figures.style import Spec


def of_baselines(contenders: Iterable[str]) -> NDArray[np.bool]:
    """Return which rows are of a baseline; shape (n_rows,)."""
    return np.array([contender(name).baseline for name in contenders], dtype=bool)


def ends_without(
    shown: pd.DataFrame, floors: NDArray[np.bool], metric: Metric, room: float = 0.05
) -> list[float] | None:
    """Return the ends of an axis of all but the baseline; None if it does not have to be left out.

    It is if the others would have less than half of the axis. One contender alone has nothing else to be seen beside.

    Parameters
    ----------
    shown : DataFrame
        `drawn` scores: a row for each lane, with all that is drawn of it.
    floors : ndarray of bool, shape (n_rows,)
        Which rows are of a baseline.
    room : float
        Around the others, as a share of what they take.

    Examples
    --------
    >>> from bakeoff.evaluation.metrics import metric_named
    >>> floors, accuracy = np.array([False, False, True]), metric_named("accuracy")
    >>> ends_without(pd.DataFrame([96.0, 86.0, 50.0]), floors, accuracy, room=0.1)
    [85.0, 97.0]
    >>> ends_without(pd.DataFrame([96.0, 70.0, 50.0]), floors, accuracy)
    """
    rivals = shown[~floors]
    if len(rivals) < 2 or not floors.any() or not _length(shown) > 2 * _length(rivals):
        return None
    return score_range(rivals.to_numpy(dtype=float).ravel().tolist(), metric, room)


def _length(shown: pd.DataFrame) -> float:
    return float(shown.max().max() - shown.min().min())


def in_row(value: float, metric: Metric, ends: Sequence[float], row: str) -> Spec:
    """Return the annotation that says, in its own row, that a score is beyond an end of the axis below.

    Parameters
    ----------
    ends : sequence of float
        Where the axis ends, in its own unit.
    row : str
        Category of the vertical axis.
    """
    text = score(value, metric)
    if drawn(value, metric) < ends[0]:
        return {"text": f"← {text}", "x": ends[0], "xanchor": "left", "y": row, "showarrow": False}
    return {"text": f"{text} →", "x": ends[1], "xanchor": "right", "y": row, "showarrow": False}


def in_corner(label: str, value: float, metric: Metric, ends: Sequence[float]) -> Spec:
    """Return the annotation that says whose score is beyond an end of the axis at the left, where few stand.

    See `in_row`.
    """
    at: Spec = {"xref": "paper", "x": 1, "xanchor": "right", "xshift": -4, "showarrow": False}
    if drawn(value, metric) < ends[0]:
        return at | {"text": f"↓ {label}", "y": ends[0], "yanchor": "bottom"}
    return at | {"text": f"↑ {label}", "y": ends[1], "yanchor": "top"}
