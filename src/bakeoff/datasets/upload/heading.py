"""Start of a table on its sheet: the rows above it, and the rows of column names."""

import itertools
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bakeoff.datasets.upload.gaps import MEASURED
from bakeoff.datasets.upload.numbers import looks_number

MOST_ABOVE = 30
"""Rows with something in them above the names."""
_FULL = 0.7
_YEAR = re.compile(r"(19|20)\d{2}")
_DATED = re.compile(r"\d{1,4}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,4}.*")


@dataclass(frozen=True)
class Heading:
    """Layout of the first rows of a sheet.

    Attributes
    ----------
    above : int
        Rows that belong to nothing: a title, a date, a source.
    depth : int
        Rows of names after them; 0 if there are none.
    """

    above: int
    depth: int


def heading_of(
    rows: Sequence[Sequence[str]], header: bool | None = None, *, above: bool = True, deep: bool = True
) -> Heading:
    """Find out where a table begins.

    Parameters
    ----------
    rows : sequence of sequence of str
        The first rows that have anything in them, as texts.
    header : bool, optional
        Whether there is a row of names; found out if None.
    above, deep : bool
        Whether rows may stand above the names, and whether names may take several rows.
    """
    first = _first_full(rows) if above else 0
    if header is False or not rows:
        return Heading(first, 0)
    if deep and first and _groups(rows[first - 1], rows[first]):
        return Heading(first - 1, 2)
    if not (header or has_header(rows[first:])):
        return Heading(first, 0)
    return Heading(first, 2 if deep and _second_row_of_names(rows[first:]) else 1)


def names_in(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the names of columns whose parts stand in several rows, one over the other.

    What stands in all but the last row holds for the columns to its right too, until there is something else.

    Examples
    --------
    >>> names_in([["Name", "Marks", ""], ["", "Maths", "French"]])
    ['Name', 'Marks Maths', 'Marks French']
    """
    width = max(len(row) for row in rows)
    padded = [[*row, *[""] * (width - len(row))] for row in rows]
    upper = [_to_the_right(row, below) for row, below in itertools.pairwise(padded)]
    parts: Iterable[tuple[str, ...]] = zip(*upper, padded[-1], strict=True)
    return [" ".join(dict.fromkeys(part.strip() for part in column if part.strip())) for column in parts]


def has_header(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether the first row names the columns: it does unless it has numbers where the others have numbers.

    Years are names of columns where they are one after the other.
    """
    if len(rows) < 2:
        return True
    first = rows[0]
    numeric = [place for place in _measured(rows[1:], len(first)) if place < len(first)]
    named = [first[place].strip() for place in numeric]
    if not named or not all(map(_number_or_gap, named)):
        return True
    return len(named) > 1 and len(set(named)) == len(named) and all(map(_YEAR.fullmatch, named))


def _first_full(rows: Sequence[Sequence[str]]) -> int:
    """Return the place of the first row that has nearly as many cells as most have; 0 if only far below is one."""
    widths = [_filled(row) + _lacks_only_the_first(row) for row in rows]
    least = max(2, math.ceil(_FULL * sorted(widths)[len(widths) // 2])) if widths else 0
    return next((place for place, width in enumerate(widths[: MOST_ABOVE + 1]) if width >= least), 0)


def _lacks_only_the_first(row: Sequence[str]) -> bool:
    """Tell whether only the first cell is empty, as above row names."""
    return len(row) > 2 and not row[0].strip() and all(cell.strip() for cell in row[1:])


def _filled(row: Sequence[str]) -> int:
    """Return how many cells have something in them; one that was merged over several counts once."""
    there = [cell for cell in row if cell.strip()]
    return len(set(there)) if len(set(there)) < 2 else len(there)


def _groups(upper: Sequence[str], names: Sequence[str]) -> bool:
    """Tell whether a row names groups of the columns that are named beneath it."""
    there = [place for place, cell in enumerate(upper) if cell.strip()]
    if len({upper[place] for place in there}) < 2 or any(map(_number_or_gap, (upper[place] for place in there))):
        return False
    return there[-1] >= len(names) / 2 and not any(map(looks_number, names))


def _second_row_of_names(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether the second row goes on with the names: units, or parts of a group."""
    if len(rows) < 4:
        return False
    second, rest = rows[1], rows[2:]
    there = {place: cell.strip() for place, cell in enumerate(second) if cell.strip()}
    if any(_number_or_gap(cell) or _DATED.fullmatch(cell) for cell in there.values()):
        return False
    numeric = _measured(rest, len(second))
    above = [place for place in numeric if place in there]
    if not above or 2 * len(above) < len(numeric) or _filled(second) < 2:
        return False
    return not any(_again(there[place], place, rest) for place in there if place not in numeric)


def _again(cell: str, place: int, rows: Sequence[Sequence[str]]) -> bool:
    return any(len(row) > place and row[place].strip() == cell for row in rows)


def _measured(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """Return the columns that have numbers alone, or gaps, and some number at least."""
    whole = [row for row in rows if len(row) >= width]
    return [place for place in range(width) if _all_numbers([row[place].strip() for row in whole])]


def _all_numbers(cells: Sequence[str]) -> bool:
    there = [cell for cell in cells if cell and not _is_gap(cell)]
    wrong = sum(not looks_number(cell) for cell in there)
    return bool(there) and wrong <= 0.1 * len(there)


def _number_or_gap(cell: str) -> bool:
    return looks_number(cell) or _is_gap(cell)


def _is_gap(cell: str) -> bool:
    return cell.casefold() in MEASURED


def _to_the_right(row: Sequence[str], below: Sequence[str]) -> list[str]:
    """Return a row of groups in which each empty cell, with a name beneath it, says what the one before it says."""
    filled: list[str] = []
    for cell, name in zip(row, below, strict=True):
        filled.append(cell if cell.strip() or not filled or not name.strip() else filled[-1])
    return filled
