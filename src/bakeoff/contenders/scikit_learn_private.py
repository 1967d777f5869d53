"""Private parts of scikit-learn that Bakeoff's estimators need; no other module uses them.

Those of its SVMs are in `bakeoff.contenders.svm.inside`. `test_scikit_learn_private.py` fails when a name here has
changed. Each was read from `READ_FROM`.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.callback import CallbackContext, CallbackSupportMixin
from sklearn.utils.validation import _check_sample_weight

READ_FROM = "1.9.1"
"""The version of scikit-learn."""


def fit_begins(estimator: CallbackSupportMixin, total: int | None) -> CallbackContext:
    """Return what tells an estimator's callbacks of its fit, and of up to `total` steps in it."""
    return estimator._init_callback_context(max_subtasks=total)


def callbacks_of(estimator: object) -> Sequence[Any]:
    """Return the callbacks that were set on an estimator; there is a public way to set them, and none to ask."""
    return tuple(getattr(estimator, "_skl_callbacks", ()))


def check_parameters(estimator: Any) -> None:
    """Raise scikit-learn's own error if a parameter is none; its own ``fit`` does so first, ours does much before."""
    estimator._validate_params()


def checked_weights(weights: ArrayLike | None, rows: Any, dtype: Any = np.float64) -> NDArray[Any] | None:
    """Return weights of rows as an array, if there are any; raise scikit-learn's own error if they cannot be such."""
    return None if weights is None else _check_sample_weight(weights, rows, dtype=dtype, ensure_non_negative=True)
