"""Notation of scores, intervals, differences, probabilities, times and sizes, the same on every page and export.

A number has as many digits as its metric has, whatever its interval, so that one score never reads as two: one place
for shares in percent, three for figures without a unit, three significant ones in the target's unit. No share is
rounded to 0 or 100 %, no lead to none, and no score to 1, unless it is.
"""

import math
from typing import Protocol

from bakeoff.evaluation.base import Estimate
from bakeoff.text import _

UNKNOWN = "–"
MOST_WRITTEN_OUT = 1e15
"""Beyond, a number is written by its power of ten."""
_RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


class Scale(Protocol):
    """Number format of a metric; any `bakeoff.evaluation.metrics.Metric` is one."""

    @property
    def unit(self) -> str:
        """Either "%" for shares shown in percent, "target" for the target's own unit, or empty."""


def score(value: float | None, metric: Scale) -> str:
    """Write a score.

    Examples
    --------
    >>> from bakeoff.evaluation.metrics import METRICS
    >>> by_name = {one.name: one for one in METRICS}
    >>> score(0.98123, by_name["accuracy"]), score(0.9999, by_name["accuracy"]), score(1.0, by_name["accuracy"])
    ('98.1 %', '99.99 %', '100.0 %')
    >>> score(0.10000000000000002, by_name["average_precision"]), score(-0.43, by_name["r2"])
    ('0.100', '−0.430')
    >>> score(0.9999999999999999, by_name["roc_auc"]), score(0.99996, by_name["roc_auc"])
    ('1.000', '0.9999')
    >>> score(54.31, by_name["rmse"]), score(12345.6, by_name["rmse"]), score(None, by_name["rmse"])
    ('54.3', '12,346', '–')
    """
    if value is None or not math.isfinite(value):
        return UNKNOWN
    if metric.unit == "%":
        return _("{number} %", number=percent(value))
    return _number(value, metric)


def interval(estimate: Estimate, metric: Scale) -> str:
    """Write an interval, low to high; a dash where none is known. Its ends are rounded, to 0 and 1 as well.

    Examples
    --------
    >>> from bakeoff.evaluation.metrics import metric_named
    >>> accuracy, r2 = metric_named("accuracy"), metric_named("r2")
    >>> interval(Estimate(0.947, 0.827, 0.985), accuracy), interval(Estimate(0.4, -0.1, 0.6), r2)
    ('82.7 to 98.5 %', '−0.100 to 0.600')
    """
    if not (math.isfinite(estimate.low) and math.isfinite(estimate.high)):
        return UNKNOWN
    if metric.unit == "%":
        return _("{low} to {high} %", low=_signed(100 * estimate.low, 1), high=_signed(100 * estimate.high, 1))
    low, high = (_signed(end, _digits(end, metric)) for end in (estimate.low, estimate.high))
    return _("{low} to {high}", low=low, high=high)


def with_interval(estimate: Estimate, metric: Scale) -> str:
    """Write a score with its interval, if that is known.

    Examples
    --------
    >>> from bakeoff.evaluation.metrics import metric_named
    >>> accuracy = metric_named("accuracy")
    >>> with_interval(Estimate(0.947, 0.827, 0.985), accuracy), with_interval(Estimate(1, math.nan, 1), accuracy)
    ('94.7 % (82.7 to 98.5 %)', '100.0 %')
    """
    value, ends = score(estimate.value, metric), interval(estimate, metric)
    return value if UNKNOWN in (value, ends) else _("{score} ({interval})", score=value, interval=ends)


def difference(value: float | None, metric: Scale) -> str:
    """Write how far apart two scores are: shares in points, others in the metric's own unit.

    Examples
    --------
    >>> from bakeoff.evaluation.metrics import metric_named
    >>> difference(0.0179, metric_named("accuracy")), difference(-0.0002, metric_named("accuracy"))
    ('1.8 points', '−0.02 points')
    >>> difference(0.0479, metric_named("r2")), difference(12.345, metric_named("rmse"))
    ('0.048', '12.3')
    """
    if value is None or not math.isfinite(value):
        return UNKNOWN
    if metric.unit == "%":
        return _("{number} points", number=_fixed(100 * value, 1))
    return _number(value, metric)


def difference_interval(estimate: Estimate, metric: Scale) -> str:
    """Write the interval of how far apart two scores are, low to high; a dash where none is known.

    Examples
    --------
    >>> from bakeoff.evaluation.metrics import metric_named
    >>> difference_interval(Estimate(0.02, -0.013, 0.05), metric_named("accuracy"))
    '−1.3 to 5.0 points'
    >>> difference_interval(Estimate(2, 1, 12.345), metric_named("rmse"))
    '1.00 to 12.3'
    """
    if not (math.isfinite(estimate.low) and math.isfinite(estimate.high)):
        return UNKNOWN
    if metric.unit == "%":
        return _("{low} to {high} points", low=_fixed(100 * estimate.low, 1), high=_fixed(100 * estimate.high, 1))
    return _("{low} to {high}", low=_number(estimate.low, metric), high=_number(estimate.high, metric))


