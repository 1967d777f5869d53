"""Table of held-out rows of a finished race, which open where there is more to see of one."""

from typing import Any

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray
from pandas.io.formats.style import Styler

from bakeoff.contenders import contender
from bakeoff.datasets import Dataset
from bakeoff.evaluation.notation import percent, quantity
from bakeoff.race.finished import FinishedRace
from bakeoff.text import _, told
from bakeoff.web.data_views import data_of
from bakeoff.web.pictures import PICTURE_PIXELS, picture_links
from bakeoff.web.race_views import open_row, rows_open

MOST_ROWS = 500
_PALE = "33"
"""Opacity of a colour behind words, as the last two digits of it in hexadecimal: a fifth."""


def rows_table(race: FinishedRace, frame: pd.DataFrame, finished: list[str], key: str) -> None:
    """Show held-out rows, some of what `Report.predictions` returns, with their features or as pictures.

    A contender has one column: its answer and, with classes, a tick or a cross and how sure it is. Right answers stand
    on the contender's colour, wrong ones on none.
    """
    data = data_of(race)
    frame = _said(race, frame, finished)
    answers = answer_texts(frame, finished) if race.is_classification else frame[finished]
    columns: dict[str, Any] = {
        "_index": st.column_config.Column(_("Row")),
        "target": st.column_config.Column(_("Truth"), pinned=True),
    }
    columns |= {name: st.column_config.Column(_(contender(name).label)) for name in finished}
    shown = frame[["target"]].join(answers)
    if data is None:
        st.caption(_("The data of this race are not here, so its rows have no features."))
    elif data.image_shape is not None:
        shown = shown.assign(picture=_pictures(data, frame.index.to_numpy()))[["picture", *shown.columns]]
        columns["picture"] = st.column_config.ImageColumn(_("Picture"), pinned=True)
    else:
        names = [_("{name} (feature)", name=name) if name in shown else told(name) for name in data.feature_names]
        rows = pd.DataFrame(data.X).iloc[frame.index].set_axis(names, axis=1).set_axis(frame.index)
        texts = [name for name, feature in zip(names, data.feature_names, strict=True) if feature in data.text_features]
        # texts, which are what one reads, first: the answers are short
        shown = rows[texts].join(shown).join(rows.drop(columns=texts))
        columns |= {name: st.column_config.TextColumn(width="large") for name in texts}
    numbers = shown.select_dtypes("number").columns
    shown = shown.assign(**{name: shown[name].map(_rounded, na_action="ignore") for name in numbers})
    looks = shown.style.format(_number, subset=numbers, na_rep="")  # else each number has six decimals
    looks = _coloured(looks, frame, finished) if race.is_classification else looks
    rows_shown = frame.index.to_numpy()
    st.dataframe(
        looks,
        column_config=columns,
        row_height=PICTURE_PIXELS + 8 if data is not None and data.image_shape else None,
        key=key,
        on_select=(lambda: _open(race, rows_shown, key)) if rows_open() else "ignore",
        selection_mode="single-row",
    )
    if rows_open():
        st.caption(_("Tick a row, at its left, to see why it is answered so."))


def _said(race: FinishedRace, frame: pd.DataFrame, finished: list[str]) -> pd.DataFrame:
    """Return the rows with the names of classes in the reader's language."""
    if not race.is_classification:
        return frame
    names = {name: told(name) for name in race.setting.class_names}
    return frame.assign(**{column: frame[column].map(names) for column in ("target", *finished)})


def _rounded(value: float) -> float:
    """Return a number as `_number` writes it: what is copied, or read aloud, has no more digits than one sees."""
    if not isinstance(value, float | np.floating):
        return value
    return float(f"{value:.4g}") if abs(value) < 9999.5 else float(round(value))


def _number(value: object) -> str:
    return quantity(value) if isinstance(value, float) else str(value)


def answer_texts(frame: pd.DataFrame, finished: list[str]) -> pd.DataFrame:
    """Return each contender's answers as they are read: right or wrong, what it says, and how sure it is.

    Parameters
    ----------
    frame : DataFrame
        As `Report.predictions` returns it, of classes.
    finished : list of str
        Contenders with a prediction.
    """
    return pd.DataFrame({name: _answers_of(frame, name) for name in finished}, index=frame.index)


def _answers_of(frame: pd.DataFrame, name: str) -> list[str]:
    marks = np.where(frame[name] == frame["target"], "✓", "✗")
    if f"{name}_confidence" not in frame:
        return [_("{mark} {answer}", mark=mark, answer=answer) for mark, answer in zip(marks, frame[name], strict=True)]
    sure = frame[f"{name}_confidence"]
    return [
        _("{mark} {answer}, {percent} %", mark=mark, answer=answer, percent=percent(float(share)))
        for mark, answer, share in zip(marks, frame[name], sure, strict=True)
    ]


def _coloured(looks: Styler, frame: pd.DataFrame, finished: list[str]) -> Styler:
    right = {name: (frame[name] == frame["target"]).to_numpy() for name in finished}

    def look(column: "pd.Series[str]") -> list[str]:
        own = f"background-color: {contender(str(column.name)).identity.colour}{_PALE}"
        return [own if hit else "" for hit in right[str(column.name)]]

    return looks.apply(look, subset=pd.Index(finished))


def _open(race: FinishedRace, numbers: NDArray[np.int64], key: str) -> None:
    """Open the row that is ticked."""
    ticked = st.session_state[key].selection.rows if key in st.session_state else []
    if ticked and ticked[0] < len(numbers):
        open_row(int(np.flatnonzero(race.held_out.rows == numbers[ticked[0]])[0]))


def _pictures(data: Dataset, rows: NDArray[np.int64]) -> list[str]:
    return picture_links(data.pictures[rows])
