"""Confusion matrices, and the rows behind the cell that is clicked or chosen."""

import numpy as np
import streamlit as st

from bakeoff.contenders import contender
from bakeoff.evaluation.metrics import confusion
from bakeoff.features.race.page.drawn import drawn
from bakeoff.features.race.page.predictions import MOST_ROWS, rows_table
from bakeoff.race.finished import FinishedRace
from bakeoff.text import _, counted, told
from bakeoff.web.components.chart import Clicked

_WHO, _TRUTH, _ANSWER = "confused-who", "confused-truth", "confused-answer"


def confused(race: FinishedRace) -> None:
    """Show the matrices, and beneath the rows of one cell: at first those of the most frequent mistake."""
    names, classes = list(race.rivals), race.setting.class_names
    if not names:
        drawn("confusion", race)
        return

    def clicked(cell: Clicked) -> None:
        labels, said = [_(contender(name).label) for name in names], [told(name) for name in classes]
        if cell.trace in labels and cell.y in said and cell.x in said:
            st.session_state[_WHO] = names[labels.index(cell.trace)]
            st.session_state[_TRUTH], st.session_state[_ANSWER] = said.index(str(cell.y)), said.index(str(cell.x))

    drawn("confusion", race, on_click=clicked)
    first = most_frequent(race)
    for key, value, allowed in zip((_WHO, _TRUTH, _ANSWER), first, (names, *2 * [range(len(classes))]), strict=True):
        if st.session_state.get(key) not in allowed:
            st.session_state[key] = value
    who, truth, answer = st.columns(3)
    who.selectbox(_("Contender"), names, format_func=lambda name: _(contender(name).label), key=_WHO)
    codes = range(len(classes))
    truth.selectbox(_("Truth"), codes, format_func=lambda code: told(classes[code]), key=_TRUTH)
    answer.selectbox(_("Answer"), codes, format_func=lambda code: told(classes[code]), key=_ANSWER)
    _rows(race, st.session_state[_WHO], st.session_state[_TRUTH], st.session_state[_ANSWER])


def most_frequent(race: FinishedRace) -> tuple[str, int, int]:
    """Return the contender, the truth and the answer of the most frequent mistake; the first ones if there is none."""
    n = len(race.setting.class_names)
    made = [confusion(race.held_out.target, rival.prediction.values, n) for rival in race.rivals.values()]
    mistakes = np.array(made) * (1 - np.eye(n, dtype=np.int64))
    who, truth, answer = np.unravel_index(int(mistakes.argmax()), mistakes.shape)
    return list(race.rivals)[int(who)], int(truth), int(answer)


def _rows(race: FinishedRace, name: str, truth: int, answer: int) -> None:
    behind = (race.held_out.target == truth) & (race.rivals[name].prediction.values == answer)
    n = int(behind.sum())
    st.caption(counted("{n} row is like that.", "{n} rows are like that.", n) if n else _("No row is like that."))
    if n:
        rows_table(race, race.predictions()[behind].head(MOST_ROWS), list(race.rivals), key="confused-rows")