def gap(estimate: Estimate, metric: Scale) -> str:
    """Write how far apart two scores are, no finer than its interval knows it.

    Examples
    --------
    >>> from bakeoff.evaluation.metrics import metric_named
    >>> accuracy, r2 = metric_named("accuracy"), metric_named("r2")
    >>> gap(Estimate(0.00008, -0.02, 0.02), accuracy), gap(Estimate(0.00008, 0.00007, 0.00009), accuracy)
    ('under 0.1 points', '0.008 points')
    >>> gap(Estimate(0.0179, 0, 0.03), accuracy), gap(Estimate(-0.0002, -0.1, 0.1), r2), gap(Estimate(0, -1, 1), r2)
    ('1.8 points', 'under 0.001', '0.000')
    """
    least = 0.001 if metric.unit != "target" else 10.0 ** -_digits((estimate.high - estimate.low) / 2, metric)
    if 1e-12 < abs(estimate.value) < least / 2 and estimate.high - estimate.low > 2 * least:
        return _("under {difference}", difference=difference(least, metric))
    return difference(estimate.value, metric)


def percent(share: float) -> str:
    """Write a share as a percentage without its sign, to one place.

    To more where that would round to 0, and to two, cut, where it would round to 100.

    Examples
    --------
    >>> percent(0.5), percent(0.99997), percent(0.9996), percent(0.0001), percent(1.0)
    ('50.0', '99.99', '99.96', '0.01', '100.0')
    """
    if 1e-9 < 100 - 100 * share < 0.05:
        return f"{min(99.99, 100 * share):.2f}"
    return _fixed(100 * share, 1)


def probability(share: float) -> str:
    """Write a probability; one that is not quite 0 or 1 is not written as if it were.

    Examples
    --------
    >>> probability(0.5), probability(0.99999), probability(1.0), probability(6e-10)
    ('50 %', '>99 %', '100 %', '<1 %')
    """
    if 0 < share < 0.005:
        return _("<1 %")
    if 0.995 <= share < 1:
        return _(">99 %")
    return _("{n} %", n=round(100 * share))


def duration(seconds: float) -> str:
    """Write a time in the unit a person would use.

    Examples
    --------
    >>> duration(0.00042), duration(0.0123), duration(2.345), duration(75)
    ('0.42 ms', '12 ms', '2.3 s', '1 min 15 s')
    """
    if 0 < seconds < 0.00995:
        return _("{n} ms", n=f"{seconds * 1000:#.2g}")
    if seconds < 0.9995:
        return _("{n} ms", n=round(seconds * 1000))
    if seconds < 59.95:
        return _("{n} s", n=f"{seconds:.1f}")
    minutes, rest = divmod(round(seconds), 60)
    return _("{minutes} min {rest} s", minutes=minutes, rest=rest)


def tick_time(seconds: float) -> str:
    """Write a round time on an axis.

    Examples
    --------
    >>> tick_time(0.0005), tick_time(0.02), tick_time(3.0), tick_time(1000.0)
    ('0.5 ms', '20 ms', '3 s', '1000 s')
    """
    return _("{n} ms", n=f"{1000 * seconds:g}") if seconds < 1 else _("{n} s", n=f"{seconds:g}")


def rough_time(seconds: float) -> str:
    """Write a time that is only estimated, as exactly as is honest.

    Examples
    --------
    >>> rough_time(0.2), rough_time(3.4), rough_time(37), rough_time(100), rough_time(1500), rough_time(9000)
    ('1 s', '4 s', '40 s', '100 s', '25 min', '3 h')
    """
    if seconds < 10:
        return _("{n} s", n=max(1, math.ceil(seconds)))
    if seconds <= 115:
        return _("{n} s", n=math.ceil(seconds / 5) * 5)
    if seconds < 5400:
        return _("{n} min", n=math.ceil(seconds / 60))
    return _("{n} h", n=math.ceil(seconds / 3600))


def signed(value: float, digits: int | None = None) -> str:
    """Write by how much something rises or falls.

    Parameters
    ----------
    digits : int, optional
        Places behind the point; else three significant digits are written.

    Examples
    --------
    >>> signed(0.5), signed(-0.5, 2), signed(-0.001, 1), signed(91_441.3), signed(-91_441.3, 0), signed(2e-5)
    ('+0.5', '−0.50', '0.0', '+91,441', '−91,441', '+2 · 10⁻⁵')
    """
    if digits is None and not 999.5 <= abs(value) < MOST_WRITTEN_OUT:
        written = _to_figures(value, 3)
        return written if written.startswith("−") else f"+{written}"
    written = placed(value, digits or 0)
    return f"+{written}" if round(value, digits or 0) > 0 else written


