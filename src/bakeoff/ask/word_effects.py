"""What becomes of the answers to a text when one of its words is left out, and how far texts are apart.

Leaving a part out and looking again is the oldest way to see what an answer hangs on: M. D. Zeiler, R. Fergus,
Visualizing and Understanding Convolutional Networks, ECCV 2014, section 4.2, hides parts of pictures likewise.
"""

from collections import Counter

from bakeoff.ask.answers import RawFeature, Row, Value, WithoutWords
from bakeoff.ask.curves import changed
from bakeoff.ask.subject import Subject

MOST_WORDS = 200
"""Of a longer text only the first ones are left out."""


def leave_out(subject: Subject, row: Row) -> tuple[WithoutWords, ...]:
    """Return, for each column of running text that has a word, the answers without each of its words."""
    effects = []
    for place, column in enumerate(subject.sheet.columns):
        words, texts = shorter(column, row[place])
        if words:
            answers = subject.predict([changed(row, {place: text}) for text in texts])
            effects.append(WithoutWords(place, words, answers))
    return tuple(effects)


def shorter(column: RawFeature, text: Value) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the words of a text, and the text without each; neither unless the column holds running text."""
    words = str(text).split() if column.kind == "text" else []
    n = min(len(words), MOST_WORDS)
    return tuple(words[:n]), tuple(" ".join(words[:place] + words[place + 1 :]) for place in range(n))


def distance(old: Value, new: Value) -> float:
    """Return the share of words that two texts do not have in common: 0 for the same words, 1 for none in common."""
    ours, theirs = Counter(str(old).split()), Counter(str(new).split())
    total = ours.total() + theirs.total()
    return ((ours - theirs).total() + (theirs - ours).total()) / total if total else 0.0
