"""Answers and values in words, and as cards."""

import difflib
import math
import textwrap
from collections.abc import Iterator, Mapping

import numpy as np

from bakeoff.contenders import contender
from bakeoff.evaluation.base import Prediction
from bakeoff.evaluation.notation import probability, quantity
from bakeoff.features.ask.answers import RawFeature, Row, Sheet, Value
from bakeoff.features.ask.words import words_of
from bakeoff.preparation.texts import words_told
from bakeoff.text import _, counted, enumerated, told
from bakeoff.web.components.answers import Answer, Bar

MOST_BARS = 10
MOST_SHORT_LETTERS = 24
MOST_FILLED = 5


def value_text(value: Value) -> str:
    """Write a value of a row.

    Examples
    --------
    >>> value_text(0.0798412), value_text(1001.0), value_text(-0.5), value_text("blue")
    ('0.07984', '1001', '−0.5', 'blue')
    """
    if not isinstance(value, float):
        return str(value)
    return quantity(value)


def cell_text(column: RawFeature, value: Value | None, *, short: bool = False) -> str:
    """Write what a row has in a column, in few letters or whole; of a missing value what fills it."""
    if value is None:
        return column.missing
    return textwrap.shorten(value_text(value), MOST_SHORT_LETTERS, placeholder=" …") if short else value_text(value)


def filled_text(sheet: Sheet, row: Row) -> str:
    """Say which features of a row have no value; empty if all have one."""
    names = [column.name for column, value in zip(sheet.columns, row, strict=True) if value is None]
    if not names:
        return ""
    return counted(
        "{n} feature has no value in this row and is filled in, as in the race: {names}.",
        "{n} features have no value in this row and are filled in, as in the race: {names}.",
        len(names),
        names=enumerated(names, MOST_FILLED),
    )


def decimals_for(span: float) -> int:
    """Return how many decimals numbers have that are told apart within a span: a thousandth of it can be seen.

    Examples
    --------
    >>> decimals_for(52.0), decimals_for(0.3), decimals_for(90_000.0), decimals_for(0.0)
    (1, 3, 0, 0)
    """
    return max(0, 2 - math.floor(math.log10(span))) if span > 0 else 0


def change_text(column: RawFeature, old: Value | None, new: Value) -> str:
    """Write what becomes of a value; of a text, which words are left out or swapped."""
    if column.kind != "text":
        return _("{name} {old} → {new}", name=column.name, old=cell_text(column, old), new=value_text(new))
    changes = list(_changed_words(words_of(old), words_of(new)))
    return _("{name} {changes}", name=column.name, changes=enumerated(changes))


def _changed_words(old: list[str], new: list[str]) -> Iterator[str]:
    """Yield what was done to the words of a text, one change after the other."""
    for kind, begin, end, first, last in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        words = {"old": words_told(" ".join(old[begin:end])), "new": words_told(" ".join(new[first:last]))}
        if kind == "delete":
            yield _("without “{old}”", **words)
        elif kind == "replace":
            yield _("“{old}” → “{new}”", **words)


def answer_text(sheet: Sheet, answer: float) -> str:
    """Write an answer: the class's name, or the number."""
    return told(sheet.class_names[int(answer)]) if sheet.class_names else value_text(float(answer))


def answer_cards(sheet: Sheet, predictions: Mapping[str, Prediction]) -> list[Answer]:
    """Return a card for each contender: probabilities of the classes, the likeliest if they are many, or a number."""
    codes = _shown_classes(predictions)
    return [
        Answer(contender(name), answer_text(sheet, prediction.values[0]), _bars(sheet, prediction, codes))
        for name, prediction in predictions.items()
    ]


def _shown_classes(predictions: Mapping[str, Prediction]) -> list[int]:
    given = [prediction.probabilities[0] for prediction in predictions.values() if prediction.probabilities is not None]
    if not given:
        return []
    weight = np.max(given, axis=0)
    weight[[int(prediction.values[0]) for prediction in predictions.values()]] += 1  # answers are always among them
    return sorted(np.argsort(-weight, kind="stable")[:MOST_BARS].tolist())


def _bars(sheet: Sheet, prediction: Prediction, codes: list[int]) -> tuple[Bar, ...]:
    if prediction.probabilities is None:
        value, span = float(prediction.values[0]), sheet.target_high - sheet.target_low
        share = (value - sheet.target_low) / span if span else 0.5
        ends = _("{low} to {high}", low=value_text(sheet.target_low), high=value_text(sheet.target_high))
        return (Bar(ends, min(1.0, max(0.0, share)), "", True),)
    given, answer = prediction.probabilities[0], int(prediction.values[0])
    return tuple(
        Bar(told(sheet.class_names[code]), float(given[code]), probability(given[code]), code == answer)
        for code in codes
    )
