"""Axes of scores: percent where the metric is a share, and bounds where no score can be."""

import math
from collections.abc import Iterable
from typing import TypeVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bakeoff.evaluation.metrics import Metric
from bakeoff.figures.style import Spec, percent_ticks

_Numbers = TypeVar("_Numbers", float, "pd.Series[float]", NDArray[np.float64])


def drawn(value: _Numbers, metric: Metric) -> _Numbers:
    """Return scores as figures draw them: shares in percent, so that axis and pointer write them as tables do."""
    return 100 * value if metric.unit == "%" else value


def score_ticks(metric: Metric) -> Spec:
    """Return how an axis of `drawn` scores writes them."""
    return percent_ticks() if metric.unit == "%" else {"hoverformat": ",.4~r"}


def end_of_scores(low: float, high: float, metric: Metric, room: float = 0.04) -> float:
    """Return where an axis of `drawn` scores ends that begins at `low`, and would go on to `high`.

    No score is beyond the best there is, and no tick: beyond it is room for half a mark, a small share of the axis,
    and Plotly's ticks are a tenth of an axis apart or more.

    Examples
    --------
    >>> from bakeoff.evaluation.metrics import metric_named
    >>> accuracy = metric_named("accuracy")
    >>> end_of_scores(90.0, 105.0, accuracy), end_of_scores(90.0, 98.0, accuracy)
    (100.4, 98.0)
    """
    best = drawn(1.0, metric)
    return min(high, best + room * (best - low)) if metric.greater_is_better else high


def score_range(scores: Iterable[float], metric: Metric, room: float = 0.05) -> list[float] | None:
    """Return the ends of an axis with some room around `drawn` scores and none where no score can be; None of none.

    Examples
    --------
    >>> from bakeoff.evaluation.metrics import metric_named
    >>> score_range([80.0, 90.0, math.nan], metric_named("accuracy"), room=0.1)
    [79.0, 91.0]
    """
    known = [score for score in scores if not math.isnan(score)]
    if not known:
        return None
    low, high = min(known), max(known)
    margin = room * (high - low) or drawn(0.02, metric)
    return [low - margin, end_of_scores(low - margin, high + margin, metric, room)]


def score_bounds(scores: Iterable[float], metric: Metric) -> Spec:
    """Return the bounds of an axis that follows these `drawn` scores."""
    if not metric.greater_is_better:
        return {}
    low = min((score for score in scores if not math.isnan(score)), default=0.0)
    best = drawn(1.0, metric)
    begin = low if low < best else drawn(0.98, metric)  # the best alone has an axis below it, and not about it
    end = end_of_scores(begin, math.inf, metric)
    least = {"clipmin": best - end} if metric.unit == "%" else {}
    return {"autorangeoptions": {"include": begin, "clipmax": end, **least}}
