"""Number format of chapters, for numbers of any size."""

from collections.abc import Callable, Sequence

from bakeoff.evaluation.notation import by_power, with_minus


def number(value: float) -> str:
    """Write a number to three figures, very large and very small ones by a power of ten.

    Examples
    --------
    >>> number(0.1), number(-2.3456), number(999.7), number(0.000034), number(1.25e9), number(0)
    ('0.1', '−2.35', '1,000', '3.4 · 10⁻⁵', '1.25 · 10⁹', '0')
    """
    if not value or 1e-3 <= abs(value) < 1e5:
        return with_minus(f"{value:.3g}" if abs(value) < 999.5 else f"{value:,.0f}")
    return by_power(value, 3)


def fixed(value: float, digits: int = 3) -> str:
    """Write a number with so many places."""
    text = f"{value:.{digits}f}"
    return with_minus(text) if text.strip("-0.") else text.removeprefix("-")


def checkable(numbers: Sequence[float], of: Callable[..., float], digits: int = 3) -> list[str]:
    """Write numbers with the fewest places, from `digits` on, that give a calculator the result as it is printed.

    Examples
    --------
    >>> checkable([0.1142], lambda p: 1 / p), f"{1 / 0.1142:.3f}"
    (['0.1142'], '8.757')
    """
    ways = [[round(number, places) for number in numbers] for places in range(digits, digits + 5)]
    enough = next((n for n, way in enumerate(ways) if fixed(of(*way), digits) == fixed(of(*numbers), digits)), 4)
    return [fixed(number, digits + enough) for number in numbers]
