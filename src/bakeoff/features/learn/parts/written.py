"""Number format of chapters, for numbers of any size."""

from bakeoff.evaluation.notation import by_power, with_minus


def number(value: float) -> str:
    """Write a number to three figures, very large and very small ones by a power of ten.

    Examples
    --------
    >>> number(0.1), number(-2.3456), number(0.000034), number(1.25e9), number(0)
    ('0.1', '−2.35', '3.4 · 10⁻⁵', '1.25 · 10⁹', '0')
    """
    if not value or 1e-3 <= abs(value) < 1e5:
        return with_minus(f"{value:.3g}" if abs(value) < 1000 else f"{value:,.0f}")
    return by_power(value, 3)
