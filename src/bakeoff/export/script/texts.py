"""The cell that weighs texts as `contenders.weighed_texts` does: the very class."""

import inspect
from collections.abc import Iterator

from bakeoff.contenders import contender
from bakeoff.contenders.traits import Cell
from bakeoff.contenders.weighed_texts import WeighedTexts
from bakeoff.export.script.table import learns_from_texts
from bakeoff.preparation.columns import first_of_texts
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _

_IMPORTS = (
    "import numpy as np",
    "from typing import Any, Self",
    "from numpy.typing import ArrayLike",
    "from scipy import sparse",
    "from sklearn.base import BaseEstimator, TransformerMixin",
    "from sklearn.preprocessing import normalize",
)


def weighing_cells(spec: BakeoffSpec) -> Iterator[Cell]:
    """Yield the cell, if a contender here weighs texts."""
    if not (any(contender(name).weighs_texts for name in spec.contenders) and learns_from_texts(spec)):
        return
    parts = [inspect.getsource(part) for part in (WeighedTexts, first_of_texts)]
    code = "\n\n".join([*parts, "first_of_texts = first_of_texts(preparation)"])
    words = _(
        "Contenders that compare rows, or add features up, weigh words by how unevenly the classes use them. That is "
        "learnt by each of them, on the rows that it is fitted to alone."
    )
    yield Cell(_("How texts are weighed"), words, code, _IMPORTS)
