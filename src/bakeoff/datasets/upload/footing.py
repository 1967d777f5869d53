"""Rows below a table that do not belong to it: totals, means and notes."""

import re
from collections.abc import Sequence

LOOKED_AT = 40
"""Number of last rows that show the usual form."""
_MOST_BENEATH = 8
_TOTAL = re.compile(
    r"(grand |sub)?totals?|sum|average|mean|median|gesamt(summe)?|summen?|zwischensumme|insgesamt|mittelwert|"
    r"durchschnitt|somme|totaux|total général|moyenne|"
    r"合计|合計|总计|總計|総計|总和|小计|小計|平均|平均分|平均値|均值|計|计",
    re.IGNORECASE,
)


def rows_beneath(rows: Sequence[Sequence[str]]) -> int:
    """Return how many of the last rows are no row of the table.

    Parameters
    ----------
    rows : sequence of sequence of str
        The last ones, as texts; what has nothing in it is empty.
    """
    whole = [sum(map(bool, row)) for row in rows]
    usual = sorted(whole)[len(whole) // 2] if whole else 0
    beneath = 0
    for place in range(len(rows) - 1, max(0, len(rows) - _MOST_BENEATH) - 1, -1):
        if _is_total(rows, place) or (usual >= 3 and whole[place] <= 1):
            beneath = len(rows) - place
        else:
            break
    return beneath


def _is_total(rows: Sequence[Sequence[str]], place: int) -> bool:
    """Tell whether a row begins with a word for a total, which is no word of its column."""
    at, word = next(((at, cell) for at, cell in enumerate(rows[place]) if cell), (0, ""))
    if not _TOTAL.fullmatch(word.strip(" :：.")):
        return False
    return all(row[at] != word for row in rows[:place] if len(row) > at)
