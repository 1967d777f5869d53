"""A text as each contender reads it: its words marked by which class they push the answer towards, and how far."""

from collections.abc import Iterator, Mapping

import numpy as np
import streamlit as st

from bakeoff.contenders import contender
from bakeoff.evaluation.base import Prediction
from bakeoff.features.ask.answers import Pushes, Row, Sheet, WithoutWords
from bakeoff.features.ask.messages import LeaveOut
from bakeoff.features.ask.page.answer_text import value_text
from bakeoff.features.ask.page.asking import AskDraft
from bakeoff.features.ask.word_effects import pushes
from bakeoff.figures.style import class_colour
from bakeoff.html import Markup, Template, plain
from bakeoff.text import _, clauses, counted, enumerated, sentences
from bakeoff.web.tables import named

MOST_NAMED = 3
LEAST = 0.005
"""Of a probability, or of the target's range: a word that pushes less is not marked."""
STRONGEST = 55
"""Percent of its colour that the word which pushes most of all is laid on; the text stays readable on it."""

_TEXTS = Template(
    '<div class="bakeoff-texts" role="group" aria-label="{{ heading }}">'
    "{% for text in texts %}<section>{{ text.name }}<p>{{ text.marked }}</p><small>{{ text.told }}</small></section>"
    '{% endfor %}</div><p class="bakeoff-classes">{% for mark in legend %}{{ mark }} {% endfor %}</p>'
)
_MARK = Markup('<mark style="background-color: color-mix(in srgb, {} {}%, transparent)" title="{}">{}</mark>')


def word_marks(draft: AskDraft, sheet: Sheet, row: Row, predictions: Mapping[str, Prediction]) -> None:
    """Show each text of a row once for each contender, on one scale for all, and say how it was found out.

    Parameters
    ----------
    predictions : mapping of str to Prediction
        What each contender says of the row as it is.
    """
    effects: tuple[WithoutWords, ...] | None = draft.ask(LeaveOut(row))
    for text in effects or ():
        every = {name: pushes(predictions[name], without) for name, without in text.answers.items()}
        pushes_of = {name: own for name, own in every.items() if own.amounts.max() >= _least(sheet)}
        if not pushes_of:
            column = sheet.columns[text.place].name
            st.caption(plain(_("No word of {column} alone moves an answer.", column=column)))
            continue
        st.html(_marked_texts(sheet, text, pushes_of))
        unmoved = [contender(name).label for name in every if name not in pushes_of]
        most = max(float(pushes_of[name].amounts.max()) for name in pushes_of)
        told = _("No word alone moves the answer of: {labels}.", labels=enumerated(unmoved)) if unmoved else ""
        how = _(
            "Each word is left out in turn and the contender asked again. The colour says which answer the word "
            "pushes towards; a stronger colour is a stronger push. The strongest push is {most}, on one scale for "
            "all. Words that say the same stand in for each other.",
            most=_amount(sheet, most),
        )
        st.caption(sentences(told, how))


def _marked_texts(sheet: Sheet, text: WithoutWords, pushes_of: Mapping[str, Pushes]) -> Markup:
    scale = max(float(own.amounts.max()) for own in pushes_of.values()) or 1.0
    texts = [
        {
            "name": named(name),
            "marked": Markup().join(_pieces(sheet, text, own, scale)),
            "told": _told(sheet, text, own),
        }
        for name, own in pushes_of.items()
    ]
    codes = sorted({int(code) for own in pushes_of.values() for code in own.towards[own.amounts >= _least(sheet)]})
    legend = [_MARK.format(class_colour(code), STRONGEST, "", _towards(sheet, code)) for code in codes]
    return _TEXTS(heading=_("Words of {column}", column=sheet.columns[text.place].name), texts=texts, legend=legend)


def _pieces(sheet: Sheet, text: WithoutWords, pushed: Pushes, scale: float) -> Iterator[Markup]:
    """Yield the text piece by piece, the words that push marked."""
    end = 0
    for place, (begin, stop) in enumerate(text.spans):
        yield Markup("{}").format(text.text[end:begin])
        amount, code, end = float(pushed.amounts[place]), int(pushed.towards[place]), stop
        word = text.text[begin:stop]
        if amount < _least(sheet):
            yield Markup("{}").format(word)
        else:
            strength = f"{max(8.0, STRONGEST * amount / scale):.0f}"
            yield _MARK.format(class_colour(code), strength, _push(sheet, word, amount, code), word)
    yield Markup("{}").format(text.text[end:])


def _told(sheet: Sheet, text: WithoutWords, pushed: Pushes) -> str:
    """Name the words that push most."""
    order = np.argsort(-pushed.amounts, kind="stable")[:MOST_NAMED]
    pushing = [place for place in order if pushed.amounts[place] >= _least(sheet)]
    words, amounts, codes = text.words, pushed.amounts, pushed.towards
    return clauses([_push(sheet, words[place], float(amounts[place]), int(codes[place])) for place in pushing])


def _push(sheet: Sheet, word: str, amount: float, code: int) -> str:
    """Say where a word pushes, and how far."""
    words = {"word": word, "amount": _amount(sheet, amount)}
    if sheet.class_names:
        return _("“{word}” {amount} towards {name}", name=sheet.class_names[code], **words)
    return _("“{word}” raises it by {amount}", **words) if code else _("“{word}” lowers it by {amount}", **words)


def _towards(sheet: Sheet, code: int) -> str:
    if sheet.class_names:
        return _("Towards {name}", name=sheet.class_names[code])
    return _("Raises the number") if code else _("Lowers the number")


def _amount(sheet: Sheet, amount: float) -> str:
    if not sheet.class_names:
        return value_text(amount)
    points = round(100 * amount)
    return counted("{number} point", "{number} points", points, number=points)


def _least(sheet: Sheet) -> float:
    return LEAST if sheet.class_names else LEAST * (sheet.target_high - sheet.target_low)
