"""Words to numbers: a sentence as weights of its words, and what each adds to an answer."""

import functools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

from bakeoff.datasets import dataset
from bakeoff.datasets.reviews import chinese_sentences

NEGATED = {"en": ("not", "not good"), "zh": ("不", "不好")}
"""Languages whose sentences a reader reads, with a word that denies, and what it denies."""
LONGEST = 5
"""Words, or Chinese characters, of the hard goal's sentence, at most."""


@dataclass(frozen=True)
class Word:
    """One word of a sentence: its inverse document frequency, its number in the row (TF-IDF), and its weight."""

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
    """Words of a sentence that the model knows, largest contribution first, and those that it does not."""

    words: tuple[Word, ...]
    unknown: tuple[str, ...]
    bias: float
    length: int

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
    """Logistic regression over words, fitted on three quarters of the sentences; its accuracy is on the others."""

    words: TfidfVectorizer
    model: LogisticRegression
    n_rows: int
    n_words: int
    accuracy: float
    chinese: bool

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
        alone = [word for word in said if word.strip() and (len(word) == 1 or not self.chinese)]
        unknown = tuple(word for word in alone if word not in self.words.vocabulary_)
        by_size = sorted(known, key=lambda word: -abs(word.adds))
        return SentenceReading(tuple(by_size), unknown, float(self.model.intercept_[0]), len(alone))


def reached_hard(reading: SentenceReading) -> bool:
    """Return whether a short sentence with “great” in it is more likely blame than praise to the model."""
    great = any(word.text in ("great", "很好") for word in reading.words)
    return great and reading.length <= LONGEST and reading.positive < 0.5


@functools.cache
def reader(language: str = "en") -> Reader:
    """Return the reader of Chinese or, in all other languages, of English; the first call fits it."""
    chinese = language == "zh"
    if chinese:
        texts, y = chinese_sentences()
        words = TfidfVectorizer(min_df=2, analyzer="char", ngram_range=(1, 2))
    else:
        data = dataset("reviews").load(dataset("reviews").options())
        texts, y = np.asarray(data.X)[:, 0].tolist(), data.y.tolist()
        words = TfidfVectorizer(min_df=2, token_pattern=r"(?u)\b\w+\b")
    train, test, y_train, y_test = train_test_split(texts, y, test_size=0.25, random_state=0, stratify=y)
    model = LogisticRegression(C=5.0, max_iter=1000).fit(words.fit_transform(train), y_train)
    accuracy = float(model.score(words.transform(test), y_test))
    return Reader(words, model, len(train), len(words.vocabulary_), accuracy, chinese)
