"""Words weighed by how unevenly the classes use them, as contenders do that compare rows or add features up.

The weights know the targets. So they are a part of the contender and not of the preparation, and learnt of the rows
that it is fitted to alone: rows that are held out of these, in folds or for early stopping, have not informed them.
"""

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from sklearn.base import BaseEstimator, TransformerMixin, is_classifier
from sklearn.compose import ColumnTransformer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, Normalizer, normalize
from sklearn.utils.extmath import safe_sparse_dot

from bakeoff.matrix import dense


class WeighedTexts(TransformerMixin, BaseEstimator):
    """Weighs the columns of texts by their log-count ratios, and gives each row of them length 1.

    The ratio is that of a column's share in a class to its share in all others, smoothed by 1; the weight is the square
    root of its logarithm's size, in the class where that is largest (S. Wang and C. D. Manning: Baselines and bigrams,
    ACL 2012, take the logarithm). Numbers as targets have no classes, and leave all columns as heavy as they are.

    Parameters
    ----------
    first : int
        Column from which on all are of texts; those before it are left as they are.
    classes : bool
        Whether the target is a class.

    Attributes
    ----------
    weights_ : ndarray of shape (n_features - first,)
    """

    def __init__(self, first: int = 0, classes: bool = True) -> None:
        self.first = first
        self.classes = classes

    def fit(self, X: Any, y: ArrayLike) -> Self:
        """Learn the weights of CSR rows, shape (n_rows, n_features), and their targets."""
        texts = X[:, self.first :]
        self.weights_ = np.ones(texts.shape[1])
        if self.classes:
            known, codes = np.unique(y, return_inverse=True)
            sums = np.array([np.ravel(texts[codes == code].sum(axis=0)) for code in range(len(known))])
            own, others = (
                np.log(counts / counts.sum(axis=1, keepdims=True)) for counts in (1 + sums, 1 + sums.sum(axis=0) - sums)
            )
            self.weights_ = np.sqrt(np.abs(own - others).max(axis=0))
        return self

    def transform(self, X: Any) -> Any:
        """Return the rows weighed, as CSR."""
        texts = X[:, self.first :].multiply(self.weights_.astype(X.dtype))
        return sparse.hstack([X[:, : self.first], normalize(texts.tocsr())], format="csr")


class WeighedRows(sparse.csr_matrix):
    """Rows that are weighed already: scikit-learn's methods ask one another, and none shall weigh them again."""


class WeighedTextsMixin:
    """Lets an estimator weigh texts; its ``fit`` is told by ``texts`` from which column on there are any.

    Attributes
    ----------
    texts_ : WeighedTexts or None
        None where it was fitted to rows without texts.
    """

    texts_: WeighedTexts | None = None

    def _weighed(self, X: Any, y: ArrayLike, texts: int | None) -> Any:
        """Learn the weights, if there are texts, and return the rows as they are learnt from."""
        self.texts_ = None
        if texts is not None:
            self.texts_ = WeighedTexts(texts, is_classifier(self)).fit(X, y)
        return X if self.texts_ is None else self.texts_.transform(sparse.csr_matrix(X))

    @property
    def first_of_texts(self) -> int | None:
        """The column from which on all are of texts, as ``fit`` was told; None if there are none."""
        return None if self.texts_ is None else self.texts_.first

    def _seen(self, X: Any) -> Any:
        """Return rows as it sees them."""
        if X is None or self.texts_ is None or isinstance(X, WeighedRows):
            return X
        return WeighedRows(self.texts_.transform(sparse.csr_matrix(X)))

    def _factors(self, X: Any | None = None) -> NDArray[np.float64] | float:
        """Return what each column of one row is multiplied with before it is seen; shape (n_features,), or 1.

        Without a row, how heavy each column is, whatever length rows are then given.
        """
        if self.texts_ is None:
            return 1.0
        first, weights = self.texts_.first, self.texts_.weights_
        length = 1.0 if X is None else float(np.linalg.norm(dense(X)[0, first:] * weights)) or 1.0
        return np.concatenate([np.ones(first), weights / length])

    def predict(self, X: Any) -> Any:
        """Return the class or number of each row."""
        return super().predict(self._seen(X))  # type: ignore[misc]


def plain_weights(texts: WeighedTexts) -> ColumnTransformer:
    """Return fitted weights as scikit-learn's own classes, fitted."""
    n = texts.first + len(texts.weights_)
    weigh = FunctionTransformer(
        safe_sparse_dot, kw_args={"b": sparse.diags(texts.weights_, format="csr")}, accept_sparse=True
    )
    others, columns = list(range(texts.first)), list(range(texts.first, n))
    parts: Sequence[Any] = [
        ("others", "passthrough", others),
        ("texts", make_pipeline(weigh, Normalizer()), columns),
    ]
    return ColumnTransformer(parts, sparse_threshold=1.0).fit(sparse.csr_matrix((1, n)))
