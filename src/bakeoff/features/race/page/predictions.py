"""The held-out rows, one by one, with every contender's answer."""

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray

from bakeoff.contenders import contender
from bakeoff.evaluation.notation import count
from bakeoff.race.finished import FinishedRace
from bakeoff.text import _
from bakeoff.web.rows_table import MOST_ROWS, rows_table


def predictions(race: FinishedRace) -> None:
    """Show a table of rows with a filter on who was right."""
    finished = list(race.outcomes)
    # The baseline always says the same; asking where it is right is asking for a class.
    finished = [name for name in finished if not contender(name).baseline] or finished
    frame = race.predictions()
    if race.is_classification:
        filters = {"all": _("All rows"), "disagree": _("They disagree"), "wrong": _("All wrong")}
        filters |= {name: _("Only {label} right", label=contender(name).label) for name in finished}
        chosen = st.selectbox(_("Rows"), list(filters), format_func=filters.__getitem__, key="predictions-filter")
        frame = frame[select(frame, finished, chosen)]
    st.caption(
        _("{shown} of {total} rows are shown.", shown=count(min(len(frame), MOST_ROWS)), total=count(len(frame)))
        if len(frame)
        else _("No row is like that.")
    )
    if len(frame):
        rows_table(race, frame.head(MOST_ROWS), finished, key="predictions")


def select(frame: pd.DataFrame, finished: list[str], chosen: str) -> NDArray[np.bool_]:
    """Return which rows a filter keeps.

    Parameters
    ----------
    frame : DataFrame
        As `Report.predictions` returns it.
    finished : list of str
        Contenders with a prediction.
    chosen : str
        ``all``, ``disagree``, ``wrong``, or the one contender that is to be right alone.
    """
    answers = frame[finished].to_numpy()
    right = answers == frame[["target"]].to_numpy()
    if chosen == "disagree":
        return np.asarray((answers != answers[:, :1]).any(axis=1))
    if chosen == "wrong":
        return np.asarray(~right.any(axis=1))
    if chosen in finished:
        return np.asarray(right[:, finished.index(chosen)] & (right.sum(axis=1) == 1))
    return np.ones(len(frame), dtype=bool)
