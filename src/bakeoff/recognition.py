"""Sentences that were kept in English alone, before `bakeoff.text` wrote down what they were made from.

Of the sentences that the reader's catalogue knows the one is looked for that gives exactly these words, and what stands
in its places is looked at likewise. Where there is none, the words stay as they are.
"""

import functools
import re
import string
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bakeoff import text
from bakeoff.catalogue import catalogue
from bakeoff.filling import apostrophes
from bakeoff.text import SOURCE, Sentence, language, speaking, told

MOST_LETTERS = 2_000
MOST_TRIES = 1_000
"""Sentences and their values that are tried; whatever is given, this takes a fraction of a second."""
MOST_LEVELS = 20
"""As deep as sentences may stand within sentences."""
MOST_OF_A_PIECE = 50
"""As long as what has no words of its own may be, such as a number with its unit."""
ENOUGH_WORDS = 3
"""A sentence with fewer words of its own could be found in anything: all that stands in its places must be known."""

_NUMBER = re.compile(r"[−+-]?\d[\d,]*(?:\.\d+)?")
_END = re.compile(r"(?<=[.?!)]) ")
_TWO, _LAST = "{sentences} {next}", "{list} and {last}"
_USUAL = (_LAST, "{first} and {second}", "{list}, {next}", "{number} %", "{number} points")
"""What is meant where another sentence has the same words: lists and numbers are in all others."""

_OURS = ("label", "setting")
"""Placeholders in quotation marks that are no visitor's words."""


def recognised(sentence: str) -> str:
    """Return a sentence such that it can be told in the reader's language, if it is one that Bakeoff says.

    Its words in English are the same as before, but for the look of an apostrophe.
    """
    code = language()
    if code == SOURCE or not 0 < len(sentence) <= MOST_LETTERS or isinstance(sentence, Sentence):
        return sentence
    message = _recognised(text.LOCALE, code, apostrophes(str(sentence)))
    return told(message) if isinstance(message, Sentence) else sentence


@functools.lru_cache(maxsize=1024)
def _recognised(folder: Path, code: str, sentence: str) -> str:
    with speaking(SOURCE):
        message = _Recognising(_known(folder, code)).whole(sentence)
        return message if message is not None and told(message) == sentence else sentence


@dataclass(frozen=True)
class _Pattern:
    """One sentence: its words, the places between them and how a value is written there, and a number it is said of."""

    id: str
    plural: str
    words: tuple[str, ...]
    places: tuple[tuple[str, str], ...]
    n: int

    @functools.cached_property
    def n_words(self) -> int:
        return len(re.findall(r"[^\W\d_]+", " ".join(self.words)))

    @functools.cached_property
    def ends_within(self) -> bool:
        """True if a sentence ends within it."""
        return bool(_END.search("x".join(self.words)))

    def fits(self, words: str, *, end_within: bool) -> bool:
        """Tell whether it is worth looking closer at words in which a sentence ends, or none."""
        if end_within != self.ends_within and not (end_within and self.leads_to_sentences(len(self.places) - 1)):
            return False
        if not self.n_words and self.id not in _USUAL and len(words) > MOST_OF_A_PIECE:
            return False
        return self.id != _TWO and words.startswith(self.words[0]) and words.endswith(self.words[-1])

    def leads_to_sentences(self, place: int) -> bool:
        """Tell whether whole sentences may stand in a place: behind the end of one, with nothing after them."""
        return place >= 0 and not self.words[place + 1] and self.words[place].endswith((". ", ": "))

    def quotes(self, place: int) -> bool:
        """Tell whether what stands in a place is in quotation marks."""
        return self.words[place].endswith("“") and self.words[place + 1].startswith("”")


@dataclass(frozen=True)
class _Known:
    """Sentences of a language's catalogue: those without placeholders, then the others, most words first."""

    whole: frozenset[str]
    patterns: tuple[_Pattern, ...]


@functools.lru_cache(maxsize=4)
def _known(folder: Path, code: str) -> _Known:
    sentences = list(_ids(catalogue(folder, code)))
    patterns = [pattern for id, plural in sentences for pattern in _patterns(id, plural)]
    patterns.sort(key=lambda pattern: (-pattern.n_words, -sum(map(len, pattern.words)), _place(pattern.id)))
    return _Known(frozenset(id for id, plural in sentences if not plural and "{" not in id), tuple(patterns))


def _place(id: str) -> int:
    return _USUAL.index(id) if id in _USUAL else len(_USUAL)


