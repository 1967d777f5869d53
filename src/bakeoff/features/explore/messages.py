"""Messages between a server and the jobs that look at data."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bakeoff.features.explore.maps import TsneSettings


@dataclass(frozen=True)
class Doing:
    """Activity of a job and, if it is known, the share that is done."""

    words: str
    share: float | None = None


@dataclass(frozen=True)
class RowsToPlace:
    """A payload: rows to be put on a map."""

    scores: NDArray[np.float32]
    settings: TsneSettings
