"""Scikit-learn's k nearest neighbours, which report once, at the end."""

from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.callback import with_callbacks
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor

from bakeoff.contenders.explanations import NearestRows
from bakeoff.contenders.progress import ReportingMixin
from bakeoff.contenders.temperature import FLOOR_OF_SHARES, TemperatureMixin
from bakeoff.contenders.weighed_texts import WeighedTextsMixin
from bakeoff.errors import SettingError
from bakeoff.text import _


class _Nearest(WeighedTextsMixin, ReportingMixin):
    """Fits in one step."""

    weights: str
    n_neighbors: int
    n_samples_fit_: int

    @with_callbacks
    def fit(
        self,
        X: ArrayLike,
        y: ArrayLike,
        *,
        X_val: ArrayLike | None = None,
        y_val: ArrayLike | None = None,
        texts: int | None = None,
    ) -> Self:
        """Remember the rows; score itself on the validation rows, if given.

        Columns from number `texts` on are of texts, see `WeighedTextsMixin`.

        Raises
        ------
        SettingError
            If there are fewer rows than neighbours to ask.
        """
        with self._training(1):
            super().fit(self._weighed(X, y, texts), y)
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

    def kneighbors(self, X: Any = None, *more: Any, **named: Any) -> Any:
        """Return the distances to the nearest training rows, and which these are."""
        return super().kneighbors(self._seen(X), *more, **named)

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


class _NearestClasses(_Nearest):
    """Answers with shares of the nearest rows."""

    def predict_proba(self, X: Any) -> Any:
        """Return the share of each class; shape (n_rows, n_classes)."""
        return super().predict_proba(self._seen(X))


class NearestClassifier(TemperatureMixin, _NearestClasses, KNeighborsClassifier):
    """Scikit-learn's KNeighborsClassifier."""

    floor = FLOOR_OF_SHARES


class NearestRegressor(_Nearest, KNeighborsRegressor):
    """Scikit-learn's KNeighborsRegressor."""
