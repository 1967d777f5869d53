"""Which words of a text the answers hang on: a table of them, contender by contender."""

from collections.abc import Mapping, Sequence

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from bakeoff.ask.answers import Row, Sheet, WithoutWords
from bakeoff.ask.messages import LeaveOut
from bakeoff.evaluation.base import Prediction
from bakeoff.text import _
from bakeoff.ui.shared.answer_text import value_text
from bakeoff.ui.shared.asking import AskDraft
from bakeoff.ui.shared.tables import contender_table

MOST_NAMED = 4
_LEAST = 0.005
"""Of a probability: less is written as nothing."""


def word_effects(
    draft: AskDraft, sheet: Sheet, row: Row, predictions: Mapping[str, Prediction], code: int | None
) -> None:
    """Show, for each text of a row, the words that speak most for a class, or a higher number, and against it.

    Parameters
    ----------
    draft : AskDraft
    sheet : Sheet
    row : Row
    predictions : mapping of str to Prediction
        What each contender says of the row as it is.
    code : int or None
        The class; None for numbers.
    """
    effects: tuple[WithoutWords, ...] | None = draft.ask(LeaveOut(row))
    if effects is None:
        return
    for text in effects:
        cells = {name: _cells(sheet, text, predictions[name], name, code) for name in text.answers}
        column = sheet.columns[text.place].name
        columns = (_("Raise the number"), _("Lower the number"))
        if code is not None:
            name = sheet.class_names[code]
            columns = (_("Speak for {name}", name=name), _("Speak against {name}", name=name))
        st.html(contender_table(_("Words of {column}", column=column), columns, cells, wrap=True))
    if effects:
        st.caption(
            _(
                "Each word is left out in turn. The number is by how much the probability, in points, or the number "
                "that is predicted, falls or rises without it. Words that say the same stand in for each other."
            )
        )


def _cells(sheet: Sheet, text: WithoutWords, now: Prediction, name: str, code: int | None) -> tuple[str, str]:
    falls = _values(now, code) - _values(text.answers[name], code)
    least = _LEAST if code is not None else _LEAST * (sheet.target_high - sheet.target_low)
    order = np.argsort(-falls, kind="stable")
    speak_for = [at for at in order[:MOST_NAMED].tolist() if falls[at] >= least]
    against = [at for at in order[::-1][:MOST_NAMED].tolist() if falls[at] <= -least]
    return _listed(text, falls, speak_for, code), _listed(text, falls, against, code)


def _values(answers: Prediction, code: int | None) -> NDArray[np.float64]:
    """Return the probability of a class, or the numbers; of a contender without probabilities, whether it says so."""
    if code is None or answers.probabilities is None:
        return np.asarray(answers.values if code is None else answers.values == code, dtype=np.float64)
    return np.asarray(answers.probabilities[:, code], dtype=np.float64)


def _listed(text: WithoutWords, falls: NDArray[np.float64], places: Sequence[int], code: int | None) -> str:
    """Name words with their effects; a word that stands in the text twice is named twice."""
    if not places:
        return "–"
    effects = [f"{100 * falls[at]:+.0f}" if code is not None else _signed(falls[at]) for at in places]
    return ", ".join(
        _("{word} ({effect})", word=_bare(text.words[at]), effect=effect)
        for at, effect in zip(places, effects, strict=True)
    )


def _bare(word: str) -> str:
    """Return a word without the marks round it, unless it is nothing else."""
    return word.strip(".,;:!?()[]\"'“”‘’…") or word


def _signed(value: float) -> str:
    return ("+" if value > 0 else "") + value_text(float(value))
