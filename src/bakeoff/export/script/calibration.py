"""The cell that calibrates probabilities as `contenders.temperature` does: the very functions, and what calls them."""

import inspect

from bakeoff.contenders import contender, temperature
from bakeoff.contenders.traits import Cell
from bakeoff.export.script.weights import weighs
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _

_IMPORTS = (
    "import numpy as np",
    "from collections.abc import Iterator",
    "from numpy.typing import NDArray",
    "from scipy.optimize import minimize_scalar",
    "from scipy.special import log_softmax, softmax",
    "from sklearn.base import clone",
    "from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold",
)
_ALWAYS = (temperature.log_loss, temperature.fit_scale, temperature.softmax_of)
_OF_OTHERS = (temperature.logarithms, temperature.scaled)

_HEAD = f"""
Scores = NDArray[np.float64]
FOLDS, PRIOR_ROWS, ENOUGH_UNSEEN = {temperature.FOLDS}, {temperature.PRIOR_ROWS}, {temperature.ENOUGH_UNSEEN}
"""

_FITTING = """
# Rows with the same number belong together; those that were made up of others have -1.
row_groups = np.tile({own}, {times})
row_groups = np.concatenate([row_groups, np.full(len(y_train) - len(row_groups), -1)])


def held_out_scores(model, scores_of, most):
    random = np.random.RandomState(getattr(model[-1] if hasattr(model, "steps") else model, "random_state", 0))
    rows = random.permutation(np.flatnonzero(row_groups >= 0))[:most]
    _kept, places, counts = np.unique(y_train[rows], return_inverse=True, return_counts=True)
    rows = rows[counts[places] >= FOLDS]
    kept, places = np.unique(y_train[rows], return_inverse=True)
    if len(kept) < 2:
        return None
    found = np.full((len(rows), len(kept)), np.nan)
    for seen, unseen in folds(places, row_groups[rows]):
        other = clone(model).fit(X_train[rows[seen]], y_train[rows[seen]]{weights})
        if len(other.classes_) == len(kept):
            found[unseen] = scores_of(other, X_train[rows[unseen]])
    told = np.isfinite(found).all(axis=1)
    return (found[told], places[told]) if len(np.unique(places[told])) > 1 else None


def calibrated(model, scores_of, most=None):
    seen = None
{validation}    seen = held_out_scores(model, scores_of, most) if seen is None else seen
    return 1.0 if seen is None else fit_scale(*seen)
"""
_VALIDATION = """    if len(y_validation) >= ENOUGH_UNSEEN:
        known = np.isin(y_validation, model.classes_)
        places = np.searchsorted(model.classes_, y_validation[known])
        if len(np.unique(places)) > 1:
            seen = scores_of(model, X_validation)[known], places
"""


def is_calibrated(name: str, spec: BakeoffSpec) -> bool:
    """Tell whether a contender's probabilities are calibrated in a race."""
    rule = spec.rules.calibration
    if spec.dataset.info.task == "regression" or rule == "none" or contender(name).baseline:
        return False
    return rule == "all" or contender(name).own_probabilities is not None


def calibration_cells(spec: BakeoffSpec) -> list[Cell]:
    """Return the cell that says how probabilities are made, if those of any contender here are."""
    if spec.dataset.info.task == "regression":
        return []
    own = {name: made() for name in spec.contenders if (made := contender(name).own_probabilities)}
    others = any(is_calibrated(name, spec) for name in spec.contenders.keys() - own.keys())
    if not (own or others):
        return []
    theirs = (function for cells in own.values() for function in cells.functions)
    functions = dict.fromkeys((*_ALWAYS, *theirs, *(_OF_OTHERS if others else ()), temperature.folds))
    numbers = "groups[train]" if spec.rules.split == "group" else "train"
    fitting = _FITTING.format(
        own=numbers,
        times=1 + spec.transform.copies,
        validation=_VALIDATION if spec.rules.validation_share else "",
        weights=", **weighed(model, rows[seen])" if weighs(spec) else "",
    )
    code = "\n\n\n".join(
        [_HEAD.strip(), *(inspect.getsource(function).strip() for function in functions), fitting.strip()]
    )
    words = _(
        "A softmax turns scores into probabilities. One number, fitted on rows that the model has not seen, makes "
        "them as sure as they should be."
    )
    return [Cell(_("How probabilities are calibrated"), words, code, _IMPORTS)]
