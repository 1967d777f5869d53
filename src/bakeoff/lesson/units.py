"""Units of measures: number format and possible range."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from bakeoff.evaluation import notation
from bakeoff.evaluation.metrics import Metric, metric_named
from bakeoff.text import _


@dataclass(frozen=True)
class Unit:
    """The unit of a measure.

    Attributes
    ----------
    write : callable
        Writes what was measured, as the pages do.
    exactly : callable
        Writes a limit with all its digits.
    apart : callable
        Writes how far what was measured is from a limit.
    low, high : float
        The least and the most that there can be.
    whole : bool
        Whether there are whole numbers alone.
    symbol : str
        What stands behind a number that is typed; of shares ``%``, so that a hundred is one.
    """

    write: Callable[[float], str]
    exactly: Callable[[float], str]
    apart: Callable[[float], str]
    low: float = 0.0
    high: float = math.inf
    whole: bool = False
    symbol: str = ""

    def typed(self, number: float) -> float:
        """Return what a person means who types a number.

        Examples
        --------
        >>> SHARE.typed(93.1), LOSS.typed(0.05)
        (0.931, 0.05)
        """
        return round(number / 100, 12) if self.symbol == "%" else number


def of_metric(metric: Metric) -> Unit:
    """Return the unit of a metric's scores."""
    return Unit(
        lambda value: notation.score(value, metric),
        _percent if metric.unit == "%" else plain,
        lambda value: notation.difference(value, metric),
        low=metric.lowest,
        high=1.0 if metric.greater_is_better else math.inf,
        symbol=metric.unit,
    )


def plain(value: float) -> str:
    """Write a number with all its digits.

    Examples
    --------
    >>> plain(0.05), plain(-1.0), plain(12345)
    ('0.05', '−1', '12,345')
    """
    return notation.with_minus(f"{value:,.10g}")


def _percent(share: float) -> str:
    return _("{number} %", number=plain(100 * share))


def _loss(value: float) -> str:
    """Write a loss as the lab's page does: to three places, a small or large one as a number of any size."""
    return f"{value:.3f}" if 0.01 <= value < 1000 else notation.number(value)


def _seconds(value: float) -> str:
    return _("{n} s", n=plain(value))


def _bytes(value: float) -> str:
    return _("{n} B", n=plain(value))


def _count(value: float) -> str:
    return notation.count(math.ceil(value))


SHARE, R2 = of_metric(metric_named("accuracy")), of_metric(metric_named("r2"))
LOSS = Unit(_loss, plain, _loss)
COUNT = Unit(_count, plain, _count, whole=True)
SECONDS = Unit(notation.duration, _seconds, notation.duration, symbol="s")
BYTES = Unit(
    lambda value: notation.size(round(value)), _bytes, lambda value: notation.size(math.ceil(value)), symbol="B"
)
TRUTH = Unit(lambda value: _("yes") if value else _("no"), plain, lambda _value: "", high=1.0, whole=True)
"""Unit of a truth: 1 or 0."""
