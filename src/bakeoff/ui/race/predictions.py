"""The held-out rows, one by one, with every contender's answer."""

from typing import Any

import numpy as np
import pandas as pd
import streamlit as st
from numpy.typing import NDArray

from bakeoff.contenders import contender
from bakeoff.datasets import Dataset
from bakeoff.race import FinishedRace
from bakeoff.text import _
from bakeoff.ui.shared.data_views import loaded
from bakeoff.ui.shared.pictures import PICTURE_PIXELS, picture_links

MOST_ROWS = 500


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
        _("{shown} of {total} rows are shown.", shown=min(len(frame), MOST_ROWS), total=len(frame))
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


def rows_table(race: FinishedRace, frame: pd.DataFrame, finished: list[str], key: str) -> None:
    """Show held-out rows, some of what `Report.predictions` returns, with their features or as pictures."""
    data = loaded(race.spec.dataset)
    columns: dict[str, Any] = {"target": st.column_config.Column(_("Truth"), pinned=True)}
    for name in finished:
        label = contender(name).label
        columns[name] = st.column_config.Column(label)
        if f"{name}_confidence" in frame:
            frame = frame.assign(**{f"{name}_confidence": 100 * frame[f"{name}_confidence"]})
        columns[f"{name}_confidence"] = st.column_config.ProgressColumn(
            _("{label}, confidence", label=label), min_value=0.0, max_value=100.0, format="%.1f %%"
        )
    if data.image_shape is not None:
        frame = frame.assign(picture=_pictures(data, frame.index.to_numpy()))[["picture", *frame.columns]]
        columns["picture"] = st.column_config.ImageColumn(_("Picture"), pinned=True)
    else:
        names = [_("{name} (feature)", name=name) if name in frame else name for name in data.feature_names]
        rows = pd.DataFrame(data.X).iloc[frame.index].set_axis(names, axis=1).set_axis(frame.index)
        texts = [name for name, feature in zip(names, data.feature_names, strict=True) if feature in data.text_features]
        # texts, which are what one reads, first: the answers are short
        frame = rows[texts].join(frame).join(rows.drop(columns=texts))
        columns |= {name: st.column_config.TextColumn(width="large") for name in texts}
    st.dataframe(frame, column_config=columns, row_height=PICTURE_PIXELS + 8 if data.image_shape else None, key=key)


def _pictures(data: Dataset, rows: NDArray[np.int64]) -> list[str]:
    return picture_links(data.pictures[rows])
