"""The smallest change of a row, of those looked for, that gives a contender another answer.

Three searches, of which the best one counts: one feature alone, over its training range; words of a text left out or
swapped, see `text_changes`; and from the nearest training rows that the contender answers otherwise, as much as
possible taken back, texts always. So every changed value lies within what the training part holds, but for a text that
lacks words or has other ones. Nothing says that there is no smaller change: finding the smallest is hard.

What a word is swapped for stands in the training part. Whether a change turns an answer, only the contender can say.
"""

import functools
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from bakeoff.features.ask.answers import Counterfactual, RawFeature, Row, Span, Value
from bakeoff.features.ask.curves import MOST_COLUMNS, changed, grid
from bakeoff.features.ask.subject import Subject
from bakeoff.features.ask.words import WORD, distance, spans, with_others
from bakeoff.race.predicting import predict

NEAREST = 4
SEARCHED_ROWS = 2000
FOLLOWED = 3
"""Number of candidates that are followed to the end."""
STEPS = 16

Changes = dict[int, Value]


def nearest_counterfactual(subject: Subject, row: Row, name: str, locked: Sequence[int] = ()) -> Counterfactual:
    """Return a turn for one contender that leaves `locked` features alone, without changes where none was found."""
    search = _Search(subject, row, name, frozenset(locked))
    return search.turn(_nearest_first(subject, row))


def size(changes: Mapping[int, Value | None], row: Row, columns: Sequence[RawFeature]) -> float:
    """Return how large changes are, as `Counterfactual.size` says; a missing number counts as what fills it."""
    return sum(_size(columns[place], row[place], value) for place, value in changes.items())


def _size(column: RawFeature, old: Value | None, new: Value | None) -> float:
    if column.kind == "text":
        return distance(old, new)
    if column.kind == "number":
        return abs(_number(column, new) - _number(column, old)) / column.spread
    return float(old != new)


def _number(column: RawFeature, value: Value | None) -> float:
    return float(column.typical if value is None else value)


def _nearest_first(subject: Subject, row: Row) -> list[Row]:
    """Return training rows, at most `SEARCHED_ROWS`, by their distance."""
    train, columns = subject.prepared.rows_train, subject.sheet.columns
    if all(column.kind == "text" for column in columns):
        return []
    some = train[:: -(-len(train) // SEARCHED_ROWS)]
    rows = subject.rows(some)
    return sorted(rows, key=lambda changed: size(dict(enumerate(changed)), row, columns))


class _Search:
    """Search for counterfactuals of one contender for one row."""

    def __init__(self, subject: Subject, row: Row, name: str, locked: frozenset[int]) -> None:
        self._subject = subject
        self._row = row
        self._locked = locked
        self._columns = subject.sheet.columns
        self._model = subject.models[name]
        self._now = self._codes([row])[0]

    def turn(self, others: Sequence[Row]) -> Counterfactual:
        """Return the smallest turn found; `others` are rows to start from, nearest first."""
        starts = sorted((*self._singles(), *self._from_others(others)), key=self._size)[:FOLLOWED]
        if not starts:
            return Counterfactual({}, int(self._now), 0.0)
        best = min((self._reduced(self._pulled(start)) for start in starts), key=self._size)
        return Counterfactual(best, int(self._codes([changed(self._row, best)])[0]), self._size(best))

    def _size(self, changes: Changes) -> float:
        return size(changes, self._row, self._columns)

    def _codes(self, rows: Sequence[Row]) -> NDArray[np.int64]:
        return np.asarray(predict(self._model, self._subject.features(rows), self._subject.prepared).values)

    def _turned(self, tried: Sequence[Changes]) -> NDArray[np.bool_]:
        if not tried:
            return np.zeros(0, dtype=bool)
        return np.asarray(self._codes([changed(self._row, changes) for changes in tried]) != self._now)

    def _singles(self) -> list[Changes]:
        """Return changes of one feature that turn the answer: the smallest two of all on the features' grids."""
        if len(self._columns) > 10 * MOST_COLUMNS:
            return []
        tried = [
            {place: value}
            for place, column in enumerate(self._columns)
            if place not in self._locked
            for value in (self._texts(place) if column.kind == "text" else grid(column, self._row[place]))
        ]
        turned = [changes for changes, hit in zip(tried, self._turned(tried), strict=True) if hit]
        return sorted(turned, key=self._size)[:2]

    def _texts(self, place: int) -> Iterator[Value]:
        """Return other texts that may turn the answer."""

        def chances(texts: Sequence[str]) -> NDArray[np.float64]:
            rows = [changed(self._row, {place: text}) for text in texts]
            answer = predict(self._model, self._subject.features(rows), self._subject.prepared)
            return np.asarray(answer.chances[:, self._now])

        return text_changes(str(self._row[place]), frequent_words(self._subject, place), chances)

    def _from_others(self, others: Sequence[Row]) -> list[Changes]:
        """Return what is left of the differences from the nearest rows of another answer."""
        differences = [self._differences(other) for other in others]
        hits = np.flatnonzero(self._turned(differences))[:NEAREST]
        return [self._reduced(differences[hit]) for hit in hits]

    def _differences(self, other: Row) -> Changes:
        """Return where another row differs; another's text is none that this one could have had by a small change."""
        kept = {place for place, column in enumerate(self._columns) if column.kind == "text"} | self._locked
        return {
            place: value
            for place, value in enumerate(other)
            if value is not None and value != self._row[place] and place not in kept
        }

    def _reduced(self, changes: Changes) -> Changes:
        """Take back changes for as long as the answer stays turned: as many at once as possible, large ones first."""
        while len(changes) > 1:
            tried = [_without(changes, {place}) for place in changes]
            needless = [place for place, hit in zip(changes, self._turned(tried), strict=True) if hit]
            needless.sort(key=lambda place: -self._size({place: changes[place]}))
            while needless:
                left = _without(changes, set(needless))
                if left and self._turned([left])[0]:
                    break
                needless = needless[: len(needless) // 2]
            if not needless:
                break
            changes = _without(changes, set(needless))
        return changes

    def _pulled(self, changes: Changes) -> Changes:
        """Pull each number back to what it was, as far as the answer stays turned: the largest change first."""
        for place in sorted(changes, key=lambda place: -self._size({place: changes[place]})):
            if self._columns[place].kind == "number":
                near, far = self._pulled_at(changes, place, _number(self._columns[place], self._row[place]))
                _near, far = self._pulled_at(changes | {place: far}, place, near)
                changes = changes | {place: far}
        return changes

    def _pulled_at(self, changes: Changes, place: int, near: float) -> tuple[float, float]:
        """Return the last value from `near` on that does not turn the answer, and the first that does."""
        far = float(changes[place])
        between = [_short(value, self._columns[place]) for value in np.linspace(near, far, STEPS + 1)[1:-1]]
        values = [near, *(value for value in between if min(near, far) < value < max(near, far)), far]
        turned = self._turned([changes | {place: value} for value in values[1:-1]] + [changes])
        first = 1 + int(turned.argmax())
        return values[first - 1], values[first]


def _short(value: float, column: RawFeature) -> float:
    """Return about that number, such as a person would write it."""
    return round(value) if column.whole else float(f"{value:.3g}")


def _without(changes: Changes, places: set[int]) -> Changes:
    return {place: value for place, value in changes.items() if place not in places}


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
