"""What contenders answer all over a plane through feature space."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bakeoff.evaluation.base import Plane, Regions
from bakeoff.evaluation.preparation import Prepared
from bakeoff.evaluation.projection import FITTED_ROWS, some
from bakeoff.evaluation.splits import take
from bakeoff.text import _

SHOWN_ROWS = 1000
RESOLUTION = 80
PROJECTED_RESOLUTION = 50  # the picture of a projection says less, and an SVM takes long to answer for it
_PADDING = 0.08


def plane_of(prepared: Prepared, resolution: int | None = None, seed: int = 0) -> Plane:
    """Choose the plane that decision regions are drawn on.

    Data of two numbers is its own plane, in its own units. For anything else it is the plane of the first
    two principal components of the preprocessed training part (of 5,000 rows of it, if it is larger);
    everything that the two leave out stays at its mean.

    Parameters
    ----------
    prepared : Prepared
    resolution : int, optional
        Points along either axis; 80, or 50 on principal components, unless said otherwise.
    seed : int
        Chooses the held-out rows that are shown if there are more than 1,000.

    Returns
    -------
    Plane
    """
    shown = some(len(prepared.y_test), SHOWN_ROWS, seed)
    flat = _is_flat(prepared)
    points = resolution or (RESOLUTION if flat else PROJECTED_RESOLUTION)
    if flat:
        known = np.asarray(prepared.data.X, dtype=np.float64)
        rows = take(known, prepared.rows_test[shown])
        names = (prepared.data.feature_names[0], prepared.data.feature_names[1])
    else:
        projection = prepared.projection
        rows = projection.flatten(prepared.X_test[shown])
        known = np.concatenate([projection.flatten(prepared.X_train[:FITTED_ROWS]), rows])
        names = (_("First principal component"), _("Second principal component"))
    return Plane(
        x=_axis(known[:, 0], points),
        y=_axis(known[:, 1], points),
        axis_names=names,
        rows_x=rows[:, 0].astype(np.float64),
        rows_y=rows[:, 1].astype(np.float64),
        rows_target=prepared.y_test[shown],
        projected=not flat,
    )


def grid(prepared: Prepared, plane: Plane) -> NDArray[Any]:
    """Return every point of the plane as preprocessed features, to predict them.

    Returns
    -------
    ndarray of shape (n_y * n_x, n_features_out)
        Row by row of the plane, in the features' dtype.
    """
    across, up = np.meshgrid(plane.x, plane.y)
    points = np.column_stack([across.ravel(), up.ravel()])
    if not plane.projected:
        return np.asarray(prepared.pipeline.transform(pd.DataFrame(points, columns=list(prepared.data.feature_names))))
    return prepared.projection.unflatten(points)


def regions(estimator: Any, prepared: Prepared, plane: Plane) -> Regions:
    """Return what a fitted contender answers at every point of the plane, and how sure it is.

    The class is the most probable one.
    """
    X = grid(prepared, plane)
    shape = (len(plane.y), len(plane.x))
    if prepared.task == "regression":
        return Regions(np.asarray(estimator.predict(X), dtype=np.float32).reshape(shape), None)
    probabilities = np.asarray(estimator.predict_proba(X))
    answer = np.asarray(estimator.classes_)[probabilities.argmax(axis=1)].astype(np.int16)
    return Regions(answer.reshape(shape), probabilities.max(axis=1).astype(np.float32).reshape(shape))


def _is_flat(prepared: Prepared) -> bool:
    X = prepared.data.X
    if X.shape[1] != 2:
        return False
    if isinstance(X, pd.DataFrame):
        numbers = X.select_dtypes("number")  # which truth values are not
        return numbers.shape[1] == 2 and not X.isna().any(axis=None)
    return bool(np.isfinite(X).all())


def _axis(values: NDArray[Any], resolution: int) -> NDArray[np.float64]:
    low, high = float(values.min()), float(values.max())
    room = _PADDING * (high - low) or 1.0
    return np.linspace(low - room, high + room, resolution)
