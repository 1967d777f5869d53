"""The held-out rows, one by one, with every contender's answer."""

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray

from bakeoff.contenders import contender
from bakeoff.evaluation.notation import count
from bakeoff.html import plain
from bakeoff.race.finished import FinishedRace
from bakeoff.race.snapshot import Run
from bakeoff.text import _, counted, enumerated
from bakeoff.web.components.into_sight import into_sight
from bakeoff.web.race_views import open_view
from bakeoff.web.rows_table import MOST_ROWS, rows_table

FILTER, _ASKED = "predictions-filter", "luck-asked"


def predictions(race: FinishedRace) -> None:
    """Show a table of rows with a filter on who was right."""
    finished = list(race.outcomes)
    # The baseline always says the same; asking where it is right is asking for a class.
    finished = [name for name in finished if not contender(name).baseline] or finished
    frame = race.predictions()
    if race.is_classification:
        filters = {"all": _("All rows"), "disagree": _("They disagree"), "wrong": _("All wrong")}
        if race.luck is not None:
            filters["luck"] = _("Decided by luck")
        filters |= {name: _("Only {label} right", label=contender(name).label) for name in finished}
        if st.session_state.get(FILTER) not in filters:  # chosen for another race
            st.session_state[FILTER] = "all"
        chosen = st.selectbox(_("Rows"), list(filters), format_func=filters.__getitem__, key=FILTER)
        if chosen == "luck" and race.luck is not None:
            into_sight(str(st.session_state.get(_ASKED, 0)), key="luck-in-sight")
            st.caption(plain(luck_told(race, race.luck)))
            frame = frame[race.luck]
        else:
            frame = frame[select(frame, finished, chosen)]
    st.caption(
        _("{shown} of {total} rows are shown.", shown=count(min(len(frame), MOST_ROWS)), total=count(len(frame)))
        if len(frame)
        else _("No row is like that.")
    )
    if len(frame):
        rows_table(race, frame.head(MOST_ROWS), finished, key="predictions")


def show_luck(run: Run, race: FinishedRace) -> None:
    """Show how many test rows luck decides, as the button that opens them."""
    if race.luck is None or not race.luck.any():
        return

    def open_them() -> None:
        st.session_state[FILTER] = "luck"
        st.session_state[_ASKED] = st.session_state.get(_ASKED, 0) + 1
        open_view(run.id, "err", "predictions")

    label = counted("Luck decides {n} row", "Luck decides {n} rows", int(race.luck.sum()))
    if st.button(label, type="tertiary", icon=":material/casino:", help=plain(luck_told(race, race.luck)), key="luck"):
        open_them()
        st.rerun()


def luck_told(race: FinishedRace, luck: NDArray[np.bool_]) -> str:
    """Say why luck decides some rows of a race."""
    labels = enumerated([_(contender(name).label) for name in race.equals])
    return _(
        "{labels}: any of them may be the best, and they answer {n} of {all} test rows differently. Which one you take "
        "decides.",
        labels=labels,
        n=count(int(luck.sum())),
        all=count(len(luck)),
    )


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
