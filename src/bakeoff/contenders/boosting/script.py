"""The boosting contender's part of a race's script."""

import inspect

from bakeoff.contenders.base import Contender
from bakeoff.contenders.boosting import columns
from bakeoff.contenders.scikit_learn import scikit_learn_cell
from bakeoff.contenders.traits import Cell, ScriptedRace
from bakeoff.fields import Settings
from bakeoff.text import _

_IMPORTS = (
    "from typing import Any",
    "import numpy as np",
    "from numpy.typing import ArrayLike",
    "from sklearn.compose import ColumnTransformer",
    "from sklearn.feature_selection import f_classif, f_regression",
)


def boosting_cells(info: Contender, settings: Settings, race: ScriptedRace) -> list[Cell]:
    """Return the cell that fits it; to sparse rows as the race does, with the columns that say most."""
    if not race.sparse:
        return [scikit_learn_cell(info, settings, race)]
    words = _("It takes no sparse rows, so it is given the columns that say most of the target.")
    chosen = f"chosen_columns(X_train, {race.target}, {race.task == 'classification'})"
    cell = scikit_learn_cell(info, settings, race, more_words=words, first_step=chosen)
    numbers = f"MOST_COLUMNS, MOST_NUMBERS, DENSE = {columns.MOST_COLUMNS}, {columns.MOST_NUMBERS}, {columns.DENSE}"
    code = "\n\n\n".join([numbers, inspect.getsource(columns.chosen_columns).strip(), cell.code])
    return [Cell(cell.title, cell.words, code, (*_IMPORTS, *cell.imports))]
