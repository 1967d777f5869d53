"""Cells before contenders learn: the weights of training rows, by the very function of the race; the target's log."""

import inspect
from collections.abc import Iterator

from bakeoff.contenders.traits import Cell
from bakeoff.preparation.weights import row_weights
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _

_IMPORTS = (
    "import numpy as np",
    "from typing import Any",
    "from numpy.typing import NDArray",
    "from sklearn.utils.validation import has_fit_parameter",
)
_CODE = """
weights = row_weights({own}, y_train, {balanced})


def weighed(model, rows=slice(None)):
    step, last = model.steps[-1] if hasattr(model, "steps") else ("", model)
    if not has_fit_parameter(last, "sample_weight"):
        return {{}}
    return {{f"{{step}}__sample_weight" if step else "sample_weight": weights[rows]}}
"""


def weighs(spec: BakeoffSpec) -> bool:
    """Tell whether training rows are weighed."""
    return bool(spec.rules.weight_by) or _balances(spec)


def logs(spec: BakeoffSpec) -> bool:
    """Tell whether the logarithm of the target is learnt."""
    return spec.rules.log_target and spec.dataset.info.task == "regression"


def weights_cells(spec: BakeoffSpec) -> Iterator[Cell]:
    """Yield the cells that come to ``log_y_train``, and to ``weights`` and ``weighed``, if they are needed."""
    if logs(spec):
        words = _("All but the baseline learn the logarithm of the target; answers are converted back to its unit.")
        yield Cell(_("Log scale of the target"), words, "log_y_train = np.log(y_train)", _IMPORTS[:1])
    if not weighs(spec):
        return
    own = "counts[train]" if spec.rules.weight_by else "np.ones(len(train))"
    if spec.transform.copies:
        own = f"np.tile({own}, {1 + spec.transform.copies})"
    code = f"{inspect.getsource(row_weights)}\n{_CODE.format(own=own, balanced=_balances(spec))}"
    words = _("Training rows are weighted. The baseline, and models that take no weights, count all rows alike.")
    yield Cell(_("Weights"), words, code, _IMPORTS)


def _balances(spec: BakeoffSpec) -> bool:
    return spec.rules.class_weight == "balanced" and spec.dataset.info.task == "classification"