def _ids(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield each sentence of a compiled catalogue, and what it is for any number but one.

    Python's reader forgets the latter; see https://www.gnu.org/software/gettext/manual/html_node/MO-Files.html.
    """
    if content[:4] not in (b"\xde\x12\x04\x95", b"\x95\x04\x12\xde"):
        return
    order = "<" if content[0] == 0xDE else ">"
    n, start = struct.unpack_from(f"{order}2I", content, 8)
    for place in range(start, start + 8 * n, 8):
        length, at = struct.unpack_from(f"{order}2I", content, place)
        id, _nul, plural = content[at : at + length].decode().partition("\0")
        if id and "\x04" not in id:
            yield id, plural


def _patterns(id: str, plural: str) -> Iterator[_Pattern]:
    for form in (id, plural) if plural else (id,):
        try:
            parts = list(string.Formatter().parse(form))
        except ValueError:
            continue
        words, places = [""], []
        for own, name, spec, _conversion in parts:
            words[-1] += own
            if name is not None:
                places.append((name, spec or ""))
                words.append("")
        if (places or plural) and all(words[1:-1]) and all(name.isidentifier() for name, _spec in places):
            yield _Pattern(id, plural, tuple(words), tuple(places), 1 if form == id else 2)


class _Recognising:
    """The search for what one text was made from, which ends after so many tries."""

    def __init__(self, known: _Known) -> None:
        self._known = known
        self._left = MOST_TRIES
        self._levels = 0
        self._before: dict[str, Sentence | None] = {}

    def whole(self, words: str) -> Sentence | None:
        """Return what these words were made from, one sentence or several; None if that is not known."""
        if words not in self._before:
            self._before[words] = None  # while it is looked for: nothing stands within itself
            if self._levels < MOST_LEVELS and self._left > 0:
                self._levels += 1
                self._before[words] = self._single(words) or self._several(words)
                self._levels -= 1
        return self._before[words]

    def _single(self, words: str) -> Sentence | None:
        if words in self._known.whole:
            return Sentence(words, words)
        self._left -= 1
        if self._left <= 0:
            return None
        end_within = bool(_END.search(words))
        for pattern in self._known.patterns:
            if pattern.fits(words, end_within=end_within):
                for given in _fillings(words, pattern.words):
                    self._left -= 1
                    values = self._values(pattern, given)
                    if values is not None:
                        return Sentence(words, pattern.id, pattern.plural, values)
                    if self._left <= 0:
                        return None
        return None

    def _several(self, words: str) -> Sentence | None:
        """Part whole sentences where one ends; of the whole text, one that is not known stays as it is."""
        for end in reversed([match.start() for match in _END.finditer(words)]):
            first, last = words[:end], words[end + 1 :]
            known = self.whole(first), self._single(last)
            if all(known) or (any(known) and self._levels == 1):
                return Sentence(words, _TWO, "", {"sentences": known[0] or first, "next": known[1] or last})
        return None

    def _values(self, pattern: _Pattern, given: Sequence[str]) -> Mapping[str, Any] | None:
        values: dict[str, Any] = {}
        if pattern.id == _LAST and ", " not in given[0]:
            return None
        for place, ((name, spec), words) in enumerate(zip(pattern.places, given, strict=True)):
            value = self._value(pattern, place, words)
            if value is None or values.setdefault(name, value) != value:
                return None
            if spec and format(value, spec) != words:
                return None
        if pattern.plural:
            values.setdefault("n", pattern.n)  # it need not be named
        return values

    def _value(self, pattern: _Pattern, place: int, words: str) -> Any:
        """Return what may stand in a place; None if these words may not."""
        name, spec = pattern.places[place]
        if spec or (pattern.plural and name == "n"):
            plain = words.replace(",", "").replace("−", "-")
            if not _NUMBER.fullmatch(words):
                return None
            return float(plain) if "." in plain else int(plain)
        if _END.search(words) and not pattern.leads_to_sentences(place):
            return None
        if pattern.quotes(place) and name not in _OURS:  # a visitor's own words, whatever they say
            return None if "”" in words else words
        message = None if _NUMBER.fullmatch(words) else self.whole(words)
        if message is not None or _NUMBER.fullmatch(words):
            return message or words
        return None if pattern.n_words < ENOUGH_WORDS or _END.search(words) or "”" in words else words


def _fillings(words: str, own: Sequence[str], start: int = 0) -> Iterator[tuple[str, ...]]:
    """Yield what can stand between a sentence's own words, such that all together is `words`."""
    at = start + len(own[0])
    if len(own) == 1:
        if at == len(words):
            yield ()
    elif len(own) == 2:
        end = len(words) - len(own[1])
        if end > at and words.endswith(own[1]):
            yield (words[at:end],)
    else:
        next_at = words.find(own[1], at + 1)
        while next_at >= 0:
            for rest in _fillings(words, own[1:], next_at):
                yield (words[at:next_at], *rest)
            next_at = words.find(own[1], next_at + 1)
