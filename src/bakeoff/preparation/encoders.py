"""What scikit-learn has no single step for: dates to numbers, and running text to numbers."""

import re
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.utils.validation import check_is_fitted

MOST_WORDS = 20_000
COMPONENTS = 50
TOKEN = r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+"
"""Words; of Chinese and Japanese, which put no spaces between words, each character."""


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


class TextComponents(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Turns a column of texts into at most 50 numbers: TF-IDF of words and pairs of words, then a truncated SVD.

    A missing text is an empty one, and an empty one is zeros. Texts without any word are one column of zeros.

    Parameters
    ----------
    n_components : int
    seed : int
        Of the SVD, which is a randomised one.
    """

    def __init__(self, n_components: int = COMPONENTS, seed: int = 0) -> None:
        self.n_components = n_components
        self.seed = seed

    def fit(self, X: pd.DataFrame, y: ArrayLike | None = None) -> Self:
        """Learn the words, how rare each is, and which go together."""
        self.feature_names_in_ = np.asarray(X.columns, dtype=object)
        texts = _texts(X)
        self.words_: TfidfVectorizer | None = None
        self.components_: TruncatedSVD | None = None
        if any(re.search(TOKEN, text) for text in texts):
            self.words_ = TfidfVectorizer(
                token_pattern=TOKEN, ngram_range=(1, 2), max_features=MOST_WORDS, sublinear_tf=True
            )
            weights = self.words_.fit_transform(texts)
            size = min(self.n_components, weights.shape[1] - 1, weights.shape[0] - 1)
            if size >= 1:
                self.components_ = TruncatedSVD(size, random_state=self.seed).fit(weights)
        self.n_columns_ = 1 if self.components_ is None else self.components_.n_components
        return self

    def transform(self, X: pd.DataFrame) -> NDArray[np.float64]:
        """Return the numbers."""
        check_is_fitted(self, "n_columns_")
        if self.components_ is not None and self.words_ is not None:
            return np.asarray(self.components_.transform(self.words_.transform(_texts(X))), dtype=np.float64)
        if self.words_ is not None:  # one word in all: is it there?
            return np.asarray(self.words_.transform(_texts(X)).sum(axis=1), dtype=np.float64).reshape(-1, 1)
        return np.zeros((len(X), 1))

    def get_feature_names_out(self, input_features: ArrayLike | None = None) -> NDArray[np.object_]:
        """Return names such as ``message: 1``."""
        names = [f"{self.feature_names_in_[0]}: {number}" for number in range(1, self.n_columns_ + 1)]
        return np.asarray(names, dtype=object)


def _texts(X: pd.DataFrame) -> list[str]:
    return [str(text) for text in X.iloc[:, 0].fillna("")]
