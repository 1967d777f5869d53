"""Small changes of a text that may turn a contender's answer: words left out, or swapped for others.

What a word is swapped for stands in the training part. Whether a change turns an answer, only the contender can say.
"""

import functools
from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from bakeoff.features.ask.answers import Span
from bakeoff.features.ask.subject import Subject
from bakeoff.features.ask.words import WORD, spans, with_others

FREQUENT = 1500
"""So many words of the training part, the most frequent ones, are looked at."""
READ_TEXTS = 20_000
SWAPPED, OTHERS = 8, 12
"""So many words of a text, those that its answer hangs on most, are each swapped for so many others."""
MOST_CHANGED = 12
"""Words of one text that are changed at most."""

Chances = Callable[[Sequence[str]], NDArray[np.float64]]
"""From texts to the probability of the answer as it is now, each in the place of the row's own."""


@functools.lru_cache(maxsize=4)
def frequent_words(subject: Subject, place: int) -> tuple[str, ...]:
    """Return the words that most texts of the training part have, in small letters."""
    train = subject.prepared.rows_train
    texts = subject.raw.iloc[train[:: -(-len(train) // READ_TEXTS)], place].dropna()
    counts = Counter(word for text in texts for word in {match.casefold() for match in WORD.findall(str(text))})
    return tuple(word for word, _n in counts.most_common(FREQUENT))


def text_changes(text: str, known: Sequence[str], chances: Chances) -> Iterator[str]:
    """Yield texts with fewer words, or with one or more swapped; those that are nearest to turning the answer.

    Parameters
    ----------
    text : str
    known : sequence of str
        Words that others may be swapped for.
    chances : callable
    """
    parts = spans(text)
    if not parts:
        return
    without = [with_others(text, [(span, "")]) for span in parts]
    order = np.argsort(chances(without), kind="stable")  # the word that the answer hangs on most comes first
    yield from without
    leading = [parts[at] for at in order[:MOST_CHANGED]]
    others = _against(known, chances)
    yield from (_swapped(text, [span], other) for span in leading[:SWAPPED] for other in others)
    for n in range(2, len(leading) + 1):
        if n < len(parts):
            yield with_others(text, [(span, "") for span in leading[:n]])
        yield from (_swapped(text, leading[:n], other) for other in others[:2])


def _against(known: Sequence[str], chances: Chances) -> list[str]:
    """Return the words that, alone, speak most against the answer."""
    if not known:
        return []
    order = np.argsort(chances(known), kind="stable")
    return [known[at] for at in order[:OTHERS]]


def _swapped(text: str, places: Sequence[Span], other: str) -> str:
    return with_others(text, [(span, _as_written(other, text[slice(*span)])) for span in places])


def _as_written(other: str, word: str) -> str:
    return other.capitalize() if word[:1].isupper() else other
