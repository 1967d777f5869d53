"""Which words an answer hangs on: what becomes of it when each of them is left out of a text.

Leaving a part out and looking again is the oldest way to see what an answer hangs on: M. D. Zeiler, R. Fergus,
Visualizing and Understanding Convolutional Networks, ECCV 2014, section 4.2, hides parts of pictures likewise. All that
a word has a part in goes with it, its pairs and runs as well, so that no attribution has to be guessed.
"""

import functools
from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bakeoff.evaluation.base import Prediction
from bakeoff.features.ask.answers import Pushes, PushingWord, Row, WithoutWords, WordList
from bakeoff.features.ask.curves import changed
from bakeoff.features.ask.subject import Subject
from bakeoff.features.ask.words import spans, with_others
from bakeoff.matrix import Matrix
from bakeoff.race.predicting import predict

MOST_QUESTIONS = 3000
"""Held-out texts without a word that the contenders are asked for at most, all together."""
MOST_TEXTS = 300
LISTED = 10
ENOUGH_TEXTS = 2
"""A word that stands in fewer of them says too little of a contender, unless there are hardly any."""


def leave_out(subject: Subject, row: Row) -> tuple[WithoutWords, ...]:
    """Return, for each column of running text that has a word, the answers without each of its words."""
    effects = []
    for place, column in enumerate(subject.sheet.columns):
        text = str(row[place])
        parts = spans(text) if column.kind == "text" else ()
        if parts:
            rows = [changed(row, {place: with_others(text, [(span, "")])}) for span in parts]
            effects.append(WithoutWords(place, text, parts, subject.predict(rows)))
    return tuple(effects)


def pushes(now: Prediction, without: Prediction) -> Pushes:
    """Return where each word that was left out pushes the answer, and how far.

    Parameters
    ----------
    now : Prediction
        Of one row.
    without : Prediction
        One row for each word.
    """
    if now.probabilities is None or without.probabilities is None:
        return _strongest((now.values[0] - without.values)[:, None].astype(np.float64))
    return _strongest(now.probabilities[0] - without.probabilities)


def _strongest(falls: NDArray[np.float64]) -> Pushes:
    """Return the class that loses most without each word; of numbers, in one column, whether it falls."""
    if falls.shape[1] == 1:
        return Pushes((falls[:, 0] > 0).astype(np.int64), np.abs(falls[:, 0]))
    return Pushes(falls.argmax(axis=1), falls.max(axis=1))


def list_words(subject: Subject, name: str) -> tuple[WordList, ...]:
    """Return, for each column of texts, the words that push a contender's answers to held-out rows most."""
    places = [place for place, column in enumerate(subject.sheet.columns) if column.kind == "text"]
    return tuple(_word_list(subject, place, name) for place in places)


@dataclass(frozen=True)
class _Occlusions:
    """Held-out rows as they are, and without each of their words.

    Attributes
    ----------
    whole, without : matrix
        Preprocessed.
    rows : ndarray of shape (n_questions,)
        Of each row of `without` that of `whole` which it comes from.
    words : tuple of str
        What is left out of each, in small letters.
    """

    whole: Matrix
    without: Matrix
    rows: NDArray[np.intp]
    words: tuple[str, ...]


@functools.lru_cache(maxsize=4)
def _occlusions(subject: Subject, place: int) -> _Occlusions | None:
    """Return rows of the test part without each of their different words, if there are any, within bounds."""
    test = subject.prepared.rows_test
    rows = subject.rows(test[:: -(-len(test) // MOST_TEXTS)])
    whole: list[Row] = []
    without: list[Row] = []
    sources: list[int] = []
    words: list[str] = []
    for row in rows:
        text = str(row[place])
        parts = {text[begin:end].casefold(): (begin, end) for begin, end in spans(text)}
        if len(words) + len(parts) > MOST_QUESTIONS:
            break
        whole.append(row)
        without += [changed(row, {place: with_others(text, [(span, "")])}) for span in parts.values()]
        sources += [len(whole) - 1] * len(parts)
        words += list(parts)
    if not words:
        return None
    return _Occlusions(subject.features(whole), subject.features(without), np.array(sources), tuple(words))


def _word_list(subject: Subject, place: int, name: str) -> WordList:
    asked = _occlusions(subject, place)
    if asked is None:
        return WordList(place, {}, 0)
    now, without = (_values(subject, name, X) for X in (asked.whole, asked.without))
    falls: dict[str, list[NDArray[np.float64]]] = defaultdict(list)
    for word, fall in zip(asked.words, now[asked.rows] - without, strict=True):
        falls[word].append(fall)
    often = {word: parts for word, parts in falls.items() if len(parts) >= ENOUGH_TEXTS} or falls
    return WordList(place, _by_class(often), now.shape[0])


def _values(subject: Subject, name: str, X: Matrix) -> NDArray[np.float64]:
    answer = predict(subject.models[name], X, subject.prepared)
    values = answer.values[:, None] if answer.probabilities is None else answer.probabilities
    return np.asarray(values, dtype=np.float64)


def _by_class(falls: dict[str, list[NDArray[np.float64]]]) -> dict[int, tuple[PushingWord, ...]]:
    """Return the words that push most to each class, in all the texts together, and how far in one."""
    strongest = _strongest(np.array([np.mean(parts, axis=0) for parts in falls.values()]))
    words = [
        (int(code), PushingWord(word, float(amount), len(falls[word])))
        for word, code, amount in zip(falls, strongest.towards, strongest.amounts, strict=True)
        if amount > 0
    ]
    words.sort(key=lambda pair: -pair[1].amount * pair[1].n_texts)
    codes = sorted({code for code, _word in words})
    return {code: tuple(word for other, word in words if other == code)[:LISTED] for code in codes}