def with_minus(number: str) -> str:
    """Return a number that Python wrote with the minus that all others here have.

    Examples
    --------
    >>> with_minus("-0.5"), with_minus("2024-05-01"), with_minus("7")
    ('−0.5', '2024-05-01', '7')
    """
    return f"−{number[1:]}" if number.startswith("-") else number


def placed(value: float, digits: int) -> str:
    """Write a number to so many places behind the point; from ten thousand on, and so no year, parted by thousands.

    Examples
    --------
    >>> placed(484_092.4, 0), placed(2024, 0), placed(-0.04, 1), placed(-1.25, 1)
    ('484,092', '2024', '0.0', '−1.2')
    """
    rounded = round(value, digits) + 0.0  # no zero has a sign
    return with_minus(f"{rounded:,.{digits}f}" if abs(rounded) >= 10_000 else f"{rounded:.{digits}f}")


def quantity(value: float) -> str:
    """Write a number of the data's own, such as a price: four digits, from ten thousand on all before the point.

    Examples
    --------
    >>> quantity(0.0798412), quantity(2024.0), quantity(-0.5), quantity(9999.6), quantity(206_855.8), quantity(1e20)
    ('0.07984', '2024', '−0.5', '10,000', '206,856', '10²⁰')
    """
    return placed(value, 0) if 9999.5 <= abs(value) < MOST_WRITTEN_OUT else _to_figures(value, 4)


def number(value: float, figures: int = 3) -> str:
    """Write a number of any size: so many figures, a large one whole, a very large or small one by its power of ten.

    Examples
    --------
    >>> number(0.1), number(-2.3456), number(999.7), number(0.000034), number(1.25e9), number(0), number(0.0177, 2)
    ('0.1', '−2.35', '1,000', '3.4 · 10⁻⁵', '1.25 · 10⁹', '0', '0.018')
    """
    if value and not 1e-4 <= abs(value) < 1e5:
        return by_power(value, figures)
    return with_minus(f"{value:,.0f}" if abs(value) >= 10**figures - 0.5 else f"{value:.{figures}g}")


def _to_figures(value: float, figures: int) -> str:
    written = f"{value:.{figures}g}"
    return by_power(value, figures) if "e" in written else with_minus(written)


def by_power(value: float, figures: int) -> str:
    """Write a number to so many figures at most, by its power of ten.

    Examples
    --------
    >>> by_power(0.000034, 3), by_power(-1.25e9, 3), by_power(9.96e-6, 2), by_power(4.6e-10, 1), by_power(1.0, 1)
    ('3.4 · 10⁻⁵', '−1.25 · 10⁹', '10⁻⁵', '5 · 10⁻¹⁰', '1')
    """
    figure, _e, power = f"{value:.{figures - 1}e}".partition("e")
    written = with_minus(f"{float(figure):g}")
    if not int(power):
        return written
    ten = "10" + str(int(power)).translate(_RAISED)
    return ten if written == "1" else f"{written} · {ten}"


def count(value: int) -> str:
    """Write a whole number with thousands parted.

    Examples
    --------
    >>> count(25450)
    '25,450'
    """
    return f"{value:,}"


def times(factor: float) -> str:
    """Write how many times as much something is: two figures, from a hundred on all before the point.

    Examples
    --------
    >>> times(1.14), times(24.6), times(99.7), times(1234.5)
    ('1.1', '25', '100', '1,234')
    """
    return f"{factor:.2g}" if factor < 99.5 else count(round(factor))


def size(n_bytes: int) -> str:
    """Write a size in bytes, kB or MB.

    Examples
    --------
    >>> size(812), size(26_400), size(5_300_000)
    ('812 B', '26 kB', '5.3 MB')
    """
    if n_bytes < 1000:
        return _("{n} B", n=n_bytes)
    if n_bytes < 999_500:
        return _("{n} kB", n=f"{n_bytes / 1000:.0f}")
    return _("{n} MB", n=f"{n_bytes / 1_000_000:.1f}")


def _number(value: float, metric: Scale) -> str:
    """Write a number that is no share: three places, fewer the larger it is, three significant ones with a unit.

    A fourth one, cut, where three would round to 1.
    """
    if not metric.unit and 1e-12 < 1 - value < 0.0005:
        return f"{min(0.9999, value):.4f}"
    return _signed(value, _digits(value, metric))


def _digits(value: float, metric: Scale) -> int:
    """Return after how many places a number that is no share is rounded."""
    whole = math.floor(math.log10(abs(value))) + 1 if value else 1
    return max(0, 3 - whole) if metric.unit == "target" else 3 - min(3, max(0, whole - 1))


def _fixed(value: float, digits: int) -> str:
    """Write a number to so many places; to one that is not zero, if it is not."""
    if 1e-12 < abs(value) < 10.0**-digits / 2:
        digits = -math.floor(math.log10(abs(value)))
    return _signed(value, digits)


def _signed(value: float, digits: int) -> str:
    text = f"{abs(value):,.{digits}f}"
    return f"−{text}" if value < 0 and text.strip("0.,") else text
