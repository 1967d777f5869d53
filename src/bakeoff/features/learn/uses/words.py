"""Words to numbers: a sentence as weights of its words, and what each adds to an answer."""

import functools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

from bakeoff.datasets import dataset

LONGEST = 5
"""Words of the hard goal's sentence, at most."""


@dataclass(frozen=True)
class Word:
    """One word of a sentence.

    Attributes
    ----------
    rarity : float
        Its inverse document frequency, ``ln((1 + n) / (1 + n_with)) + 1``.
    value : float
        Its number in the row: how often it is there times its rarity, all numbers together of length 1.
    weight : float
        What the model learnt to multiply it by.
    """

    text: str
    rarity: float
    value: float
    weight: float

    @property
    def adds(self) -> float:
        """Contribution of the word to the sum."""
        return self.value * self.weight


@dataclass(frozen=True)
class SentenceReading:
    """Reading of a sentence by the model.

    Attributes
    ----------
    words : tuple of Word
        Those in the vocabulary, by the size of their contribution, largest first.
    unknown : tuple of str
        Words that no training sentence has, or only one.
    """

    words: tuple[Word, ...]
    unknown: tuple[str, ...]
    bias: float

    @property
    def sum(self) -> float:
        """The bias and what all words add."""
        return self.bias + sum(word.adds for word in self.words)

    @property
    def positive(self) -> float:
        """The probability that it is praise: the sigmoid of the sum."""
        return float(1 / (1 + np.exp(-self.sum)))


@dataclass(frozen=True, eq=False)
class Reader:
    """Logistic regression over words, fitted on three quarters of the reviews.

    Attributes
    ----------
    n_rows, n_words : int
        Sentences that it was fitted on, and words that it knows.
    accuracy : float
        On the other quarter.
    """

    words: TfidfVectorizer
    model: LogisticRegression
    n_rows: int
    n_words: int
    accuracy: float

    def read(self, sentence: str) -> SentenceReading:
        """Take a sentence apart."""
        row = self.words.transform([sentence])
        names, rarity = self.words.get_feature_names_out(), self.words.idf_
        weights: NDArray[np.float64] = self.model.coef_[0]
        known = [
            Word(str(names[column]), float(rarity[column]), float(value), float(weights[column]))
            for column, value in zip(row.indices, row.data, strict=True)
        ]
        said = dict.fromkeys(self.words.build_analyzer()(sentence))
        unknown = tuple(word for word in said if word not in self.words.vocabulary_)
        by_size = sorted(known, key=lambda word: -abs(word.adds))
        return SentenceReading(tuple(by_size), unknown, float(self.model.intercept_[0]))


def reached_hard(reading: SentenceReading) -> bool:
    """Return whether a short sentence with “great” in it is more likely blame than praise to the model."""
    words = {word.text for word in reading.words}
    return "great" in words and len(words) + len(reading.unknown) <= LONGEST and reading.positive < 0.5


@functools.cache
def reader() -> Reader:
    """Return the reader; the first call fits it."""
    info = dataset("reviews")
    data = info.load(info.options())
    texts = np.asarray(data.X)[:, 0].tolist()
    train, test, y_train, y_test = train_test_split(texts, data.y, test_size=0.25, random_state=0, stratify=data.y)
    words = TfidfVectorizer(min_df=2, token_pattern=r"(?u)\b\w+\b")
    model = LogisticRegression(C=5.0, max_iter=1000).fit(words.fit_transform(train), y_train)
    accuracy = float(model.score(words.transform(test), y_test))
    return Reader(words, model, len(train), len(words.vocabulary_), accuracy)
