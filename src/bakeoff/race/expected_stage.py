"""Questions that contenders will get, as far as a spec tells before any job has read the data.

The page reserves room for them from the first moment, so that nothing moves once the answers come.
"""

import numpy as np

from bakeoff.race.stage import SHOWN_PICTURES, Kind, RaceStage
from bakeoff.spec import BakeoffSpec


def expected_stage(spec: BakeoffSpec) -> RaceStage | None:
    """Return a stage of the kind that a race will have, on which there is nothing yet.

    Parameters
    ----------
    spec : BakeoffSpec

    Returns
    -------
    RaceStage or None
        None where nothing may be asked: no rows are kept for validation, and the data are no plane.
    """
    info = spec.dataset.info
    kind = _kind(info.kind, info.features)
    if kind != "plane" and not spec.rules.validation_share:
        return None
    pictures = np.zeros((SHOWN_PICTURES, 1, 1), np.uint8) if kind == "pictures" else None
    target = np.zeros(SHOWN_PICTURES if kind == "pictures" else 0, np.int64)
    return RaceStage(kind, info.task, (), target, pictures, side=1 if kind == "plane" else 0)


def _kind(kind: str, features: int) -> Kind:
    if kind == "image":
        return "pictures"
    return "plane" if kind == "plane" or features == 2 else "rows"
