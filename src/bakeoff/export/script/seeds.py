"""A contender's cells, run with each of its seeds."""

import textwrap
from collections.abc import Sequence

from bakeoff.contenders.traits import Cell
from bakeoff.text import _, sentences


def with_seeds(cells: Sequence[Cell], seeds: Sequence[int]) -> Cell:
    """Return cells that read ``seed`` as one that runs them once for each.

    Parameters
    ----------
    cells : sequence of Cell
        Of one contender; the first gives the title.
    seeds : sequence of int
        Two or more.
    """
    code = "\n\n".join(cell.code.strip("\n") for cell in cells)
    code = f"for seed in {tuple(seeds)!r}:\n{textwrap.indent(code, '    ')}"
    anew = _("Repeated with each of {n} seeds; the scores are means over them.", n=len(seeds))
    words = sentences(*(cell.words for cell in cells), anew)
    return Cell(cells[0].title, words, code, tuple(line for cell in cells for line in cell.imports))
