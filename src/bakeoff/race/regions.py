"""Predictions of contenders all over a plane through feature space."""

import functools
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bakeoff.evaluation.base import Plane, Regions
from bakeoff.matrix import Matrix
from bakeoff.preparation.prepared import Prepared
from bakeoff.preparation.projection import FITTED_ROWS, Projection, some
from bakeoff.preparation.splits import take
from bakeoff.race.predicting import answered
from bakeoff.text import _

SHOWN_ROWS = 1000
RESOLUTION = 80
_PADDING = 0.08


Placing = Callable[[Matrix], NDArray[Any]]


def placed_on(prepared: Prepared, resolution: int | None = None, seed: int = 0) -> tuple[Plane, Placing]:
    """Choose the plane that contenders are looked at on; return also where it has rows, by their features.

    Data of two numbers is its own plane, in its own units, and can be coloured all over. Anything else is projected:
    where there are classes, to the plane that parts those of the preprocessed training part best, and else to its first
    two principal components. What a contender answers *on* such a plane, all else at its mean, is no guide to what it
    answers to the rows that are projected to it, so there only rows are shown, each with its own answer.

    Parameters
    ----------
    resolution : int, optional
        Points along either axis; 80 unless said otherwise.
    seed : int
        Chooses the held-out rows that are shown if there are more than 1,000.

    Returns
    -------
    Plane
    callable
        Takes the preprocessed features of rows of a projected plane; of one that is not, the data's own two numbers.
    """
    place: Placing
    shown = some(len(prepared.y_test), SHOWN_ROWS, seed)
    flat = _is_flat(prepared)
    if flat:
        known = np.asarray(prepared.data.X, dtype=np.float64)
        place = functools.partial(np.asarray, dtype=np.float64)
        rows, share = take(known, prepared.rows_test[shown]), 1.0
        names = (prepared.data.feature_names[0], prepared.data.feature_names[1])
    else:
        projection, names = _projection(prepared)
        place = projection.flatten
        rows, share = place(prepared.X_test[shown]), projection.share
        known = np.concatenate([place(prepared.X_train[:FITTED_ROWS]), rows])
    ends = _ends if flat else _ends_of_most
    plane = Plane(
        x=np.linspace(*ends(known[:, 0]), resolution or RESOLUTION),
        y=np.linspace(*ends(known[:, 1]), resolution or RESOLUTION),
        axis_names=names,
        rows_x=rows[:, 0].astype(np.float64),
        rows_y=rows[:, 1].astype(np.float64),
        rows_target=prepared.y_test[shown],
        projected=not flat,
        rows=shown,
        share=share,
    )
    return plane, place


def _projection(prepared: Prepared) -> tuple[Projection, tuple[str, str]]:
    """Return the plane of data that has none of its own, and what its axes are called."""
    if prepared.task == "regression":
        names = _("First principal component"), _("Second principal component")
        return Projection.of(prepared.X_train), names
    projection = Projection.parting(prepared.X_train, prepared.y_train)
    if len(prepared.class_names) > 2:
        return projection, (_("First discriminant"), _("Second discriminant"))
    return projection, (_("Discriminant"), _("First principal component of the rest"))


def grid(prepared: Prepared, plane: Plane) -> NDArray[Any]:
    """Return every point of a plane of two numbers as preprocessed features, to predict them.

    Returns
    -------
    ndarray of shape (n_y * n_x, n_features_out)
        Row by row of the plane, in the features' dtype.
    """
    across, up = np.meshgrid(plane.x, plane.y)
    points = np.column_stack([across.ravel(), up.ravel()])
    return np.asarray(prepared.pipeline.transform(pd.DataFrame(points, columns=list(prepared.data.feature_names))))


def regions(estimator: Any, prepared: Prepared, plane: Plane) -> Regions | None:
    """Return a fitted contender's answer at every point of the plane, and how sure it is; None if it is projected."""
    if plane.projected:
        return None
    X = grid(prepared, plane)
    shape = (len(plane.y), len(plane.x))
    if prepared.task == "regression":
        return Regions(np.asarray(estimator.predict(X), dtype=np.float32).reshape(shape), None)
    prediction = answered(estimator.predict_proba(X), estimator.classes_, prepared)
    answer, confidence = prediction.values.astype(np.int16), prediction.confidence.astype(np.float32)
    return Regions(answer.reshape(shape), confidence.reshape(shape))


def _is_flat(prepared: Prepared) -> bool:
    X = prepared.data.X
    if X.shape[1] != 2:
        return False
    if isinstance(X, pd.DataFrame):
        numbers = X.select_dtypes("number")  # which truth values are not
        return numbers.shape[1] == 2 and not X.isna().any(axis=None)
    return bool(np.isfinite(X).all())


def _ends(values: NDArray[Any]) -> tuple[float, float]:
    """Return where an axis of all values begins and ends."""
    low, high = float(values.min()), float(values.max())
    room = _PADDING * (high - low) or 1.0
    return low - room, high + room


def _ends_of_most(values: NDArray[Any]) -> tuple[float, float]:
    """Return where an axis begins and ends that a few values far out do not leave the others huddled on."""
    low, high = np.quantile(values, [0.01, 0.99])
    reach = (high - low) / 2 or np.inf
    return _ends(np.clip(values, low - reach, high + reach))
