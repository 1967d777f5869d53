"""The columns of sparse rows that boosting sees: its library takes dense rows alone, and all of them would not fit."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_matrix, issparse
from sklearn.base import is_classifier
from sklearn.compose import ColumnTransformer
from sklearn.feature_selection import f_classif, f_regression

MOST_COLUMNS = 1000
MOST_NUMBERS = 50_000_000
"""Of all training rows: 400 MB."""
DENSE = 0.5
"""A column with a number in so many of the rows is none of a text, and is always seen."""


def chosen_columns(X: Any, y: ArrayLike, classes: bool) -> ColumnTransformer:
    """Return what makes sparse rows dense ones of the columns that say most of the target, by an F-test of each.

    Parameters
    ----------
    X : CSR matrix of shape (n_rows, n_features)
        Training rows.
    y : array-like of shape (n_rows,)
    classes : bool
        Whether the target is a class.
    """
    most = max(1, min(MOST_COLUMNS, MOST_NUMBERS // X.shape[0]))
    with np.errstate(divide="ignore", invalid="ignore"):  # columns of zeros
        strength = np.nan_to_num((f_classif if classes else f_regression)(X, y)[0], nan=-1.0)
    strength[np.bincount(X.indices, minlength=X.shape[1]) > DENSE * X.shape[0]] = np.inf
    places = np.sort(np.argsort(-strength, kind="stable")[:most])
    return ColumnTransformer([("chosen", "passthrough", places.tolist())], sparse_threshold=0.0).fit(X)


class DenseColumnsMixin:
    """Lets a model of scikit-learn's that takes dense rows alone take sparse ones, as `chosen_columns` has them.

    Attributes
    ----------
    columns_ : ColumnTransformer or None
        What makes them dense; None where it was fitted to dense rows.
    """

    columns_: ColumnTransformer | None = None

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()  # type: ignore[misc]
        tags.input_tags.sparse = True
        return tags

    def _chosen(self, X: Any, y: ArrayLike) -> Any:
        """Choose the columns, if the rows are sparse, and return the rows as they are seen."""
        self.columns_ = None
        if issparse(X):
            X = csr_matrix(X)
            self.columns_ = chosen_columns(X, y, is_classifier(self))
        return self._seen(X)

    def _seen(self, X: Any) -> Any:
        if self.columns_ is None or not issparse(X):
            return X
        seen: NDArray[Any] = self.columns_.transform(csr_matrix(X))
        return seen

    def predict(self, X: Any) -> Any:
        """Return the class or number of each row."""
        return super().predict(self._seen(X))  # type: ignore[misc]


class DenseColumnsClassifierMixin(DenseColumnsMixin):
    """The same for a classifier."""

    def predict_proba(self, X: Any) -> Any:
        """Return the probability of each class; shape (n_rows, n_classes)."""
        return super().predict_proba(self._seen(X))  # type: ignore[misc]

    def decision_function(self, X: Any) -> Any:
        """Return the sums of what the trees say."""
        return super().decision_function(self._seen(X))  # type: ignore[misc]
