"""The words of a text by where they stand in it, texts without some, and how far texts are apart."""

import re
from collections import Counter
from collections.abc import Sequence

from bakeoff.features.ask.answers import Span, Value

WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff]|[^\W\u3040-\u30ff\u3400-\u9fff]+(?:['’-][^\W\u3040-\u30ff\u3400-\u9fff]+)*"
)
"""A word as it is read: with what stands inside of it; of Chinese and Japanese each character."""
_CLOSES = (*",.;:!?", "")
MOST_PARTS = 200
"""A longer text is gone through in parts of several words each."""


def spans(text: str, most: int = MOST_PARTS) -> tuple[Span, ...]:
    """Return where the words of a text begin and end; of more than `most` several in a row as one.

    Examples
    --------
    >>> spans("I don't, no."), spans("a b c d", most=2), spans("好 book")
    (((0, 1), (2, 7), (9, 11)), ((0, 3), (4, 7)), ((0, 1), (2, 6)))
    """
    words = [match.span() for match in WORD.finditer(text)]
    size = -(-len(words) // most) or 1
    parts = [words[start : start + size] for start in range(0, len(words), size)]
    return tuple((part[0][0], part[-1][1]) for part in parts)


def words_of(text: Value | None) -> list[str]:
    """Return the words of a text."""
    return WORD.findall(str(text))


def with_others(text: str, changed: Sequence[tuple[Span, str]]) -> str:
    """Return a text with something else, or nothing, where words stand, and no gap where they stood.

    Examples
    --------
    >>> with_others("Not so good, though.", [((0, 3), ""), ((7, 11), "bad")]), with_others("So good.", [((3, 7), "")])
    ('so bad, though.', 'So.')
    """
    for (begin, end), other in sorted(changed, reverse=True):
        before, after = text[:begin], text[end:]
        if not other:
            before = before.rstrip() if after[:1] in _CLOSES or after[:1].isspace() else before
            after = after if before else after.lstrip()
        text = before + other + after
    return text.rstrip()


def distance(old: Value | None, new: Value | None) -> float:
    """Return the share of words that two texts do not have in common: 0 for the same words, 1 for none in common."""
    ours, theirs = Counter(words_of(old)), Counter(words_of(new))
    total = ours.total() + theirs.total()
    return ((ours - theirs).total() + (theirs - ours).total()) / total if total else 0.0
