"""Running text to numbers: how often each word, each pair of words and each run of characters is in it, weighed."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy import sparse
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.utils.validation import check_is_fitted

MOST_WORDS = 8_000
MOST_RUNS = 8_000
"""So many words and pairs, and so many runs, are kept, the most frequent ones."""
RUNS = (2, 5)
"""Fewest and most characters of a run."""
FITTED_TEXTS = 20_000
"""What there is to be counted is learnt from so many training texts, evenly spread."""
MOST_LETTERS = 10_000_000
"""Where the training texts have more in all, runs are left out: they would take 12 bytes for nearly each letter of each
length, some half a gigabyte from here on, and texts so many or so long tell enough by their words."""
ENOUGH_TEXTS = 100
"""From so many on, what is in one text alone is not counted: nobody can learn from it."""
TOKEN = r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+"
"""Words; of Chinese and Japanese, which put no spaces between words, each character."""


class TextWeights(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Turns a column of texts into TF-IDF of words, pairs of words and runs of 2 to 5 characters, as sparse as it is.

    Both parts of a row, words and runs, have length 1 each. Runs do not go over the end of a word; where there are no
    spaces between words, as in Chinese and Japanese, they go on from one to the next. A missing text is an empty one,
    and an empty one is zeros. Texts without anything to count are one column of zeros.

    Attributes
    ----------
    words_, runs_ : TfidfVectorizer or None
        Scikit-learn's; None where there is nothing to count, or too much.
    """

    def fit(self, X: pd.DataFrame, y: ArrayLike | None = None) -> Self:
        """Learn what there is to be counted, and how rare each is."""
        self.feature_names_in_ = np.asarray(X.columns, dtype=object)
        texts = _texts(X)
        few = texts[:: -(-len(texts) // FITTED_TEXTS)]
        common = {"sublinear_tf": True, "min_df": 2 if len(few) >= ENOUGH_TEXTS else 1}
        self.words_ = _fitted(few, TOKEN, token_pattern=TOKEN, ngram_range=(1, 2), max_features=MOST_WORDS, **common)
        self.runs_ = None
        if sum(map(len, texts)) <= MOST_LETTERS:
            self.runs_ = _fitted(few, r"\S", analyzer="char_wb", ngram_range=RUNS, max_features=MOST_RUNS, **common)
        return self

    @property
    def parts(self) -> tuple[tuple[str, TfidfVectorizer], ...]:
        """What counts, by name, in the order of the columns."""
        check_is_fitted(self, "words_")
        return tuple((name, one) for name, one in (("words", self.words_), ("runs", self.runs_)) if one is not None)

    def transform(self, X: pd.DataFrame) -> sparse.csr_matrix:
        """Return the weights, shape (n_rows, n_features)."""
        texts = _texts(X)
        made = [one.transform(texts) for _name, one in self.parts]
        return sparse.hstack(made, format="csr") if made else sparse.csr_matrix((len(texts), 1))

    def get_feature_names_out(self, input_features: ArrayLike | None = None) -> NDArray[np.object_]:
        """Return names such as ``message: good``, and of runs ``message: goo…``, ``message: …oo…``."""
        column = self.feature_names_in_[0]
        return np.asarray([f"{column}: {one}" for one in self._counted()] or [f"{column}: 1"], dtype=object)

    def _counted(self) -> Iterator[str]:
        for name, one in self.parts:
            yield from map(str if name == "words" else run_told, one.get_feature_names_out())


def on_a_plane(X: pd.DataFrame) -> NDArray[np.float64]:
    """Return the first two components of the words of texts, by truncated SVD; zeros for what they do not have."""
    texts, points = _texts(X), np.zeros((len(X), 2))
    words = _fitted(texts, TOKEN, token_pattern=TOKEN, ngram_range=(1, 2), max_features=MOST_WORDS, sublinear_tf=True)
    if words is not None:
        weights = words.transform(texts)
        size = min(2, weights.shape[0] - 1, weights.shape[1] - 1)
        points[:, :size] = TruncatedSVD(size, random_state=0).fit_transform(weights) if size else 0.0
    return points


def run_told(run: str) -> str:
    """Return a run of characters with dots where the word goes on, and in angles if it is all of one.

    Examples
    --------
    >>> run_told(" goo"), run_told("oo"), run_told("od "), run_told(" good ")
    ('goo…', '…oo…', '…od', '‹good›')
    """
    begins, ends = run.startswith(" "), run.endswith(" ")
    if begins and ends:
        return f"‹{run.strip()}›"
    return f"{'' if begins else '…'}{run.strip()}{'' if ends else '…'}"


def _fitted(texts: Sequence[str], something: str, **options: Any) -> TfidfVectorizer | None:
    """Return a vectorizer that has learnt these texts; None if there is nothing in them that it would count."""
    if not any(re.search(something, text) for text in texts):
        return None
    try:
        return TfidfVectorizer(**options).fit(texts)
    except ValueError:  # nothing is in two of them
        return TfidfVectorizer(**options | {"min_df": 1}).fit(texts)


def _texts(X: pd.DataFrame) -> list[str]:
    return [str(text) for text in X.iloc[:, 0].fillna("")]
