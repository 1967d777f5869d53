"""Sentences with their places filled, as the language they are in writes what stands side by side."""

import functools
import re
import string
from collections.abc import Callable, Mapping
from typing import Any

COUNTS = frozenset({"n", "all", "total", "shown", "rows", "hits", "most"})
"""Places of counts, whose thousands are parted; a seed, a year or a port is none."""
_PARTED_FROM_NOTHING = "年月日"
"""Characters of a date that follow a number."""
_OPENS, _CLOSES = "（“", "）”，。；：、？"
"""Characters with room of their own inside."""


class Count(int):
    """Whole number whose thousands are parted in a sentence."""

    def __format__(self, spec: str) -> str:
        """Return it with its thousands parted, unless the place says how."""
        return int.__format__(self, spec or ",")


@functools.lru_cache(maxsize=4096)
def filler(pattern: str) -> Callable[[Mapping[str, Any]], str]:
    """Return what says a sentence with its places filled.

    What a value begins and ends with is not known when a sentence is translated. Chinese is parted from Latin letters
    and digits by a space, and not from Chinese.

    Parameters
    ----------
    pattern : str
        With ``{name}`` for each value (`str.format` syntax).

    Examples
    --------
    >>> filler("与{name}并列")({"name": "SVM"}), filler("停止 {name}")({"name": "决策树"})
    ('与 SVM 并列', '停止决策树')
    """
    if not any(map(_is_han, pattern)):
        return pattern.format_map
    pieces = [(words, name, spec or "") for words, name, spec, _as in string.Formatter().parse(pattern)]

    def fill(values: Mapping[str, Any]) -> str:
        text = ""
        for words, name, spec in pieces:
            if text and words:
                room = _room(words[0], words[1:2], text[-1], _CLOSES)
                words = words[1:] if room < 0 else " " * room + words
            text += words
            if not name:
                continue
            value = format(values[name], spec)
            if words and value:
                room = _room(words[-1], words[-2:-1], value[0], _OPENS)
                text = text[:-1] if room < 0 else text + " " * room
            text += value
        return text

    return fill


@functools.lru_cache(maxsize=4096)
def _room(edge: str, beyond: str, neighbour: str, brackets: str) -> int:
    """Return whether words that end in `edge` get a space towards their neighbour, 1, or lose theirs, -1, or neither.

    Parameters
    ----------
    edge, beyond : str
        Of the words the letter that is next to the neighbour, and the one behind it.
    brackets : str
        Neighbours that have their own room.
    """
    if edge == " " and (neighbour in brackets or (_is_han(beyond) and _is_han(neighbour))):
        return -1
    if edge in _PARTED_FROM_NOTHING or neighbour in _PARTED_FROM_NOTHING:
        return 0
    return (_is_han(edge) and _is_latin(neighbour)) or (_is_latin(edge) and _is_han(neighbour))


def _is_han(letter: str) -> bool:
    return "\u4e00" <= letter <= "\u9fff" or "\u3400" <= letter <= "\u4dbf"


def _is_latin(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()


_APOSTROPHE = re.compile(r"(?<=[\w}])'(?=s\b)|(?<=s)'(?= \w)")


def apostrophes(text: str) -> str:
    """Return a text with its apostrophes as all sentences have them; before, most were straight.

    Examples
    --------
    >>> apostrophes("McNemar's test of the rows' answers, not 'log'")
    "McNemar’s test of the rows’ answers, not 'log'"
    """
    return _APOSTROPHE.sub("’", text)
