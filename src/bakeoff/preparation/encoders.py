"""Preprocessing step that scikit-learn lacks: dates to numbers."""

from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted


def date_parts(dates: "pd.Series[Any]", first: pd.Timestamp) -> "dict[str, pd.Series[Any]]":
    """Return days since the first date, year, month, day, weekday (Monday is 0) and hour, by name."""
    days, of = (dates - first).dt.total_seconds() / 86_400, dates.dt
    parts = {"days": days, "year": of.year, "month": of.month, "day": of.day}
    return parts | {"weekday": of.day_of_week, "hour": of.hour}


class DateParts(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Turns each column of dates into days since its first one, year, month, day, weekday (Monday is 0) and hour.

    A part that is the same in all rows it was fitted to is left out, and a missing date is NaN in every part.

    Attributes
    ----------
    first_ : dict of str to Timestamp
        Earliest date of each column.
    parts_ : dict of str to list of str
        What each column is turned into.
    """

    def fit(self, X: pd.DataFrame, y: ArrayLike | None = None) -> Self:
        """Learn the first date, and which parts differ."""
        self.feature_names_in_ = np.asarray(X.columns, dtype=object)
        self.first_ = {name: X[name].min() for name in X.columns}
        self.parts_ = {
            name: [part for part, values in self._parts(X, name).items() if values.nunique() > 1] or ["days"]
            for name in X.columns
        }
        return self

    def transform(self, X: pd.DataFrame) -> NDArray[np.float64]:
        """Return the parts, column by column."""
        check_is_fitted(self)
        made = [self._parts(X, name)[part] for name in self.feature_names_in_ for part in self.parts_[name]]
        return np.column_stack([part.to_numpy(dtype=np.float64, na_value=np.nan) for part in made])

    def get_feature_names_out(self, input_features: ArrayLike | None = None) -> NDArray[np.object_]:
        """Return names such as ``ordered: weekday``."""
        names = [f"{name}: {part}" for name in self.feature_names_in_ for part in self.parts_[name]]
        return np.asarray(names, dtype=object)

    def _parts(self, X: pd.DataFrame, name: str) -> "dict[str, pd.Series[Any]]":
        return date_parts(X[name], self.first_[name])
