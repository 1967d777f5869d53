"""How people write: numbers, days, and rows of a table as text."""

import datetime

import numpy as np

ROWS = 90
_START = datetime.date(2024, 1, 2)


def lines(rows: list[list[object]], delimiter: str = ";") -> str:
    return "".join(delimiter.join(map(str, row)) + "\r\n" for row in rows)


def generator(seed: int) -> np.random.Generator:
    return np.random.default_rng(seed)


def german(number: float, digits: int = 2) -> str:
    """1234.5 as 1.234,50."""
    return f"{number:,.{digits}f}".translate(str.maketrans(",.", ".,"))


def french(number: float, digits: int = 2) -> str:
    """1234.5 as 1 234,50, with a narrow no-break space."""
    return f"{number:,.{digits}f}".replace(",", "\u202f").replace(".", ",")


def swiss(number: float, digits: int = 2) -> str:
    """1234.5 as 1'234.50."""
    return f"{number:,.{digits}f}".replace(",", "'")


def full_width(text: object) -> str:
    """Digits as wide as a Chinese character."""
    return str(text).translate(str.maketrans("0123456789.", "０１２３４５６７８９．"))


def nth_day(n: int) -> datetime.date:
    return _START + datetime.timedelta(days=n * 3)
