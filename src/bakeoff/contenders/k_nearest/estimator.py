"""Scikit-learn's k nearest neighbours, which report once, at the end."""

from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.callback import with_callbacks
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor

from bakeoff.contenders.explanations import NearestRows
from bakeoff.contenders.progress import ReportingMixin
from bakeoff.contenders.temperature import FLOOR_OF_SHARES, TemperatureMixin
from bakeoff.errors import SettingError
from bakeoff.text import _


class _Nearest(ReportingMixin):
    """Fits in one step."""

    weights: str
    n_neighbors: int
    n_samples_fit_: int

    @with_callbacks
    def fit(
        self, X: ArrayLike, y: ArrayLike, *, X_val: ArrayLike | None = None, y_val: ArrayLike | None = None
    ) -> Self:
        """Remember the rows; score itself on the validation rows, if given.

        Raises
        ------
        SettingError
            If there are fewer rows than neighbours to ask.
        """
        with self._training(1):
            super().fit(X, y)
            if 1 < self.n_samples_fit_ < self.n_neighbors:  # of one row alone scikit-learn tells by itself
                raise SettingError(
                    _(
                        "{k} neighbours are to be asked, but there are {n} training rows; set “Neighbours” lower.",
                        k=self.n_neighbors,
                        n=self.n_samples_fit_,
                    )
                )
            self._report_at_the_end(X, y, X_val, y_val)
        return self

    def explain(self, X: ArrayLike) -> NearestRows:
        """Return the training rows that one row is answered by."""
        distances, rows = (nearest[0] for nearest in self.kneighbors(X))
        return NearestRows(rows, distances, self._shares(distances))

    def _shares(self, distances: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return how much each neighbour counts; those at no distance, if there are any, alone."""
        counted = np.ones_like(distances)
        if self.weights == "distance":
            same = distances == 0
            counted = same.astype(np.float64) if same.any() else 1 / distances
        return np.asarray(counted / counted.sum())


class NearestClassifier(TemperatureMixin, _Nearest, KNeighborsClassifier):
    """Scikit-learn's KNeighborsClassifier."""

    floor = FLOOR_OF_SHARES


class NearestRegressor(_Nearest, KNeighborsRegressor):
    """Scikit-learn's KNeighborsRegressor."""
