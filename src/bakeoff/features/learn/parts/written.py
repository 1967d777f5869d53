"""Number format of sums that a reader can check."""

from collections.abc import Callable, Sequence

from bakeoff.evaluation.notation import with_minus


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
