"""Test for similar answers among related rows.

"Alike" is a test: four standard errors, and more than in any of 200 shuffles of the answers. So unrelated rows are
called alike in one table of 200 at most, and in one of 30,000 if they are many.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bakeoff.fields import Task

ClassAnswers = NDArray[np.float64]

ALIKE = 4.0
"""Standard errors that rows which belong together must be more alike than others."""
SHUFFLES = 200


def alike(statistic: Callable[[ClassAnswers], float], answers: list[ClassAnswers]) -> bool:
    """Return whether some answers are more alike than chance makes them."""
    rng = np.random.default_rng(0)
    for values in answers:
        measured = statistic(values)
        if measured > ALIKE and measured > max(statistic(rng.permutation(values)) for _shuffle in range(SHUFFLES)):
            return True
    return False


def as_answers(y: NDArray[Any], task: Task) -> list[ClassAnswers]:
    """Return numbers as ranks, which no outlier rules, and classes as 0 and 1 for each."""
    if task == "regression":
        return [np.asarray(pd.Series(y).rank(), dtype=np.float64)]
    return [(y == code).astype(np.float64) for code in np.unique(y)]
