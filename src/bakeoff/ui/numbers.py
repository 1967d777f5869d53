"""How numbers are written for people."""

import math

from bakeoff.evaluation.base import Estimate
from bakeoff.text import _


def score(value: float | None) -> str:
    """Write a score with three digits.

    Examples
    --------
    >>> score(0.96244), score(None)
    ('0.962', '–')
    """
    return "–" if value is None or math.isnan(value) else f"{value:.3f}"


def with_interval(estimate: Estimate) -> str:
    """Write a number with half the width of its interval, in as many digits as that allows.

    Examples
    --------
    >>> with_interval(Estimate(0.96194, 0.951, 0.973))
    '0.962 ± 0.011'
    >>> with_interval(Estimate(54.31, 49.8, 58.7))
    '54.3 ± 4.5'
    """
    half = (estimate.high - estimate.low) / 2
    if math.isnan(estimate.value):
        return "–"
    if math.isnan(half) or half <= 0:
        return f"{estimate.value:.4g}"
    digits = max(0, 1 - math.floor(math.log10(half)))
    return f"{estimate.value:.{digits}f} ± {half:.{digits}f}"


def duration(seconds: float) -> str:
    """Write a time in the unit a person would use.

    Examples
    --------
    >>> duration(0.00042), duration(0.0123), duration(2.345), duration(75)
    ('0.42 ms', '12 ms', '2.3 s', '1 min 15 s')
    """
    if seconds < 0.00995:
        return _("{n} ms", n=f"{seconds * 1000:.2g}")
    if seconds < 0.9995:
        return _("{n} ms", n=round(seconds * 1000))
    if seconds < 59.95:
        return _("{n} s", n=f"{seconds:.1f}")
    minutes, rest = divmod(round(seconds), 60)
    return _("{minutes} min {rest} s", minutes=minutes, rest=rest)


def count(value: int) -> str:
    """Write a whole number with thousands parted.

    Examples
    --------
    >>> count(25450)
    '25,450'
    """
    return f"{value:,}"


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
