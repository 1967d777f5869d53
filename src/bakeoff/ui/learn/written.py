"""How chapters write numbers of any size."""

import math

from bakeoff.evaluation.notation import with_minus

SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def number(value: float) -> str:
    """Write a number to three figures, very large and very small ones by a power of ten.

    Examples
    --------
    >>> number(0.1), number(-2.3456), number(0.000034), number(1.25e9), number(0)
    ('0.1', '−2.35', '3.4 · 10⁻⁵', '1.25 · 10⁹', '0')
    """
    if not value or 1e-3 <= abs(value) < 1e5:
        return with_minus(f"{value:.3g}" if abs(value) < 1000 else f"{value:,.0f}")
    power = math.floor(math.log10(abs(value)))
    return with_minus(f"{value / 10.0**power:.3g} · 10{str(power).translate(SUPERSCRIPT)}")
